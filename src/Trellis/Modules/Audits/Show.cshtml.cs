using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>One audit: how its records were drawn, how far each is, what was found. Names nobody.</summary>
[Does(ActWords.ViewAudits)]
public sealed class ShowModel(TrellisDb db, AuditBook book, Drawing drawing, ActionBook actions, Recommending recommending, Training.Public.CourseAnswers courses, IServiceScopeFactory scopes, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : AuditPage(db, book, agencies, practice, clock)
{
    public ILookup<Guid, Guid> Finished { get; private set; } = Array.Empty<Guid>().ToLookup(g => g);

    public IReadOnlyList<ActionSummary> Actions { get; private set; } = [];

    public IReadOnlyList<RecommendationSummary> Recommendations { get; private set; } = [];

    /// <summary>Courses that answer its findings.</summary>
    public IReadOnlyList<Training.Public.AnsweringCourse> Courses { get; private set; } = [];

    public Audit? Before { get; private set; }

    public string Lead { get; private set; } = "";

    public bool MayApprove => May(ActWords.ApproveAudit) && Of.DrawnAt is not null && Of.ClosedAt is null && Of.Areas.Any(a => Actor.SeesAll(a) && Of.Approvals.TrueForAll(p => p.Area != a));

    /// <summary>Its auditors may, and whoever leads.</summary>
    public bool MayOpen(AuditRecord record) => May(ActWords.ModerateRecord) || record.SharedAt is not null || Of.Auditors.Exists(a => a.Area == record.Area && a.StaffId == Actor.UserId);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync(tracked: false) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAgainAsync()
    {
        if (!await LoadAsync(tracked: false) || Of.DrawnAt is null) { return NotFound(); }
        if (Template is not { } template || template.Scope != Of.Scope) { TempData["done"] = "The practice model draws from other records since then, so that this cannot be drawn again"; return Redirect(Here); }
        var (same, all) = await drawing.AgainAsync(Of, Stop);
        TempData["done"] = same == all ? $"Drawn again: the same {English.Count(all, "record", "records")}" : $"Drawn again: {English.Number(same)} of {English.Number(all)} are the same. Records were disposed of since, or somebody has changed what was drawn";
        return Redirect(Here);
    }

    [Does(ActWords.CloseAudit)]
    public async Task<IActionResult> OnPostCloseAsync()
    {
        if (!await LoadAsync(tracked: true)) { return NotFound(); }
        if (Of.Close(Clock.Now, Actor).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync(Stop);
        // The system ends it: whoever closes an audit need not see its records. Should it fail, it is tried again every hour.
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AuditTime>().PassAsync(Stop);
        TempData["done"] = "Closed. Its auditors are no longer let in";
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync(bool tracked)
    {
        if (!await FindAsync(tracked)) { return false; }
        Finished = await Book.FinishedAsync(Of, Stop);
        Actions = Actor.May(ActWords.ViewActions) ? await actions.OfSourceAsync(ActionSources.Audit, Of.Id, Stop) : [];
        Recommendations = Actor.May(ActWords.ViewActions) ? await recommending.OfAsync([.. Of.Findings.Select(f => f.Id)], Stop) : [];
        Courses = await courses.OfAsync([.. Of.Findings.Select(f => f.Id)], Stop);
        Lead = (await Register.NamesAsync([Of.LeadId], Stop)).GetValueOrDefault(Of.LeadId, "The partnership");
        Before = Of.AgainOf is { } before ? await Db.Set<Audit>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == before, Stop) : null;
        return true;
    }
}
