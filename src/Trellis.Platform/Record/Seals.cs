using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <summary>Seals what was recorded: every few seconds while the site runs, and when asked.</summary>
public sealed class Seals(Database database, LondonClock clock, ILogger<Seals> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Seals every row of finished transactions not yet sealed. Returns how many.</summary>
    public async Task<long> SealAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await database.As(DatabaseRoles.App).OpenConnectionAsync(cancellationToken);
        await using var seal = new NpgsqlCommand("select record.seal_now($1)", connection) { Parameters = { new() { Value = clock.Now } }, CommandTimeout = 600 };
        return (long)(await seal.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>What was recorded in the last seconds is not left for the next start.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await SealAsync(cancellationToken);
        }
        catch (NpgsqlException failed)
        {
            log.LogError("Sealing the record at the end failed; the next start takes it up: {Failure}", failed.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SealAsync(stoppingToken);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException failed)
            {
                // Nothing is lost: the rows stay unsealed and the next round takes them. The operator must know.
                log.LogError("Sealing the record failed and will be tried again: {Failure}", failed.GetType().Name);
                await Task.Delay(Every, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
