using Npgsql;
using NpgsqlTypes;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Storage;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>Draws the records of an audit from the facts as they were known at a moment, and draws them again to compare.</summary>
public sealed class Drawing(Database database, CountedFacts facts, PracticeModel practice)
{
    /// <param name="seed">Of a draw that is looked at again: the one it was made with, and the moment.</param>
    public async Task<Drawn> DrawAsync(Audit audit, string seed, DateTimeOffset at, CancellationToken stop = default)
    {
        var template = practice.Audit(audit.Template) ?? throw new InvalidOperationException($"There is no audit {audit.Template} in the practice model");
        var found = await facts.OfAsync(template.Population, template.Then, template.By, audit.Areas, audit.FromOn, audit.UntilOn, at, stop);
        var (hidden, closed) = (new HashSet<(string Area, Guid Thing)>(), new HashSet<(string Area, Guid Thing)>());
        foreach (var area in audit.Areas)
        {
            await foreach (var (thing, isHidden) in BarredAsync([.. audit.Auditors.Where(a => a.Area == area).Select(a => a.StaffId)], at, stop)) { (isHidden ? hidden : closed).Add((area, thing)); }
        }

        bool In(HashSet<(string, Guid)> bars, CountedFact f) => bars.Contains((f.Area, f.Person)) || bars.Contains((f.Area, f.Matter));
        return Sampling.Draw([.. found.Where(f => !In(hidden, f))], f => In(closed, f), audit.Areas.Zip(audit.Sizes).ToDictionary(a => a.First, a => a.Second), seed);
    }

    /// <summary>Whether the same rule and seed draw the same records again. What was disposed of since, or is practised otherwise, shows as not.</summary>
    public async Task<(int Same, int Of)> AgainAsync(Audit audit, CancellationToken stop = default)
    {
        var again = await DrawAsync(audit, audit.Seed!, audit.DrawnAt!.Value, stop);
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("select fact_id from audits.drawn($1) order by number");
        ask.Parameters.Add(new NpgsqlParameter { Value = audit.Id });
        await using var row = await ask.ExecuteReaderAsync(stop);
        var first = new List<Guid>();
        while (await row.ReadAsync(stop)) { first.Add(row.GetGuid(0)); }
        return (first.Zip(again.Facts).Count(p => p.First == p.Second.Fact), Math.Max(first.Count, again.Facts.Count));
    }

    private async IAsyncEnumerable<(Guid Thing, bool Hidden)> BarredAsync(Guid[] auditors, DateTimeOffset at, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var ask = database.As(DatabaseRoles.Counter).CreateCommand("select coalesce(matter_id, person_id), hidden from audits.barred($1, $2)");
        ask.Parameters.Add(new NpgsqlParameter { Value = auditors, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        ask.Parameters.Add(new NpgsqlParameter { Value = at });
        await using var row = await ask.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop)) { yield return (row.GetGuid(0), row.GetBoolean(1)); }
    }
}
