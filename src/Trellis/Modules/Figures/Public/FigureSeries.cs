using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Trellis.Modules.Figures.Checks;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Public;

/// <summary>Between what a value would settle in 95 of 100 times, if the same went on.</summary>
public sealed record Interval(decimal Low, decimal High);

/// <summary>A number counted from facts.</summary>
/// <param name="Figure">Id of the declared figure.</param>
/// <param name="Period">Label of its time: <c>2021-22</c>.</param>
/// <param name="Dimension">What it is split by, empty for a whole.</param>
/// <param name="Of">Of a share, the smaller of what is in it and what is not.</param>
public sealed record LiveValue(string Figure, string Area, string Period, decimal Value, string Dimension = "", string Part = "", string? Note = null, bool YearIsOver = true, decimal? Of = null)
{
    /// <summary>How many things were counted; of a share, the whole.</summary>
    public long Counted { get; init; }

    /// <summary>Of a share, how many of them are in it.</summary>
    public long Good { get; init; }

    /// <summary>The code of the part; null for a whole.</summary>
    public string? Code { get; init; }

    /// <summary>Null where chance moves it little.</summary>
    public Interval? Within { get; init; }

    /// <summary>The smallest count that the value shows or lets one work out.</summary>
    public decimal Smallest => Of ?? Value;
}

/// <summary>One value of a figure: for an area and a period, with where it is from and whether it compares.</summary>
/// <param name="Source"><c>published</c> or <c>live</c>.</param>
/// <param name="Document">Key of the document it is printed in; null for a live value.</param>
/// <param name="Line">Line of the document's text; null for a live value.</param>
/// <param name="Comparable">It may be set beside other areas and years.</param>
/// <param name="Note">Why it may not, or what to know about it.</param>
/// <param name="Part">The part of the split, when the series is split.</param>
public sealed record SeriesValue(
    string Area,
    string Period,
    decimal Value,
    string Source,
    string? Document,
    int? Line,
    bool Comparable,
    string? Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Part = null)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Interval? Within { get; init; }

    /// <summary>The code of the part of a number counted here; null for a whole.</summary>
    [JsonIgnore]
    public string? Code { get; init; }
}

/// <summary>A figure by area and year, printed and counted values side by side.</summary>
public sealed record FigureSeries(string Figure, string Title, ImmutableArray<SeriesValue> Values)
{
    /// <summary>How it differs from what is counted nationally, or that nothing is.</summary>
    public string National { get; init; } = "";

    /// <summary>Joins what was printed with what is counted. Nothing is added up, rounded or left out; every printed value stands with its own document.</summary>
    /// <param name="area">Only this area; null for all.</param>
    /// <param name="by">Split by this dimension; null for wholes.</param>
    public static FigureSeries Of(
        Figure figure, IEnumerable<PublishedRow> published, IEnumerable<LiveValue> live, Relations? relations = null, string? area = null, string? by = null)
    {
        var known = new Comparing(figure, relations ?? Relations.BuiltIn);
        var printed = published
            .Where(r => figure.Published.Contains(r.Measure) && r.Dimension == (by ?? "") && r.Role.Length is 0)
            .Select(r => Value(r, known));
        var counted = live
            .Where(v => v.Figure == figure.Id && v.Dimension == (by ?? ""))
            .Select(v => Value(v, known));
        var values = printed.Concat(counted)
            .Where(v => area is null || v.Area == area)
            .OrderBy(v => v.Period, StringComparer.Ordinal).ThenBy(v => v.Area, StringComparer.Ordinal).ThenBy(v => v.Part, StringComparer.Ordinal).ThenByDescending(v => v.Source, StringComparer.Ordinal);
        return new FigureSeries(figure.Id, figure.Title, [.. values]) { National = figure.National };
    }

    private static SeriesValue Value(PublishedRow row, Comparing known)
    {
        var period = Period.Of(row);
        var (comparable, why) = period == Period.NotStated ? (false, "The document does not say when") : known.Look(row.Area, period);
        var rough = Spread.Of(row).Approximate ? $"Printed as {string.Join(", ", row.Qualifiers.Where(q => q is not "%"))} {row.Printed}" : null;
        return new SeriesValue(row.Area, period, row.Value, "published", row.Document, row.Line, comparable, why ?? rough, row.IsWhole ? null : row.Part);
    }

    private static SeriesValue Value(LiveValue value, Comparing known)
    {
        var (comparable, why) = known.Look(value.Area, value.Period);
        return new SeriesValue(value.Area, value.Period, value.Value, "live", null, null, comparable, why ?? value.Note, value.Dimension.Length is 0 ? null : value.Part) { Within = value.Within, Code = value.Code };
    }
}
