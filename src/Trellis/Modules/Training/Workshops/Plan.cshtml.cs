using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Workshops;

/// <summary>Plans a workshop, or a series of them. Of clashes it tells first, and plans it when it is asked again.</summary>
[Does(ActWords.PlanWorkshop)]
public sealed class PlanModel(TrellisDb db, Programme programme, PracticeModel practice, WorkingCalendar calendar, LondonClock clock) : PageModel
{
    private const int MostTimes = 24;
    private const int MostWeeks = 26;

    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public WorkshopForm Form { get; set; } = new();

    /// <summary>The clashes that were shown: planned all the same only while they are these.</summary>
    [BindProperty]
    public string Shown { get; set; } = "";

    public Course Of { get; private set; } = null!;

    public IReadOnlyList<string> Clashes { get; private set; } = [];

    public IReadOnlyList<Choice> TrainerChoices { get; private set; } = [];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => Of.Areas.Contains(a.Code) && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> LengthChoices => [.. programme.Rules.Lengths.Select(l => new Choice(l.Id, l.Title))];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var plan = Form.Read(ModelState, nameof(Form), calendar);
        if (!int.TryParse(Form.Repeats.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var times) || times is < 1 or > MostTimes) { ModelState.AddModelError("Form.Repeats", $"How many times must be from 1 to {MostTimes}"); }
        if (!int.TryParse(Form.Weeks.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) || weeks is < 1 or > MostWeeks) { ModelState.AddModelError("Form.Weeks", $"The number of weeks must be from 1 to {MostWeeks}"); }
        if (Form.Trainers.Exists(t => TrainerChoices.All(c => c.Value != t))) { ModelState.AddModelError("Form.Trainers", "Select trainers from the pool"); }
        if (AreaChoices.All(a => a.Value != Form.Area)) { ModelState.AddModelError("Form.Area", "Select the area"); }
        if (plan is null || !ModelState.IsValid) { return Page(); }
        var plans = Enumerable.Range(0, times).Select(i => plan with { Sessions = [.. plan.Sessions.Select(s => (Later(s.Starts, i * weeks * 7), Later(s.Ends, i * weeks * 7)))] }).ToArray();
        if (plans[^1].Sessions[^1].Ends.Year > calendar.LastYear) { return this.Refuse(new Refusal("Form.Repeats", $"The last of them is after {calendar.LastYear}, the last year whose bank holidays are known")); }
        var clashes = new List<string>();
        foreach (var one in plans) { clashes.AddRange(await programme.ClashesAsync(one, null, calendar, HttpContext.RequestAborted)); }
        Clashes = clashes;
        if (string.Join('|', clashes) is { Length: > 0 } found && found != Shown)
        {
            ModelState.Remove(nameof(Shown));
            Shown = found;
            return Page();
        }

        Workshop? first = null;
        foreach (var one in plans)
        {
            if (Workshop.Plan(Of, await Programme.NextWorkshopAsync(db), one, programme.Rules, db.Acting.Actor, clock.Now).Refused(out var why, out var workshop)) { return this.Refuse(why with { Field = $"Form.{why.Field}" }); }
            db.Add(workshop);
            first ??= workshop;
        }

        await db.SaveChangesAsync();
        TempData["done"] = times == 1 ? "Planned. Open it when it may be booked" : $"{times} workshops are planned. Open each when it may be booked";
        return Redirect($"/training/workshops/{first!.Reference.ToLowerInvariant()}");
    }

    /// <summary>At the same hour by the clock on the wall.</summary>
    private static DateTimeOffset Later(DateTimeOffset at, int days) => London.At(London.DateOf(at).AddDays(days), TimeOnly.FromDateTime(London.Wall(at)));

    private async Task<bool> LoadAsync()
    {
        if (await programme.CourseAsync(Reference, tracked: false, HttpContext.RequestAborted) is not { } of) { return false; }
        Of = of;
        TrainerChoices = [.. (await db.Set<Trainer>().AsNoTracking().Where(t => t.EndedOn == null).OrderBy(t => t.Name).ToListAsync()).Select(t => new Choice(t.Id.ToString(), $"{t.Name}, {t.Agency}"))];
        return true;
    }
}
