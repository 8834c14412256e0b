using Npgsql;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <summary>
/// Lawful erasure (a retention period over, a court order), by the steward role: the words, the person and the codes of a
/// row go, with the salt; the hash of what was there stays, so that the chain still verifies.
/// </summary>
public sealed class Disposal(Database database, LondonClock clock)
{
    public const string Word = "record.dispose";

    /// <summary>Erases facts, frozen versions and reasons under one act. Returns the act's id and the number of rows erased.</summary>
    /// <param name="reason">The authority: which retention rule or order.</param>
    public async Task<(Guid Act, int Rows)> DisposeAsync(Actor actor, string area, string reason, IReadOnlyCollection<Guid> facts, IReadOnlyCollection<Guid> words, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.As(DatabaseRoles.Steward).OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var act = Ids.New();
        var now = clock.Now;
        await RunAsync("insert into record.act (id, word, at, user_id, post_id, agency, area) values ($1, $2, $3, $4, $5, $6, $7)", act, Word, now, actor.UserId, actor.PostId, actor.Agency, area);
        await RunAsync("insert into record.words (id, kind, act_id, area, body, salt) values ($1, $2, $3, $4, $5, $6)", Ids.New(), Words.Reason, act, area, reason, Salts.New());
        await RunAsync("""
            insert into record.fact (id, act_id, kind, source_id, area, occurred_at, day_only, occurred_on, recorded, salt)
            select uuidv7(), $1, 'record.disposed', f.id, f.area, $2, false, $3, $2, gen_random_bytes(16)
            from (select id, area from record.fact where id = any($4) union all select id, coalesce(area, $6) from record.words where id = any($5)) f
            """, act, now, London.DateOf(now), facts.ToArray(), words.ToArray(), area);
        var erased = await RunAsync("""
            update record.fact f set digest = sha256(f.salt || record.fact_payload(f, record.details_of(f.id))), salt = null,
              person_id = null, matter_id = null, origin_id = null, source_id = null, because_id = null, agency = null, frozen = null, disposed_by = $1
            where f.id = any($2) and f.salt is not null
            """, act, facts.ToArray());
        await RunAsync("delete from record.fact_detail where fact_id = any($1)", facts.ToArray());
        await RunAsync("delete from record.deadline where started_by = any($1) or ended_by = any($1)", facts.ToArray());
        await RunAsync("delete from record.status_period where started_by = any($1) or ended_by = any($1)", facts.ToArray());
        erased += await RunAsync("update record.words w set digest = sha256(w.salt || record.words_payload(w)), salt = null, body = null, disposed_by = $1 where w.id = any($2) and w.salt is not null", act, words.ToArray());
        await transaction.CommitAsync(cancellationToken);
        return (act, erased);

        async Task<int> RunAsync(string sql, params object?[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value }); }
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
