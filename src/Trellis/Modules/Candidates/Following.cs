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
        await SaveAsync(cancellationToken);
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
            catch (Exception failed) when (failed is NpgsqlException or TimeoutException or IOException)
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
        await SaveAsync(stop);
        while (true)
        {
            await index.CatchUpAsync(stop);
            var due = time.GetElapsedTime(saved) > SavedEvery;
            if (due || index.SomebodyLeft) { await SaveAsync(stop); }
            if (due)
            {
                saved = time.GetTimestamp();
                await index.ForgetAsync(stop);
            }

            await ear.WaitAsync(Quiet, stop);
        }
    }

    /// <summary>A file that cannot be written is no reason to stop following.</summary>
    private async Task SaveAsync(CancellationToken stop)
    {
        try
        {
            await index.SaveAsync(stop);
        }
        catch (Exception failed) when (failed is NpgsqlException or IOException or UnauthorizedAccessException)
        {
            log.LogError("The index of people was not saved; it is tried again, and a start without it reads the database: {Failure}", failed.GetType().Name);
        }
    }
}
