using System.Collections.Immutable;

namespace Trellis.Modules.Money.Keeping;

/// <summary>A contribution so far: without a minus.</summary>
public sealed record Contributed(BudgetLine Line, decimal Budget, decimal Due, decimal Received)
{
    public decimal Outstanding => Due - Received;
}

/// <summary>A line of spending so far.</summary>
/// <param name="ToDate">As last said; null where nobody did.</param>
/// <param name="Forecast">As last said; null where nobody did.</param>
public sealed record Spent(BudgetLine Line, decimal Budget, decimal? ToDate, decimal? Forecast)
{
    /// <summary>What the year is expected to come to: the budget where nobody forecast otherwise.</summary>
    public decimal Expected => Forecast ?? Budget;

    /// <summary>Over the budget; with a minus under it.</summary>
    public decimal Variance => Expected - Budget;
}

/// <summary>How a year goes, at the end of a quarter, in an area or together.</summary>
public sealed record SoFar(ImmutableArray<Contributed> Contributions, ImmutableArray<Spent> Spending)
{
    /// <summary>What is left of contributions when spending comes to what is expected; with a minus what is short.</summary>
    public decimal Left => Contributions.Sum(c => c.Budget) - Spending.Sum(s => s.Expected);

    /// <param name="quarters">As far as they are said.</param>
    /// <param name="until">The quarter at whose end it is looked at.</param>
    public static SoFar Of(Budget budget, IReadOnlyList<BudgetQuarter> quarters, int until, string column)
    {
        var areas = column == BudgetLine.Whole ? budget.Areas : [column];
        var said = quarters.Where(q => q.Number <= until).OrderByDescending(q => q.Number).ToArray();
        decimal Sum(BudgetLine line, Func<QuarterSaid, decimal?> of) => said.SelectMany(q => areas.Select(a => q.Of(line.Id, a))).OfType<QuarterSaid>().Sum(s => of(s) ?? 0);
        decimal? Last(BudgetLine line, string area, Func<QuarterSaid, decimal?> of) => said.Select(q => q.Of(line.Id, area)).OfType<QuarterSaid>().Select(of).FirstOrDefault(v => v is not null);
        decimal? Together(BudgetLine line, Func<QuarterSaid, decimal?> of, bool budgeted)
        {
            if (areas.All(a => Last(line, a, of) is null)) { return null; }
            return areas.Sum(a => Last(line, a, of) ?? (budgeted ? line.Typed(a) ?? 0 : 0));
        }

        var lines = budget.InOrder.Where(l => areas.Any(a => l.Typed(a) is not null)).ToArray();
        return new SoFar(
            [.. lines.Where(l => l.Section is "funding").Select(l => new Contributed(l, areas.Sum(a => l.Typed(a) ?? 0), Sum(l, s => s.Due), Sum(l, s => s.Received)))],
            [.. lines.Where(l => l.Section is "spending").Select(l => new Spent(l, areas.Sum(a => l.Typed(a) ?? 0), Together(l, s => s.ToDate, budgeted: false), Together(l, s => s.Forecast, budgeted: true)))]);
    }
}
