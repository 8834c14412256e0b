using System.CommandLine;
using System.Diagnostics;
using Trellis.Modules.Retention;
using Trellis.Platform;
using Trellis.Platform.Backup;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary>A backup back into an empty database. What was disposed of since stays disposed of.</summary>
public static class RestoreVerb
{
    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "The backup" };
        var keys = new KeyOptions();
        var disposals = new Option<string?>("--disposals") { Description = "The journal of disposals as it is today; otherwise the one TRELLIS_DISPOSALS names, or in the data folder" };
        var lost = new Option<bool>("--without-disposals") { Description = "The journal is lost, or nothing was ever disposed of: bring back all that the backup holds" };
        var check = new Option<bool>("--check") { Description = "Read the backup through, and change nothing" };
        var command = new Command("restore", "Put a backup into an empty database, and check the record") { file, keys.File, keys.PassphraseFile, disposals, lost, check };
        command.SetAction((given, stop) => RunAsync(given, given.GetValue(file)!, keys, given.GetValue(disposals), given.GetValue(lost), given.GetValue(check), stop));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult given, string path, KeyOptions keys, string? disposals, bool lost, bool check, CancellationToken stop)
    {
        var output = given.InvocationConfiguration.Output;
        var key = await keys.ReadAsync(given, stop);
        if (check)
        {
            var whole = await Restoring.CheckAsync(path, key, stop);
            await output.WriteLineAsync($"The backup of {English.DateTime(whole.MadeAt)} is whole: {English.Number(whole.Rows)} rows of {whole.Tables.Length} tables, up to seal {whole.Seal.Number}");
            return CommandLine.Done;
        }

        var journal = disposals is { } named ? new DisposalJournal(named) : DisposalJournal.Named();
        if (!lost && !journal.IsThere)
        {
            throw new WrongInputException($"There is no journal of disposals at {journal.Path}. Without it, what was disposed of since would come back. Name it with --disposals, or say --without-disposals");
        }

        var began = Stopwatch.GetTimestamp();
        await using var db = await Database.OpenAsync(stop);
        var restored = await RunAsync(db, path, key, lost ? null : journal, journal, stop);
        await Redrawn.SayAsync(db, output, stop);
        await output.WriteLineAsync($"The backup of {English.DateTime(restored.Manifest.MadeAt)} is restored: {English.Number(restored.Manifest.Rows)} rows of {restored.Manifest.Tables.Length} tables in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} seconds");
        if (restored.Disposed > 0) { await output.WriteLineAsync($"{English.Count(restored.Disposed, "row that was", "rows that were")} disposed of since the backup was made were disposed of again"); }
        var verified = restored.Verified;
        await output.WriteLineAsync($"{English.Count(verified.Rows, "sealed row", "sealed rows")} in {English.Count(verified.Seals, "seal", "seals")}, era {restored.Era}: {(verified.Holds ? "the record holds" : "the record does NOT hold (./trellis record verify)")}");
        await output.WriteLineAsync("Everybody must sign in again. What was recorded after the backup is not in it: people who left since can sign in again until their posts are ended again. E-mails that waited then are in the outbox as not known");
        return verified.Holds ? CommandLine.Done : CommandLine.WrongInput;
    }

    /// <param name="onwards">Where what is disposed of again is written down.</param>
    public static async Task<Restored> RunAsync(Database db, string path, BackupKey key, DisposalJournal? journal, DisposalJournal onwards, CancellationToken stop)
    {
        await using var services = new ServiceCollection().AddLogging().AddTrellis(db, Practices.Read()).AddSingleton(onwards).BuildServiceProvider();
        await using var scope = services.CreateAsyncScope();
        var restoring = new Restoring(db, typeof(RestoreVerb).Assembly, services.GetRequiredService<Disposal>(), scope.ServiceProvider.GetRequiredService<Disposing>().AgainAsync, Services.Clock.Now);
        return await restoring.RunAsync(path, key, journal, stop);
    }
}
