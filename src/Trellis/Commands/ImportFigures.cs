using System.CommandLine;
using System.Text.Json;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;

namespace Trellis.Commands;

/// <summary><c>import figures FILE</c>: takes a whole file of published figures, or none of it.</summary>
public static class ImportFigures
{
    /// <summary>The command <c>figures</c>, to be put under <c>import</c>.</summary>
    /// <param name="import">Imports a file without errors, in one transaction with its act.</param>
    public static Command Build(Func<string, PublishedFile, PublishedRegistry, CancellationToken, Task<PublishedChanges>> import)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Figures as CSV, documents.csv and areas.csv beside it" };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("figures", "Import published figures") { file, json };
        command.SetAction((parse, cancel) => Run(parse.GetValue(file)!.FullName, parse.GetValue(json), import, Console.Out, Console.Error, cancel));
        return command;
    }

    /// <summary>0: imported, or held already. 1: lines are wrong, said by number, and nothing was imported. 2: no such file.</summary>
    public static async Task<int> Run(
        string file, bool json, Func<string, PublishedFile, PublishedRegistry, CancellationToken, Task<PublishedChanges>> import, TextWriter output, TextWriter errors, CancellationToken cancel)
    {
        if (!File.Exists(file))
        {
            await errors.WriteLineAsync($"There is no file {file}");
            return 2;
        }
        PublishedFile read;
        PublishedRegistry registry;
        try
        {
            registry = PublishedRegistry.Beside(file);
            await using var stream = File.OpenRead(file);
            read = PublishedFile.Read(stream, registry);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await errors.WriteLineAsync(failed.Message);
            return 2;
        }
        if (!read.Errors.IsEmpty)
        {
            if (json) { await output.WriteLineAsync(JsonSerializer.Serialize(new { errors = read.Errors }, CheckFigures.Json)); }
            foreach (var error in read.Errors) { await errors.WriteLineAsync($"{Path.GetFileName(file)}:{error.Line}: {error.Message}"); }
            await errors.WriteLineAsync("Nothing was imported");
            return 1;
        }

        var changes = await import(Path.GetFileName(file), read, registry, cancel);
        if (json)
        {
            var changed = changes.Changed.Select(c => new { line = c.Now.FileLine, was = c.Held.Printed, now = c.Now.Printed });
            await output.WriteLineAsync(JsonSerializer.Serialize(new { added = changes.Added.Length, changed, unchanged = changes.Unchanged }, CheckFigures.Json));
            return 0;
        }
        foreach (var (held, now) in changes.Changed) { await output.WriteLineAsync($"{Path.GetFileName(file)}:{now.FileLine}: {now.Title}, {now.Area}: was “{held.Printed}”, now “{now.Printed}”"); }
        await output.WriteLineAsync($"{changes.Added.Length} added, {changes.Changed.Length} changed, {changes.Unchanged} held already");
        return 0;
    }
}
