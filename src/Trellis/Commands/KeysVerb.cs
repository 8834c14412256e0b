using System.CommandLine;
using Trellis.Platform;
using Trellis.Platform.Backup;
using Trellis.Platform.Keys;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary>Key files, and the keys they lock.</summary>
public static class KeysVerb
{
    public static Command Build() => new("keys", "Make and change keys") { Make(), Rotate() };

    private static Command Make()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write. It must not be there yet" };
        var command = new Command("make", $"Make a key file that only its owner can read: for backups, or for {OuterKeys.Setting}") { file };
        command.SetAction(async (given, stop) =>
        {
            var path = given.GetValue(file)!;
            if (!await BackupKey.MakeAsync(path, stop)) { throw new WrongInputException($"There is a file {path} already. A key is never written over"); }
            await given.InvocationConfiguration.Output.WriteLineAsync($"A key is in {path}. Keep a copy apart from database and backups: what it locks cannot be opened without it");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Rotate()
    {
        var areas = new Option<bool>("--areas") { Description = "Also make a new key for each area. What was locked with the one before stays readable" };
        var command = new Command("rotate", "Add a key to the key file, and lock the keys in the database with it. Those before stay in the file, for backups") { areas };
        command.SetAction(async (given, stop) =>
        {
            var output = given.InvocationConfiguration.Output;
            await using var db = await Database.OpenAsync(stop);
            await Migrator.MigrateAsync(db, typeof(KeysVerb).Assembly, stop);
            var outer = OuterKeys.Named();
            var locked = await KeyRotation.RunAsync(db, outer, stop);
            await output.WriteLineAsync($"The key {outer.Newest} locks now: {English.Count(locked, "key", "keys")} in the database locked anew. Copy the key file again");
            if (!given.GetValue(areas)) { return CommandLine.Done; }
            var keys = new AreaKeys(db, outer, Services.Clock);
            foreach (var area in await AreasAsync(db, stop)) { await output.WriteLineAsync($"{area}: version {await keys.AddAsync(area, stop)}"); }
            return CommandLine.Done;
        });
        return command;
    }

    private static async Task<List<string>> AreasAsync(Database db, CancellationToken stop)
    {
        await using var ask = db.As(DatabaseRoles.Owner).CreateCommand("select distinct area from keys.area_key order by area");
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new List<string>();
        while (await row.ReadAsync(stop)) { found.Add(row.GetString(0)); }
        return found;
    }
}
