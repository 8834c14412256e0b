using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Platform.Time;

namespace Trellis;

/// <summary>What the program does by itself, again and again while the site runs. A round that fails is told to the operator and tried again by the next: each finds what the one before left.</summary>
/// <param name="what">In words for the operator, as the log begins: "Reminding of time limits".</param>
/// <param name="waits">The first round comes after the first wait, not at the start.</param>
public abstract class Repeating(string what, TimeSpan every, TimeProvider time, ILogger log, bool waits = false) : BackgroundService
{
    protected static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    /// <summary>For what has its hour of the night, so that a night without power is made up for soon.</summary>
    protected static readonly TimeSpan Often = TimeSpan.FromMinutes(10);

    /// <summary>One round. Saying anything twice changes nothing.</summary>
    protected abstract Task RoundAsync(CancellationToken stop);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (waits) { await WaitAsync(stoppingToken); }
        for (; !stoppingToken.IsCancellationRequested; await WaitAsync(stoppingToken))
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is NpgsqlException or DbUpdateException or UnknownYearException or IOException)
            {
                log.LogError("{What} failed and will be tried again: {Failure}", what, failed.GetType().Name);
            }
        }
    }

    private async Task WaitAsync(CancellationToken stop) => await Task.Delay(every, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
