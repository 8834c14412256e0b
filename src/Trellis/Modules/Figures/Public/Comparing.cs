using System.Globalization;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Public;

/// <summary>Where a figure does not compare, and why: as the practice model states it, and for every total that contains such an area.</summary>
public sealed class Comparing(Figure figure, Relations relations)
{
    private const string NotStated = "Basis not stated";

    /// <summary>Whether the figure of an area and period may be set beside others; if not, why.</summary>
    public (bool Comparable, string? Why) Look(string area, string period)
    {
        if (Stated(area, period) is { } stated) { return (false, Words(stated)); }

        var inside = relations.AreasIn(area).Select(a => (Area: a, Stated: Stated(a, period))).FirstOrDefault(x => x.Stated is not null);
        return inside.Stated is { } part ? (false, $"Includes {inside.Area}. {Words(part)}") : (true, null);
    }

    /// <summary>The statements that touch these areas in these years: an area's own, else those of the areas it is made of.</summary>
    public IEnumerable<Comparability> Touching(IEnumerable<string> areas, IReadOnlyCollection<string> periods) => areas.SelectMany(area =>
    {
        var own = About(area, periods);
        return own.Length > 0 ? own : [.. relations.AreasIn(area).SelectMany(a => About(a, periods))];
    }).Distinct();

    private Comparability[] About(string area, IReadOnlyCollection<string> periods) => [.. figure.NotComparable.Where(c => c.Area == area && periods.Any(p => Covers(c, p)))];

    private Comparability? Stated(string area, string period) => figure.NotComparable.FirstOrDefault(c => c.Area == area && Covers(c, period));

    private static bool Covers(Comparability stated, string period) =>
        (stated.FromYear is not { } from || Start(period) >= Start(from)) && (stated.ToYear is not { } to || Start(period) <= Start(to));

    /// <summary>The year a label begins with; a calendar year belongs to the financial year that begins in it.</summary>
    private static int Start(string period) => period.Length >= 4 && int.TryParse(period.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0;

    private static string Words(Comparability stated) =>
        stated.Basis is "not-stated" && !stated.Why.StartsWith(NotStated, StringComparison.OrdinalIgnoreCase) ? $"{NotStated}. {stated.Why}" : stated.Why;
}
