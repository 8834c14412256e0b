using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Trellis.Modules.Figures.Public;
using static Trellis.Modules.Reports.ReportHtml;

namespace Trellis.Modules.Reports;

/// <summary>A report made from its template and the figures.</summary>
/// <param name="Title">Its first heading.</param>
/// <param name="Body">HTML without the page round it.</param>
/// <param name="Used">The printed figures in it, in the order of their source numbers.</param>
/// <param name="Findings">What the checker says about them.</param>
/// <param name="Errors">What is wrong with the template, by line; the report is not made then.</param>
public sealed partial record AnnualReport(string Title, string Body, ImmutableArray<PublishedRow> Used, ImmutableArray<Finding> Findings, ImmutableArray<ReportError> Errors)
{
    /// <summary>What <c>practice/publications.yaml</c> calls it.</summary>
    public const string Publication = "annual-report";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml().UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub).UseDefinitionLists().Build();

    /// <param name="year">The financial year reported on: <c>2021-22</c>.</param>
    /// <param name="svg">Draws a chart as inline SVG with title and description.</param>
    /// <param name="words">What people wrote for this year; null: nothing.</param>
    public static AnnualReport Make(string template, string year, FigureData input, Func<ChartData, string> svg, ReportWords? words = null)
    {
        if (Period.FinancialYear(year) is null) { return Wrong([new ReportError(1, $"“{year}” is not a financial year like 2021-22")]); }

        var read = ReportTemplate.Read(template, year, order => order switch
        {
            { Name: "area", Measure: { } area } => AreaName(input, area).Replace("&", "&amp;", StringComparison.Ordinal),
            _ => null,
        });
        var errors = read.Errors.Concat(Unknown(read, input)).OrderBy(e => e.Line).ToImmutableArray();
        if (!errors.IsEmpty) { return Wrong(errors); }

        var figures = new ReportFigures(input, year);
        var blocks = new ReportBlocks(figures, svg);
        var document = Markdown.Parse(read.Markdown, Pipeline);
        var html = new StringBuilder(document.ToHtml(Pipeline));
        foreach (var (number, order) in read.Orders.Where(o => o.Value.Name is not ("contents" or "sources" or "findings")).OrderBy(o => o.Key)) { Put(html, number, Render(blocks, order, year, words ?? ReportWords.None)); }

        var used = figures.Sources.Select(s => s.Printed).OfType<PublishedRow>().ToImmutableArray();
        var lines = used.Select(r => r.FileLine).ToHashSet();
        var findings = input.Check().Where(f => f.Sources.Any(s => lines.Contains(s.Line))).ToImmutableArray();
        foreach (var (number, order) in read.Orders)
        {
            if (order.Name is "contents") { Put(html, number, Contents(document, read, year)); }
            if (order.Name is "sources") { Put(html, number, Sources(figures)); }
            if (order.Name is "findings") { Put(html, number, ReportHtml.Findings(findings)); }
        }
        var title = document.Descendants<HeadingBlock>().Where(h => h.Level is 1).Select(h => Plain(h, read, year)).FirstOrDefault() ?? $"Annual report {year}";
        return new AnnualReport(title, html.ToString(), used, findings, []);
    }

    private static AnnualReport Wrong(ImmutableArray<ReportError> errors) => new("", "", [], [], errors);

    private static string Render(ReportBlocks blocks, Directive order, string year, ReportWords words) => order.Name switch
    {
        "year" => $"<span class=\"whole\">{Text(YearOf(order, year))}</span>",
        "chart" => blocks.Years(order, draw: true),
        "series" => blocks.Years(order, draw: false),
        "table" => blocks.Measures(order),
        "figure" => blocks.Figure(order),
        "change" => blocks.Change(order),
        "plans" => words.PlansHtml(),
        "scrutiny" => words.ScrutinyHtml(),
        _ => "",
    };

    /// <summary>A block stands alone in its paragraph, which goes; a number stays inside it.</summary>
    private static void Put(StringBuilder html, int number, string with)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"{ReportTemplate.MarkStart}{number}{ReportTemplate.MarkEnd}");
        if (with.StartsWith("<data", StringComparison.Ordinal) || with.StartsWith("<span", StringComparison.Ordinal) || !with.StartsWith('<')) { html.Replace(mark, with); }
        else { html.Replace($"<p>{mark}</p>", with); }
    }

    /// <summary>Measures and areas nobody has heard of: a slip of the pen would otherwise be printed as a missing figure for ever.</summary>
    private static IEnumerable<ReportError> Unknown(ReportTemplate read, FigureData input)
    {
        var measures = input.Published.Select(r => r.Measure).Concat(input.Declared.Select(f => f.Id)).ToHashSet();
        foreach (var order in read.Orders.Values)
        {
            var named = order.Name is "area" or "year" ? [] : order.Body.Select(b => (b.Line, Name: MeasureRef.Parse(b.Text).Name)).ToList();
            if (order.Measure is not null && order.Name is not ("area" or "year")) { named.Add((order.Line, MeasureRef.Parse(order.Measure).Name)); }
            foreach (var (line, name) in named.Where(n => !measures.Contains(n.Name))) { yield return new ReportError(line, $"There is no figure “{name}”"); }
            foreach (var area in order.List("areas").Concat(order.List("area")).Where(a => !input.Registry.Areas.ContainsKey(a))) { yield return new ReportError(order.Line, $"There is no area “{area}”"); }
        }
    }

    private static string Contents(MarkdownDocument document, ReportTemplate read, string year)
    {
        var items = document.Descendants<HeadingBlock>().Where(h => h.Level is 2).Select(h => $"<li><a href=\"#{Text(h.GetAttributes().Id ?? "")}\">{Text(Plain(h, read, year))}</a></li>\n");
        return $"<nav class=\"contents\" aria-labelledby=\"contents-title\"><p id=\"contents-title\"><strong>Contents</strong></p>\n<ol>\n{string.Concat(items)}</ol></nav>\n";
    }

    private static string Sources(ReportFigures figures)
    {
        var items = figures.Sources.Select((s, i) =>
        {
            var text = s.Printed is { } row ? Source(figures.Input, row) : $"{Text(s.Figure!.Title)}, {Text(AreaName(figures.Input, s.Counted!.Area))}, {Text(s.Counted.Period)}: counted from the records in Trellis.";
            return string.Create(CultureInfo.InvariantCulture, $"<li id=\"source-{i + 1}\">{text}</li>\n");
        });
        return $"<ol class=\"sources\">\n{string.Concat(items)}</ol>\n";
    }

    /// <summary>A heading's words, a year in it included.</summary>
    private static string Plain(HeadingBlock heading, ReportTemplate read, string year)
    {
        var text = string.Concat(heading.Inline?.Descendants<LiteralInline>().Select(l => l.Content.ToString()) ?? []);
        return Marks().Replace(text, mark => read.Orders[int.Parse(mark.ValueSpan[1..^1], CultureInfo.InvariantCulture)] is { Name: "year" } order ? YearOf(order, year) : "");
    }

    private static string YearOf(Directive order, string year) => order.Measure is "previous" ? Period.Shift(year, -1) : year;

    [GeneratedRegex("\uE000[0-9]+\uE001", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Marks();
}
