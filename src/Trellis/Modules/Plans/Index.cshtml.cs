using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>The plans of the partnership, the newest first.</summary>
[Does(ActWords.ViewPlans)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice) : PageModel
{
    public IReadOnlyList<Plan> Plans { get; private set; } = [];

    public int Ended(Plan plan) => plan.Actions.Count(a => practice.Actions.Find(a.Last?.Status) is { Ends: true });

    public int WithGaps(Plan plan) => plan.Actions.Count(a => PlanGaps.Of(a, practice.Actions).Any());

    public async Task OnGetAsync() =>
        Plans = await db.Set<Plan>().AsNoTracking().Whole().OrderByDescending(p => p.FromOn).ThenBy(p => p.Title).ToListAsync(HttpContext.RequestAborted);
}
