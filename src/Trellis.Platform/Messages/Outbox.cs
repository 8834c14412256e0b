using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Messages;

/// <summary>Hears of a save while it happens, and may tell people of it: in its transaction, or not at all.</summary>
public interface IHearsSaves
{
    /// <summary>The changes are known and not written yet. Called again when a save that failed is tried again.</summary>
    Task HearAsync(RecordDb db, Outbox outbox, CancellationToken cancellationToken);
}

/// <summary>What people are told in this unit of work. Written with the act that is the reason for it, in the one save path.</summary>
/// <param name="otherwise">How those are written to who have not chosen.</param>
public sealed class Outbox(LondonClock clock, Wishes otherwise, IEnumerable<IHearsSaves> hearers)
{
    private readonly List<Notice> told = [];
    private readonly HashSet<Guid> settled = [];

    /// <summary>How much of it was told before the save: what hearers tell is told anew when the save is tried again.</summary>
    private (int Told, Guid[] Settled)? before;

    public void Tell(Notice notice) => told.Add(notice);

    /// <summary>What was to be done is done, or not needed: earlier messages about it ask for nothing any more.</summary>
    public void Settle(Guid about) => settled.Add(about);

    /// <exception cref="UnrecordedChangeException">Somebody was told of something, and nothing happened.</exception>
    internal void RefuseNothing()
    {
        if (told.Count > 0) { throw new UnrecordedChangeException("Somebody was told of something, and nothing was saved"); }
    }

    internal async Task HearAsync(RecordDb db, CancellationToken cancellationToken)
    {
        if (before is { } earlier)
        {
            told.RemoveRange(earlier.Told, told.Count - earlier.Told);
            settled.IntersectWith(earlier.Settled);
        }

        before = (told.Count, [.. settled]);
        foreach (var hearer in hearers) { await hearer.HearAsync(db, this, cancellationToken); }
    }

    internal async Task WriteAsync(DatabaseFacade database, CancellationToken cancellationToken)
    {
        before = null;
        if (told.Count + settled.Count == 0) { return; }
        await WriteAsync((NpgsqlConnection)database.GetDbConnection(), (NpgsqlTransaction)database.CurrentTransaction!.GetDbTransaction(), cancellationToken);
    }

    /// <summary>For what time alone brings, which has no act: the connection was told that the system asks. Returns how many were told.</summary>
    public async Task<int> WriteAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken = default)
    {
        if (settled.Count > 0)
        {
            await using var settle = new NpgsqlCommand("select messages.settle($1, $2)", connection, transaction) { Parameters = { new() { Value = settled.ToArray() }, new() { Value = clock.Now } } };
            await settle.ExecuteNonQueryAsync(cancellationToken);
        }

        var written = told.Count == 0 ? 0 : await TellAsync(connection, transaction, cancellationToken);
        told.Clear();
        settled.Clear();
        return written;
    }

    private async Task<int> TellAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var wishes = await WishesRow.ReadAsync(connection, transaction, [.. told.Select(t => t.UserId).Distinct()], cancellationToken);
        var wanted = told.ConvertAll(t => wishes.GetValueOrDefault(t.UserId, otherwise));
        await using var tell = new NpgsqlCommand("select messages.tell($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)", connection, transaction)
        {
            Parameters =
            {
                new() { Value = told.Select(_ => Ids.New()).ToArray() },
                new() { Value = told.Select(t => t.UserId).ToArray() },
                new() { Value = told.Select(t => t.Kind).ToArray() },
                new() { Value = told.Select(t => t.Topic).ToArray() },
                new() { Value = told.Select(t => t.Reference).ToArray() },
                new() { Value = told.Select(t => t.Link).ToArray() },
                new() { Value = told.Select(t => t.About).ToArray() },
                new() { Value = told.Select(t => t.Once).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
                new() { Value = told.Select(t => t.At ?? now).ToArray() },
                new() { Value = told.Zip(wanted, (t, w) => t.Always ? now : w.DueAt(now, t.Urgent)).ToArray() },
                new() { Value = told.Zip(wanted, (t, w) => w.Sending is Sending.Digest && t is { Urgent: false, Always: false }).ToArray() },
                new() { Value = told.Select(t => t.Urgent).ToArray() },
                new() { Value = now },
            },
        };
        return (int)(await tell.ExecuteScalarAsync(cancellationToken))!;
    }
}
