using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money;

/// <summary>The partnership's money year by year.</summary>
[Does(ActWords.ViewMoney)]
public sealed class IndexModel(TrellisDb db) : PageModel
{
    public IReadOnlyList<Budget> Budgets { get; private set; } = [];

    /// <summary>What does not add up in each, and is more than rounding.</summary>
    public IReadOnlyDictionary<Guid, int> Wrong { get; private set; } = new Dictionary<Guid, int>();

    public async Task OnGetAsync()
    {
        Budgets = await db.Set<Budget>().AsNoTracking().Include(b => b.Lines).ThenInclude(l => l.Amounts).OrderByDescending(b => b.FromOn).ThenBy(b => b.Title).ToListAsync(HttpContext.RequestAborted);
        Wrong = Budgets.ToDictionary(b => b.Id, b => BudgetCheck.Run(b.Rows).Count(f => !f.WithinRounding));
    }
}
