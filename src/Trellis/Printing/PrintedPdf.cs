using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Trellis.Printing;

/// <summary>Why there is no PDF, in words for whoever asked.</summary>
public sealed class CannotPrintException(string message) : Exception(message);

/// <summary>
/// Prints by Chromium, which writes tagged PDF with an outline. Printed twice where there are contents: the first time says on which
/// page each heading stands.
/// </summary>
public sealed class PrintedPdf
{
    /// <summary>Names the program, where it is not found by itself.</summary>
    public const string Setting = "TRELLIS_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Two at once: each takes a processor and some hundred megabytes.</summary>
    private static readonly SemaphoreSlim AtOnce = new(2);

    private static readonly Lazy<string?> Found = new(Find);

    /// <exception cref="CannotPrintException">There is no Chromium here, or it did not start or print.</exception>
    /// <param name="by">The program; the one that <see cref="Setting"/> names, or is found, when null.</param>
    public static Task<byte[]> OfAsync(Printed printed, string? by = null, CancellationToken stop = default) => OfAsync(pages => PrintedHtml.Whole(printed, pages), printed.Contents, by, stop);

    /// <summary>A page written elsewhere: it has its styles in it, and nothing from elsewhere.</summary>
    /// <param name="html">The page, by on which page each place stands: null the first time.</param>
    /// <param name="twice">Print it again once that is known.</param>
    /// <exception cref="CannotPrintException">There is no Chromium here, or it did not start or print.</exception>
    public static async Task<byte[]> OfAsync(Func<IReadOnlyDictionary<string, int>?, string> html, bool twice, string? by = null, CancellationToken stop = default)
    {
        var program = by ?? Found.Value ?? throw new CannotPrintException("This server cannot make a PDF yet: Chromium is to be installed on it. The Word file and the page say the same");
        await AtOnce.WaitAsync(stop);
        try
        {
            var pdf = await PrintAsync(program, html(null), stop);
            return twice ? await PrintAsync(program, html(PdfPages.Of(pdf)), stop) : pdf;
        }
        finally
        {
            AtOnce.Release();
        }
    }

    private static async Task<byte[]> PrintAsync(string program, string html, CancellationToken stop)
    {
        // What is printed may be closed to others: the folder is for this account alone, and gone afterwards.
        var folder = Directory.CreateTempSubdirectory("trellis-print-");
        try
        {
            var (page, pdf) = (Path.Combine(folder.FullName, "page.html"), Path.Combine(folder.FullName, "page.pdf"));
            await File.WriteAllTextAsync(page, html, Encoding.UTF8, stop);
            var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder.FullName, UseShellExecute = false };
            string[] asked = ["--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer", "--generate-pdf-document-outline", $"--user-data-dir={Path.Combine(folder.FullName, "profile")}", $"--print-to-pdf={pdf}", new Uri(page).AbsoluteUri];
            foreach (var argument in asked) { start.ArgumentList.Add(argument); }
            if (Environment.UserName == "root") { start.ArgumentList.Insert(0, "--no-sandbox"); } // its own sandbox does not start for root
            using var process = Begin(start);
            var said = Task.WhenAll(process.StandardError.ReadToEndAsync(stop), process.StandardOutput.ReadToEndAsync(stop));
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(Longest);
            try
            {
                await process.WaitForExitAsync(limit.Token);
                await said;
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                throw new CannotPrintException("The PDF took too long to make. The Word file and the page say the same");
            }
            finally
            {
                if (!process.HasExited) { process.Kill(entireProcessTree: true); }
            }

            return File.Exists(pdf) ? await File.ReadAllBytesAsync(pdf, stop) : throw new CannotPrintException($"Chromium did not print (it ended with {process.ExitCode})");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Process Begin(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new CannotPrintException("Chromium did not start. The Word file and the page say the same");
        }
        catch (Win32Exception why)
        {
            throw new CannotPrintException($"This server cannot make a PDF: the Chromium it was told of does not start ({why.NativeErrorCode}). {Setting} must name a program that is there. The Word file and the page say the same");
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } named) { return named; }
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Names.SelectMany(n => folders.Select(f => Path.Combine(f, n))).FirstOrDefault(File.Exists);
    }
}
