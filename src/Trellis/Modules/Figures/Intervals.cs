using Trellis.Modules.Figures.Public;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>
/// How far a value could be from where it would settle if the same went on: 95% confidence intervals, where so few were counted that it matters.
/// Shares after Wilson (1927), counts and rates after Byar, as public health statistics in England give them; middle values by the order of lengths.
/// </summary>
public static class Intervals
{
    /// <summary>From here on a number is given without: chance moves it little.</summary>
    public const int Enough = 100;

    private const double Z = 1.959964;

    public static Interval? Of(Figure figure, Count count, PracticeModel practice) => count.Counted is 0 or >= Enough ? null : figure switch
    {
        { Rate: { } rate } when FigureValue.People(rate, count, practice) is { } people => Scaled(Byar(count.Counted), (double)rate.Per / people.Number),
        { IsShare: true } => Scaled(Wilson(count.Good, count.Counted), 100),
        { Kind: FigureKind.Length } => Middle(count.Lengths ?? [], figure.Percentile),
        { Kind: FigureKind.Agreement } => null,
        { IsOnADay: true } => null, // a number there is on a day is what it is; it is no sample of happenings
        _ => Scaled(Byar(count.Counted), 1),
    };

    public static (double Low, double High) Wilson(long good, long counted)
    {
        var (share, n) = ((double)good / counted, (double)counted);
        var middle = share + (Z * Z / (2 * n));
        var spread = Z * Math.Sqrt((share * (1 - share) / n) + (Z * Z / (4 * n * n)));
        return ((middle - spread) / (1 + (Z * Z / n)), (middle + spread) / (1 + (Z * Z / n)));
    }

    public static (double Low, double High) Byar(long counted)
    {
        double Side(double c, double sign) => c * Math.Pow(1 - (1 / (9 * c)) + (sign * Z / (3 * Math.Sqrt(c))), 3);
        return (Side(counted, -1), Side(counted + 1, 1));
    }

    /// <summary>The lengths between whose ranks the percentile lies in 95 of 100 samples; null where there are too few to say.</summary>
    public static Interval? Middle(IReadOnlyCollection<int> lengths, int percentile)
    {
        var sorted = lengths.Order().ToArray();
        var (n, p) = (sorted.Length, percentile / 100.0);
        var (low, high) = ((int)Math.Floor((n * p) - (Z * Math.Sqrt(n * p * (1 - p)))), (int)Math.Ceiling(1 + (n * p) + (Z * Math.Sqrt(n * p * (1 - p)))));
        return low < 1 || high > n ? null : new(sorted[low - 1], sorted[high - 1]);
    }

    private static Interval Scaled((double Low, double High) of, double by) => new(Math.Round((decimal)(of.Low * by), 1), Math.Round((decimal)(of.High * by), 1));
}
