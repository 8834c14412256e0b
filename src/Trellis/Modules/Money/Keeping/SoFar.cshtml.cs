using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.Keeping;

/// <summary>Budget, to date, forecast and variance of a year.</summary>
[Does(ActWords.ViewMoney)]
public sealed class SoFarModel(MoneyDesk desk) : BudgetPage(desk)
{
    [FromQuery(Name = "quarter")]
    public int? Quarter { get; set; }

    [FromQuery(Name = "area")]
    public string Area { get; set; } = BudgetLine.Whole;

    public IReadOnlyList<BudgetQuarter> Said { get; private set; } = [];

    public int Until { get; private set; }

    public SoFar Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid budget)
    {
        if (!await FindAsync(budget) || !Of.Columns.Contains(Area) || Quarter is < 1 or > 4) { return NotFound(); }
        Said = await Db.Set<BudgetQuarter>().AsNoTracking().Include(q => q.Said).Where(q => q.BudgetId == budget).OrderBy(q => q.Number).ToListAsync(HttpContext.RequestAborted);
        Until = Quarter ?? (Said.Count > 0 ? Said[^1].Number : 1);
        Shown = SoFar.Of(Of, Said, Until, Area);
        return Page();
    }
}
