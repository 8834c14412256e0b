using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trellis.Components.Charts;

namespace Trellis.Components;

public static partial class Looks
{
    /// <summary>The chart with its legend, what its marks mean, and its table.</summary>
    /// <param name="tableShown">The table stands below the chart; otherwise it is folded (and printed all the same).</param>
    /// <param name="level">Heading level of the title; 0 where the page has a heading for it.</param>
    public static IHtmlContent Chart(Chart chart, bool tableShown = false, int level = 3)
    {
        var table = Gov.Table(ChartTable(chart));
        return El.Tag(
            "figure",
            "t-chart",
            El.Tag(
                "figcaption",
                null,
                level > 0 ? El.Tag($"h{level}", "govuk-heading-s t-chart__title", chart.Title) : null,
                chart.Unit is null or "%" or "£" ? null : El.P("t-chart__unit", $"Number of {chart.Unit}")),
            Legend(chart),
            Charts.Drawing.Svg(chart),
            Notes(chart),
            tableShown ? table : Gov.Details("Show the numbers in a table", table));
    }

    /// <summary>Only what is drawn, with its legend: for a page that has a table of its own.</summary>
    public static IHtmlContent Drawing(Chart chart) => El.Many(Legend(chart), Charts.Drawing.Svg(chart));

    /// <summary>The numbers of a chart, with the same marks.</summary>
    public static TableLook ChartTable(Chart chart)
    {
        var rows = chart.Categories.Select((category, c) => (IReadOnlyList<TableCell>)
            [chart.ChangesAt(c) is { Length: > 0 } letters ? $"{category} (change {letters})" : category, .. chart.Series.Select(s => (TableCell)(s.At(c) is { } value ? Writing.Number(value, chart.Unit) + chart.MarkOf(s, c) : s.Missing))]).ToList();
        return new TableLook(
            chart.Title,
            [new(chart.CategoryTitle.Length is 0 ? "Category" : chart.CategoryTitle) { TitleHidden = chart.CategoryTitle.Length is 0 }, .. chart.Series.Select(s => new TableColumn(s.Name, Numeric: true))],
            rows)
        {
            CaptionHidden = true,
        };
    }

    private static TagBuilder? Legend(Chart chart)
    {
        if (chart.Series.Count < 2) { return null; }
        var list = El.Tag("ul", "t-chart__legend");
        for (var i = 0; i < chart.Series.Count; i++)
        {
            list.Add(El.Tag("li", null, Ink.Of(i).Sample(chart, i), chart.Series[i].Name));
        }
        return list;
    }

    private static HtmlContentBuilder Notes(Chart chart)
    {
        var notes = new HtmlContentBuilder();
        foreach (var (mark, why) in chart.Footnotes)
        {
            var how = chart.Kind is ChartKind.Line ? "hollow, not joined" : "slanting lines";
            notes.AppendHtml(El.P("t-chart__note", $"{mark} Not comparable ({how}): {why}"));
        }
        if (chart.Limits is { } limits) { notes.AppendHtml(El.P("t-chart__note", $"Average {Writing.Number(limits.Average, chart.Unit)} (grey line). Chance alone would leave nearly all values between {Writing.Number(limits.Lower, chart.Unit)} and {Writing.Number(limits.Upper, chart.Unit)} (dashed).")); }
        foreach (var signal in chart.Signals.GroupBy(s => s.At)) { notes.AppendHtml(El.P("t-chart__note", $"Special cause (ringed) at {chart.Categories[signal.Key]}: {string.Join("; ", signal.Select(s => s.Why))}")); }
        for (var i = 0; i < chart.Changes.Count; i++) { notes.AppendHtml(El.P("t-chart__note", $"Change {Components.Charts.Chart.Letter(i)} (dashed line): {chart.Changes[i].Words}")); }
        if (chart.Kind is ChartKind.Stacked && chart.Series.Any(s => chart.Categories.Where((_, c) => s.At(c) is null).Any()))
        {
            notes.AppendHtml(El.P("t-chart__note", "* A part is missing, so the whole may be larger."));
        }
        if (chart.Source is not null) { notes.AppendHtml(El.P("t-chart__note", $"Source: {chart.Source}")); }
        return notes;
    }
}
