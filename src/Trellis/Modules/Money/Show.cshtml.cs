using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Footprint.Public;
using Trellis.Modules.Money.ReviewCosts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Money;

/// <summary>One budget: its lines by area, and what in it does not add up.</summary>
[Does(ActWords.ViewMoney)]
public sealed class ShowModel(MoneyDesk desk) : BudgetPage(desk)
{
    private IReadOnlyDictionary<string, decimal> taken = new Dictionary<string, decimal>();

    public IReadOnlyList<MoneyFinding> Findings { get; private set; } = [];

    /// <summary>Changes of the partnership in its year, and since the year before began where that stands beside it.</summary>
    public IReadOnlyList<Crossing> Crossings { get; private set; } = [];

    /// <summary>Where a finding is: the line and the column.</summary>
    public ILookup<(string Line, string Column), MoneyFinding> At => Findings.ToLookup(f => (f.Line, f.Column));

    /// <summary>Of a budget that is kept here: what it comes to.</summary>
    public BudgetSums Sums(string column) => Of.Sums(column, taken);

    public static readonly IReadOnlyList<(string Title, Func<BudgetSums, decimal?> Of)> Results =
        [("Reserves brought forward", s => s.Begun), ("Funding", s => s.Funding), ("Adjustments between areas", s => s.Adjustments), ("Spending", s => s.Spending), ("Variance", s => s.Variance), ("Case reviews, out of reserves", s => s.Reviews), ("Reserves moved between areas", s => s.Moved), ("Reserves to carry", s => s.Carried)];

    public async Task<IActionResult> OnGetAsync(Guid budget)
    {
        var stop = HttpContext.RequestAborted;
        if (!await FindAsync(budget, kept: false)) { return NotFound(); }
        var costs = await Desk.CostsAsync(stop);
        taken = ReviewCost.Taken(costs[budget]);
        var before = await Db.Set<Budget>().AsNoTracking().Include(b => b.Lines).ThenInclude(l => l.Amounts).Where(b => b.FromOn == Of.FromOn.AddYears(-1)).OrderBy(b => b.Title).FirstOrDefaultAsync(stop);
        Findings = [.. Of.Kept ? [] : BudgetCheck.Run(Of.Rows), .. before is null ? [] : Of.Kept ? Carried(before, ReviewCost.Taken(costs[before.Id])) : BudgetCheck.Carried(before.Rows, Of.Rows)];
        Crossings = Desk.Over.Crossings(before?.FromOn ?? Of.FromOn.AddDays(-1), Of.FromOn.AddYears(1).AddDays(-1), Of.Columns, byAgency: true);
        return Page();
    }

    /// <summary>What this year begins with beside what the one before carries, area by area.</summary>
    private IEnumerable<MoneyFinding> Carried(Budget before, IReadOnlyDictionary<string, decimal> takenBefore) =>
        Of.Columns.Select(c => (Column: c, Begun: Sums(c).Begun, before.Sums(c, takenBefore).Carried)).Where(c => c.Carried is not null && c.Begun != c.Carried)
            .Select(c => new MoneyFinding("carried", "Reserves brought forward", c.Column, c.Begun ?? 0, c.Carried!.Value, 0, 1));

    /// <summary>What is wrong, in words.</summary>
    public string Says(MoneyFinding found) => found.Kind switch
    {
        "across" => $"The areas make {Pounds.Of(found.Made)}",
        "carried" => $"The year before left {Pounds.Of(found.Made)}",
        _ => $"The {English.Count(found.Parts, "line", "lines")} above make {Pounds.Of(found.Made)}",
    };
}
