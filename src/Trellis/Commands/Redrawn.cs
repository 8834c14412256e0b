using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Commands;

/// <summary>Brings what is kept of deadlines and statuses to the practice model and calendar of now, and says what changed.</summary>
public static class Redrawn
{
    private const string Codes = "select distinct f.kind, d.field, d.code from record.fact f join record.fact_detail d on d.fact_id = f.id";

    public static Task SayAsync(Database db, TextWriter output, CancellationToken stop) => SayAsync(db, Practices.Read(), output, stop);

    /// <summary>After a change it also names codes that records hold and the model no longer has: their answers have lost their words.</summary>
    public static async Task SayAsync(Database db, Practised practised, TextWriter output, CancellationToken stop)
    {
        if (await For(db, practised).IfChangedAsync(stop) is not { People: > 0 } drawn) { return; }
        await output.WriteLineAsync(
            $"The practice model or the calendar has changed: the deadlines and statuses of {English.Count(drawn.People, "person", "people")} were worked out again, {English.Count(drawn.Rows, "row", "rows")} changed");
        foreach (var gone in PracticeCheck.CodesInUse(practised.Model, await InUseAsync(db, practised.Model, stop))) { await output.WriteLineAsync(gone.ToString()); }
    }

    public static Redrawing For(Database db, Practised practised) => new(db, new Consequences(Practices.RulesOf(practised)), Services.Clock, practised.Model.Version);

    /// <summary>Every (list, code) in the facts, as far as their fields are still asked.</summary>
    private static async Task<List<(string List, string Code)>> InUseAsync(Database db, PracticeModel model, CancellationToken stop)
    {
        var lists = model.Processes.Concat(model.Local.SelectMany(l => l.Processes)).SelectMany(p => p.Steps)
            .SelectMany(s => s.Fields.Where(f => f.Codes is not null).Select(f => (Field: (s.FactKind, f.Id), List: f.Codes!)))
            .DistinctBy(f => f.Field).ToDictionary(f => f.Field, f => f.List);
        await using var ask = db.As(DatabaseRoles.Owner).CreateCommand(Codes);
        ask.CommandTimeout = 0;
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new List<(string, string)>();
        while (await row.ReadAsync(stop))
        {
            if (lists.TryGetValue((row.GetString(0), row.GetString(1)), out var list)) { found.Add((list, row.GetString(2))); }
        }

        return found;
    }
}
