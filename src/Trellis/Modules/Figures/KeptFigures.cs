using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>
/// Figures over what is hidden (<c>kept-to</c>): a small number, a part, or a number that grew since yesterday tells that there is a record.
/// The circle sees them as any figure; others whole numbers of years that are over, and none that is small.
/// </summary>
public static class KeptFigures
{
    /// <summary>The largest number that is small.</summary>
    public const int Small = 5;

    /// <summary>Whether a reader in these circles sees it whole: split, of this year, and the facts behind it.</summary>
    public static bool Whole(Figure figure, IReadOnlyCollection<string>? circles) => figure.KeptTo is not { } kept || circles?.Contains(kept) is true;

    /// <summary>Whether such a reader is shown this number. A whole is hidden with a part of it that is small.</summary>
    /// <param name="all">Every number of the figure, areas made of others among them.</param>
    /// <param name="parts">The areas its area is made of.</param>
    public static bool Shown(Figure figure, Count count, IReadOnlyList<Count> all, IReadOnlyCollection<string> parts, IReadOnlyCollection<string>? circles) =>
        Whole(figure, circles) || (count.IsOver && !IsSmall(figure, count) && !all.Any(c => parts.Contains(c.Area) && c.Period == count.Period && c.Part == count.Part && IsSmall(figure, c)));

    private static bool IsSmall(Figure figure, Count count) =>
        count.Counted is > 0 and <= Small || (figure.IsShare && (count.Good is > 0 and <= Small || count.Counted - count.Good is > 0 and <= Small));
}
