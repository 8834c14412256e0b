using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.People.AgencyLists;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary><c>import people FILE</c>: an agency's list of people, as the front door and <c>link</c> would find them; <c>import undo LIST</c> takes all of it away again.</summary>
public static class ImportPeople
{
    public static Command Build()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV with a line for each person: the agency’s own number, first and last name, and what else it knows" };
        var agency = new Option<string>("--agency") { Description = "Whose list it is: the agency’s code", Required = true };
        var area = new Option<string>("--area") { Description = "The area whose people they are, for example RBKC", Required = true };
        var map = new Option<FileInfo?>("--map") { Description = "Which column is which field, as for link; otherwise columns are known by their usual names" };
        var preview = new Option<bool>("--preview") { Description = "Say what would become of it, and take in nothing" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("people", "Import an agency’s list of people: linked, added, or put aside for review") { file, agency, area, map, preview, json };
        command.SetAction(async (given, stop) =>
        {
            var (list, columns) = (There(given.GetValue(file)!), given.GetValue(map) is { } named ? await File.ReadAllTextAsync(There(named).FullName, stop) : null);
            var (output, error) = (given.InvocationConfiguration.Output, given.InvocationConfiguration.Error);
            return await WithAsync(given.GetValue(area)!, async (intake, db) =>
            {
                var who = given.GetValue(agency)!;
                if (!await db.Database.SqlQuery<bool>($"select exists (select from agencies.agency where code = {who}) as \"Value\"").SingleAsync(stop)) { throw new WrongInputException($"There is no agency {who}"); }
                var bytes = await File.ReadAllBytesAsync(list.FullName, stop);
                var (id, looked) = given.GetValue(preview) ? (null, await LookAsync(intake, bytes, columns, who, given.GetValue(area)!, stop)) : await TakeInAsync(intake, db, list.Name, bytes, columns, who, given.GetValue(area)!, stop);
                return await SayAsync(looked, id, list.Name, given.GetValue(json), output, error);
            }, stop);
        });
        return command;
    }

    public static Command Undo()
    {
        var list = new Argument<Guid>("LIST") { Description = "The list, as import people named it" };
        var why = new Option<string>("--why") { Description = "Why it is undone", Required = true };
        var command = new Command("undo", "Take away all that an agency’s list of people brought") { list, why };
        command.SetAction(async (given, stop) =>
        {
            var output = given.InvocationConfiguration.Output;
            var id = given.GetValue(list);
            return await WithAsync(null, async (intake, db) =>
            {
                if (await db.Set<AgencyList>().FirstOrDefaultAsync(l => l.Id == id, stop) is not { } found) { throw new WrongInputException($"There is no list {id}"); }
                db.Acting.Begin(ActWords.UndoList, given.GetValue(why));
                if ((await intake.UndoAsync(found, stop)).Refused(out var refused, out var undone)) { throw new WrongInputException(refused.Words); }
                await db.SaveChangesAsync(stop);
                await output.WriteLineAsync($"Undone. {English.Count(undone.Gone, "person it added is", "people it added are")} gone{(undone.Kept > 0 ? $", {undone.Kept} stay: somebody has used their records since" : "")}");
                return CommandLine.Done;
            }, stop);
        });
        return command;
    }

    private static FileInfo There(FileInfo file) => file.Exists ? file : throw new CannotRunException($"There is no file {file.FullName}");

    /// <param name="area">Null: all of them.</param>
    private static async Task<int> WithAsync(string? area, Func<ListIntake, TrellisDb, Task<int>> work, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(ImportPeople).Assembly, stop);
        var practised = Practices.Read();
        var areas = practised.Model.Areas.Where(a => a.Kind is "borough").Select(a => a.Code).ToArray();
        if (area is not null && !areas.Contains(area)) { throw new WrongInputException($"There is no area {area}. There are: {string.Join(", ", areas)}"); }
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, practised).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(area is null ? areas : [area]));
        return await work(scope.ServiceProvider.GetRequiredService<ListIntake>(), scope.ServiceProvider.GetRequiredService<TrellisDb>());
    }

    private static async Task<ListPreview> LookAsync(ListIntake intake, byte[] file, string? map, string agency, string area, CancellationToken stop)
    {
        try
        {
            return await intake.LookAsync(file, map, agency, area, stop);
        }
        catch (InvalidDataException wrong)
        {
            throw new WrongInputException(wrong.Message);
        }
    }

    private static async Task<(Guid? List, ListPreview Looked)> TakeInAsync(ListIntake intake, TrellisDb db, string name, byte[] file, string? map, string agency, string area, CancellationToken stop)
    {
        // What cannot be taken in leaves nothing behind.
        if (await LookAsync(intake, file, map, agency, area, stop) is { File.Fault: not null } faulty) { return (null, faulty); }
        db.Acting.Begin(ActWords.LookAtList);
        var list = await intake.BeginAsync(name, file, map, agency, area, stop);
        await db.SaveChangesAsync(stop);
        db.Acting.Begin(ActWords.TakeInList);
        if ((await intake.TakeInAsync(list, stop)).Refused(out var refused, out var taken)) { throw new WrongInputException(refused.Words); }
        await db.SaveChangesAsync(stop);
        return (list.Id, taken);
    }

    private static async Task<int> SayAsync(ListPreview looked, Guid? list, string file, bool json, TextWriter output, TextWriter error)
    {
        if (looked.File.Fault is { } fault)
        {
            await error.WriteLineAsync($"{file}:{fault.Line}: {fault.Message}");
            await error.WriteLineAsync("Nothing was imported");
            return CommandLine.WrongInput;
        }

        var counts = new { linked = looked.Count(ListLine.Linked), added = looked.Count(ListLine.Added), review = looked.Count(ListLine.Review), unchanged = looked.Count(ListLine.Unchanged), leftOut = looked.Count(ListLine.LeftOut) };
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { list, counts.linked, counts.added, counts.review, counts.unchanged, counts.leftOut, bad = looked.File.LeftOut }, JsonSerializerOptions.Web));
            return CommandLine.Done;
        }

        foreach (var bad in looked.File.LeftOut) { await error.WriteLineAsync($"{file}:{bad.Line}: {bad.Message}. Left out"); }
        await output.WriteLineAsync($"{counts.linked} linked, {counts.added} added, {counts.review} to review, {counts.unchanged} said before, {counts.leftOut} left out");
        await output.WriteLineAsync(list is { } id ? $"Taken in as {id}. To take all of it away again: trellis import undo {id} --why \"...\"" : "This was a preview: nothing was imported");
        return CommandLine.Done;
    }
}
