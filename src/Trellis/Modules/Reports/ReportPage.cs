using System.Text;

namespace Trellis.Modules.Reports;

/// <summary>A report as a folder that opens in any browser: <c>index.html</c> and <c>report.css</c>. No script, nothing from elsewhere.</summary>
public static class ReportPage
{
    public static string Html(AnnualReport report) =>
        $"""
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{ReportHtml.Text(report.Title)}</title>
        <link rel="stylesheet" href="report.css">
        </head>
        <body>
        <a class="skip" href="#report">Skip to the report</a>
        <main id="report" tabindex="-1">
        {report.Body}
        </main>
        </body>
        </html>

        """;

    /// <summary>Writes the report; files of an earlier one are replaced.</summary>
    /// <exception cref="InvalidOperationException">The template had errors.</exception>
    public static void Write(AnnualReport report, string folder)
    {
        if (!report.Errors.IsEmpty) { throw new InvalidOperationException("A report with errors in its template is not written"); }
        Directory.CreateDirectory(folder);
        using var css = typeof(ReportPage).Assembly.GetManifestResourceStream("Trellis.Reports.report.css") ?? throw new InvalidOperationException("report.css is not in the assembly");
        using (var file = File.Create(Path.Combine(folder, "report.css"))) { css.CopyTo(file); }
        File.WriteAllText(Path.Combine(folder, "index.html"), Html(report), new UTF8Encoding(false));
    }
}
