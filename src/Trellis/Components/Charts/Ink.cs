using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Trellis.Components.Charts;

/// <summary>
/// How one series looks: a colour, and a pattern, dash and marker that tell it from the others without the colour.
/// Slanting lines are kept for values that do not compare.
/// </summary>
internal sealed record Ink(string Colour, string? Pattern, string? Dash, string Marker)
{
    /// <summary>Drawn with attributes only: the content security policy allows no inline style.</summary>
    private static readonly Ink[] All =
    [
        new("#12436d", null, null, "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"),
        new("#28a197", "M0 2h8M0 6h8", "9 5", "M-4.5 -4.5h9v9h-9z"),
        new("#801650", "M2 0v8M6 0v8", "2 4", "M0 -6L6 5H-6z"),
        new("#f46a25", "M1 1h2v2h-2zM5 5h2v2h-2z", "12 4 2 4", "M0 -6.5L6.5 0L0 6.5L-6.5 0z"),
        new("#3d3d3d", "M0 4h8M4 0v8", "5 3", "M-6 -2h4v-4h4v4h4v4h-4v4h-4v-4h-4z"),
        new("#a285d1", "M3 3h2v2h-2z", "1 3", "M-6 -5H6L0 6z"),
    ];

    public static Ink Of(int series) => All[series % All.Length];

    /// <summary>What a bar is filled with: a flat colour or the pattern of its series.</summary>
    public string Fill(string chartId, int series) => Pattern is null ? Colour : $"url(#{chartId}-p{series})";

    /// <summary>What a bar is filled with whose value does not compare.</summary>
    public static string Hatched(string chartId, int series) => $"url(#{chartId}-h{series})";

    /// <summary>The patterns a chart uses.</summary>
    public static TagBuilder Patterns(Chart chart)
    {
        var defs = El.Tag("defs", null);
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var ink = Of(i);
            if (ink.Pattern is not null) { defs.Add(Tile($"{chart.Id}-p{i}", ink.Colour, ink.Pattern, 2)); }
            if (chart.Series[i].NotComparable.Count > 0) { defs.Add(Tile($"{chart.Id}-h{i}", ink.Colour, "M-2 2L2 -2M0 8L8 0M6 10L10 6", 1.5)); }
        }
        return defs;
    }

    /// <summary>The small sample of the legend.</summary>
    public IHtmlContent Sample(Chart chart, int series)
    {
        var sample = El.Tag("svg", "t-chart__sample").With("width", 28).With("height", 16).With("aria-hidden", "true").With("focusable", "false");
        if (chart.Kind is not ChartKind.Line)
        {
            return sample.Add(El.Tag("rect", null).With("x", 1).With("y", 1).With("width", 26).With("height", 14)
                .With("fill", Fill(chart.Id, series)).With("stroke", Colour).With("stroke-width", 1.5));
        }
        return sample
            .Add(El.Tag("line", null).With("x1", 0).With("x2", 28).With("y1", 8).With("y2", 8).With("stroke", Colour).With("stroke-width", 2.5).With("stroke-dasharray", Dash))
            .Add(El.Tag("path", null).With("d", Marker).With("transform", "translate(14 8)").With("fill", Colour));
    }

    private static TagBuilder Tile(string id, string colour, string path, double width) => El.Tag(
            "pattern",
            null,
            El.Tag("rect", null).With("width", 8).With("height", 8).With("fill", "#fff"),
            El.Tag("path", null).With("d", path).With("stroke", colour).With("stroke-width", Writing.Place(width)).With("fill", "none"))
        .With("id", id).With("width", 8).With("height", 8).With("patternUnits", "userSpaceOnUse");
}
