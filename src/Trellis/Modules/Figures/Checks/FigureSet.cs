using System.Collections.Immutable;
using Trellis.Modules.Figures.Public;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Checks;

/// <summary>A number the checker works with: printed, or added up from the areas' printed numbers.</summary>
/// <param name="Text">How it came about: "1,168", or "1,168 + 1,164 = 2,332".</param>
public sealed record Amount(decimal Value, Spread Spread, string Text, ImmutableArray<PublishedRow> Rows);

/// <summary>The figures under check, and the ways rules look for the figure that answers the same question elsewhere.</summary>
public sealed class FigureSet(IEnumerable<PublishedRow> rows, Relations relations, FootprintHistory? over = null)
{
    private readonly ImmutableArray<PublishedRow> _rows = [.. rows];
    private ILookup<(string, string), PublishedRow>? _byMeasureAndArea;

    public ImmutableArray<PublishedRow> Rows => _rows;

    public Relations Relations => relations;

    /// <summary>Who belonged to the partnership when; null where nobody says.</summary>
    public FootprintHistory? Over => over;

    public IEnumerable<PublishedRow> Of(string measure, string area) =>
        (_byMeasureAndArea ??= _rows.ToLookup(r => (r.Measure, r.Area)))[(measure, area)];

    /// <summary>The same question for a measure and area at the time of a given figure; the same document first.</summary>
    public PublishedRow? Find(string measure, string area, string dimension, string part, PublishedRow like, Func<PublishedRow, PublishedRow, bool>? when = null) =>
        Of(measure, area)
            .Where(r => r.Dimension == dimension && r.Part == part && (measure != like.Measure || (r.Unit == like.Unit && r.Role == like.Role)))
            .Where(r => !ReferenceEquals(r, like) && (when ?? SamePeriod)(r, like))
            .OrderByDescending(r => r.Document == like.Document)
            .FirstOrDefault();

    /// <summary>The number of a measure at the time of a given figure: printed for the area, else added up from its areas when all are printed.</summary>
    public Amount? Find(MeasureRef measure, PublishedRow like, Func<PublishedRow, PublishedRow, bool>? when = null)
    {
        var area = measure.Area ?? like.Area;
        var (dimension, part) = measure.Dimension is null ? (like.Dimension, like.Part) : (measure.Dimension, measure.Part ?? "");
        if (Find(measure.Name, area, dimension, part, like, when) is { } printed) { return Alone(printed); }
        if (relations.AreasIn(area) is not { Length: > 0 } areas) { return null; }

        var parts = areas.Select(a => Find(measure.Name, a, dimension, part, like, when)).ToArray();
        return parts.All(p => p is not null && Measured.IsAdditive(p)) ? Sum(parts.Select(p => p!)) : null;
    }

    public static Amount Alone(PublishedRow row) => new(row.Value, Spread.Of(row), Finding.Number(row.Value), [row]);

    public static Amount Sum(IEnumerable<PublishedRow> rows)
    {
        var parts = rows.ToImmutableArray();
        var value = parts.Sum(p => p.Value);
        var spread = parts.Select(Spread.Of).Aggregate((a, b) => a + b);
        var terms = string.Join(" + ", parts.Select(p => p.Value < 0 ? $"({Finding.Number(p.Value)})" : Finding.Number(p.Value)));
        return new Amount(value, spread, $"{terms} = {Finding.Number(value)}", parts);
    }

    /// <summary>Both are about the same time: the same period, the same day, or the day the other's period ends. Undated figures only within one document.</summary>
    public static bool SamePeriod(PublishedRow a, PublishedRow b) => (a.PeriodStart, b.PeriodStart) switch
    {
        ({ } x, { } y) => x == y && a.PeriodEnd == b.PeriodEnd,
        (null, { }) => a.AsAt?.Last == b.PeriodEnd,
        ({ }, null) => b.AsAt?.Last == a.PeriodEnd,
        _ => a.AsAt == b.AsAt && (a.AsAt is not null || a.Document == b.Document),
    };

    /// <summary>The first is about the year before the second.</summary>
    public static bool YearBefore(PublishedRow before, PublishedRow now)
    {
        if (before is { PeriodStart: { } start, PeriodEnd: { } end } && now is { PeriodStart: { } from, PeriodEnd: { } to })
        {
            return start.AddYears(1) == from && end.AddDays(1).AddYears(1) == to.AddDays(1);
        }
        var then = before.AsAt?.Last ?? before.PeriodEnd;
        var today = now.AsAt?.Last ?? now.PeriodEnd;
        return then is { } t && today is { } n && t.AddDays(1).AddYears(1) == n.AddDays(1);
    }

    /// <summary>
    /// Printed parts of the same figure, in other splits than one, that together make up a difference: the deaths of overseas residents that a
    /// three-borough total includes and the boroughs' numbers do not.
    /// </summary>
    public bool Explains(PublishedRow whole, decimal difference, string? notBy = null)
    {
        var parts = Of(whole.Measure, whole.Area)
            .Where(r => !r.IsWhole && r.Dimension != notBy && r.Unit == whole.Unit && SamePeriod(r, whole) && r.Role == whole.Role)
            .Select(r => r.Value).Distinct().Take(12).ToArray();
        for (var mask = 1; mask < 1 << parts.Length; mask++)
        {
            if (int.PopCount(mask) <= 3 && parts.Where((_, i) => (mask & (1 << i)) != 0).Sum() == difference) { return true; }
        }
        return false;
    }
}
