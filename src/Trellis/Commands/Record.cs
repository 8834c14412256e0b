using System.CommandLine;
using System.Text.Json;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary>Can the record be trusted? Every sealed row against its seal.</summary>
public static class Record
{
    private const int Shown = 20;

    public static Command Build()
    {
        var json = new Option<bool>("--json") { Description = "Answer as JSON" };
        var verify = new Command("verify", "Check every sealed row against its seal, and name what was altered, deleted or inserted") { json };
        verify.SetAction((given, stop) => VerifyAsync(given.GetValue(json), given.InvocationConfiguration.Output, stop));
        return new Command("record", "The record of acts and facts") { verify };
    }

    private static async Task<int> VerifyAsync(bool json, TextWriter output, CancellationToken stop)
    {
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(Record).Assembly, stop);
        var found = await RecordVerifier.VerifyAsync(db, cancellationToken: stop);
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(
                new
                {
                    holds = found.Holds,
                    seals = found.Seals,
                    rows = found.Rows,
                    unsealed = found.Unsealed,
                    waiting = found.Waiting,
                    disposed = found.Disposed.Select(d => new { kind = d.Kind, id = d.Id, act = d.Act }),
                    tampered = found.Tampered.Select(t => new { kind = t.Kind, id = t.Id, what = t.What, seal = t.Seal }),
                },
                JsonSerializerOptions.Web));
            return found.Holds && !found.IsStuck ? CommandLine.Done : CommandLine.WrongInput;
        }

        foreach (var tampered in found.Tampered.Take(Shown)) { await output.WriteLineAsync($"The {tampered.Kind} {tampered.Id} was {tampered.What} (seal {tampered.Seal})"); }
        if (found.Tampered.Count > Shown) { await output.WriteLineAsync($"and {English.Number(found.Tampered.Count - Shown)} more"); }
        foreach (var act in found.Disposed.GroupBy(d => d.Act)) { await output.WriteLineAsync($"{English.Count(act.Count(), "row was", "rows were")} disposed of under act {act.Key}"); }
        if (found.IsStuck)
        {
            await output.WriteLineAsync($"{English.Count(found.Waiting, "row has", "rows have")} waited for more than five minutes to be sealed, and nothing holds them up. Start the site, which seals, and look in its log for \"Sealing the record failed\"");
        }

        await output.WriteLineAsync($"{English.Count(found.Rows, "sealed row", "sealed rows")} in {English.Count(found.Seals, "seal", "seals")}, {English.Number(found.Unsealed)} not sealed yet: {(found.Holds ? "the record holds" : "the record does NOT hold")}");
        return found.Holds && !found.IsStuck ? CommandLine.Done : CommandLine.WrongInput;
    }
}
