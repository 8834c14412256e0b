using System.Collections.Immutable;
using System.Globalization;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Modules.Reports.Public;
using static Trellis.Modules.Reports.ReportHtml;

namespace Trellis.Modules.Reports;

/// <summary>What the orders of a template give: charts, tables, numbers in sentences.</summary>
/// <param name="svg">Draws a chart as inline SVG.</param>
/// <param name="parts">What other modules tell of the year, by the word of the order.</param>
internal sealed class ReportBlocks(ReportFigures figures, Func<ChartData, string> svg, IReadOnlyDictionary<string, ReportPart> parts)
{
    private int _blocks;

    private FigureData Input => figures.Input;

    /// <summary>A chart with its table, and what is known about comparing; without a drawing it is a <c>series</c>.</summary>
    public string Years(Directive order, bool draw)
    {
        var measure = MeasureRef.Parse(order.Measure!);
        var areas = order.List("areas").ToArray();
        var years = figures.Years(measure, areas, order["from"], order["to"]);
        var title = order["title"] ?? figures.TitleOf(measure);
        var numbers = areas.ToDictionary(a => a, a => years.Select(y => figures.Pick(measure, a, y)).ToArray());
        var id = NextId();

        // A chart begins and ends with a value; the table shows the gaps at both ends too.
        var shown = Enumerable.Range(0, years.Length).Where(i => areas.Any(a => numbers[a][i] is not null)).ToArray();
        var span = shown.Length is 0 ? 0..0 : shown[0]..(shown[^1] + 1);
        var series = areas.Where(a => numbers[a].Any(n => n is not null))
            .Select(a => new ChartSeries(AreaName(Input, a), [.. numbers[a][span].Select(n => n is { Hidden: false } ? n.Value : (decimal?)null)], [.. numbers[a][span].Select(n => n?.Comparable ?? true)]));
        var data = new ChartData(id, title, Describe(areas, numbers, years), figures.UnitOf(measure), [.. years.AsSpan()[span]], [.. series]) { Changes = [.. Crossed(areas, [.. years.AsSpan()[span]]).Where(c => c.At is not null).Select(c => (c.At!.Value, c.Words))] };
        if (data.Series.IsEmpty) { figures.Lacks(order.Line, title); }
        var drawing = draw && !data.Series.IsEmpty ? $"<div class=\"drawing\">{svg(data)}</div>" : "";
        var rows = years.Select((y, i) => (y, areas.Select(a => Cell(numbers[a][i], y, Input.WasMember(a, y), none: None(measure)))));
        var table = Table($"{id}-table", $"{title}, by area and year", areas.Select(a => AreaName(Input, a)).Prepend("Year"), rows, titled: true);
        return $"<figure id=\"{id}\">\n<figcaption>{Text(title)}</figcaption>\n{drawing}\n{table}{Hidden(numbers.Values.SelectMany(n => n))}{Comparing(measure, areas, years, numbers.Values.SelectMany(n => n).OfType<ReportNumber>().ToArray())}{Changed(Crossed(areas, years))}</figure>\n";
    }

    /// <summary>Measures down, areas across.</summary>
    public string Measures(Directive order)
    {
        var areas = order.List("areas").ToArray();
        var when = When(order["year"]);
        var picked = order.Body.Select(line => MeasureRef.Parse(line.Text)).Select(m => (Measure: m, Numbers: areas.Select(a => figures.Pick(m, a, when)).ToArray())).ToArray();
        foreach (var empty in picked.Where(p => p.Numbers.All(n => n is null))) { figures.Lacks(order.Line, figures.TitleOf(empty.Measure)); }
        var undated = picked.SelectMany(p => p.Numbers).OfType<ReportNumber>().ToArray() is { Length: > 0 } numbered && numbered.All(n => !n.Dated);
        var rows = picked.Select(p =>
        {
            var head = p.Measure.Part is null ? figures.TitleOf(p.Measure) : $"{figures.TitleOf(p.Measure)}: {p.Measure.Part}";
            return (head, areas.Select((a, i) => Cell(p.Numbers[i], figures.Year, Input.WasMember(a, figures.Year) || when is "latest", undated, None(p.Measure))));
        });
        var caption = (order["title"] ?? "Figures") + (undated ? " (the documents print no dates)" : "");
        return Table($"{NextId()}-table", caption, areas.Select(a => AreaName(Input, a)).Prepend("What is counted"), rows) + Hidden(picked.SelectMany(p => p.Numbers));
    }

    /// <summary>Why numbers of a table are hidden, where any is.</summary>
    private string Hidden(IEnumerable<ReportNumber?> numbers) => numbers.Any(n => n is { Hidden: true }) ? $"<p class=\"note\">{Text(Input.Small.Note)}</p>\n" : "";

    /// <summary>One number in a sentence.</summary>
    public string Figure(Directive order)
    {
        var number = figures.Pick(MeasureRef.Parse(order.Measure!), order["area"]!, When(order["year"]));
        if (number is null)
        {
            figures.Lacks(order.Line, $"{figures.TitleOf(MeasureRef.Parse(order.Measure!))}, {AreaName(Input, order["area"]!)}");
            return $"<span class=\"none\">{None(MeasureRef.Parse(order.Measure!))}</span>";
        }
        var notes = new List<string>();
        if (!number.Dated || number.Period != When(order["year"])) { notes.Add(Text(number.Period)); }
        if (!number.Comparable) { notes.Add("not comparable"); }
        if (number.Unfinished) { notes.Add("the year is not over"); }
        return notes.Count is 0 ? Number(number) : $"{Number(number)} <span class=\"note\">({string.Join("; ", notes)})</span>";
    }

    /// <summary>From last year's number to this year's, and the change worked out.</summary>
    public string Change(Directive order)
    {
        var measure = MeasureRef.Parse(order.Measure!);
        var year = When(order["year"]);
        var before = figures.Pick(measure, order["area"]!, Period.Shift(year, -1));
        var now = figures.Pick(measure, order["area"]!, year);
        if (now is null || before is null || now.Hidden || before.Hidden || before.Value is 0)
        {
            figures.Lacks(order.Line, $"the change of {figures.TitleOf(measure)}, {AreaName(Input, order["area"]!)}");
            return $"<span class=\"none\">change {NotAvailable}</span>";
        }
        if (!now.Comparable || !before.Comparable) { return $"{Number(before)} and {Number(now)}, which do not compare"; }

        var percent = Math.Round((now.Value - before.Value) / before.Value * 100, 1, MidpointRounding.AwayFromZero);
        var word = percent switch { > 0 => "an increase", < 0 => "a decrease", _ => "no change" };
        var shown = Math.Abs(percent).ToString("0.#", CultureInfo.InvariantCulture);
        var by = percent is 0 ? "" : $" of <data value=\"{percent.ToString(CultureInfo.InvariantCulture)}\">{shown}%</data>";
        var meanwhile = Crossed([order["area"]!], [Period.Shift(year, -1), year]);
        var changed = meanwhile.Count is 0 ? "" : $"; the partnership changed meanwhile: {Text(string.Join("; ", meanwhile.Select(c => c.Title)))}";
        return $"from {Number(before)} to {Number(now)}, {word}{by} (worked out for this report{changed})";
    }

    /// <summary>What another module tells of the year.</summary>
    public string Part(Directive order)
    {
        if (!parts.TryGetValue(order.Name, out var part) || part.Pieces.IsEmpty)
        {
            figures.Lacks(order.Line, order.Name);
            return $"<p class=\"none\">{NothingToTell}</p>\n";
        }
        return string.Concat(part.Pieces.Select(piece => piece switch
        {
            ReportHeading heading => string.Create(CultureInfo.InvariantCulture, $"<h{heading.Level}>{Text(heading.Text)}</h{heading.Level}>\n"),
            ReportWords words => string.Concat(words.Text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => $"<p>{Text(p)}</p>\n")),
            ReportTable { Rows.IsEmpty: true } empty => Empty(order, empty),
            ReportTable table => Told(table),
            _ => "",
        }));
    }

    private string Empty(Directive order, ReportTable table)
    {
        figures.Lacks(order.Line, table.Title);
        return $"<p class=\"none\">{Text(table.Title)}: {Text(table.WhenEmpty ?? $"nothing is recorded for {figures.Year}.")}</p>\n";
    }

    private string Told(ReportTable table)
    {
        var source = figures.Told(table.From, table.Title, table.Rows.SelectMany(row => row.Cells.Select((cell, i) => (cell, i)).Where(c => c.cell.Value is not null)
            .Select(c => new AnnexRow(0, "", "", "", figures.Year, $"{row.Head}: {table.Columns.ElementAtOrDefault(c.i + 1)}", c.cell.Value, c.cell.Unit, c.cell.Text, table.From))));
        var rows = table.Rows.Select(row => (row.Head, row.Cells.Select(cell => cell.Value is { } value
            ? $"<td class=\"number\"><data value=\"{value.ToString(CultureInfo.InvariantCulture)}\">{Text(cell.Text)}</data></td>"
            : $"<td>{Text(cell.Text)}</td>")));
        var note = table.Note.Length > 0 ? $" {Text(table.Note)}" : "";
        return $"{Table($"{NextId()}-table", table.Title, table.Columns, rows)}<p class=\"note\">{Text(table.From)}{SourceLink(source)}.{note}</p>\n";
    }

    /// <summary>What was never printed by anybody is not missing from documents: it was not counted here.</summary>
    private string None(MeasureRef measure) => figures.Declared(measure.Name) is { Published.IsEmpty: true } ? NoneRecorded : NotAvailable;

    private string When(string? year) => year switch
    {
        null or "report" => figures.Year,
        "previous" => Period.Shift(figures.Year, -1),
        _ => year,
    };

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"figure-{++_blocks}");

    private IReadOnlyList<Crossing> Crossed(string[] areas, ImmutableArray<string> years) => Input.Over?.Crossings([.. years.Select(PartnershipOverTime.DaysOf)], areas) ?? [];

    /// <summary>What changed of the partnership within a table, each with the letter it has in the chart.</summary>
    private static string Changed(IReadOnlyList<Crossing> crossings) => crossings.Count is 0 ? "" :
        $"<div class=\"comparing\"><p><strong>The partnership changed</strong> within these years. Nothing is added up over a change.</p>\n<ul>\n{string.Concat(crossings.Select((c, i) => $"<li>Change {Components.Charts.Chart.Letter(i)}: {Text(c.Words)}</li>\n"))}</ul></div>\n";

    private string Describe(string[] areas, Dictionary<string, ReportNumber?[]> numbers, IReadOnlyList<string> years)
    {
        var sentences = areas.Select(area =>
        {
            var there = numbers[area].Select((n, i) => (Number: n, Year: years[i])).Where(x => x.Number is not null).ToArray();
            return there.Length is 0 ? $"{AreaName(Input, area)}: none available." : $"{AreaName(Input, area)}: {string.Join(", ", there.Select(x => $"{x.Number!.Display} in {x.Year}"))}.";
        });
        return string.Join(' ', sentences);
    }

    private string Comparing(MeasureRef measure, string[] areas, IReadOnlyCollection<string> years, ReportNumber[] numbers)
    {
        var stated = figures.Declared(measure.Name) is { } figure ? Input.Compare(figure).Touching(areas, years).ToArray() : [];
        var says = stated.Select(c => $"{AreaName(Input, c.Area)}, {Span(c)}: {c.Why.TrimEnd('.')}.").ToList();
        if (numbers.Select(n => n.Printed?.AsAt is not null).Distinct().Count() > 1) { says.Add("Some of these numbers are as at one day and some are for a year. They may not count the same children."); }
        if (says.Count is 0) { return "<p class=\"comparing\"><strong>Comparing:</strong> nothing recorded says that these areas or years were counted differently.</p>\n"; }

        var items = string.Concat(says.Select(s => $"<li>{Text(s)}</li>\n"));
        return $"<div class=\"comparing\"><p><strong>Comparing:</strong> these numbers do not all compare.</p>\n<ul>\n{items}</ul></div>\n";
    }

    private static string Span(Trellis.Practice.Comparability stated) => (stated.FromYear, stated.ToYear) switch
    {
        (null, null) => "all years",
        (null, { } to) => $"up to {to}",
        ({ } from, null) => $"from {from}",
        ({ } from, { } to) => from == to ? from : $"{from} to {to}",
    };
}
