using System.CommandLine;
using Trellis.Platform;

namespace Trellis.Commands;

/// <summary>
/// <c>./trellis VERB</c>. A verb is one file in this folder with a <c>Build</c>, named in the list below.
/// They end with 0 done, 1 what was given is wrong, 2 it could not run.
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int WrongInput = 1;
    public const int CouldNotRun = 2;

    public static RootCommand Build() => new("Trellis, the software of a safeguarding partnership")
    {
        Serve.Build(),
        Migrate.Build(),
        Demo.Build(),
        PracticeVerb.Build(),
        Record.Build(),
        BackupVerb.Build(),
        RestoreVerb.Build(),
        KeysVerb.Build(),
        ExtractVerb.Build(),
        AccessVerb.Build(),
        Docs.Build(),
        ShowFigure.Build(Books.LoadAsync),
        FootprintVerb.Build(),
        MatchVerbs.Link(),
        MatchVerbs.Dedupe(),
        DuplicatesVerb.Build(),
        new Command("check", "Say what is wrong with a file, changing nothing") { CheckFigures.Build(), CheckCin.Build() },
        Import(),
        new Command("export", "Write what is recorded here as a file others ask for") { ExportCin.Build(), ExportAnnexA.Build() },
        new Command("report", "Write a report")
        {
            ReportAnnual.Build(Books.ReportAsync),
        },
    };

    private static Command Import()
    {
        var import = new Command("import", "Take in a file") { ImportFigures.Build(Books.ImportAsync) };
        foreach (var list in ImportLists.Build()) { import.Add(list); }
        import.Add(ImportPeople.Build());
        import.Add(ImportPeople.Undo());
        import.Add(ImportCin.Build());
        import.Add(ImportCin.Undo());
        import.Add(ImportSsd.Build());
        import.Add(ImportSsd.Undo());
        return import;
    }

    public static async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? error = null)
    {
        var settings = new InvocationConfiguration
        {
            Output = output ?? Console.Out,
            Error = error ?? Console.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeSpan.FromSeconds(40), // a site ends its requests, then its database
        };
        try
        {
            return await Build().Parse(args).InvokeAsync(settings);
        }
        catch (WrongInputException e)
        {
            await settings.Error.WriteLineAsync(e.Message);
            return WrongInput;
        }
        catch (CannotRunException e)
        {
            await settings.Error.WriteLineAsync(e.Message);
            return CouldNotRun;
        }
        catch (OperationCanceledException)
        {
            await settings.Error.WriteLineAsync("Stopped");
            return CouldNotRun;
        }
#pragma warning disable CA1031 // The last stop: the caller gets a code and one line, and can ask for the rest.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var words = Environment.GetEnvironmentVariable("TRELLIS_TRACE") is { Length: > 0 }
                ? e.ToString()
                : $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")} (TRELLIS_TRACE=1 shows where)";
            await settings.Error.WriteLineAsync(words);
            return CouldNotRun;
        }
    }
}
