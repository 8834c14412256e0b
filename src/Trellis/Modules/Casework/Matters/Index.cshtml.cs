using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Casework.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Matters;

[Does(ActWords.ViewMatter)]
public sealed class IndexModel(TrellisDb db, PeopleRegister register, AgencyRegister agencyRegister, PracticeModel practice, WorkingCalendar calendar, LondonClock clock, Chronology chronology, LateReasons reasons, Views views) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public Matter Matter { get; private set; } = null!;

    public string Title { get; private set; } = "";

    public IReadOnlyDictionary<Guid, PersonSummary> People { get; private set; } = new Dictionary<Guid, PersonSummary>();

    public IReadOnlyList<(Guid Person, DeadlineLook Look)> Deadlines { get; private set; } = [];

    public bool MayTakeOut => db.Acting.Actor.May(ActWords.LeaveMatter) && SeesAll;

    public bool MayClose => db.Acting.Actor.May(ActWords.CloseRecord) && SeesAll;

    /// <summary>Whoever was let in reads; those whose area it is work in it.</summary>
    private bool SeesAll => db.Acting.Actor.SeesAll(Matter.Area);

    /// <summary>Something was late, and the reader may say why.</summary>
    public bool MayExplain { get; private set; }

    public IReadOnlyList<ChronologyLine> Lines { get; private set; } = [];

    public IReadOnlyList<Matter> Linked { get; private set; } = [];

    public bool MayJoin => db.Acting.Actor.May(ActWords.JoinMatter) && SeesAll;

    public IEnumerable<(string Text, string Href)> ReviewLinks => Reviews.Public.ReviewLinks.Of(practice, Matter.Process, Matter.Id, db.Acting.Actor);

    public DateTimeOffset Now => clock.Now;

    public DateOnly Today => clock.Today;

    public string AreaTitle => practice.AreaTitle(Matter.Area);

    public string StepTitle(CaseStep step) => practice.ProcessIn(step.Area, step.Process).Step(step.Name)?.Title ?? step.Name;

    public string AgencyTitle(string code) => agencies.GetValueOrDefault(code, code);

    private Dictionary<string, string> agencies = [];

    public bool IsAboutChildren => practice.ProcessIn(Matter.Area, Matter.Process).About is ProcessSubject.Child or ProcessSubject.Family;

    public string ProcessTitle(Matter matter) => practice.ProcessIn(matter.Area, matter.Process).Title;

    public IEnumerable<CaseStep> StepsIn(params StepState[] states) => Matter.Steps.Where(s => states.Contains(s.State)).OrderBy(s => s.OpenedAt).ThenBy(s => s.Id);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.Matters.AsNoTracking().Include(m => m.People).Include(m => m.Steps).ThenInclude(s => s.People).AsSplitQuery().FirstOrDefaultAsync(m => m.Id == Id) is not { } matter) { return NotFound(); }
        Matter = matter;
        Title = ProcessTitle(matter);
        var ids = matter.People.Select(p => p.PersonId).ToArray();
        await views.SawAsync("matter", ActWords.ViewMatter, ids, matter.Area, matter.Id);
        People = (await register.OfAsync(ids)).ToDictionary(p => p.Id);
        var deadlines = await db.Deadlines.Where(d => ids.Contains(d.PersonId) && (d.SubjectId == matter.OriginId || d.MatterId == matter.Id)).OrderBy(d => d.Ending != null).ThenBy(d => d.DueAt).ToListAsync();
        var explained = await reasons.OfAsync(deadlines);
        Deadlines = [.. deadlines.Select(d => (d.PersonId, d.Look(practice, calendar, clock.Now) with { Because = explained.TryGetValue(d.Id, out var late) ? late.AsText : null }))];
        MayExplain = db.Acting.Actor.May(ActWords.ExplainDeadline) && SeesAll && deadlines.Any(d => d.StateOn(clock.Now, calendar).Phase is ClockPhase.Overdue or ClockPhase.MetLate);
        agencies = (await agencyRegister.ListAsync()).ToDictionary(a => a.Code, a => a.Title);
        Lines = await chronology.OfMatterAsync(matter.Id);
        Linked = await db.Matters.AsNoTracking().Where(m => m.OriginId == matter.OriginId && m.Id != matter.Id).OrderBy(m => m.OpenedAt).ToListAsync();
        return Page();
    }
}
