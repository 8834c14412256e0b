using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Trellis.Platform;
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
        var anchor = new Option<string?>("--anchor") { Description = "A file of anchored seals: is each of them in this database?" };
        var restored = new Option<int?>("--restored") { Description = "The era that a lawful restore began: seals anchored before it may be lost, and are still named" };
        var verify = new Command("verify", "Check every sealed row against its seal, and name what was altered, deleted or inserted") { json, anchor, restored };
        verify.SetAction((given, stop) => VerifyAsync(given.GetValue(json), given.GetValue(anchor), given.GetValue(restored), given.InvocationConfiguration.Output, stop));
        var write = new Command("anchor", "Write the newest seal to the file TRELLIS_ANCHOR_FILE or the address TRELLIS_ANCHOR_URL");
        write.SetAction((given, stop) => AnchorAsync(given.InvocationConfiguration.Output, stop));
        return new Command("record", "The record of acts and facts") { verify, write };
    }

    private static async Task<int> AnchorAsync(TextWriter output, CancellationToken stop)
    {
        var places = AnchorPlaces.Read(Environment.GetEnvironmentVariable);
        if (!places.Any) { throw new WrongInputException("Name a file in TRELLIS_ANCHOR_FILE or an address in TRELLIS_ANCHOR_URL"); }
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(Record).Assembly, stop);
        using var http = new HttpClient();
        using var anchoring = new Anchoring(db, places, http, TimeProvider.System, NullLogger<Anchoring>.Instance);
        var anchor = await anchoring.AnchorAsync(stop);
        await output.WriteLineAsync(anchor is null ? "Nothing was sealed yet" : $"Seal {anchor.Seal} of {English.DateTime(anchor.At)} is anchored");
        return CommandLine.Done;
    }

    private static async Task<int> VerifyAsync(bool json, string? anchorFile, int? restored, TextWriter output, CancellationToken stop)
    {
        var anchors = anchorFile is null ? [] : Anchor.Read(anchorFile);
        await using var db = await Database.OpenAsync(stop);
        await Migrator.MigrateAsync(db, typeof(Record).Assembly, stop);
        var found = await RecordVerifier.VerifyAsync(db, cancellationToken: stop);
        var loose = await Anchors.CompareAsync(db, anchors, restored, stop);
        var holds = found.Holds && loose.All(l => l.Restored);
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(
                new
                {
                    holds,
                    seals = found.Seals,
                    rows = found.Rows,
                    unsealed = found.Unsealed,
                    waiting = found.Waiting,
                    disposed = found.Disposed.Select(d => new { kind = d.Kind, id = d.Id, act = d.Act }),
                    anchors = loose.Select(l => new { seal = l.Anchor.Seal, at = l.Anchor.At, era = l.Anchor.Era, what = l.What, restored = l.Restored }),
                    tampered = found.Tampered.Select(t => new { kind = t.Kind, id = t.Id, what = t.What, seal = t.Seal }),
                },
                JsonSerializerOptions.Web));
            return holds && !found.IsStuck ? CommandLine.Done : CommandLine.WrongInput;
        }

        foreach (var tampered in found.Tampered.Take(Shown)) { await output.WriteLineAsync($"The {tampered.Kind} {tampered.Id} was {tampered.What} (seal {tampered.Seal})"); }
        if (found.Tampered.Count > Shown) { await output.WriteLineAsync($"and {English.Number(found.Tampered.Count - Shown)} more"); }
        foreach (var l in loose)
        {
            await output.WriteLineAsync($"The seal {l.Anchor.Seal} of {English.DateTime(l.Anchor.At)} (era {l.Anchor.Era}), which was anchored, {(l.What is "missing" ? "is not in this database" : "is another one in this database")}"
                + (l.Restored ? ": lost in the restore that began a later era" : ": this is not the record it was, or an older one was put in its place"));
        }

        if (anchors.Count > 0 && loose.Count == 0) { await output.WriteLineAsync($"{English.Count(anchors.Count, "anchored seal is", "anchored seals are")} in this database"); }
        foreach (var act in found.Disposed.GroupBy(d => d.Act)) { await output.WriteLineAsync($"{English.Count(act.Count(), "row was", "rows were")} disposed of under act {act.Key}"); }
        if (found.IsStuck)
        {
            await output.WriteLineAsync($"{English.Count(found.Waiting, "row has", "rows have")} waited for more than five minutes to be sealed, and nothing holds them up. Start the site, which seals, and look in its log for \"Sealing the record failed\"");
        }

        await output.WriteLineAsync($"{English.Count(found.Rows, "sealed row", "sealed rows")} in {English.Count(found.Seals, "seal", "seals")}, {English.Number(found.Unsealed)} not sealed yet: {(holds ? "the record holds" : "the record does NOT hold")}");
        return holds && !found.IsStuck ? CommandLine.Done : CommandLine.WrongInput;
    }
}
