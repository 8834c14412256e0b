using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Trellis.Platform.Messages;

/// <summary>Writes an e-mail that is to go out; null when nothing in it has to be said any more.</summary>
public delegate Task<Letter?> WriteLetter(Guid email, Guid user, CancellationToken cancellationToken);

/// <summary>Sends what waits in the outbox, while the site runs. Any number of them may run at once.</summary>
public sealed class Sender(Queue queue, Mailing mailing, WriteLetter write, TimeProvider time, ILogger<Sender> log) : BackgroundService
{
    /// <summary>How often it looks. One small question to an index, and none at all where nothing can be sent.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Sends everything due. Returns how many went out.</summary>
    /// <param name="stop">No further e-mail is begun; one begun is finished and noted.</param>
    public async Task<int> SendDueAsync(CancellationToken stop = default)
    {
        if (mailing.Carrier is not { } carrier) { return 0; }
        if (await queue.SweepAsync(CancellationToken.None) is > 0 and var unknown) { log.LogError("Of {Count} e-mails it is not known whether they were sent: see the outbox", unknown); }
        var sent = 0;
        while (!stop.IsCancellationRequested && await queue.ClaimAsync(CancellationToken.None) is { } claimed)
        {
            if (await SendAsync(claimed, carrier) is Handover.Sent) { sent++; }
        }

        return sent;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (mailing.Carrier is null) { return; }
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SendDueAsync(stoppingToken);
            }
            catch (NpgsqlException failed)
            {
                // What was not begun waits; what was begun becomes "not known" when its lease is over. The operator must know.
                log.LogError("Sending e-mail failed and will be tried again: {Failure}", failed.GetType().Name);
            }

            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Handover?> SendAsync(Claimed claimed, ICarrier carrier)
    {
        if (!claimed.Urgent && claimed.Wishes.QuietUntil(time.GetUtcNow()) is { } end)
        {
            await queue.HoldAsync(claimed, end, CancellationToken.None);
            return null;
        }

        if (await write(claimed.Id, claimed.UserId, CancellationToken.None) is not { } letter)
        {
            await queue.DropAsync(claimed, CancellationToken.None);
            return null;
        }

        var carried = await carrier.CarryAsync(letter, CancellationToken.None);
        await queue.NoteAsync(claimed, carried, Random.Shared.NextDouble(), CancellationToken.None);
        if (carried.What is not Handover.Sent) { log.LogWarning("E-mail {Id} was not sent: {Status}", claimed.Id, carried.Code); }
        return carried.What;
    }
}
