using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Money.ReviewCosts;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money;

/// <summary>The partnership's money year by year.</summary>
[Does(ActWords.ViewMoney)]
public sealed class IndexModel(MoneyDesk desk) : PageModel
{
    public IReadOnlyList<Budget> Budgets { get; private set; } = [];

    /// <summary>What does not add up in each, and is more than rounding.</summary>
    public IReadOnlyDictionary<Guid, int> Wrong { get; private set; } = new Dictionary<Guid, int>();

    public IReadOnlyDictionary<Guid, BudgetSums> Sums { get; private set; } = new Dictionary<Guid, BudgetSums>();

    public bool MayWrite => desk.Db.Acting.Actor.May(ActWords.WriteMoney);

    public async Task OnGetAsync()
    {
        Budgets = await desk.Db.Set<Budget>().AsNoTracking().Include(b => b.Lines).ThenInclude(l => l.Amounts).OrderByDescending(b => b.FromOn).ThenBy(b => b.Title).ToListAsync(HttpContext.RequestAborted);
        var costs = await desk.CostsAsync(HttpContext.RequestAborted);
        Sums = Budgets.ToDictionary(b => b.Id, b => b.Sums(BudgetLine.Whole, ReviewCost.Taken(costs[b.Id])));
        Wrong = Budgets.Where(b => !b.Kept).ToDictionary(b => b.Id, b => BudgetCheck.Run(b.Rows).Count(f => !f.WithinRounding));
    }
}
