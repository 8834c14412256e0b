using System.Globalization;
using Trellis.Modules.Figures.Public;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>What the value of a figure is, once its things are counted: the same arithmetic for an area, for areas together, and with what was disposed of.</summary>
public static class FigureValue
{
    public static Count Worked(Figure figure, Count count, PracticeModel practice) => count with { Value = Of(figure, count, practice) ?? 0 };

    /// <summary>Null where there is none: too few things to agree about, nothing measured, no population known.</summary>
    public static decimal? Of(Figure figure, Count count, PracticeModel practice) => figure switch
    {
        { Rate: { } rate } => People(rate, count, practice) is { } people ? Math.Round(rate.Per * (decimal)count.Counted / people.Number, 1, MidpointRounding.AwayFromZero) : null,
        { IsShare: true } => Percent(count.Good, count.Counted),
        { Kind: FigureKind.Length } => count.Lengths is { Count: > 0 } lengths ? Percentile(lengths, figure.Percentile) : null,
        { Kind: FigureKind.Agreement } => count.Counted >= figure.Fewest && Kappa.Of(Times(count.Lengths ?? [])) is { } kappa ? Math.Round((decimal)kappa, 2, MidpointRounding.AwayFromZero) : null,
        _ => count.Counted,
    };

    /// <summary>Whether how long each took, or what both said, must be kept so that it can be put together.</summary>
    public static bool NeedsLengths(Figure figure) => figure.Kind is FigureKind.Length or FigureKind.Agreement;

    /// <summary>How many people a rate is for: of an area made of others the sum, where all of them are known.</summary>
    public static (int Number, DateOnly On)? People(Rate rate, Count count, PracticeModel practice)
    {
        var population = practice.Populations.First(p => p.Id == rate.Population);
        var until = Period.Span(count.Period)!.Value.End;
        var parts = practice.PartsOf(count.Area);
        var counts = (parts.IsEmpty ? [count.Area] : parts.AsEnumerable()).Select(a => population.Of(a, until)).ToArray();
        return counts.Contains(null) ? null : (counts.Sum(c => c!.People), counts.Min(c => c!.On));
    }

    /// <summary>To one decimal place, halves away from zero, as people round.</summary>
    public static decimal Percent(long good, long counted) => counted == 0 ? 0 : Math.Round(100m * good / counted, 1, MidpointRounding.AwayFromZero);

    /// <summary>The length that so many in a hundred took at most; between two, in proportion. The 50th of an even number is halfway between the two in the middle.</summary>
    public static decimal Percentile(IReadOnlyCollection<int> lengths, int percentile)
    {
        var sorted = lengths.Order().ToArray();
        var at = (sorted.Length - 1) * percentile / 100m;
        var low = (int)at;
        var value = low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
        return Math.Round(value, 1, MidpointRounding.AwayFromZero);
    }

    private static (string, string, long)[] Times(IReadOnlyCollection<int> said) =>
        [.. said.GroupBy(s => s).Select(g => ((g.Key / 100).ToString(CultureInfo.InvariantCulture), (g.Key % 100).ToString(CultureInfo.InvariantCulture), g.LongCount()))];
}
