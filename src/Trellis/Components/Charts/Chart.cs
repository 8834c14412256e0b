namespace Trellis.Components.Charts;

/// <summary>
/// <c>Bars</c>: one series, lying bars. <c>Grouped</c>: several, side by side. <c>Stacked</c>: parts of a whole, end to end.
/// <c>Line</c>: a course over time.
/// </summary>
public enum ChartKind { Bars, Grouped, Stacked, Line }

/// <param name="Values">One for each category; null is a gap, never a zero.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values)
{
    /// <summary>Why a value does not compare with the others, by its place among the categories.</summary>
    public IReadOnlyDictionary<int, string> NotComparable { get; init; } = new Dictionary<int, string>();

    /// <summary>What stands where a value is missing: "hidden, 1 to 5".</summary>
    public string Missing { get; init; } = "no figure";

    internal decimal? At(int category) => category < Values.Count ? Values[category] : null;
}

public sealed record ChartLimits(decimal Average, decimal Lower, decimal Upper);

/// <summary>What a chart says. It is always shown with its table, which says the same.</summary>
/// <param name="Title">"Referrals by borough, 2017-18 to 2021-22"</param>
/// <param name="Description">What a reader who cannot see it must know: the course or comparison, in a sentence or two.</param>
/// <param name="Categories">Years, boroughs, age bands: down the page for bars, along it for a line.</param>
/// <param name="Unit"><c>%</c> and <c>£</c> are written at the number, any other ("referrals") once.</param>
public sealed record Chart(
    string Title,
    string Description,
    ChartKind Kind,
    IReadOnlyList<string> Categories,
    IReadOnlyList<ChartSeries> Series,
    string? Unit = null)
{
    /// <summary>What the categories are, as the heading of the table's first column.</summary>
    public string CategoryTitle { get; init; } = "";

    /// <summary>Begins the ids inside; unique on the page.</summary>
    public string Id { get; init; } = "chart";

    /// <summary>Where the numbers come from.</summary>
    public string? Source { get; init; }

    /// <summary>Something changed for all of them: before or in the category at this place, in words. Marked with letters in chart and table.</summary>
    public IReadOnlyList<(int At, string Words)> Changes { get; init; } = [];

    /// <summary>Of a line over time: its average, and between what chance alone would leave its values.</summary>
    public ChartLimits? Limits { get; init; }

    /// <summary>Values of the first series that chance alone does not explain, by their place, and why. Ringed.</summary>
    public IReadOnlyList<(int At, string Why)> Signals { get; init; } = [];

    /// <summary>The letters of the changes at a category: "A", "A, B"; empty where nothing changed.</summary>
    internal string ChangesAt(int category) => string.Join(", ", Changes.Select((c, i) => (c.At, Letter: Letter(i))).Where(c => c.At == category).Select(c => c.Letter));

    public static string Letter(int change) => ((char)('A' + (change % 26))).ToString();

    /// <summary>Why values do not compare, each reason once, with the mark it has in chart and table.</summary>
    public IReadOnlyList<(string Mark, string Why)> Footnotes =>
        [.. Series.SelectMany(s => s.NotComparable.OrderBy(n => n.Key).Select(n => n.Value)).Distinct().Select((why, i) => (Marks(i), why))];

    /// <summary>The mark of a value that does not compare; empty when it does.</summary>
    internal string MarkOf(ChartSeries series, int category)
    {
        if (!series.NotComparable.TryGetValue(category, out var why)) { return ""; }
        return Footnotes.First(f => f.Why == why).Mark;
    }

    private static string Marks(int i) => i switch { 0 => "†", 1 => "‡", 2 => "§", _ => $"[{i + 1}]" };
}
