using System.CommandLine;
using Trellis.Modules.Returns.Public;
using Trellis.Platform;
using Trellis.Returns.Census;
using Trellis.Returns.Checking;

namespace Trellis.Commands;

/// <summary><c>check cin FILE</c>: every rule of the children in need census, asked of a file. Needs no database and no site.</summary>
public static class CheckCin
{
    /// <summary>The command <c>cin</c>, to be put under <c>check</c>.</summary>
    public static Command Build()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A children in need census as XML" };
        var year = new Option<string?>("--year") { Description = $"The census year whose rules are asked, {CensusYear.NameOf(CensusYear.FirstEnding)} to {CensusYear.NameOf(CensusYear.LastEnding)}; the file's own when left out" };
        var json = new Option<bool>("--json") { Description = "Everything as JSON" };
        var csv = new Option<bool>("--csv") { Description = "The issues as CSV" };
        var xlsx = new Option<bool>("--xlsx") { Description = "Issues and rules as an Excel workbook; beside --out, or FILE-issues.xlsx in this folder" };
        var to = new Option<FileInfo?>("--out") { Description = "Write there instead of to the screen" };
        var command = new Command("cin", "Say what is wrong with a children in need census") { file, year, json, csv, xlsx, to };
        command.SetAction(given =>
        {
            if (new[] { given.GetValue(json), given.GetValue(csv), given.GetValue(xlsx) }.Count(f => f) > 1) { throw new WrongInputException("Choose one of --json, --csv and --xlsx"); }
            var path = given.GetValue(file)!.FullName;
            var result = Check(path, given.GetValue(year));
            var output = given.InvocationConfiguration.Output;
            var target = given.GetValue(to)?.FullName;
            Action<CheckResult, TextWriter> write = given.GetValue(csv) ? CheckCinSheets.Csv : given.GetValue(json) ? (r, t) => CheckCinJson.Write(r, Path.GetFileName(path), t) : (r, t) => CheckCinWords.Write(r, Path.GetFileName(path), t);
            if (given.GetValue(xlsx)) { Save(target ?? Path.GetFileNameWithoutExtension(path) + "-issues.xlsx", CheckCinSheets.Workbook(result), output); }
            else if (target is null) { write(result, output); }
            else
            {
                using (var text = Writing(() => new StreamWriter(target))) { write(result, text); }
                output.WriteLine($"Wrote {target}");
            }

            return result.Errors > 0 || !result.Census.IsWhole || result.Count(RuleOutcome.Crashed) > 0 ? CommandLine.WrongInput : CommandLine.Done;
        });
        return command;
    }

    /// <exception cref="CannotRunException">The file cannot be opened.</exception>
    /// <exception cref="WrongInputException">There is no such census year.</exception>
    public static CheckResult Check(string path, string? year)
    {
        int? asked = year is null ? null : CensusYear.Parse(year)
            ?? throw new WrongInputException($"There is no census year {year}. Expected one from {CensusYear.NameOf(CensusYear.FirstEnding)} to {CensusYear.NameOf(CensusYear.LastEnding)}");
        try
        {
            using var stream = File.OpenRead(path);
            var census = CensusReader.Read(stream);
            return CensusCheck.Run(census, CensusYear.Of(census, asked, WorkingDays()));
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException(failed is FileNotFoundException or DirectoryNotFoundException ? $"There is no file {path}" : failed.Message, failed);
        }
    }

    /// <summary>By the calendar of the practice model, read when a rule first asks.</summary>
    public static Func<DateOnly, int, DateOnly> WorkingDays() => CensusDays.Of(() => Practices.ReadCalendar(Practices.Folder));

    private static void Save(string target, byte[] bytes, TextWriter output)
    {
        Writing(() =>
        {
            File.WriteAllBytes(target, bytes);
            return 0;
        });
        output.WriteLine($"Wrote {target}");
    }

    private static T Writing<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException(failed.Message, failed);
        }
    }
}
