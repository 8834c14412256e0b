using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Reviews.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.ReviewCosts;

/// <summary>What case reviews cost in a year, and out of whose reserves. Which review it is, those alone are told who see it.</summary>
[Does(ActWords.ViewMoney)]
public sealed class IndexModel(MoneyDesk desk, ReviewNames reviews) : BudgetPage(desk)
{
    private Dictionary<Guid, NamedReview> named = [];

    public IReadOnlyList<ReviewCost> Costs { get; private set; } = [];

    public NamedReview? Review(ReviewCost cost) => cost.Link is { } link ? named.GetValueOrDefault(link.ReviewId) : null;

    public BudgetSums Sums(string area) => Of.Sums(area, ReviewCost.Taken(Costs));

    public async Task<IActionResult> OnGetAsync(Guid budget)
    {
        if (!await FindAsync(budget)) { return NotFound(); }
        Costs = await Db.Set<ReviewCost>().AsNoTracking().Include(c => c.Shares).Include(c => c.Link).Where(c => c.BudgetId == budget).OrderBy(c => c.OnDay).ThenBy(c => c.Id).ToListAsync(HttpContext.RequestAborted);
        named = (await reviews.InAsync(Of.Areas, HttpContext.RequestAborted)).ToDictionary(r => r.Id);
        return Page();
    }
}
