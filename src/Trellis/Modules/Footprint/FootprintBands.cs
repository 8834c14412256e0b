using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Trellis.Components;
using Trellis.Components.Charts;

namespace Trellis.Modules.Footprint;

/// <summary>Who belonged when, as bands over the years. The table beside it says the same.</summary>
internal static class FootprintBands
{
    private const double Row = 44;
    private const double Band = 16;
    private const double Top = 24;

    public static IHtmlContent Of(IReadOnlyList<IndexModel.Belonging> rows, DateOnly since, DateOnly today)
    {
        // A change to come is drawn too.
        var end = rows.SelectMany(r => r.Days).SelectMany(d => new[] { d.First, d.Last ?? today }).Append(today).Max().AddMonths(6);
        double At(DateOnly day) => (double)(day.DayNumber - since.DayNumber) / (end.DayNumber - since.DayNumber);
        var height = Top + (rows.Count * Row);
        var svg = El.Tag("svg", "t-bands",
            El.Tag("title", null, "Who belonged to the partnership when").With("id", "bands-title"),
            El.Tag("desc", null, string.Join(". ", rows.Select(r => $"{r.Title}: {IndexModel.Days(r)}"))).With("id", "bands-desc"))
            .With("xmlns", "http://www.w3.org/2000/svg").With("role", "img").With("aria-labelledby", "bands-title bands-desc")
            .With("width", "100%").With("height", Writing.Place(height)).With("font-family", "arial, sans-serif").With("overflow", "visible");
        for (var year = since.Year + 1; year <= end.Year; year++)
        {
            var day = new DateOnly(year, 1, 1);
            if (At(day) > 0.97) { continue; }
            svg.Add(Line(At(day), Top - 6, height, "#d2d4d5"));
            svg.Add(Words(year.ToString(System.Globalization.CultureInfo.InvariantCulture), At(day), 13, "middle", (year - since.Year) % 2 == 0 ? null : "t-chart__wide", "#484949"));
        }

        for (var i = 0; i < rows.Count; i++)
        {
            var y = Top + (i * Row);
            svg.Add(Words(rows[i].Title, 0, y + 14, "start", null, "#0b0c0c"));
            foreach (var (first, last) in rows[i].Days)
            {
                var from = At(first);
                svg.Add(El.Tag("rect", null).With("x", Writing.Percent(from)).With("y", Writing.Place(y + 20)).With("width", Writing.Percent((last is { } until ? At(until) : 1) - from)).With("height", Writing.Place(Band))
                    .With("fill", last is null ? "#1d70b8" : "#b1b4b6").With("stroke", last is null ? "#1d70b8" : "#484949").With("stroke-width", "1"));
            }
        }

        return svg;
    }

    private static TagBuilder Line(double share, double from, double to, string colour) =>
        El.Tag("line", null).With("x1", Writing.Percent(share)).With("x2", Writing.Percent(share)).With("y1", Writing.Place(from)).With("y2", Writing.Place(to)).With("stroke", colour).With("stroke-width", "1");

    private static TagBuilder Words(string text, double share, double y, string anchor, string? css, string colour) =>
        El.Tag("text", css, text).With("x", Writing.Percent(share)).With("y", Writing.Place(y)).With("text-anchor", anchor is "start" ? null : anchor).With("font-size", "14").With("fill", colour)
            .With("stroke", "#fff").With("stroke-width", "4").With("stroke-linejoin", "round").With("paint-order", "stroke");
}
