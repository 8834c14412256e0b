using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports.Public;
using Trellis.Practice;
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

    /// <summary>Orders that found no number, by line.</summary>
    public ImmutableArray<ReportGap> Gaps { get; init; } = [];

    /// <summary>Every number in it, for the data annex.</summary>
    public ImmutableArray<AnnexRow> Annex { get; init; } = [];

    /// <summary>Places in it that a link may lead to.</summary>
    public ImmutableHashSet<string> Anchors { get; init; } = [];

    /// <param name="year">The financial year reported on: <c>2021-22</c>.</param>
    /// <param name="svg">Draws a chart as inline SVG with title and description.</param>
    /// <param name="parts">What other modules tell of the year, by the word of the order.</param>
    public static AnnualReport Make(string template, string year, FigureData input, Func<ChartData, string> svg, ReportRules? rules = null, IReadOnlyDictionary<string, ReportPart>? parts = null)
    {
        if (Period.FinancialYear(year) is null) { return Wrong([new ReportError(1, $"“{year}” is not a financial year like 2021-22")]); }

        var read = ReportTemplate.Read(template, year, order => order switch
        {
            { Name: "area", Measure: { } area } => AreaName(input, area).Replace("&", "&amp;", StringComparison.Ordinal),
            _ => null,
        }, parts?.Keys.ToArray() ?? []);
        var errors = read.Errors.Concat(Unknown(read, input)).OrderBy(e => e.Line).ToImmutableArray();
        if (!errors.IsEmpty) { return Wrong(errors); }

        var figures = new ReportFigures(input, year);
        var blocks = new ReportBlocks(figures, svg, parts ?? ImmutableDictionary<string, ReportPart>.Empty);
        var document = Markdown.Parse(read.Markdown, Pipeline);
        var html = new StringBuilder(document.ToHtml(Pipeline));
        foreach (var (number, order) in read.Orders.Where(o => o.Value.Name is not ("contents" or "sources" or "findings" or "words")).OrderBy(o => o.Key)) { Put(html, number, Render(blocks, order, year)); }

        if (read.Orders.FirstOrDefault(o => o.Value.Name is "words") is { Value: not null } words) { Put(html, words.Key, Words(read.Markdown, html, rules ?? ReportRules.None)); }
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
        return new AnnualReport(title, html.ToString(), used, findings, [])
        {
            Gaps = [.. figures.Gaps],
            Annex = [.. figures.Sources.SelectMany((s, i) => ReportAnnex.Of(figures.Input, s, i + 1))],
            Anchors = [.. document.Descendants<HeadingBlock>().Select(h => h.GetAttributes().Id).OfType<string>()],
        };
    }

    private static AnnualReport Wrong(ImmutableArray<ReportError> errors) => new("", "", [], [], errors);

    private static string Render(ReportBlocks blocks, Directive order, string year) => order.Name switch
    {
        "year" => $"<span class=\"whole\">{Text(YearOf(order, year))}</span>",
        "chart" => blocks.Years(order, draw: true),
        "series" => blocks.Years(order, draw: false),
        "table" => blocks.Measures(order),
        "figure" => blocks.Figure(order),
        "change" => blocks.Change(order),
        _ => blocks.Part(order),
    };

    /// <summary>A block stands alone in its paragraph, which goes; a number stays inside it.</summary>
    private static void Put(StringBuilder html, int number, string with)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"{ReportTemplate.MarkStart}{number}{ReportTemplate.MarkEnd}");
        if (with.StartsWith("<data", StringComparison.Ordinal) || with.StartsWith("<span", StringComparison.Ordinal) || !with.StartsWith('<')) { html.Replace(mark, with); }
        else { html.Replace($"<p>{mark}</p>", with); }
    }

    /// <summary>
    /// Measures and areas nobody has heard of: a slip of the pen would otherwise be printed as a missing figure for ever. Where nothing was ever printed
    /// the names of printed measures are not known, and are missing figures.
    /// </summary>
    private static IEnumerable<ReportError> Unknown(ReportTemplate read, FigureData input)
    {
        var measures = input.Published.Select(r => r.Measure).Concat(input.Declared.Select(f => f.Id)).ToHashSet();
        foreach (var order in read.Orders.Values)
        {
            var named = order.Name is "area" or "year" ? [] : order.Body.Select(b => (b.Line, Name: MeasureRef.Parse(b.Text).Name)).ToList();
            if (order.Measure is not null && order.Name is not ("area" or "year")) { named.Add((order.Line, MeasureRef.Parse(order.Measure).Name)); }
            foreach (var (line, name) in named.Where(n => !input.Published.IsEmpty && !measures.Contains(n.Name))) { yield return new ReportError(line, $"There is no figure “{name}”"); }
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
            var text = s.Printed is { } row ? Source(figures.Input, row) : s.From.Length > 0 ? $"{Text(s.From)}: as recorded in Trellis." : $"{Text(s.Figure!.Title)}, {Text(AreaName(figures.Input, s.Counted!.Area))}, {Text(s.Counted.Period)}: counted from the records in Trellis.";
            return string.Create(CultureInfo.InvariantCulture, $"<li id=\"source-{i + 1}\">{text}</li>\n");
        });
        return $"<ol class=\"sources\">\n{string.Concat(items)}</ol>\n";
    }

    /// <summary>The terms of the list that the report uses, with what they mean.</summary>
    private static string Words(string markdown, StringBuilder html, ReportRules rules)
    {
        var said = markdown + html;
        var used = rules.Words.Where(w => Regex.IsMatch(said, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(w.Term)}s?(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
        var list = string.Concat(used.OrderBy(w => w.Term, StringComparer.OrdinalIgnoreCase).Select(w => $"<dt>{Text(w.Term)}</dt>\n<dd>{Text(w.Meaning)}</dd>\n"));
        return list.Length > 0 ? $"<dl>\n{list}</dl>\n" : "<p>This report uses no word that needs explaining.</p>\n";
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
