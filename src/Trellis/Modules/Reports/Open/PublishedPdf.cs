using System.Collections.Concurrent;

namespace Trellis.Modules.Reports.Open;

/// <summary>The PDF of a published report: what is published does not change, so it is printed once and kept.</summary>
internal static class PublishedPdf
{
    /// <summary>Of years; the report is public, so it may stay in memory.</summary>
    private const int Most = 8;

    private static readonly ConcurrentDictionary<(string Year, DateTimeOffset At), Lazy<Task<byte[]>>> Kept = new();

    /// <exception cref="Printing.CannotPrintException">There is no Chromium here, or it did not print.</exception>
    public static async Task<byte[]> OfAsync(PublishedReport report, CancellationToken stop)
    {
        var key = (report.Year, report.At);
        if (Kept.Count > Most) { Kept.Clear(); }
        var printing = Kept.GetOrAdd(key, _ => new Lazy<Task<byte[]>>(() => ReportPage.PdfAsync(report.Title, Corrected(report) + report.Body, stop: CancellationToken.None)));
        try
        {
            return await printing.Value.WaitAsync(stop);
        }
        catch when (printing.Value.IsFaulted)
        {
            Kept.TryRemove(key, out _); // the next who asks tries again
            throw;
        }
    }

    private static string Corrected(PublishedReport report) => report.Notices.Count == 0 ? "" :
        $"<div class=\"comparing\"><p><strong>Corrected.</strong></p><ul>{string.Concat(report.Notices.Select(n => $"<li>{ReportHtml.Text(Platform.Time.English.Date(Platform.Time.London.DateOf(n.At)))}: {ReportHtml.Text(n.Words)}</li>"))}</ul></div>";
}
