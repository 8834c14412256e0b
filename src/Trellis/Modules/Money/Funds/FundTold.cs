using System.Collections.Immutable;

namespace Trellis.Modules.Money.Funds;

/// <summary>What a line is in a year beside the year before.</summary>
public sealed record Uplift(FundLine Line, string Area, decimal Before, decimal Now)
{
    public decimal Change => Now - Before;

    /// <summary>In percent of the year before, to one place; null where that was nothing.</summary>
    public decimal? Percent => Before == 0 ? null : Math.Round(Change / Before * 100, 1, MidpointRounding.AwayFromZero);
}

/// <summary>What must be put in at least, and what is.</summary>
/// <param name="Planned">As the table it is planned in has it; null where no second table names it.</param>
public sealed record Minimum(FundLine Line, string Area, decimal Least, decimal? Planned, decimal Tolerance, string Where)
{
    public bool Met => Planned is { } planned && planned >= Least - Tolerance;
}

/// <summary>What a fund's tables tell besides their numbers.</summary>
public static class FundTold
{
    /// <summary>Of every line of money that stands there for the fund's year and the one before it.</summary>
    public static ImmutableArray<Uplift> Uplifts(Fund fund) =>
        [.. fund.InOrder.Where(l => l.IsMoney).SelectMany(l => l.InOrder.Where(a => a.FromOn == fund.FromOn && a.Pounds is not null)
            .Select(now => (now, before: l.In(now.Area, fund.FromOn.AddYears(-1))?.Pounds)).Where(p => p.before is not null).Select(p => new Uplift(l, p.now.Area, p.before!.Value, p.now.Pounds!.Value)))];

    /// <summary>The first table that names a minimum says what it is; the next one, what is planned for it.</summary>
    public static ImmutableArray<Minimum> Minimums(Fund fund)
    {
        var found = FundCheck.Run(fund).Where(f => f.Kind is "between").ToArray();
        return [.. fund.InOrder.Where(l => l.IsMinimum).GroupBy(l => l.Title, StringComparer.OrdinalIgnoreCase).SelectMany(g =>
        {
            var (least, planned) = (g.First(), g.FirstOrDefault(l => l.Section != g.First().Section));
            return least.InOrder.Where(a => a.FromOn == fund.FromOn && a.Pounds is not null).Select(a => new Minimum(
                least, a.Area, a.Pounds!.Value, planned?.In(a.Area, a.FromOn)?.Pounds,
                found.Where(f => f.Line == least && f.Area == a.Area && f.Year == a.FromOn).Select(f => f.Tolerance).FirstOrDefault(), planned?.Section ?? ""));
        })];
    }
}
