using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>Whoever answers for the records of an area lets the auditors into those that were drawn, until a day.</summary>
[Does(ActWords.ApproveAudit)]
public sealed class ApproveModel(TrellisDb db, AuditBook book, AuditorAccess access, Views views, AuditNews news, AgencyRegister agencies, PracticeModel practice, LondonClock clock) : AuditPage(db, book, agencies, practice, clock)
{
    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public DateParts Until { get; set; } = new();

    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<Choice> AreasToApprove => [.. AreaChoices.Where(a => Actor.SeesAll(a.Value) && Of.Approvals.TrueForAll(p => p.Area != a.Value))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (AreasToApprove.Count == 1) { Area = AreasToApprove[0].Value; }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (AreasToApprove.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area"); }
        var (until, wrong) = Until.Read("last day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Until), wrong); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why they are let in"); }
        if (!ModelState.IsValid) { return Page(); }
        Db.Acting.Because(Why);
        if (Of.Approve(Area, until!.Value, Actor, Clock.Now).Refused(out var why, out var approval)) { return this.Refuse(why); }
        Db.Add(approval);
        news.Approved(Of);
        var subjects = await Db.Set<Subject>().AsNoTracking().Where(s => s.AuditId == Of.Id && s.Area == Area).ToListAsync(Stop);
        await views.SawAsync("audit-records", ActWords.ApproveAudit, [.. subjects.Select(s => s.PersonId)], Area, cancellationToken: Stop);
        if ((await access.LetInAsync([.. subjects.Select(s => s.MatterId).Distinct()], [.. Of.Auditors.Where(a => a.Area == Area).Select(a => a.StaffId)], approval.UntilAt, Stop)).Refused(out why)) { return this.Refuse(why); }
        var away = Of.Records.Count(r => r.Area == Area) - subjects.Count;
        return await SavedAsync($"The auditors are let in until {English.Date(until.Value)}{(away > 0 ? $". {English.Count(away, "record is", "records are")} not open to you, and they are not let into those" : "")}");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync(tracked: true) || Of.DrawnAt is null || Of.ClosedAt is not null || AreasToApprove.Count == 0) { return false; }
        Names = await Register.NamesAsync(Of.Auditors.Select(a => a.StaffId), Stop);
        return true;
    }
}
