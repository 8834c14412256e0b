using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Matters;

/// <summary>Says why something in a matter was late, or is.</summary>
[Does(ActWords.ExplainDeadline)]
public sealed class LateModel(TrellisDb db, PeopleRegister register, PracticeModel practice, WorkingCalendar calendar, LondonClock clock, LateReasons reasons, Views views) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public Guid? Deadline { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    public Matter Matter { get; private set; } = null!;

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    private List<DeadlineRow> late = [];

    public async Task<IActionResult> OnGetAsync() => !await LoadAsync() ? NotFound() : db.Acting.Actor.SeesAll(Matter.Area) ? Page() : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!db.Acting.Actor.SeesAll(Matter.Area)) { return StatusCode(StatusCodes.Status403Forbidden); }
        var deadline = late.Find(d => d.Id == Deadline);
        if (deadline is null) { ModelState.AddModelError(nameof(Deadline), "Select what was late"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why it was late"); }
        if (!ModelState.IsValid) { return Page(); }

        if ((await reasons.ExplainAsync(deadline!, Why)).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Explanation saved";
        return Redirect($"/matters/{Id}");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Matters.AsNoTracking().Include(m => m.People).FirstOrDefaultAsync(m => m.Id == Id) is not { } matter) { return false; }
        Matter = matter;
        var ids = matter.People.Select(p => p.PersonId).ToArray();
        await views.SawAsync("matter", ActWords.ExplainDeadline, ids, matter.Area, matter.Id);
        var people = (await register.OfAsync(ids)).ToDictionary(p => p.Id, p => p.Name);
        var all = await db.Deadlines.Where(d => ids.Contains(d.PersonId) && (d.SubjectId == matter.OriginId || d.MatterId == matter.Id)).OrderBy(d => d.DueAt).ToListAsync();
        late = all.FindAll(d => d.StateOn(clock.Now, calendar).Phase is ClockPhase.Overdue or ClockPhase.MetLate);
        Choices = [.. late.Select(d => new Choice(d.Id.ToString(), $"{practice.TimescalesIn(d.Area).FirstOrDefault(t => t.Id == d.Timescale)?.Duty ?? d.Timescale}, due {English.Date(d.DueOn)}")
        {
            Hint = people.Count > 1 ? people.GetValueOrDefault(d.PersonId) : null,
        })];
        return true;
    }
}
