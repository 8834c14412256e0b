using System.Text.Encodings.Web;
using Trellis.Components;
using Trellis.Components.Charts;
using Drawn = Trellis.Components.Charts.ChartSeries;

namespace Trellis.Modules.Reports;

/// <summary>A report's chart drawn with the chart of the site. Its table is the report's own.</summary>
public static class ReportCharts
{
    public static string Svg(ChartData data)
    {
        var series = data.Series.Select(s => new Drawn(s.Name, [.. s.Values])
        {
            NotComparable = s.Comparable.Select((comparable, i) => (comparable, i)).Where(c => !c.comparable && s.Values[c.i] is not null).ToDictionary(c => c.i, _ => "Not comparable: see the note below the chart"),
            Missing = "not printed",
        });
        var chart = new Chart(data.Title, data.Description, data.Series.Length > 1 ? ChartKind.Grouped : ChartKind.Bars, [.. data.Categories], [.. series], data.Unit) { Id = data.Id, CategoryTitle = "Year", Changes = data.Changes };
        using var text = new StringWriter();
        Looks.Drawing(chart).WriteTo(text, HtmlEncoder.Default);
        return text.ToString();
    }
}
