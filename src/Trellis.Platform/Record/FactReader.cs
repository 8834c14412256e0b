using Npgsql;
using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <summary>Reads every fact about some people in an area, with details, for working out what follows.</summary>
internal static class FactReader
{
    public static async Task<List<Fact>> AboutAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid[] people, string area, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("select fact_id, field, code from record.details_about($1, $2)") { Parameters = { new() { Value = people }, new() { Value = area } } },
                new("""
                    select id, kind, person_id, matter_id, origin_id, source_id, because_id, agency, occurred_at, day_only, occurred_on,
                           recorded, visible_to, corrects_id, void, act_id
                    from record.facts_about($1, $2)
                    """) { Parameters = { new() { Value = people }, new() { Value = area } } },
            },
        };
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
