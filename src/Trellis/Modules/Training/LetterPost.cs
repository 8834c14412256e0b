using Npgsql;
using Trellis.Modules.Training.Open;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>
/// Sends letters to whoever books training. Each is claimed by one sender before anything goes out, and a claim whose end nobody noted is
/// not taken up again by itself, as with messages (decision 80).
/// </summary>
public sealed class LetterPost(Database database, PracticeModel practice, Mailing mailing, IServiceScopeFactory scopes, LondonClock clock, TimeProvider time, ILogger<LetterPost> log)
    : Repeating("Sending e-mail about training", TimeSpan.FromSeconds(5), time, log)
{
    private const int MostAttempts = Backoff.MostAttempts;

    private sealed record Claim(Guid Id, string Kind, int Attempt, string? To, string? Course, DateTimeOffset? StartsAt, string? Where, string? Booking, DateTimeOffset? Until, byte[]? Locked);

    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (mailing.Carrier is { } carrier) { await SendDueAsync(carrier, stop); }
    }

    /// <summary>Sends everything due. Returns how many went out.</summary>
    public async Task<int> SendDueAsync(ICarrier carrier, CancellationToken stop = default)
    {
        await using var connection = await database.As(DatabaseRoles.App).OpenConnectionAsync(CancellationToken.None);
        await WhoIsAsking.TellAsync(connection, Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [Door.Circle] }, clock.Now, CancellationToken.None);
        await RunAsync(connection, "update training.letter set state = 'unknown', code = 'interrupted' where state = 'sending' and tried_at < $1", clock.Now - Queue.Lease);
        var sent = 0;
        while (!stop.IsCancellationRequested && await ClaimAsync(connection) is { } claim)
        {
            var carried = await WriteAsync(claim) is { } letter ? await carrier.CarryAsync(letter, CancellationToken.None) : (Carried?)null;
            var (state, next) = carried switch
            {
                null => ("dropped", clock.Now),
                { What: Handover.Sent } => ("sent", clock.Now),
                { What: Handover.Unknown } => ("unknown", clock.Now),
                { What: Handover.Later } when claim.Attempt < MostAttempts => ("waiting", clock.Now + Backoff.After(claim.Attempt, Random.Shared.NextDouble())),
                _ => ("failed", clock.Now),
            };
            await RunAsync(connection, "update training.letter set state = $2, next_at = $3, code = $4 where id = $1", claim.Id, state, next, (object?)carried?.Code ?? DBNull.Value);
            if (state == "sent") { sent++; }
            else if (carried is { } answer) { log.LogWarning("E-mail {Id} was not sent: {Status}", claim.Id, answer.Code); }
        }

        return sent;
    }

    private async Task<Claim?> ClaimAsync(NpgsqlConnection connection)
    {
        await using var claim = new NpgsqlCommand("""
            with claimed as (
              update training.letter set state = 'sending', attempts = attempts + 1, tried_at = $1, code = null
              where id = (select id from training.letter where state = 'waiting' and next_at <= $1 order by next_at, id limit 1 for update skip locked)
              returning id, kind, attempts, delegate_id, booking_id, proof_id, worker_id, to_manager)
            select l.id, l.kind, l.attempts, coalesce(d.email, n.email, case when p.until > $1 and p.used_at is null then p.email end, case when l.to_manager and b.state in ('asked', 'waiting') and b.agreed_at is null and b.agree_by > $1 then b.manager_email end), c.title, w.starts_at, case when w.how = 'online' then 'Online' else w.place end, b.reference, case when l.to_manager or l.kind = 'asked' then b.agree_by else b.offered_until end, p.locked
            from claimed l left join training.delegate d on d.id = l.delegate_id left join training.proof p on p.id = l.proof_id left join training.worker n on n.id = l.worker_id and n.ended_on is null
              left join training.booking b on b.id = l.booking_id left join training.workshop w on w.id = b.workshop_id left join training.course c on c.id = w.course_id
            """, connection) { Parameters = { new() { Value = clock.Now } } };
        await using var row = await claim.ExecuteReaderAsync();
        if (!await row.ReadAsync()) { return null; }
        T? Or<T>(int column) where T : class => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
        DateTimeOffset? When(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
        return new Claim(row.GetGuid(0), row.GetString(1), row.GetInt32(2), Or<string>(3), Or<string>(4), When(5), Or<string>(6), Or<string>(7), When(8), Or<byte[]>(9));
    }

    /// <summary>Null: nothing in it has to be said any more.</summary>
    private async Task<Platform.Messages.Letter?> WriteAsync(Claim claim)
    {
        if (claim.To is not { } to || claim is { Kind: "offered" or "asked", Until: null }) { return null; }
        await using var scope = scopes.CreateAsyncScope();
        var code = scope.ServiceProvider.GetRequiredService<Door>().CodeOf(claim.Locked);
        var (subject, body) = LetterWords.Of(new LetterMatter(claim.Kind, claim.Course, claim.StartsAt, claim.Where, claim.Booking, claim.Until, code), path => mailing.Site is { } site ? new Uri(site, path).ToString() : path);
        return new Platform.Messages.Letter(claim.Id, to, subject, body);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) { command.Parameters.Add(value is DBNull ? new() { Value = value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } : new() { Value = value }); }
        await command.ExecuteNonQueryAsync();
    }
}
