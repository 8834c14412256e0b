using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Checks;

/// <summary>What kind of number a unit makes.</summary>
public static class Measured
{
    private static readonly HashSet<string> NotCounts = new(StringComparer.Ordinal)
    {
        "percent", "fraction", "one-in-n", "out-of-10", "times", "rank", "ordinal", "unit-not-printed", "years", "days", "months", "square miles",
    };

    /// <summary>Whole things that can be counted: children, referrals, sessions.</summary>
    public static bool IsCount(string unit) => !NotCounts.Contains(unit) && !IsMoney(unit) && !IsRate(unit) && Printed.UnitScale(unit) is 1;

    public static bool IsMoney(string unit) => unit.StartsWith("gbp", StringComparison.Ordinal);

    /// <summary>A rate per so many people, or an average per something.</summary>
    public static bool IsRate(string unit) =>
        unit.StartsWith("per-", StringComparison.Ordinal) || unit.Contains(" per ", StringComparison.Ordinal) || unit.Contains("-per-", StringComparison.Ordinal);

    /// <summary>Numbers of parts may be added up to the number of the whole.</summary>
    public static bool IsAdditive(PublishedRow row) =>
        (IsCount(row.Unit) || IsMoney(row.Unit)) && !IsChange(row) && !row.Qualifiers.Any(q => q.StartsWith("average", StringComparison.OrdinalIgnoreCase));

    /// <summary>The figure as a percentage, whichever way its share is printed; null when it is no share.</summary>
    public static decimal? AsPercent(PublishedRow row) => row.Unit switch
    {
        "percent" => row.Value,
        "fraction" => row.Value * 100,
        "one-in-n" when row.Value > 0 => 100 / row.Value,
        "out-of-10" => row.Value * 10,
        _ => null,
    };

    /// <summary>The spread of a share in per cent.</summary>
    public static Spread PercentSpread(PublishedRow row)
    {
        var spread = Spread.Of(row);
        return row.Unit switch
        {
            "fraction" => new Spread(spread.Low * 100, spread.High * 100, true),
            "out-of-10" => new Spread(spread.Low * 10, spread.High * 10, spread.Approximate),
            "one-in-n" when spread.Low > 0 => new Spread(100 / spread.High, 100 / spread.Low, spread.Approximate),
            _ => spread,
        };
    }

    public static bool IsChange(PublishedRow row) =>
        row.Measure.EndsWith("-change", StringComparison.Ordinal) || row.Measure.Contains("-change-", StringComparison.Ordinal) || row.Measure.EndsWith("-uplift", StringComparison.Ordinal);
}
