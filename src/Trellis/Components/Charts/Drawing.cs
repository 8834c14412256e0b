using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trellis.Components.Charts;

/// <summary>
/// What bars and lines share. Heights are pixels and widths are shares of the chart's own width, so that the drawing is as wide as its
/// place and the words in it keep their size: at 320 pixels, on a wide screen, on paper.
/// </summary>
internal abstract class Drawing(Chart chart)
{
    /// <summary>The narrowest a chart may be (320 pixels less the page's margins), for which its words are fitted.</summary>
    public const double Narrow = 260;

    /// <summary>From this width on (in CSS: <c>t-chart__wide</c>) more words fit.</summary>
    public const double Wide = 480;

    protected const double TextSize = 16;
    protected const double SmallText = 14;
    protected const string Black = "#0b0c0c";
    protected const string Grey = "#484949";
    protected const string GridLine = "#d2d4d5";

    protected Chart Chart { get; } = chart;

    protected List<IHtmlContent> Marks { get; } = [];

    /// <summary>Draws everything into <see cref="Marks"/>.</summary>
    /// <returns>The height in pixels.</returns>
    protected abstract double Draw();

    public static IHtmlContent Svg(Chart chart)
    {
        Drawing drawing = chart.Kind is ChartKind.Line ? new LineDrawing(chart) : new BarDrawing(chart);
        var height = drawing.Draw();
        return El.Tag(
                "svg",
                "t-chart__drawing",
                El.Tag("title", null, chart.Title).With("id", $"{chart.Id}-title"),
                El.Tag("desc", null, chart.Description).With("id", $"{chart.Id}-desc"),
                Ink.Patterns(chart),
                drawing.Marks)
            .With("xmlns", "http://www.w3.org/2000/svg")
            .With("role", "img")
            .With("aria-labelledby", $"{chart.Id}-title {chart.Id}-desc")
            .With("width", "100%")
            .With("height", Writing.Place(height))
            .With("font-family", "arial, sans-serif")
            .With("overflow", "visible");
    }

    /// <summary>Words at a share of the width, moved by some pixels, with a white edge so that lines behind do not disturb them.</summary>
    protected TagBuilder Words(string text, double share, double y, string anchor = "start", double size = TextSize, double by = 0, string colour = Black, string? css = null)
    {
        var words = El.Tag("text", css, text)
            .With("x", Writing.Percent(share))
            .With("y", Writing.Place(y))
            .With("dx", by is 0 ? null : Writing.Place(by))
            .With("text-anchor", anchor is "start" ? null : anchor)
            .With("font-size", Writing.Place(size))
            .With("fill", colour)
            .With("stroke", "#fff").With("stroke-width", 4).With("stroke-linejoin", "round").With("paint-order", "stroke");
        Marks.Add(words);
        return words;
    }

    protected TagBuilder Line(string x1, double y1, string x2, double y2, string colour, double width)
    {
        var line = El.Tag("line", null)
            .With("x1", x1).With("y1", Writing.Place(y1)).With("x2", x2).With("y2", Writing.Place(y2))
            .With("stroke", colour).With("stroke-width", Writing.Place(width));
        Marks.Add(line);
        return line;
    }

    protected string Value(ChartSeries series, int category, decimal value) => Writing.Number(value, Chart.Unit) + Chart.MarkOf(series, category);
}
