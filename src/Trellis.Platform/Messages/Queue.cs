using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Platform.Messages;

/// <summary>An e-mail this sender alone may send now.</summary>
/// <param name="Claim">Names the claim: what another sender notes under an earlier one is not noted.</param>
/// <param name="Attempt">From 1.</param>
public sealed record Claimed(Guid Id, Guid Claim, Guid UserId, bool Urgent, int Attempt, Wishes Wishes);

/// <summary>
/// The e-mails that wait, as any number of senders work through them: each is claimed by one (<c>for update skip locked</c>), and
/// the claim is on the disk before anything goes out. A claim nobody noted the end of is never taken up again by itself.
/// </summary>
public sealed class Queue(Database database, LondonClock clock, Wishes otherwise)
{
    /// <summary>Longer than any carrier takes: who has not noted by then what came of it never will.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);

    public const string Interrupted = "interrupted";

    public async Task<Claimed?> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var claim = new NpgsqlCommand("""
            update messages.email e set state = 'sending', attempts = attempts + 1, tried_at = $1, claim = $2, code = null
            where id = (select id from messages.email where state = 'waiting' and next_at <= $1 order by next_at, id limit 1 for update skip locked)
            returning id, claim, user_id, urgent, attempts
            """, connection) { Parameters = { new() { Value = clock.Now }, new() { Value = Ids.New() } } };
        Claimed claimed;
        await using (var row = await claim.ExecuteReaderAsync(cancellationToken))
        {
            if (!await row.ReadAsync(cancellationToken)) { return null; }
            claimed = new Claimed(row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), row.GetBoolean(3), row.GetInt32(4), otherwise);
        }

        var wishes = await WishesRow.ReadAsync(connection, null, [claimed.UserId], cancellationToken);
        return claimed with { Wishes = wishes.GetValueOrDefault(claimed.UserId, otherwise) };
    }

    /// <summary>It came up in quiet hours: it waits until they end, and this was no attempt.</summary>
    public Task HoldAsync(Claimed claimed, DateTimeOffset until, CancellationToken cancellationToken) =>
        NoteAsync(claimed, "state = 'waiting', attempts = attempts - 1, next_at = $3, code = $4", null, until, cancellationToken);

    /// <summary>Nothing in it has to be said any more.</summary>
    public Task DropAsync(Claimed claimed, CancellationToken cancellationToken) => NoteAsync(claimed, "state = 'dropped', next_at = $3, code = $4", null, clock.Now, cancellationToken);

    /// <param name="jitter">From 0 to 1.</param>
    public Task NoteAsync(Claimed claimed, Carried carried, double jitter, CancellationToken cancellationToken) => carried.What switch
    {
        Handover.Sent => NoteAsync(claimed, "state = 'sent', code = $4, next_at = $3", carried.Code, clock.Now, cancellationToken),
        Handover.Later when claimed.Attempt < Backoff.MostAttempts =>
            NoteAsync(claimed, "state = 'waiting', code = $4, next_at = $3", carried.Code, clock.Now + Backoff.After(claimed.Attempt, jitter), cancellationToken),
        Handover.Unknown => NoteAsync(claimed, "state = 'unknown', code = $4, next_at = $3", carried.Code, clock.Now, cancellationToken),
        _ => NoteAsync(claimed, "state = 'failed', code = $4, next_at = $3", carried.Code, clock.Now, cancellationToken),
    };

    /// <summary>Claims whose sender is gone: whether they were sent is not known. Returns how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var sweep = new NpgsqlCommand("update messages.email set state = 'unknown', code = $2 where state = 'sending' and tried_at < $1", connection)
        {
            Parameters = { new() { Value = clock.Now - Lease }, new() { Value = Interrupted } },
        };
        return await sweep.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A sender that was slow may still say what came of it, unless somebody has decided meanwhile.</summary>
    private async Task NoteAsync(Claimed claimed, string what, string? code, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var note = new NpgsqlCommand($"update messages.email set {what} where id = $1 and claim = $2 and state in ('sending', 'unknown')", connection)
        {
            Parameters = { new() { Value = claimed.Id }, new() { Value = claimed.Claim }, new() { Value = at }, new() { Value = (object?)code ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text } },
        };
        await note.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await database.As(DatabaseRoles.App).OpenConnectionAsync(cancellationToken);
        await WhoIsAsking.TellAsync(connection, Actor.TheSystem(), clock.Now, cancellationToken);
        return connection;
    }
}
