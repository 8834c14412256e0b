using Npgsql;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Messages;

/// <param name="Settled">What it asked for is done; there is nothing to do any more.</param>
public sealed record TrayMessage(Guid Id, string Words, string Reference, DateTimeOffset At, bool Read, bool Settled, bool Urgent);

/// <summary>The messages of whoever asks. The database shows and changes nobody else's.</summary>
public sealed class Tray(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    public const int PageSize = 25;

    private readonly Dictionary<string, string> titles = [];

    /// <param name="page">From 1.</param>
    public async Task<(IReadOnlyList<TrayMessage> Messages, long Total)> ReadAsync(bool unreadOnly, int page, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("""
            select id, kind, topic, reference, at, read_at is not null, settled_at is not null, count(*) over ()
            from messages.message where not $1 or (read_at is null and settled_at is null) order by at desc, id desc limit $2 offset $3
            """, own.Connection) { Parameters = { new() { Value = unreadOnly }, new() { Value = PageSize }, new() { Value = (page - 1) * PageSize } } };
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        var found = new List<TrayMessage>();
        long total = 0;
        while (await row.ReadAsync(cancellationToken))
        {
            total = row.GetInt64(7);
            var kind = practice.Messages.Kind(row.GetString(1));
            var words = (kind?.Tray ?? "{topic}").Replace("{topic}", Title(row.GetString(2)), StringComparison.Ordinal).Replace("{reference}", row.GetString(3), StringComparison.Ordinal);
            found.Add(new TrayMessage(row.GetGuid(0), words, row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetBoolean(5), row.GetBoolean(6), kind?.Urgent is true));
        }

        return (found, total);
    }

    public async Task<int> UnreadAsync(CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select count(*)::int from messages.message where read_at is null and settled_at is null", own.Connection);
        return (int)(await ask.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Marks one as read and gives its link; null when it is not theirs. Not record: nobody is written about by it.</summary>
    public async Task<string?> OpenAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var open = new NpgsqlCommand("update messages.message set read_at = coalesce(read_at, $1) where id = $2 returning link", own.Connection) { Parameters = { new() { Value = clock.Now }, new() { Value = id } } };
        return (string?)await open.ExecuteScalarAsync(cancellationToken);
    }

    /// <param name="id">Null: all of them.</param>
    public async Task<int> MarkAsync(Guid? id, bool read, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await using var mark = new NpgsqlCommand("update messages.message set read_at = $1 where ($2::uuid is null or id = $2) and (read_at is null) = $3", own.Connection)
        {
            Parameters =
            {
                new() { Value = read ? clock.Now : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
                new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
                new() { Value = read },
            },
        };
        return await mark.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The title of a step, wherever it is practised; a step that is no more has none.</summary>
    private string Title(string topic)
    {
        if (titles.TryGetValue(topic, out var known)) { return known; }
        var step = practice.Processes.Concat(practice.Local.SelectMany(l => l.Processes)).SelectMany(p => p.Steps).FirstOrDefault(s => s.FactKind == topic);
        return titles[topic] = step?.Title ?? "A step";
    }
}
