using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>The plans of the partnership, the newest first.</summary>
[Does(ActWords.ViewPlans)]
public sealed class IndexModel(TrellisDb db, PlannedActions actions, PracticeModel practice) : PageModel
{
    public IReadOnlyList<Plan> Plans { get; private set; } = [];

    private readonly Dictionary<Guid, PlannedAction> listed = [];

    public bool MayWrite => db.Acting.Actor.May(ActWords.WritePlan);

    public int Ended(Plan plan) => plan.Actions.Count(a => Now(a).Ended(practice.Actions));

    public int WithGaps(Plan plan) => plan.Actions.Count(a => PlanGaps.Of(Now(a), practice.Actions).Any());

    private PlanNow Now(PlanAction action) => PlanNow.Of(action, action.ActionId is { } id ? listed.GetValueOrDefault(id) : null);

    public async Task OnGetAsync()
    {
        Plans = await db.Set<Plan>().AsNoTracking().Whole().OrderByDescending(p => p.FromOn).ThenBy(p => p.Title).ToListAsync(HttpContext.RequestAborted);
        foreach (var plan in Plans.Where(p => p.Actions.Any(a => a.ActionId is not null)))
        {
            foreach (var (id, action) in await actions.OfAsync(plan.Id, HttpContext.RequestAborted)) { listed[id] = action; }
        }
    }
}
