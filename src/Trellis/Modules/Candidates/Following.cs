using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Modules.Candidates;

/// <summary>
/// Keeps the index: gets it ready, listens for what changes, and looks from time to time without being told. Whatever breaks the
/// connection, it begins again.
/// </summary>
public sealed class Following(Database database, LiveIndex index, TimeProvider time, ILogger<Following> log) : BackgroundService
{
    /// <summary>Without a word it looks so often.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan SavedEvery = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await index.SaveAsync(cancellationToken);
        }
        catch (Exception failed) when (failed is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The index of people was not saved; the next start reads the database: {Failure}", failed.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException)
            {
                // The database answers meanwhile. The operator must know.
                log.LogWarning("Following what changes in the index of people broke off and begins again: {Failure}", failed.GetType().Name);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        await using var ear = await database.As(DatabaseRoles.App).OpenConnectionAsync(stop);
        await using (var listen = new NpgsqlCommand("listen candidates", ear)) { await listen.ExecuteNonQueryAsync(stop); }

        // Listening first: what happens while it gets ready is heard.
        if (!index.Ready.IsCompleted) { await index.GetReadyAsync(stop); }
        var saved = time.GetTimestamp();
        await index.SaveAsync(stop);
        while (true)
        {
            await index.CatchUpAsync(stop);
            if (time.GetElapsedTime(saved) > SavedEvery)
            {
                saved = time.GetTimestamp();
                await index.SaveAsync(stop);
                await index.ForgetAsync(stop);
            }

            await ear.WaitAsync(Quiet, stop);
        }
    }
}
