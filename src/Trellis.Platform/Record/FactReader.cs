using Npgsql;
using NpgsqlTypes;
using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <summary>Reads every fact about some people in an area, with details, for working out what follows.</summary>
internal static class FactReader
{
    private const string Columns = "id, kind, person_id, matter_id, origin_id, source_id, because_id, agency, occurred_at, day_only, occurred_on, recorded, visible_to, corrects_id, void, act_id";

    public static async Task<List<Fact>> AboutAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid[] people, string area, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                Command("select fact_id, field, code from record.details_about($1, $2)", people, area),
                Command($"select {Columns} from record.facts_about($1, $2)", people, area),
            },
        };
        return await ReadAsync(batch, area, cancellationToken);
    }

    /// <param name="connection">Of somebody who may read every fact.</param>
    /// <param name="kinds">Null for all.</param>
    public static async Task<List<Fact>> OfKindsAsync(NpgsqlConnection connection, Guid[] people, string area, string[]? kinds, CancellationToken cancellationToken)
    {
        const string Asked = "f.person_id = any($1) and f.area = $2 and ($3 is null or f.kind = any($3))";
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command($"select d.fact_id, d.field, d.code from record.fact f join record.fact_detail d on d.fact_id = f.id where {Asked}", people, area, Some(kinds)),
                Command($"select {Columns} from record.fact f where {Asked}", people, area, Some(kinds)),
            },
        };
        return await ReadAsync(batch, area, cancellationToken);
    }

    private static NpgsqlParameter Some(string[]? kinds) => new() { Value = (object?)kinds ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlBatchCommand Command(string sql, Guid[] people, string area, params NpgsqlParameter[] more)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = people }, new() { Value = area } } };
        foreach (var parameter in more) { command.Parameters.Add(parameter); }
        return command;
    }

    private static async Task<List<Fact>> ReadAsync(NpgsqlBatch batch, string area, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var details = new Dictionary<Guid, List<FactDetail>>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            if (!details.TryGetValue(id, out var list)) { details[id] = list = []; }
            list.Add(new FactDetail { FactId = id, Field = reader.GetString(1), Code = reader.GetString(2) });
        }

        await reader.NextResultAsync(cancellationToken);
        var facts = new List<Fact>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            facts.Add(new Fact
            {
                Id = id,
                Kind = reader.GetString(1),
                PersonId = Maybe(reader, 2),
                MatterId = Maybe(reader, 3),
                OriginId = Maybe(reader, 4),
                SourceId = Maybe(reader, 5),
                BecauseId = Maybe(reader, 6),
                Area = area,
                Agency = reader.IsDBNull(7) ? null : reader.GetString(7),
                Occurred = new Moment(reader.GetFieldValue<DateTimeOffset>(8), reader.GetBoolean(9)),
                Recorded = reader.GetFieldValue<DateTimeOffset>(11),
                VisibleTo = reader.IsDBNull(12) ? null : reader.GetString(12),
                CorrectsId = Maybe(reader, 13),
                Void = reader.GetBoolean(14),
                ActId = reader.GetGuid(15),
                Salt = null,
                Details = details.GetValueOrDefault(id, []),
            });
        }

        return facts;
    }

    private static Guid? Maybe(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);
}
