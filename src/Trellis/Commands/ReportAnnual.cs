using System.CommandLine;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports;
using Trellis.Practice;

namespace Trellis.Commands;

/// <summary><c>report annual --year 2021-22 --out DIR</c>: the annual report as a folder that opens in any browser.</summary>
public static class ReportAnnual
{
    /// <summary>The command <c>annual</c>, to be put under <c>report</c>.</summary>
    /// <param name="load">Published and live figures, declared figures, areas and documents: from the database.</param>
    /// <param name="svg">Draws a chart.</param>
    /// <param name="template">Where the narrative is: <c>practice/reports/annual.md</c>.</param>
    /// <param name="words">What people wrote for the report of a year: from the database.</param>
    public static Command Build(Func<CancellationToken, Task<FigureData>> load, Func<string, CancellationToken, Task<ReportWords>> words, Func<ChartData, string> svg, string template)
    {
        var year = new Option<string>("--year") { Description = "Financial year, for example 2021-22", Required = true };
        var folder = new Option<DirectoryInfo>("--out") { Description = "Folder to write index.html into", Required = true };
        var command = new Command("annual", "Write the annual report as accessible, printable HTML") { year, folder };
        command.SetAction(async (parse, cancel) =>
        {
            var input = await load(cancel);
            var written = Period.FinancialYear(parse.GetValue(year)!) is null ? ReportWords.None : await words(parse.GetValue(year)!, cancel);
            return Run(template, parse.GetValue(year)!, parse.GetValue(folder)!.FullName, input, svg, Console.Out, Console.Error, written);
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

    /// <summary>0: written. 1: the year or the template is wrong, said by line. 2: it could not be read or written.</summary>
    public static int Run(string template, string year, string folder, FigureData input, Func<ChartData, string> svg, TextWriter output, TextWriter errors, ReportWords? words = null)
    {
        try
        {
            var report = AnnualReport.Make(File.ReadAllText(template), year, input, svg, words);
            foreach (var error in report.Errors) { errors.WriteLine($"{template}:{error.Line}: {error.Message}"); }
            if (!report.Errors.IsEmpty) { return 1; }

            ReportPage.Write(report, folder);
            output.WriteLine($"{Path.Combine(folder, "index.html")}: {report.Used.Length} printed figures, {report.Findings.Length} questions of the checker about them");
            return 0;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(failed.Message);
            return 2;
        }
    }
}
