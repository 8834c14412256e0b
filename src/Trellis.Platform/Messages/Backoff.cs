namespace Trellis.Platform.Messages;

/// <summary>How long to wait before trying again: twice as long each time, and not the same for all that failed together.</summary>
public static class Backoff
{
    /// <summary>After so many attempts a person has to look at it.</summary>
    public const int MostAttempts = 8;

    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <param name="attempts">How many have failed, from 1.</param>
    /// <param name="jitter">From 0 to 1: 0 waits half as long as 1.</param>
    public static TimeSpan After(int attempts, double jitter)
    {
        var whole = TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(attempts - 1, 20)));
        return whole * (0.5 + (jitter / 2));
    }
}
