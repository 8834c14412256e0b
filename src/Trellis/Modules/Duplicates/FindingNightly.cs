using Trellis.Platform.Time;

namespace Trellis.Modules.Duplicates;

/// <summary>Goes through the index of people once a night, after two and before six in London. A night without power is made up for by the next.</summary>
public sealed class FindingNightly(Finding finding, LondonClock clock, TimeProvider time, ILogger<FindingNightly> log) : Repeating("Looking for possible duplicates", Often, time, log)
{
    private const int From = 2;
    private const int Until = 6;

    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (IsQuiet(clock.Now) && await finding.LastAsync(stop) != clock.Today) { await finding.FindAsync(stop: stop); }
    }

    /// <summary>Whether it is an hour in which hardly anybody works.</summary>
    public static bool IsQuiet(DateTimeOffset now) => London.Wall(now).Hour is >= From and < Until;
}
