using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Trellis.Printing;

namespace Trellis.Modules.Reports;

/// <summary>A report as a page of its own: a folder that opens in any browser, or a tagged PDF. No script, nothing from elsewhere.</summary>
public static partial class ReportPage
{
    /// <summary>What stands across a report that is not approved.</summary>
    public const string Draft = "DRAFT";

    private const string Print = """
        @page { @bottom-left { content: var(--foot); font: 9pt Arial, "Liberation Sans", sans-serif; color: #505a5f } @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 9pt Arial, "Liberation Sans", sans-serif; color: #505a5f } }
        .contents ol { padding-left: 1.2rem } .contents li span { float: right }
        .mark { position: fixed; top: 40%; left: 0; right: 0; text-align: center; font-size: 90pt; font-weight: bold; color: rgba(11, 12, 12, .08); transform: rotate(-32deg); z-index: 1 }
        """;

    /// <param name="mark">Across it, such as <see cref="Draft"/>; null for none.</param>
    public static string Html(AnnualReport report, string? mark = null) =>
        $"""
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{(mark is null ? "" : $"{ReportHtml.Text(mark)}: ")}{ReportHtml.Text(report.Title)}</title>
        <link rel="stylesheet" href="report.css">
        </head>
        <body>
        <a class="skip" href="#report">Skip to the report</a>
        <main id="report" tabindex="-1">
        {Marked(mark)}{report.Body}
        </main>
        </body>
        </html>

        """;

    /// <summary>As a tagged PDF with an outline, numbered pages and contents that say on which page each chapter begins.</summary>
    /// <exception cref="CannotPrintException">There is no Chromium here, or it did not print.</exception>
    public static Task<byte[]> PdfAsync(string title, string body, string? mark = null, CancellationToken stop = default) => PrintedPdf.OfAsync(pages => Whole(title, body, mark, pages), twice: true, stop: stop);

    /// <summary>Writes the report; files of an earlier one are replaced.</summary>
    /// <exception cref="InvalidOperationException">The template had errors.</exception>
    public static void Write(AnnualReport report, string folder, string? mark = null)
    {
        if (!report.Errors.IsEmpty) { throw new InvalidOperationException("A report with errors in its template is not written"); }
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.css"), Css, new UTF8Encoding(false));
        File.WriteAllText(Path.Combine(folder, "index.html"), Html(report, mark), new UTF8Encoding(false));
        File.WriteAllBytes(Path.Combine(folder, "data.csv"), ReportAnnex.Csv(report.Annex));
        File.WriteAllBytes(Path.Combine(folder, "data.xlsx"), ReportAnnex.Workbook(report.Annex));
        File.WriteAllText(Path.Combine(folder, "data.json"), ReportAnnex.Json(report.Annex), new UTF8Encoding(false));
    }

    private static string Css
    {
        get
        {
            using var css = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("Trellis.Reports.report.css") ?? throw new InvalidOperationException("report.css is not in the assembly"), Encoding.UTF8);
            return css.ReadToEnd();
        }
    }

    private static string Whole(string title, string body, string? mark, IReadOnlyDictionary<string, int>? pages)
    {
        var foot = $$""":root { --foot: "{{PrintedHtml.Css(mark is null ? title : $"{mark}: {title}")}}" }""";
        var across = mark is null ? "" : $"<div class=\"mark\" aria-hidden=\"true\">{ReportHtml.Text(mark)}</div>";
        return $"""
            <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>{ReportHtml.Text(title)}</title>
            <style>{Css}{Print}{foot}</style></head><body><main>{across}{Marked(mark)}
            {(pages is null ? body : Numbered(body, pages))}</main></body></html>
            """;
    }

    private static string Marked(string? mark) => mark is null ? "" : $"<p class=\"draft\"><strong>{ReportHtml.Text(mark)}.</strong> The safeguarding partners have not approved this report. It may change.</p>\n";

    /// <summary>Puts the number of its page beside each chapter of the contents.</summary>
    private static string Numbered(string body, IReadOnlyDictionary<string, int> pages) => Chapter().Replace(body, match =>
        pages.TryGetValue(match.Groups["id"].Value, out var page) ? string.Create(CultureInfo.InvariantCulture, $"{match.Value[..^5]} <span>{page}</span></li>") : match.Value);

    [GeneratedRegex("""<li><a href="#(?<id>[^"]+)">[^<]*</a></li>""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Chapter();
}
