using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.Funds;

/// <summary>The pooled funds by year.</summary>
[Does(ActWords.ViewMoney)]
public sealed class IndexModel(TrellisDb db) : PageModel
{
    /// <summary>Each with what its largest table comes to, and what does not add up and is more than rounding.</summary>
    public IReadOnlyList<(Fund Fund, decimal? Total, int Wrong, int Returns)> Funds { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var found = await db.Set<Fund>().AsNoTracking().Whole().OrderByDescending(f => f.FromOn).ThenBy(f => f.Title).ToListAsync(stop);
        var returns = await db.Set<FundReturn>().AsNoTracking().GroupBy(r => r.FundId).ToDictionaryAsync(g => g.Key, g => g.Count(), stop);
        Funds = [.. found.Select(f => (f, Total(f), FundCheck.Run(f).Count(w => !w.WithinRounding), returns.GetValueOrDefault(f.Id)))];
    }

    /// <summary>The items of the table with the most of them, in the fund's year: never a subtotal.</summary>
    private static decimal? Total(Fund fund) => fund.Tables.Select(t => t.Where(l => l.Kind is "item").SelectMany(l => l.Amounts).Where(a => a.FromOn == fund.FromOn && a.Area != BudgetLine.Whole && a.Pounds is not null).ToArray())
        .Where(a => a.Length > 0).OrderByDescending(a => a.Length).FirstOrDefault()?.Sum(a => a.Pounds);
}
