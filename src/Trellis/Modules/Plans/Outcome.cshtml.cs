using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>Adds to a priority what is to be different, or changes it, with the figures that would show it.</summary>
[Does(ActWords.WritePlan)]
public sealed class OutcomeModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    /// <summary>Which priority a new one belongs to.</summary>
    [FromQuery(Name = "priority")]
    public Guid? PriorityId { get; set; }

    /// <summary>Which one is changed.</summary>
    [FromQuery(Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string[] Measures { get; set; } = [];

    public Plan Of { get; private set; } = null!;

    public PlanPriority Priority { get; private set; } = null!;

    private PlanOutcome? held;

    /// <summary>As many choices as there are measures, and never fewer than a few.</summary>
    public int Places => Math.Max(Plan.MostMeasures, held?.Measures.Length ?? 0);

    public IReadOnlyList<Choice> FigureChoices => [new("", "No figure"), .. practice.Figures.OrderBy(f => f.Title, StringComparer.Ordinal).Select(f => new Choice(f.Id, f.Title)), .. Gone.Select(g => new Choice(g, $"{g}: there is no such figure any more"))];

    private IEnumerable<string> Gone => (held?.Measures ?? []).Where(m => practice.Figures.All(f => f.Id != m));

    public async Task<IActionResult> OnGetAsync(Guid plan)
    {
        if (!await LoadAsync(plan)) { return NotFound(); }
        (Name, Measures) = (held?.Title ?? "", held?.Measures ?? []);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid plan)
    {
        if (!await LoadAsync(plan)) { return NotFound(); }
        string[] chosen = [.. Measures.Where(m => !string.IsNullOrEmpty(m)).Distinct()];
        if (chosen.Any(m => FigureChoices.All(c => c.Value != m))) { ModelState.AddModelError("Measures[0]", "Select a figure, or none"); return Page(); }
        if (Of.Aim(Priority, held, Name, chosen, db.Acting.Actor, clock.Now).Refused(out var why, out var outcome)) { return this.Refuse(why); }
        if (held is null) { db.Add(outcome); }
        await db.SaveChangesAsync();
        TempData["done"] = held is null ? "The outcome is added" : "The outcome is changed";
        return Redirect($"/plans/{plan}");
    }

    private async Task<bool> LoadAsync(Guid plan)
    {
        if (await db.Set<Plan>().Include(p => p.Priorities).ThenInclude(p => p.Outcomes).FirstOrDefaultAsync(p => p.Id == plan, HttpContext.RequestAborted) is not { } found) { return false; }
        held = Id is { } id ? found.Priorities.SelectMany(p => p.Outcomes).FirstOrDefault(o => o.Id == id) : null;
        if ((held?.Priority ?? found.Priorities.Find(p => p.Id == PriorityId)) is not { } priority || (Id is not null && held is null)) { return false; }
        (Of, Priority) = (found, priority);
        return true;
    }
}
