using Npgsql;
using Trellis.Platform.Messages;
using Trellis.Platform.Time;

namespace Trellis.Modules.Messages;

/// <summary>Somebody wants to be written to otherwise from now on: what waits for them and has not been tried goes as they now want it.</summary>
public sealed class Replanning(TrellisDb db, LondonClock clock)
{
    public async Task AsNowWantedAsync(Wishes wishes, CancellationToken cancellationToken = default)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        var waiting = new List<(Guid Message, bool Urgent)>();
        await using (var take = new NpgsqlCommand("select id, urgent from messages.take_back()", own.Connection))
        {
            await using var row = await take.ExecuteReaderAsync(cancellationToken);
            while (await row.ReadAsync(cancellationToken)) { waiting.Add((row.GetGuid(0), row.GetBoolean(1))); }
        }

        if (waiting.Count == 0) { return; }
        var now = clock.Now;
        await using var plan = new NpgsqlCommand("select messages.plan_own($1, $2, $3, $4, $5)", own.Connection)
        {
            Parameters =
            {
                new() { Value = waiting.Select(w => w.Message).ToArray() },
                new() { Value = waiting.Select(w => wishes.DueAt(now, w.Urgent)).ToArray() },
                new() { Value = waiting.Select(w => wishes.Sending is Sending.Digest && !w.Urgent).ToArray() },
                new() { Value = waiting.Select(w => w.Urgent).ToArray() },
                new() { Value = now },
            },
        };
        await plan.ExecuteNonQueryAsync(cancellationToken);
    }
}
