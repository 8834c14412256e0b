using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Checks;

/// <summary>
/// The numbers that would have been printed the same. A count is exact; "53%" may be anything from 52.5 to 53.5; "over 100" is at least 100.
/// Every tolerance of the checker follows from this; there is no other.
/// </summary>
/// <param name="Approximate">The document itself says about, over, nearly.</param>
public readonly record struct Spread(decimal Low, decimal High, bool Approximate)
{
    private static readonly HashSet<string> About = new(StringComparer.OrdinalIgnoreCase)
    {
        "about", "around", "approximately", "approx.", "approx", "c", "c.", "nearly", "almost", "some", "estimate", "estimated", "suggested",
        "equivalent to", "normally", "circa",
    };

    private static readonly HashSet<string> AtLeast = new(StringComparer.OrdinalIgnoreCase) { "over", "more than", "just over", "or more", "at least", "minimum" };

    private static readonly HashSet<string> AtMost = new(StringComparer.OrdinalIgnoreCase) { "less than", "up to", "no more than", "just under", "under", "within" };

    private static readonly HashSet<string> Calculated = new(StringComparer.OrdinalIgnoreCase) { "target", "expected", "average", "baseline", "forecast" };

    private const decimal Unbounded = 1_000_000_000_000_000;

    /// <summary>Half the width, for saying what was allowed for.</summary>
    public decimal Half => (High - Low) / 2;

    public bool Meets(Spread other) => Low <= other.High && other.Low <= High;

    public static Spread Of(PublishedRow row)
    {
        var half = Measured.IsCount(row.Unit) && !row.Qualifiers.Any(Calculated.Contains) ? 0 : HalfUnit(row);
        if (row.Qualifiers.Any(AtLeast.Contains)) { return new Spread(row.Value - half, row.Value + (Math.Abs(row.Value) / 2), true); }
        if (row.Qualifiers.Any(AtMost.Contains)) { return new Spread(row.Value - (Math.Abs(row.Value) / 2), row.Value + half, true); }
        if (!row.Qualifiers.Any(About.Contains)) { return new Spread(row.Value - half, row.Value + half, false); }

        var wide = Math.Min(Math.Max(2 * HalfUnit(row), LastDigit(row.Value) / 2), Math.Abs(row.Value) / 10);
        return new Spread(row.Value - wide, row.Value + wide, true);
    }

    public Spread Times(decimal scale) => new(Low * scale, High * scale, Approximate);

    public static Spread operator +(Spread a, Spread b) => new(a.Low + b.Low, a.High + b.High, a.Approximate || b.Approximate);

    /// <summary>a as a percentage of b; anything when b may be nothing.</summary>
    public static Spread Percent(Spread a, Spread b)
    {
        if (b.Low <= 0 && b.High >= 0) { return new Spread(-Unbounded, Unbounded, true); }
        var ends = new[] { a.Low / b.Low, a.Low / b.High, a.High / b.Low, a.High / b.High };
        return new Spread(ends.Min() * 100, ends.Max() * 100, a.Approximate || b.Approximate);
    }

    private static decimal HalfUnit(PublishedRow row)
    {
        if (row.Unit is "fraction") { return 0.025m; }
        if (!Printed.TryParse(row.Printed, out var printed)) { return 0; }
        var scaled = row.Value != printed.Number && printed.Scale != 1;
        return scaled ? printed.HalfUnit * printed.Scale / Printed.UnitScale(row.Unit) : printed.HalfUnit;
    }

    private static decimal LastDigit(decimal value)
    {
        if (value is 0 || value % 1 is not 0) { return 0; }
        var place = 1m;
        while (value % (place * 10) is 0) { place *= 10; }
        return place;
    }
}
