using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Trellis.Modules.Actions;
using Trellis.Modules.Actions.Trackers;
using Trellis.Modules.Meetings;
using Trellis.Modules.Meetings.Members;
using Trellis.Modules.Meetings.Programmes;
using Trellis.Modules.Money;
using Trellis.Modules.Money.Funds;
using Trellis.Modules.Plans;
using Trellis.Modules.Training;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Sheets;

namespace Trellis.Commands;

/// <summary><c>import attendance|budget|bcf|members|plan|actions|recommendations|training|work-programme FILE</c>: takes in a whole list, or none of it.</summary>
public static class ImportLists
{
    public static IEnumerable<Command> Build() =>
    [
        OfSheet("attendance", "Import attendance by seat and meeting", AttendanceList.Required, (services, sheet, given, stop) => services.GetRequiredService<AttendanceList>().Kind.TakeAsync(sheet, given.Asked, stop)),
        Build("actions", "Import an action tracker", TrackerList.Required, (services, given, stop) => services.GetRequiredService<TrackerIntake>().TakeInAsync(Tracker.OfActions, given.FileName, given.File, given.Map, given.Asked, stop)),
        OfSheet("budget", "Import a budget, by line and area, as printed", BudgetList.Required, (services, sheet, given, stop) => services.GetRequiredService<BudgetList>().TakeInAsync(given.FileName, sheet, given.Asked, stop)),
        OfSheet("bcf", "Import a pooled fund (Better Care Fund): lines by area and year, and metrics, as printed", FundList.Required, (services, sheet, given, stop) => services.GetRequiredService<FundList>().TakeInAsync(given.FileName, sheet, given.Asked, stop)),
        OfSheet("members", "Import the members of bodies, by seat, as printed", MemberList.Required, (services, sheet, given, stop) => services.GetRequiredService<MemberList>().TakeAsync(sheet, given.Asked, stop)),
        OfSheet("plan", "Import a plan: priorities, outcomes and actions, as written", PlanList.Required, (services, sheet, given, stop) => services.GetRequiredService<PlanList>().TakeInAsync(given.FileName, sheet, given.Asked, stop)),
        Build("recommendations", "Import recommendations to other bodies and their answers", RecommendationList.Required, (services, given, stop) => services.GetRequiredService<TrackerIntake>().TakeInAsync(Tracker.OfRecommendations, given.FileName, given.File, given.Map, given.Asked, stop)),
        OfSheet("training", "Import a printed table of workshops by trainer agency", MatrixList.Required, (services, sheet, given, stop) => services.GetRequiredService<MatrixList>().TakeAsync(sheet, given.Asked, stop)),
        OfSheet("work-programme", "Import the work programme of a committee or board", ProgrammeList.Required, (services, sheet, given, stop) => services.GetRequiredService<ProgrammeList>().TakeAsync(sheet, given.Asked, stop)),
    ];

    private sealed record Given(string FileName, byte[] File, TrackerMap Map, ListAsked Asked);

    /// <summary>A list whose columns are ours, or mapped to ours.</summary>
    private static Command OfSheet(string name, string description, ImmutableArray<string> required, Func<IServiceProvider, Sheet, Given, CancellationToken, Task<TakenIn>> take) => Build(name, description, required, (services, given, stop) =>
    {
        var sheet = Sheet.Read(new MemoryStream(given.File), required, given.Map.Columns, given.Map.Sheet);
        return sheet.Rows.IsEmpty ? Task.FromResult(TakenIn.Refused(sheet.Errors)) : take(services, sheet, given, stop);
    });

    private static Command Build(string name, string description, ImmutableArray<string> required, Func<IServiceProvider, Given, CancellationToken, Task<TakenIn>> take)
    {
        var file = new Argument<FileInfo>("FILE") { Description = $"CSV, or an Excel workbook (.xlsx), with the columns {string.Join(", ", required)}" };
        var body = new Option<string?>("--body") { Description = "The body it belongs to, by its title; made when there is none. Otherwise one named after the documents the list cites" };
        var column = new Option<string[]>("--column") { Description = "What a column is called in this file, for example --column action=\"Action agreed\"", AllowMultipleArgumentsPerToken = true };
        var map = new Option<FileInfo?>("--map") { Description = "A YAML file that says how the file is read: columns (ours: theirs), statuses (theirs: ours), sheet, body" };
        var sheet = new Option<string?>("--sheet") { Description = "Of a workbook, the sheet by its name; otherwise the first" };
        var preview = new Option<bool>("--preview") { Description = "Say what would be taken in, and take in nothing" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command(name, description) { file, body, column, map, sheet, preview, json };
        command.SetAction(async (given, stop) =>
        {
            var path = given.GetValue(file)!;
            if (!path.Exists) { throw new Platform.CannotRunException($"There is no file {path.FullName}"); }
            if (path.Length > Sheet.MaxBytes) { throw new Platform.WrongInputException($"{path.Name} is larger than {Sheet.MaxBytes / 1024 / 1024} MB"); }
            var how = Map(given.GetValue(map), given.GetValue(column), given.GetValue(sheet));
            var taken = await TakeAsync(path.Name, await File.ReadAllBytesAsync(path.FullName, stop), how, given.GetValue(body) ?? how.Body, given.GetValue(preview), take, stop);
            return await SayAsync(taken, path.Name, given.GetValue(preview), given.GetValue(json), given.InvocationConfiguration.Output, given.InvocationConfiguration.Error);
        });
        return command;
    }

    private static TrackerMap Map(FileInfo? file, string[]? columns, string? sheet)
    {
        var map = TrackerMap.None;
        if (file is not null)
        {
            if (!file.Exists) { throw new Platform.CannotRunException($"There is no file {file.FullName}"); }
            try
            {
                using var text = file.OpenText();
                map = TrackerMap.Read(text, file.Name);
            }
            catch (InvalidDataException wrong)
            {
                throw new Platform.WrongInputException(wrong.Message, wrong);
            }
        }

        return map with { Columns = map.Columns.SetItems(Columns(columns)), Sheet = sheet ?? map.Sheet };
    }

    private static Dictionary<string, string> Columns(string[]? given)
    {
        var named = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var one in given ?? [])
        {
            if (one.Split('=', 2) is not [{ Length: > 0 } ours, { Length: > 0 } theirs]) { throw new Platform.WrongInputException($"--column {one} must be our name, an equals sign and the file's name, for example action=\"Action agreed\""); }
            named[ours] = theirs;
        }

        return named;
    }

    private static async Task<TakenIn> TakeAsync(string name, byte[] file, TrackerMap map, string? body, bool preview, Func<IServiceProvider, Given, CancellationToken, Task<TakenIn>> take, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(ImportLists).Assembly, stop);
        var practised = Practices.Read();
        ImmutableArray<string> areas = [.. practised.Model.Areas.Where(a => a.Kind is "borough").Select(a => a.Code)];
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, practised).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(areas) with { Circles = ["boards", "training"] });
        return await take(scope.ServiceProvider, new Given(name, file, map, new ListAsked(body, preview, areas)), stop);
    }

    private static async Task<int> SayAsync(TakenIn taken, string file, bool preview, bool json, TextWriter output, TextWriter error)
    {
        if (json) { await output.WriteLineAsync(JsonSerializer.Serialize(taken, JsonSerializerOptions.Web)); }
        if (!taken.Errors.IsEmpty)
        {
            foreach (var wrong in taken.Errors) { await error.WriteLineAsync($"{file}:{wrong.Line}: {wrong.Message}"); }
            await error.WriteLineAsync("Nothing was imported");
            return CommandLine.WrongInput;
        }

        if (json) { return CommandLine.Done; }
        foreach (var note in taken.Notes) { await output.WriteLineAsync(note); }
        await output.WriteLineAsync($"{taken.Added} added, {taken.Changed} changed, {taken.Unchanged} held already{(preview ? ". This was a preview: nothing was imported" : "")}");
        return CommandLine.Done;
    }
}
