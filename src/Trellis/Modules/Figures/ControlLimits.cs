using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>
/// What in a course over time chance alone does not explain (Shewhart's chart of individual values): the average, two and two thirds of the mean
/// step between neighbours above and below it, and what stands out by the rules of <c>practice/scorecard.yaml</c>.
/// </summary>
/// <param name="Signals">By place in the course, why it stands out.</param>
public sealed record ControlLimits(decimal Average, decimal Lower, decimal Upper, IReadOnlyList<(int At, string Why)> Signals)
{
    /// <summary>3 divided by 1.128, the mean step of two values in standard deviations.</summary>
    private const decimal Steps = 2.66m;

    /// <summary>Null where there are too few values to tell.</summary>
    /// <param name="share">Percentages: the limits end at 0 and 100.</param>
    public static ControlLimits? Of(IReadOnlyList<decimal> values, SpecialCause rules, bool share)
    {
        if (values.Count < rules.Fewest) { return null; }
        var average = values.Average();
        var spread = Steps * values.Zip(values.Skip(1), (a, b) => Math.Abs(b - a)).Average();
        var (lower, upper) = (Math.Max(0, average - spread), share ? Math.Min(100, average + spread) : average + spread);
        var signals = new List<(int, string)>();
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] > upper) { signals.Add((i, "above the upper limit")); }
            if (values[i] < lower) { signals.Add((i, "below the lower limit")); }
            if (Run(values, i, rules.Run, v => v > average)) { signals.Add((i, $"{rules.Run} in a row above the average")); }
            if (Run(values, i, rules.Run, v => v < average)) { signals.Add((i, $"{rules.Run} in a row below the average")); }
            if (Trend(values, i, rules.Trend, 1)) { signals.Add((i, $"{rules.Trend} in a row, each higher than the one before")); }
            if (Trend(values, i, rules.Trend, -1)) { signals.Add((i, $"{rules.Trend} in a row, each lower than the one before")); }
        }

        return new(Math.Round(average, 1), Math.Round(lower, 1), Math.Round(upper, 1), signals);
    }

    /// <summary>The so manieth in a row is here; those after it are of the same run and not told again.</summary>
    private static bool Run(IReadOnlyList<decimal> values, int at, int length, Func<decimal, bool> side)
    {
        var before = 0;
        while (before <= at && side(values[at - before])) { before++; }
        return before == length;
    }

    private static bool Trend(IReadOnlyList<decimal> values, int at, int length, int way)
    {
        var steps = 0;
        while (steps < at && Math.Sign(values[at - steps] - values[at - steps - 1]) == way) { steps++; }
        return steps == length;
    }
}
