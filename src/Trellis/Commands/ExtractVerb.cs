using System.CommandLine;
using System.Text.Json;
using Trellis.Access;
using Trellis.Modules.Extracts;
using Trellis.Platform;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary>The sealed offline extract.</summary>
public static class ExtractVerb
{
    public static Command Build() => new("extract", "The sealed offline extract, for when the site is down") { Make(), Open() };

    private static Command Make()
    {
        var command = new Command("make", "Make everybody's now. The site does this each night");
        command.SetAction(async (given, stop) =>
        {
            await using var db = await Database.OpenAsync(stop);
            await Migrator.MigrateAsync(db, typeof(ExtractVerb).Assembly, stop);
            await using var services = new ServiceCollection().AddLogging().AddTrellis(db, Practices.Read()).AddSingleton<SignedIn>().BuildServiceProvider();
            await given.InvocationConfiguration.Output.WriteLineAsync($"{English.Count(await services.GetRequiredService<ExtractMaking>().MakeAsync(stop), "extract", "extracts")} made");
            return CommandLine.Done;
        });
        return command;
    }

    private static Command Open()
    {
        var file = new Argument<string>("FILE") { Description = "The extract" };
        var passphrase = new Option<string>("--passphrase-file") { Description = "A file whose first line is the passphrase", Required = true };
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var command = new Command("open", "Read an extract without a browser") { file, passphrase, json };
        command.SetAction(async (given, stop) =>
        {
            var output = given.InvocationConfiguration.Output;
            foreach (var path in new[] { given.GetValue(file)!, given.GetValue(passphrase)! }.Where(p => !System.IO.File.Exists(p))) { throw new WrongInputException($"There is no file {path}"); }
            var words = (await System.IO.File.ReadAllLinesAsync(given.GetValue(passphrase)!, stop)).FirstOrDefault() ?? "";
            var extract = ExtractFile.Open(await System.IO.File.ReadAllTextAsync(given.GetValue(file)!, stop), words);
            if (given.GetValue(json))
            {
                await output.WriteLineAsync(JsonSerializer.Serialize(extract, JsonSerializerOptions.Web));
                return CommandLine.Done;
            }

            await output.WriteLineAsync($"Made {extract.MadeAt}");
            foreach (var child in extract.Children)
            {
                await output.WriteLineAsync($"\n{child.Name} ({child.Reference}, {child.Area}){(child.Born is { } born ? $", born {born}" : "")}{(child.Where is { } where ? $", {where.ReplaceLineEndings(", ")}" : "")}");
                foreach (var line in child.Why.Concat(child.Due).Concat(child.Household.Select(h => $"In the household: {h}")).Concat(child.Matters)) { await output.WriteLineAsync($"  {line}"); }
            }

            return CommandLine.Done;
        });
        return command;
    }
}
