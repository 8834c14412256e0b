using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Printing;

namespace Trellis.Tests.Printing;

/// <summary>PDF that Chromium prints: its contents lead to the right pages, and where it cannot be printed that is said.</summary>
public sealed class What_is_printed
{
    [PrintsFact]
    public async Task Its_contents_show_the_page_each_heading_is_on()
    {
        // More headings than fit on one page of contents; papers of one and of several pages.
        var blocks = new List<Block>();
        for (var paper = 1; paper <= 60; paper++)
        {
            blocks.Add(new NewPage());
            blocks.Add(new Heading(2, Named(paper), $"paper-{paper}"));
            for (var part = 0; part < (paper % 7 == 0 ? 60 : 3); part++) { blocks.Add(new Paragraph(Block.Plain("Words of a paper that go on for a line and a half, so that sixty of them are more than a page of it holds and three are not."))); }
        }

        var pages = await ReadAsync(await PrintedPdf.OfAsync(new Printed("Agenda and papers", "A board", "A board, 2 March 2026", Contents: true, [.. blocks])));

        var contents = pages.TakeWhile(p => !p.Contains("Words of a paper", StringComparison.Ordinal)).ToArray();
        contents.Length.ShouldBeGreaterThan(1);
        var shown = Regex.Matches(string.Concat(contents), @"(?<name>Paper \d+ of the pack)\s+(?<page>\d+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).ToDictionary(m => m.Groups["name"].Value, m => int.Parse(m.Groups["page"].ValueSpan, CultureInfo.InvariantCulture));
        shown.Count.ShouldBe(60);
        for (var paper = 1; paper <= 60; paper++) { pages[shown[Named(paper)] - 1].TrimStart().ShouldStartWith(Named(paper), Case.Sensitive, $"{Named(paper)} is shown on page {shown[Named(paper)]}"); }
        pages.Count.ShouldBeGreaterThan(contents.Length + 60 + 8, "some papers have several pages");

        static string Named(int paper) => string.Create(CultureInfo.InvariantCulture, $"Paper {paper} of the pack");
    }

    [Fact]
    public async Task A_program_that_does_not_start_is_said_in_words()
    {
        var printed = new Printed("Minutes", "A board", "A board", Contents: false, [new Paragraph(Block.Plain("Words."))]);
        var why = await Should.ThrowAsync<CannotPrintException>(() => PrintedPdf.OfAsync(printed, by: "/nowhere/chromium"));
        why.Message.ShouldStartWith("This server cannot make a PDF: the Chromium it was told of does not start");
        why.Message.ShouldContain("TRELLIS_CHROMIUM");
        Directory.GetDirectories(Path.GetTempPath(), "trellis-print-*").Select(d => Path.Combine(d, "page.html")).Where(File.Exists).ShouldAllBe(p => !File.ReadAllText(p).Contains("Words.", StringComparison.Ordinal), "nothing of it lies about");
    }

    /// <summary>The words of each page.</summary>
    private static async Task<IReadOnlyList<string>> ReadAsync(byte[] pdf)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, pdf);
            using var reader = Process.Start(new ProcessStartInfo(PrintsFactAttribute.Reader, ["-layout", "-enc", "UTF-8", file, "-"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            var text = await reader.StandardOutput.ReadToEndAsync();
            await reader.WaitForExitAsync();
            return text.TrimEnd('\f').Split('\f');
        }
        finally
        {
            File.Delete(file);
        }
    }
}

/// <summary>A test of what is printed, read back; skipped with a message where nothing prints, or nothing reads PDF.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrintsFactAttribute : FactAttribute
{
    public const string Reader = "pdftotext";

    public PrintsFactAttribute()
    {
        string[] chromium = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        if (Environment.GetEnvironmentVariable(PrintedPdf.Setting) is null or "" && !chromium.Any(IsThere)) { Skip = "Skipped: there is no Chromium to print"; }
        else if (!IsThere(Reader)) { Skip = "Skipped: there is no pdftotext (Debian: poppler-utils) to read what was printed"; }
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(f => File.Exists(Path.Combine(f, program)));
}
