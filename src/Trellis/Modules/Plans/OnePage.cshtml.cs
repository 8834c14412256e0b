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

    public async Task<IActionResult> OnGetAsync(Guid plan)
    {
        if (await db.Set<Plan>().AsNoTracking().Whole().FirstOrDefaultAsync(p => p.Id == plan, HttpContext.RequestAborted) is not { } found) { return NotFound(); }
        Shown = await reading.ShowAsync(found, HttpContext.RequestAborted);
        return Page();
    }
}
