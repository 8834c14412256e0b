using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Plans;

/// <summary>A plan on one page, to be printed: each priority with its outcomes, how many actions are how far, and what comes next.</summary>
[Does(ActWords.ViewPlans)]
public sealed class OnePageModel(TrellisDb db, PlanReading reading) : PageModel
{
    public PlanShown Shown { get; private set; } = null!;

    /// <summary>The open action that is due first of those that are not overdue.</summary>
    public PlanAction? Next(PlanOutcome outcome) =>
        outcome.InOrder.Where(a => Shown.Now(a) is var now && now.Due >= Shown.Today && !now.Ended(Shown.Rules)).OrderBy(a => Shown.Now(a).Due).FirstOrDefault();

    public int Overdue(PlanOutcome outcome) => outcome.Actions.Count(a => Shown.Tag(Shown.Now(a)) is { Words: "Overdue" });

    public async Task<IActionResult> OnGetAsync(Guid plan)
    {
        if (await db.Set<Plan>().AsNoTracking().Whole().FirstOrDefaultAsync(p => p.Id == plan, HttpContext.RequestAborted) is not { } found) { return NotFound(); }
        Shown = await reading.ShowAsync(found, HttpContext.RequestAborted);
        return Page();
    }
}
