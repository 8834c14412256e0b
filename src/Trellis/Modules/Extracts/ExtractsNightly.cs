using Trellis.Platform.Time;

namespace Trellis.Modules.Extracts;

/// <summary>Makes everybody's extract once a night, after three in the morning, and after a time without power as soon as it can.</summary>
public sealed class ExtractsNightly(ExtractMaking making, LondonClock clock, TimeProvider time, ILogger<ExtractsNightly> log) : BackgroundService
{
    private const int Hour = 3;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private DateOnly? last;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (last != clock.Today && London.Wall(clock.Now).Hour >= Hour)
                {
                    await making.MakeAsync(stoppingToken);
                    last = clock.Today;
                }
            }
            catch (Exception failed) when (failed is Npgsql.NpgsqlException or IOException)
            {
                log.LogError("Making the offline extracts failed and will be tried again: {Failure}", failed.GetType().Name);
            }

            await Task.Delay(Every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
