using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Platform.Time;

namespace Trellis.Modules.Duplicates;

/// <summary>Goes through the index of people once a night, after two and before six in London. A night without power is made up for by the next.</summary>
public sealed class FindingNightly(Finding finding, LondonClock clock, TimeProvider time, ILogger<FindingNightly> log) : BackgroundService
{
    private const int From = 2;
    private const int Until = 6;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (IsQuiet(clock.Now) && await finding.LastAsync(stoppingToken) != clock.Today) { await finding.FindAsync(stop: stoppingToken); }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed) when (failed is NpgsqlException or DbUpdateException)
            {
                // Nothing is lost: the next round finds the same pairs. The operator must know.
                log.LogError("Looking for possible duplicates failed and will be tried again: {Failure}", failed.GetType().Name);
            }

            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Whether it is an hour in which hardly anybody works.</summary>
    public static bool IsQuiet(DateTimeOffset now) => London.Wall(now).Hour is >= From and < Until;
}
