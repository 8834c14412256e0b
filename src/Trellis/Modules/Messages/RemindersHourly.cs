using Npgsql;
using Trellis.Platform.Time;

namespace Trellis.Modules.Messages;

/// <summary>Asks every hour which time limits are near or over, so that it is said soon after midnight and soon after a limit of hours.</summary>
public sealed class RemindersHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<RemindersHourly> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<Reminders>().MakeAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is NpgsqlException or UnknownYearException)
            {
                // Nothing is lost: the next round finds the same reminders. The operator must know.
                log.LogError("Reminding of time limits failed and will be tried again: {Failure}", failed.GetType().Name);
            }

            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
