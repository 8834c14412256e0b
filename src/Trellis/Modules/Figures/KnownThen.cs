using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>
/// What was known at a moment. Facts say themselves when they were recorded. Clocks and statuses are kept as they are now: of people of whom something was
/// recorded since, they are drawn again from what was known then, and take the place of those kept.
/// </summary>
/// <param name="People">As JSON, of whom something was recorded since: person_id, area.</param>
/// <param name="Periods">As JSON, what the figure's status was of these people.</param>
/// <param name="Clocks">As JSON, the figure's clocks of these people that had been met.</param>
/// <param name="First">The first day one of the periods began; null: there are none.</param>
public sealed record KnownThen(DateTimeOffset At, string People, string Periods, string Clocks, DateOnly? First)
{
    /// <summary>In place of the tables of statuses and of clocks.</summary>
    internal (string Periods, string Clocks) Sources(ConditionSql sql)
    {
        const string Period = "person_id uuid, area text, kind text, starts_on date, ends_on date, started_by uuid, ended_by uuid, category text, latest_category text, previous int";
        const string Clock = "person_id uuid, area text, timescale text, started_on date, started_by uuid, ended_on date, ended_by uuid, ending text, in_time boolean";
        return (Source("record.status_period", Period, Periods), Source("record.deadline", Clock, Clocks));

        string Source(string table, string columns, string rows)
        {
            var named = string.Join(", ", columns.Split(", ").Select(c => c[..c.IndexOf(' ', StringComparison.Ordinal)]));
            return $"(select {named} from {table} k where not exists (select from jsonb_to_recordset({Json(People)}) p(person_id uuid, area text) where p.person_id = k.person_id and p.area = k.area) union all select {named} from jsonb_to_recordset({Json(rows)}) r({columns}))";
        }

        string Json(string json) => $"{sql.Add(json)}::jsonb";
    }
}

/// <summary>Finds out what was known at a moment, as far as a figure needs it.</summary>
public sealed class AsKnown(Database database, PracticeModel practice, Consequences consequences)
{
    private const int AtOnce = 1000;

    private static readonly JsonSerializerOptions Named = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public async Task<KnownThen> OfAsync(Figure figure, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        const string None = "[]";
        if (figure.Status is null && figure.Timescale is null) { return new KnownThen(at, None, None, None, null); }
        var kinds = FigureKinds.Of(figure, null, practice)?.ToArray();
        await using var connection = await database.As(DatabaseRoles.Counter).OpenConnectionAsync(cancellationToken);
        var since = await SinceAsync(connection, at, kinds, cancellationToken);
        var (periods, clocks) = (new List<StatusRow>(), new List<DeadlineRow>());
        foreach (var (area, people) in since)
        {
            foreach (var some in people.Chunk(AtOnce))
            {
                var (statuses, deadlines) = await consequences.AsKnownAsync(connection, area, some, at, figure.Timescale, kinds, cancellationToken);
                periods.AddRange(statuses.Where(s => s.Kind == figure.Status));
                clocks.AddRange(deadlines.Where(d => d.Ending is "met"));
            }
        }

        return new KnownThen(
            at,
            JsonSerializer.Serialize(since.SelectMany(a => a.People.Select(p => new { PersonId = p, a.Area })), Named),
            JsonSerializer.Serialize(periods.Select(p => new { p.PersonId, p.Area, p.Kind, p.StartsOn, p.EndsOn, p.StartedBy, p.EndedBy, p.Category, p.LatestCategory, p.Previous }), Named),
            JsonSerializer.Serialize(clocks.Select(c => new { c.PersonId, c.Area, c.Timescale, c.StartedOn, c.StartedBy, c.EndedOn, c.EndedBy, c.Ending, c.InTime }), Named),
            periods.Count == 0 ? null : periods.Min(p => p.StartsOn));
    }

    private static async Task<List<(string Area, Guid[] People)>> SinceAsync(NpgsqlConnection connection, DateTimeOffset at, string[]? kinds, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("select area, array_agg(distinct person_id) from record.fact where recorded > $1 and person_id is not null and ($2 is null or kind = any($2)) group by area order by area", connection);
        ask.Parameters.Add(new NpgsqlParameter { Value = at });
        ask.Parameters.Add(new NpgsqlParameter { Value = (object?)kinds ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var since = new List<(string, Guid[])>();
        while (await row.ReadAsync(cancellationToken)) { since.Add((row.GetString(0), row.GetFieldValue<Guid[]>(1))); }
        return since;
    }
}
