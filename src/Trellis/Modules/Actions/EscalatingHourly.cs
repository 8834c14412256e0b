using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Platform.Time;

namespace Trellis.Modules.Actions;

/// <summary>Asks every hour what is overdue by now, so that it is said soon after midnight, and after a time without power.</summary>
public sealed class EscalatingHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<EscalatingHourly> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<Escalating>().PassAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is NpgsqlException or DbUpdateException or UnknownYearException)
            {
                // Nothing is lost: the next round finds the same actions. The operator must know.
                log.LogError("Escalating overdue actions failed and will be tried again: {Failure}", failed.GetType().Name);
            }

            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
