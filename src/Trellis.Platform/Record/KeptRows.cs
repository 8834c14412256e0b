using Npgsql;

namespace Trellis.Platform.Record;

/// <summary>Writes what was worked out where it differs from what is kept, and leaves the rest alone.</summary>
internal static class KeptRows
{
    public static async Task<int> ReplaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string area, Guid[] people,
        List<StatusRow> statuses, List<DeadlineRow> deadlines, CancellationToken cancellationToken)
    {
        var (keptStatuses, keptDeadlines) = await ReadAsync(connection, transaction, area, people, cancellationToken);
        var (goneStatuses, newStatuses) = Compare(keptStatuses, statuses, s => s with { Id = Guid.Empty }, s => s.Id);
        var (goneDeadlines, newDeadlines) = Compare(keptDeadlines, deadlines, d => d with { Id = Guid.Empty }, d => d.Id);
        var changes = goneStatuses.Length + newStatuses.Length + goneDeadlines.Length + newDeadlines.Length;
        if (changes == 0) { return 0; }

        await using var batch = new NpgsqlBatch(connection, transaction);
        if (goneStatuses.Length + goneDeadlines.Length > 0) { Add(batch, "select record.forget_consequences($1, $2, $3)", goneStatuses, goneDeadlines, area); }
        foreach (var s in newStatuses)
        {
            Add(batch, """
                insert into record.status_period (id, person_id, area, kind, visible_to, starts_on, ends_on, started_by, ended_by, category, latest_category, previous)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                """, Ids.New(), s.PersonId, s.Area, s.Kind, s.VisibleTo, s.StartsOn, s.EndsOn, s.StartedBy, s.EndedBy, s.Category, s.LatestCategory, s.Previous);
        }

        foreach (var d in newDeadlines)
        {
            Add(batch, """
                insert into record.deadline (id, timescale, person_id, subject_id, matter_id, area, visible_to, started_at, started_day_only, started_on, started_by,
                  term_from, limit_amount, limit_unit, limit_kind, due_at, due_day_only, due_on, ended_at, ended_day_only, ended_on, ended_by, ending, in_time, stands_since)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)
                """, Ids.New(), d.Timescale, d.PersonId, d.SubjectId, d.MatterId, d.Area, d.VisibleTo, d.StartedAt, d.StartedDayOnly, d.StartedOn, d.StartedBy,
                d.TermFrom, d.LimitAmount, d.LimitUnit, d.LimitKind, d.DueAt, d.DueDayOnly, d.DueOn, d.EndedAt, d.EndedDayOnly, d.EndedOn, d.EndedBy, d.Ending, d.InTime, d.StandsSince);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
        return changes;
    }

    private static (Guid[] Gone, T[] New) Compare<T>(List<T> kept, List<T> wanted, Func<T, T> plain, Func<T, Guid> id)
        where T : notnull
    {
        var wantedSet = wanted.Select(plain).ToHashSet();
        var keptSet = kept.Select(plain).ToHashSet();
        return ([.. kept.Where(k => !wantedSet.Contains(plain(k))).Select(id)], [.. wantedSet.Where(w => !keptSet.Contains(w))]);
    }

    internal static async Task<(List<StatusRow> Statuses, List<DeadlineRow> Deadlines)> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string area, Guid[] people, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        Add(batch, """
            select id, person_id, area, kind, visible_to, starts_on, ends_on, started_by, ended_by, category, latest_category, previous
            from record.statuses_about($1, $2)
            """, people, area);
        Add(batch, """
            select id, timescale, person_id, subject_id, matter_id, area, visible_to, started_at, started_day_only, started_on, started_by,
              term_from, limit_amount, limit_unit, limit_kind, due_at, due_day_only, due_on, ended_at, ended_day_only, ended_on, ended_by, ending, in_time, stands_since
            from record.deadlines_about($1, $2)
            """, people, area);
        await using var r = await batch.ExecuteReaderAsync(cancellationToken);
        var statuses = new List<StatusRow>();
        while (await r.ReadAsync(cancellationToken))
        {
            statuses.Add(new StatusRow
            {
                Id = r.GetGuid(0),
                PersonId = r.GetGuid(1),
                Area = r.GetString(2),
                Kind = r.GetString(3),
                VisibleTo = Maybe<string>(r, 4),
                StartsOn = r.GetFieldValue<DateOnly>(5),
                EndsOn = Value<DateOnly>(r, 6),
                StartedBy = r.GetGuid(7),
                EndedBy = Value<Guid>(r, 8),
                Category = Maybe<string>(r, 9),
                LatestCategory = Maybe<string>(r, 10),
                Previous = r.GetInt32(11),
            });
        }

        await r.NextResultAsync(cancellationToken);
        var deadlines = new List<DeadlineRow>();
        while (await r.ReadAsync(cancellationToken))
        {
            deadlines.Add(new DeadlineRow
            {
                Id = r.GetGuid(0),
                Timescale = r.GetString(1),
                PersonId = r.GetGuid(2),
                SubjectId = r.GetGuid(3),
                MatterId = Value<Guid>(r, 4),
                Area = r.GetString(5),
                VisibleTo = Maybe<string>(r, 6),
                StartedAt = r.GetFieldValue<DateTimeOffset>(7),
                StartedDayOnly = r.GetBoolean(8),
                StartedOn = r.GetFieldValue<DateOnly>(9),
                StartedBy = r.GetGuid(10),
                TermFrom = r.GetFieldValue<DateOnly>(11),
                LimitAmount = r.GetInt32(12),
                LimitUnit = r.GetString(13),
                LimitKind = r.GetString(14),
                DueAt = r.GetFieldValue<DateTimeOffset>(15),
                DueDayOnly = r.GetBoolean(16),
                DueOn = r.GetFieldValue<DateOnly>(17),
                EndedAt = Value<DateTimeOffset>(r, 18),
                EndedDayOnly = Value<bool>(r, 19),
                EndedOn = Value<DateOnly>(r, 20),
                EndedBy = Value<Guid>(r, 21),
                Ending = Maybe<string>(r, 22),
                InTime = Value<bool>(r, 23),
                StandsSince = Value<DateTimeOffset>(r, 24),
            });
        }

        return (statuses, deadlines);
    }

    private static T? Maybe<T>(NpgsqlDataReader reader, int column)
        where T : class => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    private static T? Value<T>(NpgsqlDataReader reader, int column)
        where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);

    private static void Add(NpgsqlBatch batch, string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value }); }
        batch.BatchCommands.Add(command);
    }
}
