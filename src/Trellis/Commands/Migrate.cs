using System.CommandLine;
using Trellis.Platform.Storage;

namespace Trellis.Commands;

/// <summary>Brings the database up to date.</summary>
public static class Migrate
{
    public static Command Build()
    {
        var command = new Command("migrate", "Bring the database up to date: apply the migrations it has not had");
        command.SetAction(async (given, stop) =>
        {
            await using var db = await Database.OpenAsync(stop);
            var applied = await Migrator.MigrateAsync(db, typeof(Migrate).Assembly, stop);
            await given.InvocationConfiguration.Output.WriteLineAsync(applied.Count == 0 ? "The database is up to date" : $"Applied {string.Join(", ", applied)}");
            await Redrawn.SayAsync(db, given.InvocationConfiguration.Output, stop);
            return CommandLine.Done;
        });
        return command;
    }
}
