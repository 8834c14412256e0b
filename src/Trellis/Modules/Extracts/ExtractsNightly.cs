using Trellis.Platform.Time;

namespace Trellis.Modules.Extracts;

/// <summary>Makes everybody's extract once a night, after three in the morning, and after a time without power as soon as it can.</summary>
public sealed class ExtractsNightly(ExtractMaking making, LondonClock clock, TimeProvider time, ILogger<ExtractsNightly> log) : Repeating("Making the offline extracts", Often, time, log)
{
    private const int Hour = 3;

    private DateOnly? last;

    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (last == clock.Today || London.Wall(clock.Now).Hour < Hour) { return; }
        await making.MakeAsync(stop);
        last = clock.Today;
    }
}
