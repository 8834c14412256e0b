using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Trellis.Platform;
using Trellis.Platform.Backup;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary>Everything in the database, in one encrypted file.</summary>
public static class BackupVerb
{
    public static Command Build()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write. It must not be there yet" };
        var keys = new KeyOptions();
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("backup", "Copy everything in the database into one encrypted file, while the site goes on") { file, keys.File, keys.PassphraseFile, json };
        command.SetAction((given, stop) => RunAsync(given.GetValue(file)!, keys, given, given.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(string path, KeyOptions keys, ParseResult given, bool json, CancellationToken stop)
    {
        var output = given.InvocationConfiguration.Output;
        var key = await keys.ReadAsync(given, stop);
        var began = Stopwatch.GetTimestamp();
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(BackupVerb).Assembly, stop);
        var journal = DisposalJournal.Named();
        var manifest = await BackupMaking.MakeAsync(db, journal, path, key, Services.Clock.Now, stop);
        var (size, took) = (new FileInfo(path).Length, Stopwatch.GetElapsedTime(began));
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(new { file = path, madeAt = manifest.MadeAt, tables = manifest.Tables.Length, rows = manifest.Rows, bytes = size, seal = manifest.Seal.Number, era = manifest.Era }, JsonSerializerOptions.Web));
            return CommandLine.Done;
        }

        await output.WriteLineAsync($"{English.Number(manifest.Rows)} rows of {manifest.Tables.Length} tables, up to seal {manifest.Seal.Number}: {size / 1e6:0.0} MB in {took.TotalSeconds:0.0} seconds");
        await output.WriteLineAsync($"Keep the key, the files of TRELLIS_KEY_FILE and the journal of disposals ({journal.Path}) apart from it: a restore needs all three");
        return CommandLine.Done;
    }
}

/// <summary>How a verb is given the key of a backup.</summary>
internal sealed class KeyOptions
{
    public Option<string?> File { get; } = new("--key") { Description = "The key file. ./trellis keys make FILE makes one" };

    public Option<string?> PassphraseFile { get; } = new("--passphrase-file") { Description = "A file whose first line is a passphrase, instead of a key file" };

    public async Task<BackupKey> ReadAsync(ParseResult given, CancellationToken stop) => (given.GetValue(File), given.GetValue(PassphraseFile)) switch
    {
        ({ } file, null) => await BackupKey.ReadAsync(file, stop),
        (null, { } file) when !System.IO.File.Exists(file) => throw new WrongInputException($"There is no file {file}"),
        (null, { } file) => BackupKey.Of((await System.IO.File.ReadAllLinesAsync(file, stop)).FirstOrDefault() ?? ""),
        _ => throw new WrongInputException("Give the key file with --key, or a passphrase with --passphrase-file"),
    };
}
