using System.CommandLine;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports;
using Trellis.Practice;
using Trellis.Printing;

namespace Trellis.Commands;

/// <param name="Mark">Across it, such as DRAFT; null where the safeguarding partners approved it.</param>
/// <param name="Words">Which report it is: published, being written, or the usual chapters.</param>
public sealed record ReportToWrite(AnnualReport Report, string? Mark, string Words);

/// <summary><c>report annual --year 2021-22 --out DIR</c>: the annual report as a folder that opens in any browser, with its PDF and its numbers in open formats.</summary>
public static class ReportAnnual
{
    /// <summary>The command <c>annual</c>, to be put under <c>report</c>.</summary>
    /// <param name="make">The report of a year: published, or as it is now.</param>
    public static Command Build(Func<string, CancellationToken, Task<ReportToWrite>> make)
    {
        var year = new Option<string>("--year") { Description = "Financial year, for example 2021-22", Required = true };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder to write index.html, annual-report.pdf and data.csv, .xlsx and .json into", Required = true };
        var command = new Command("annual", "Write the annual report as accessible, printable HTML, as PDF, and its numbers as data") { year, folder };
        command.SetAction(async (parse, stop) =>
        {
            var asked = parse.GetValue(year)!;
            if (Period.FinancialYear(asked) is not null) { return await RunAsync(await make(asked, stop), parse.GetValue(folder)!.FullName, Console.Out, Console.Error, stop); }
            await Console.Error.WriteLineAsync($"“{asked}” is not a financial year like 2021-22");
            return CommandLine.WrongInput;
        });
        return command;
    }

    /// <summary>What a report is made from when the figures are in a file and not in a database.</summary>
    public static FigureData FromFile(string file, IEnumerable<Figure> declared)
    {
        var registry = PublishedRegistry.Beside(file);
        using var stream = File.OpenRead(file);
        return new FigureData(PublishedFile.Read(stream, registry).Rows, [], [.. declared], registry, Relations.BuiltIn);
    }

    /// <summary>0: written. 1: the text of the report is wrong, said by line. 2: it could not be written. Without Chromium there is no PDF, and it says so.</summary>
    public static async Task<int> RunAsync(ReportToWrite given, string folder, TextWriter output, TextWriter errors, CancellationToken stop = default)
    {
        var (report, mark, words) = given;
        foreach (var error in report.Errors) { await errors.WriteLineAsync(error.ToString()); }
        if (!report.Errors.IsEmpty) { return CommandLine.WrongInput; }
        try
        {
            ReportPage.Write(report, folder, mark);
            await output.WriteLineAsync($"{Path.Combine(folder, "index.html")}: {words}, {report.Used.Length} printed figures, {report.Findings.Length} questions of the checker about them");
            await output.WriteLineAsync($"{Path.Combine(folder, "data.csv")}, data.xlsx, data.json: {report.Annex.Length} numbers");
            await File.WriteAllBytesAsync(Path.Combine(folder, "annual-report.pdf"), await ReportPage.PdfAsync(report.Title, report.Body, mark, stop), stop);
            await output.WriteLineAsync(Path.Combine(folder, "annual-report.pdf"));
            return CommandLine.Done;
        }
        catch (CannotPrintException why)
        {
            await errors.WriteLineAsync($"No PDF: {why.Message}");
            return CommandLine.Done;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(failed.Message);
            return 2;
        }
    }
}
