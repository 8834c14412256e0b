using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Trellis.Modules.Duplicates;
using Trellis.Platform;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary>Records that may be one person's.</summary>
public static class DuplicatesVerb
{
    public static Command Build() => new("duplicates", "Records that may be one person's") { Find() };

    private static Command Find()
    {
        var everybody = new Option<bool>("--everybody") { Description = "Compare all with all, also those who have not changed since the last time" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("find", "Compare who is new or changed with everybody. The site does this each night") { everybody, json };
        command.SetAction(async (given, stop) =>
        {
            await using var db = await Database.OpenAsync(stop);
            await Migrator.MigrateAsync(db, typeof(DuplicatesVerb).Assembly, stop);
            await using var services = new ServiceCollection().AddLogging().AddTrellis(db, Practices.Read()).BuildServiceProvider();
            var watch = Stopwatch.StartNew();
            var passed = await services.GetRequiredService<Finding>().FindAsync(given.GetValue(everybody), stop: stop) ?? throw new CannotRunException("Another process is looking for duplicates. Try again when it is done");
            var output = given.InvocationConfiguration.Output;
            await output.WriteLineAsync(given.GetValue(json)
                ? JsonSerializer.Serialize(new { passed.Found, passed.Gone, passed.Waiting, passed.Asked, Seconds = Math.Round(watch.Elapsed.TotalSeconds, 1) }, JsonSerializerOptions.Web)
                : $"{English.Count(passed.Found, "pair", "pairs")} found, {English.Number(passed.Gone)} gone, {English.Number(passed.Waiting)} waiting. {English.Count(passed.Asked, "record", "records")} compared with everybody in {watch.Elapsed.TotalSeconds:0.0} s");
            return CommandLine.Done;
        });
        return command;
    }
}
