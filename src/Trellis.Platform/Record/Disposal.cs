using Npgsql;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <param name="Id">A person, or something that is about nobody and goes whole, such as what was answered in a round.</param>
/// <param name="Erase">What else goes, in the same transaction under the same act, whose id it is given.</param>
public sealed record WholePerson(Guid Id, Func<NpgsqlConnection, NpgsqlTransaction, Guid, Task> Erase);

/// <summary>
/// Lawful erasure (a retention period over, a court order), by the steward role: the words, the person and the codes of a
/// row go, with the salt; the hash of what was there stays, so that the chain still verifies. What a fact had corrected, or was
/// corrected by, says the same of the same person and goes with it. So does who looked at somebody, once nothing is left of them:
/// while something is, the record must still tell who looked at it.
/// </summary>
public sealed class Disposal(Database database, LondonClock clock, Consequences consequences, DisposalJournal journal)
{
    public const string Word = "record.dispose";

    private const string Chain = """
        with recursive chain as (
          select id, corrects_id from record.fact where id = any($1)
          union
          select f.id, f.corrects_id from chain c join record.fact f on f.corrects_id = c.id or f.id = c.corrects_id
        )
        select coalesce(array_agg(id), '{}') from chain
        """;

    private const string About = "select area, array_agg(distinct person_id) from record.fact where id = any($1) and person_id is not null group by area";

    private const string ViewsOfNobody = """
        select coalesce(array_agg(v.id), '{}') from record.view v
        where v.salt is not null and v.people && $1 and not exists (select from record.fact f where f.person_id = any(v.people))
        """;

    /// <summary>Erases facts, frozen versions and reasons under one act, and works out anew what follows from the facts that are left. Returns the act's id and the number of rows erased.</summary>
    /// <param name="reason">The authority: which retention rule or order.</param>
    /// <param name="whole">Somebody of whom nothing is to be left.</param>
    public async Task<(Guid Act, int Rows)> DisposeAsync(Actor actor, string area, string reason, IReadOnlyCollection<Guid> facts, IReadOnlyCollection<Guid> words, WholePerson? whole = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.As(DatabaseRoles.Steward).OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var act = Ids.New();
        var now = clock.Now;
        var gone = await OneAsync(Chain, facts.ToArray());
        var about = await AboutAsync(gone);
        await RunAsync("insert into record.act (id, word, at, user_id, post_id, agency, area) values ($1, $2, $3, $4, $5, $6, $7)", act, Word, now, actor.UserId, actor.PostId, actor.Agency, area);
        await RunAsync("insert into record.words (id, kind, act_id, area, body, salt) values ($1, $2, $3, $4, $5, $6)", Ids.New(), Words.Reason, act, area, reason, Salts.New());
        var erased = await RunAsync("""
            update record.fact f set digest = sha256(f.salt || record.fact_payload(f, record.details_of(f.id))), salt = null,
              person_id = null, matter_id = null, origin_id = null, source_id = null, because_id = null, agency = null, frozen = null, disposed_by = $1
            where f.id = any($2) and f.salt is not null
            """, act, gone);
        await RunAsync("delete from record.fact_detail where fact_id = any($1)", gone);
        erased += await RunAsync("update record.words w set digest = sha256(w.salt || record.words_payload(w)), salt = null, body = null, disposed_by = $1 where w.id = any($2) and w.salt is not null", act, words.ToArray());
        var views = await OneAsync(ViewsOfNobody, about.SelectMany(a => a.People).Distinct().ToArray());
        erased += await RunAsync("update record.view v set digest = sha256(v.salt || record.view_payload(v)), salt = null, people = '{}', matter_id = null, disposed_by = $1 where v.id = any($2)", act, views);
        await RunAsync("""
            insert into record.fact (id, act_id, kind, source_id, area, occurred_at, day_only, occurred_on, recorded, salt)
            select uuidv7(), $1, 'record.disposed', r.id, r.area, $2, false, $3, $2, gen_random_bytes(16)
            from (select id, area from record.fact where id = any($4) and disposed_by = $1 union all select id, coalesce(area, $6) from record.words where id = any($5) and disposed_by = $1
              union all select id, coalesce(area, $6) from record.view where id = any($7)) r
            """, act, now, London.DateOf(now), gone, words.ToArray(), area, views);
        foreach (var (where, people) in about)
        {
            await WhoIsAsking.TellAsync(connection, Actor.TheSystem(where), now, cancellationToken);
            await consequences.FollowAsync(connection, transaction, where, [.. people.Order()], cancellationToken);
        }

        if (whole is not null) { await whole.Erase(connection, transaction, act); }
        // Before the commit, so that nothing is erased that an older backup could bring back unnoticed.
        await journal.BegunAsync(act, area, now, gone, words, whole?.Id, cancellationToken);
        try
        {
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException)
        {
            await journal.FailedAsync(act, now, CancellationToken.None);
            throw;
        }

        return (act, erased);

        async Task<Guid[]> OneAsync(string sql, Guid[] ids)
        {
            await using var ask = new NpgsqlCommand(sql, connection, transaction) { Parameters = { new() { Value = ids } } };
            return (Guid[])(await ask.ExecuteScalarAsync(cancellationToken))!;
        }

        async Task<List<(string Area, Guid[] People)>> AboutAsync(Guid[] ids)
        {
            await using var ask = new NpgsqlCommand(About, connection, transaction) { Parameters = { new() { Value = ids } } };
            await using var row = await ask.ExecuteReaderAsync(cancellationToken);
            var found = new List<(string, Guid[])>();
            while (await row.ReadAsync(cancellationToken)) { found.Add((row.GetString(0), row.GetFieldValue<Guid[]>(1))); }
            return found;
        }

        async Task<int> RunAsync(string sql, params object?[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value }); }
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
