using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Trellis.Printing;

/// <summary>What is printed as markup: within a page of the site, or as a page of its own that prints well.</summary>
public static class PrintedHtml
{
    private const string Style = """
        @page { size: A4; margin: 22mm 20mm 24mm; @bottom-left { content: var(--foot); font: 9pt Arial, "Liberation Sans", sans-serif; color: #505a5f } @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt Arial, "Liberation Sans", sans-serif; color: #505a5f } }
        body { font: 11pt/1.45 Arial, "Liberation Sans", sans-serif; color: #0b0c0c; margin: 0 }
        h1 { font-size: 22pt; line-height: 1.2; margin: 0 0 8mm } h2 { font-size: 16pt; margin: 8mm 0 3mm } h3 { font-size: 13pt; margin: 6mm 0 2mm } h4, h5 { font-size: 11pt; margin: 4mm 0 1mm }
        h2, h3, h4, h5 { break-after: avoid } p { margin: 0 0 3mm; overflow-wrap: anywhere } ul, ol { margin: 0 0 3mm; padding-left: 7mm } a { color: #1d70b8 }
        .caption { font-size: 13pt; color: #505a5f; margin: 0 0 1mm } .numbered { display: flex; gap: 5mm } .numbered > span { flex: 0 0 12mm; color: #505a5f }
        table { border-collapse: collapse; width: 100%; margin: 0 0 4mm } caption { text-align: left; font-weight: bold; padding-bottom: 2mm } th, td { text-align: left; vertical-align: top; border-bottom: 1px solid #b1b4b6; padding: 1.5mm 3mm 1.5mm 0; overflow-wrap: break-word; white-space: pre-line } tr { break-inside: avoid }
        .contents ol { list-style: none; padding: 0 } .contents li { display: flex; gap: 3mm; padding: .8mm 0 } .contents li.below { padding-left: 6mm } .contents a { flex: 1; color: inherit; text-decoration: none } .contents span { flex: 0 0 12mm; text-align: right }
        .new-page { break-before: page }
        .compact { font-size: 8.5pt; line-height: 1.3 } .compact h1 { font-size: 16pt; margin: 0 0 3mm } .compact h2 { font-size: 11pt; margin: 3mm 0 1mm } .compact p { margin: 0 0 1.5mm } .compact table { margin: 0 0 2mm; table-layout: fixed } .compact th, .compact td { padding: .8mm 3mm .8mm 0 } .compact .caption { font-size: 10pt }
        .mark { position: fixed; top: 45%; left: 0; right: 0; text-align: center; font-size: 26pt; font-weight: bold; color: rgba(11, 12, 12, .14); transform: rotate(-32deg) }
        """;

    /// <summary>For within a page of the site: a table too wide for a phone is moved sideways by itself.</summary>
    public static string Of(IEnumerable<Block> blocks) => Write(blocks, moves: true);

    private static string Write(IEnumerable<Block> blocks, bool moves)
    {
        var html = new StringBuilder();
        var newPage = false;
        foreach (var block in blocks)
        {
            if (block is NewPage) { newPage = true; continue; }
            var attribute = newPage ? " class=\"new-page\"" : "";
            if (block is Grid grid) { Write(grid, html, attribute, moves); }
            else { Write(block, html, attribute); }

            newPage = false;
        }

        return html.ToString();
    }

    /// <summary>A page of its own, without script and with nothing from elsewhere.</summary>
    /// <param name="pages">On which page each heading stands, by its id; null while nobody knows.</param>
    public static string Whole(Printed printed, IReadOnlyDictionary<string, int>? pages = null)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"><title>{Text(printed.Title)}</title><style>{Style}{(printed.Compact ? " @page { size: A4 landscape; margin: 12mm 14mm 16mm }" : "")} :root {{ --foot: \"{Css(printed.Foot)}\" }}</style></head><body{(printed.Compact ? " class=\"compact\"" : "")}><main>");
        if (printed.Mark is { } mark) { html.Append(CultureInfo.InvariantCulture, $"<div class=\"mark\">{Text(mark)}</div>"); }
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"caption\">{Text(printed.Caption)}</p><h1>{Text(printed.Title)}</h1>");
        if (printed.Contents) { WriteContents(printed, pages, html); }
        html.Append(Write(printed.Blocks, moves: false));
        return html.Append("</main></body></html>").ToString();
    }

    private static void WriteContents(Printed printed, IReadOnlyDictionary<string, int>? pages, StringBuilder html)
    {
        html.Append("<nav class=\"contents\" aria-label=\"Contents\"><p><strong>Contents</strong></p><ol>");
        foreach (var heading in printed.Listed)
        {
            var page = pages?.GetValueOrDefault(heading.Id) is { } number and > 0 ? number.ToString(CultureInfo.InvariantCulture) : "";
            html.Append(CultureInfo.InvariantCulture, $"<li{(heading.Level > 2 ? " class=\"below\"" : "")}><a href=\"#{heading.Id}\">{Text(heading.Text)}</a><span>{page}</span></li>");
        }

        html.Append("</ol></nav>");
    }

    private static void Write(Block block, StringBuilder html, string attribute)
    {
        switch (block)
        {
            case Heading heading:
                html.Append(CultureInfo.InvariantCulture, $"<h{heading.Level} id=\"{heading.Id}\"{attribute}>{Text(heading.Text)}</h{heading.Level}>");
                break;
            case Paragraph { Number: { } number } paragraph:
                html.Append(CultureInfo.InvariantCulture, $"<div class=\"numbered\"><span>{Text(number)}</span> <p>{Runs(paragraph.Runs)}</p></div>");
                break;
            case Paragraph paragraph:
                html.Append(CultureInfo.InvariantCulture, $"<p{attribute}>{Runs(paragraph.Runs)}</p>");
                break;
            case Bullets bullets:
                var list = bullets.Numbered ? "ol" : "ul";
                html.Append(CultureInfo.InvariantCulture, $"<{list}{attribute}>{string.Concat(bullets.Items.Select(i => $"<li>{Runs(i)}</li>"))}</{list}>");
                break;
        }
    }

    private static void Write(Grid grid, StringBuilder html, string attribute, bool moves)
    {
        if (moves) { html.Append(CultureInfo.InvariantCulture, $"<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"{Text(grid.Caption.Length > 0 ? grid.Caption : "Table")}\">"); }
        html.Append(CultureInfo.InvariantCulture, $"<table{attribute}>");
        if (grid.Caption.Length > 0) { html.Append(CultureInfo.InvariantCulture, $"<caption>{Text(grid.Caption)}</caption>"); }
        if (grid.Head.Length > 0) { html.Append(CultureInfo.InvariantCulture, $"<thead><tr>{string.Concat(grid.Head.Select(h => $"<th scope=\"col\">{Text(h)}</th>"))}</tr></thead>"); }
        html.Append("<tbody>");
        foreach (var row in grid.Rows) { html.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(row.Select((c, i) => i == 0 ? $"<th scope=\"row\">{Text(c)}</th>" : $"<td>{Text(c)}</td>"))}</tr>"); }
        html.Append(moves ? "</tbody></table></div>" : "</tbody></table>");
    }

    private static string Runs(ImmutableArray<Run> runs) => string.Concat(runs.Select(r =>
    {
        var text = Text(r.Text);
        if (r.Bold) { text = $"<strong>{text}</strong>"; }
        if (r.Italic) { text = $"<em>{text}</em>"; }
        return r.Link is { } link ? $"<a href=\"{Text(link)}\" rel=\"noreferrer\">{text}</a>" : text;
    }));

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Within quotation marks of a style sheet, itself within markup: letters, digits and spaces as they are, all else by number.</summary>
    internal static string Css(string text) => string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c == ' ' ? c.ToString() : $"\\{(int)c:x6} "));
}
