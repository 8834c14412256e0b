using Npgsql;
using NpgsqlTypes;

namespace Trellis.Platform.Record;

public abstract partial class RecordDb
{
    private const int AtOnce = 5_000;

    /// <summary>
    /// Facts by the ten thousand, of the act that is saved in parts: written without an entity each, in its transaction, and what follows from
    /// them with the save that ends it. Begin with <see cref="SavePartAsync"/>. What they are about is written by the caller in the same transaction.
    /// </summary>
    public async Task SayManyAsync(IEnumerable<Fact> facts, CancellationToken cancellationToken = default)
    {
        if (begun is not { } act) { throw new UnrecordedChangeException("Facts by the thousand are said within an act that is saved in parts"); }
        await using var own = await OpenAsync(cancellationToken);
        foreach (var some in facts.Chunk(AtOnce))
        {
            if (Array.Exists(some, f => f.Area != act.Area || f.VisibleTo is not null)) { throw new InvalidOperationException("An act that is saved in parts is of one area, and kept to no circle"); }
            foreach (var fact in some)
            {
                (fact.ActId, fact.Recorded) = (act.Id, clock.Now);
                if (fact.PersonId is { } person) { touched.Add((person, fact.Area)); }
            }

            await InsertAsync(own.Connection, some, cancellationToken);
        }
    }

    private static async Task InsertAsync(NpgsqlConnection connection, Fact[] facts, CancellationToken cancellationToken)
    {
        await using var insert = new NpgsqlCommand("""
            insert into record.fact (id, act_id, kind, person_id, matter_id, origin_id, source_id, because_id, area, agency, occurred_at, day_only, occurred_on, recorded, corrects_id, void, salt)
            select f.id, $1, f.kind, f.person_id, f.matter_id, f.origin_id, f.source_id, f.because_id, $2, f.agency, f.occurred_at, f.day_only, f.occurred_on, $3, f.corrects_id, f.void, f.salt
            from unnest($4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[], $10::uuid[], $11::text[], $12::timestamptz[], $13::boolean[], $14::date[], $15::uuid[], $16::boolean[], $17::bytea[])
              f (id, kind, person_id, matter_id, origin_id, source_id, because_id, agency, occurred_at, day_only, occurred_on, corrects_id, void, salt)
            """, connection);
        insert.Parameters.Add(new() { Value = facts[0].ActId });
        insert.Parameters.Add(new() { Value = facts[0].Area });
        insert.Parameters.Add(new() { Value = facts[0].Recorded.ToUniversalTime() });
        void Add<T>(Func<Fact, T> value, NpgsqlDbType type) => insert.Parameters.Add(new NpgsqlParameter { Value = Array.ConvertAll(facts, f => value(f)), NpgsqlDbType = NpgsqlDbType.Array | type });
        Add(f => f.Id, NpgsqlDbType.Uuid);
        Add(f => f.Kind, NpgsqlDbType.Text);
        Add(f => f.PersonId, NpgsqlDbType.Uuid);
        Add(f => f.MatterId, NpgsqlDbType.Uuid);
        Add(f => f.OriginId, NpgsqlDbType.Uuid);
        Add(f => f.SourceId, NpgsqlDbType.Uuid);
        Add(f => f.BecauseId, NpgsqlDbType.Uuid);
        Add(f => f.Agency, NpgsqlDbType.Text);
        Add(f => f.OccurredAt.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(f => f.DayOnly, NpgsqlDbType.Boolean);
        Add(f => f.OccurredOn, NpgsqlDbType.Date);
        Add(f => f.CorrectsId, NpgsqlDbType.Uuid);
        Add(f => f.Void, NpgsqlDbType.Boolean);
        Add(f => f.Salt, NpgsqlDbType.Bytea);
        await insert.ExecuteNonQueryAsync(cancellationToken);

        var details = facts.SelectMany(f => f.Details.Select(d => (f.Id, d.Field, d.Code))).ToArray();
        if (details.Length == 0) { return; }
        await using var more = new NpgsqlCommand("insert into record.fact_detail (fact_id, field, code, area) select d.fact_id, d.field, d.code, $1 from unnest($2::uuid[], $3::text[], $4::text[]) d (fact_id, field, code)", connection)
        {
            Parameters =
            {
                new() { Value = facts[0].Area },
                new() { Value = Array.ConvertAll(details, d => d.Id) },
                new() { Value = Array.ConvertAll(details, d => d.Field) },
                new() { Value = Array.ConvertAll(details, d => d.Code) },
            },
        };
        await more.ExecuteNonQueryAsync(cancellationToken);
    }
}
