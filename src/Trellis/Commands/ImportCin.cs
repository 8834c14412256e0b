using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary><c>import cin FILE</c>: a checked census becomes facts about children, all of it or nothing; <c>import undo-cin ID</c> takes all of one back.</summary>
public static class ImportCin
{
    public static Command Build()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A children in need census as XML" };
        var area = new Option<string>("--area") { Description = "The area whose children they are, for example RBKC", Required = true };
        var agency = new Option<string?>("--agency") { Description = "The council’s agency whose numbers the children have; the area’s only council when left out" };
        var year = new Option<string?>("--year") { Description = "The census year whose rules are asked; the file's own when left out" };
        var preview = new Option<bool>("--preview") { Description = "Say what would become of it, and take in nothing" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("cin", "Import a children in need census: its children and what it says of them") { file, area, agency, year, preview, json };
        command.SetAction(async (given, stop) =>
        {
            var path = given.GetValue(file)!;
            var (output, where) = (given.InvocationConfiguration.Output, given.GetValue(area)!);
            var result = CheckCin.Check(path.FullName, given.GetValue(year));
            var sha256 = SHA256.HashData(await File.ReadAllBytesAsync(path.FullName, stop));
            return await WithAsync(where, async (services, db) =>
            {
                var whose = await AgencyAsync(services.GetRequiredService<AgencyRegister>(), where, given.GetValue(agency), stop);
                var intake = services.GetRequiredService<CensusIntake>();
                if ((await intake.LookAsync(result, sha256, where, whose, stop)).Refused(out var refused, out var looked)) { throw new WrongInputException($"{refused.Words}\nNothing was imported"); }
                Intake? taken = null;
                int? waiting = null;
                if (!given.GetValue(preview))
                {
                    db.Acting.Begin(ActWords.TakeInReturn);
                    if ((await intake.TakeInAsync(result, sha256, path.Name, where, whose, stop: stop)).Refused(out refused, out taken)) { throw new WrongInputException($"{refused.Words}\nNothing was imported"); }
                    if (taken is not null) { waiting = await ImportCin.PairsAsync(services, taken, stop); }
                }

                await SayAsync(looked, taken, waiting, given.GetValue(preview), given.GetValue(json), output);
                return CommandLine.Done;
            }, stop);
        });
        return command;
    }

    public static Command Undo() => Undo("undo-cin", "Take back all that a census brought", feeds: false);

    internal static Command Undo(string name, string description, bool feeds)
    {
        var which = new Argument<Guid>("ID") { Description = "The import, as it was named when it was taken in" };
        var why = new Option<string>("--why") { Description = "Why it is undone", Required = true };
        var command = new Command(name, description) { which, why };
        command.SetAction(async (given, stop) => await WithAsync(null, async (services, db) =>
        {
            var id = given.GetValue(which);
            if (await db.Set<Intake>().FirstOrDefaultAsync(i => i.Id == id, stop) is not { } found || found.IsFeed != feeds) { throw new WrongInputException($"There is no import {id}"); }
            db.Acting.Begin(ActWords.UndoReturn, given.GetValue(why));
            if ((await services.GetRequiredService<IntakeDesk>().UndoAsync(found, stop)).Refused(out var refused, out var undone)) { throw new WrongInputException(refused.Words); }
            await given.InvocationConfiguration.Output.WriteLineAsync($"Undone. {English.Count(undone.Gone, "child it added is", "children it added are")} gone{(undone.Kept > 0 ? $", {undone.Kept} stay: somebody has used their records since" : "")}");
            return CommandLine.Done;
        }, stop));
        return command;
    }

    /// <summary>Compares whom an import brought with everybody.</summary>
    /// <returns>How many pairs wait for people to decide.</returns>
    internal static async Task<int> PairsAsync(IServiceProvider services, Intake taken, CancellationToken stop)
    {
        var pairs = services.GetRequiredService<IntakePairs>();
        await pairs.FindAsync(taken, stop);
        return await pairs.WaitingAsync(taken, stop);
    }

    /// <summary>Runs with everything put together, as the system in an area or in all.</summary>
    internal static async Task<int> WithAsync(string? area, Func<IServiceProvider, TrellisDb, Task<int>> work, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(ImportCin).Assembly, stop);
        var practised = Practices.Read();
        var areas = practised.Model.Areas.Where(a => a.Kind is "borough").Select(a => a.Code).ToArray();
        if (area is not null && !areas.Contains(area)) { throw new WrongInputException($"There is no area {area}. There are: {string.Join(", ", areas)}"); }
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, practised).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Acting>().As(Actor.TheSystem(area is null ? areas : [area]) with { Circles = [Submission.Circle] });
        return await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<TrellisDb>());
    }

    internal static async Task<string> AgencyAsync(AgencyRegister register, string area, string? asked, CancellationToken stop)
    {
        var councils = (await register.ListAsync(area, stop)).Where(a => a.Kind is "council" && a.Area == area).Select(a => a.Code).ToArray();
        if (asked is null) { return councils is [var only] ? only : throw new WrongInputException($"Say which agency’s numbers they are with --agency{(councils.Length > 0 ? $", for example {councils[0]}" : "")}"); }
        return (await register.ListAsync(null, stop)).Any(a => a.Code == asked) ? asked : throw new WrongInputException($"There is no agency {asked}");
    }

    private static async Task SayAsync(IntakePreview looked, Intake? taken, int? waiting, bool preview, bool json, TextWriter output)
    {
        var left = looked.Choices.Where(c => c.Outcome is ChildMatching.LeftOut).ToArray();
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { import = taken?.Id, possibleDuplicates = waiting, looked.Checked.Year.Name, looked.Counts, leftOut = left.Select(c => new { c.Position, line = c.Child.Line, why = ChildMatching.Reasons[c.Why] }) }, JsonSerializerOptions.Web));
            return;
        }

        foreach (var child in left) { await output.WriteLineAsync($"Child {child.Position}, line {child.Child.Line}, is left out. {ChildMatching.Reasons[child.Why]}"); }
        var counts = looked.Counts;
        await output.WriteLineAsync($"{looked.Checked.Year.Name}: {English.Count(counts.Children, "child", "children")}, {counts.Linked} known, {counts.Added} added, {counts.LeftOut} left out; {counts.Came} facts new, {counts.Changed} changed, {counts.Went} taken back, {counts.Unchanged} as before");
        if (waiting is > 0 and var pairs) { await output.WriteLineAsync($"{English.Count(pairs, "pair of one of them with somebody recorded waits", "pairs of one of them with somebody recorded wait")} for people to decide, at /duplicates"); }
        await output.WriteLineAsync(taken is { } there ? $"Taken in as {there.Id}. To take all of it back: trellis import undo-cin {there.Id} --why \"...\"" : preview ? "This was a preview: nothing was imported" : "It was all known: nothing was imported");
    }
}
