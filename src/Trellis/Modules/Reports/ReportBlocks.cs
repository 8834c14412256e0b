using System.Globalization;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Checks;
using static Trellis.Modules.Reports.ReportHtml;

namespace Trellis.Modules.Reports;

/// <summary>What the orders of a template give: charts, tables, numbers in sentences.</summary>
/// <param name="svg">Draws a chart as inline SVG.</param>
internal sealed class ReportBlocks(ReportFigures figures, Func<ChartData, string> svg)
{
    private int _blocks;

    private ReportInput Input => figures.Input;

    /// <summary>A chart with its table, and what is known about comparing; without a drawing it is a <c>series</c>.</summary>
    public string Years(Directive order, bool draw)
    {
        var measure = MeasureRef.Parse(order.Measure!);
        var areas = order.List("areas").ToArray();
        var years = figures.Years(measure, areas, order["from"], order["to"]);
        var title = order["title"] ?? figures.TitleOf(measure);
        var numbers = areas.ToDictionary(a => a, a => years.Select(y => figures.Pick(measure, a, y)).ToArray());
        var id = NextId();

        var series = areas.Where(a => numbers[a].Any(n => n is not null))
            .Select(a => new ChartSeries(AreaName(Input, a), [.. numbers[a].Select(n => n?.Value)], [.. numbers[a].Select(n => n?.Comparable ?? true)]));
        var data = new ChartData(id, title, Describe(areas, numbers, years), figures.UnitOf(measure), years, [.. series]);
        var drawing = draw && !data.Series.IsEmpty ? $"<div class=\"drawing\">{svg(data)}</div>" : "";
        var rows = years.Select((y, i) => (y, areas.Select(a => Cell(numbers[a][i], y, Input.Relations.WasMember(a, y)))));
        var table = Table($"{id}-table", $"{title}, by area and year", areas.Select(a => AreaName(Input, a)).Prepend("Year"), rows);
        return $"<figure id=\"{id}\">\n<figcaption>{Text(title)}</figcaption>\n{drawing}\n{table}{Comparing(measure, areas, years)}</figure>\n";
    }

    /// <summary>Measures down, areas across.</summary>
    public string Measures(Directive order)
    {
        var areas = order.List("areas").ToArray();
        var when = When(order["year"]);
        var rows = order.Body.Select(line =>
        {
            var measure = MeasureRef.Parse(line.Text);
            var head = measure.Part is null ? figures.TitleOf(measure) : $"{figures.TitleOf(measure)}: {measure.Part}";
            var expected = when is "latest" ? null : when;
            return (head, areas.Select(a => Cell(figures.Pick(measure, a, when), expected, Input.Relations.WasMember(a, figures.Year) || when is "latest")).ToArray().AsEnumerable());
        }).ToArray();
        return Table($"{NextId()}-table", order["title"] ?? "Figures", areas.Select(a => AreaName(Input, a)).Prepend("What is counted"), rows);
    }

    /// <summary>One number in a sentence.</summary>
    public string Figure(Directive order)
    {
        var number = figures.Pick(MeasureRef.Parse(order.Measure!), order["area"]!, When(order["year"]));
        if (number is null) { return $"<span class=\"none\">{NotAvailable}</span>"; }
        var notes = new List<string>();
        if (!number.Dated || number.Period != When(order["year"])) { notes.Add(Text(number.Period)); }
        if (!number.Comparable) { notes.Add("not comparable"); }
        return notes.Count is 0 ? Number(number) : $"{Number(number)} <span class=\"note\">({string.Join("; ", notes)})</span>";
    }

    /// <summary>From last year's number to this year's, and the change worked out.</summary>
    public string Change(Directive order)
    {
        var measure = MeasureRef.Parse(order.Measure!);
        var year = When(order["year"]);
        var now = figures.Pick(measure, order["area"]!, year);
        var before = figures.Pick(measure, order["area"]!, Period.Shift(year, -1));
        if (now is null || before is null || before.Value is 0) { return $"<span class=\"none\">change {NotAvailable}</span>"; }
        if (!now.Comparable || !before.Comparable) { return $"{Number(before)} and {Number(now)}, which do not compare"; }

        var percent = Math.Round((now.Value - before.Value) / before.Value * 100, 1, MidpointRounding.AwayFromZero);
        var word = percent switch { > 0 => "an increase", < 0 => "a decrease", _ => "no change" };
        var shown = Math.Abs(percent).ToString("0.#", CultureInfo.InvariantCulture);
        var by = percent is 0 ? "" : $" of <data value=\"{percent.ToString(CultureInfo.InvariantCulture)}\">{shown}%</data>";
        return $"from {Number(before)} to {Number(now)}, {word}{by} (worked out for this report)";
    }

    private string When(string? year) => year switch
    {
        null or "report" => figures.Year,
        "previous" => Period.Shift(figures.Year, -1),
        _ => year,
    };

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"figure-{++_blocks}");

    private string Describe(string[] areas, Dictionary<string, ReportNumber?[]> numbers, IReadOnlyList<string> years)
    {
        var sentences = areas.Select(area =>
        {
            var there = numbers[area].Select((n, i) => (Number: n, Year: years[i])).Where(x => x.Number is not null).ToArray();
            return there.Length is 0 ? $"{AreaName(Input, area)}: none available." : $"{AreaName(Input, area)}: {string.Join(", ", there.Select(x => $"{x.Number!.Display} in {x.Year}"))}.";
        });
        return string.Join(' ', sentences);
    }

    private string Comparing(MeasureRef measure, string[] areas, IReadOnlyCollection<string> years)
    {
        var stated = figures.Declared(measure.Name) is { } figure ? new Comparing(figure, Input.Relations).Touching(areas, years).Where(c => areas.Contains(c.Area)).ToArray() : [];
        if (stated.Length is 0) { return "<p class=\"comparing\"><strong>Comparing:</strong> nothing recorded says that these areas or years were counted differently.</p>\n"; }

        var items = stated.Select(c =>
        {
            var span = c.FromYear == c.ToYear ? c.FromYear : $"{c.FromYear ?? "the beginning"} to {c.ToYear ?? "now"}";
            return $"<li>{Text(AreaName(Input, c.Area))}, {Text(span ?? "")}: {Text(c.Why.TrimEnd('.'))}.</li>\n";
        });
        return $"<div class=\"comparing\"><p><strong>Comparing:</strong> these numbers should not be set beside the others.</p>\n<ul>\n{string.Concat(items)}</ul></div>\n";
    }
}
