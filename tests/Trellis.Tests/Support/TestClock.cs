using System.Globalization;
using Trellis.Platform.Time;

namespace Trellis.Tests.Support;

/// <summary>A clock that stands until it is set. Timers still run by the machine's.</summary>
public sealed class TestClock : TimeProvider
{
    private long ticks = LondonTimes.Instant(Start).UtcTicks;

    /// <summary>A Monday morning in term time, with no bank holiday near.</summary>
    public const string Start = "2026-03-02 09:00";

    public DateTimeOffset Now => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    /// <param name="when">"2026-03-05 10:00", a time in London; "2026-03-05" is nine in the morning.</param>
    public void Set(string when) => Set(LondonTimes.Instant(when.Length == 10 ? $"{when} 09:00" : when));

    public void Set(DateTimeOffset when) => Interlocked.Exchange(ref ticks, when.UtcTicks);

    public void Pass(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);

    /// <summary>Of the test's time none passes by itself, so nothing falls due by itself: what the site does again and again a test has done when it wants it done.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Still();

    private sealed class Still : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>London times as tests write and read them.</summary>
public static class LondonTimes
{
    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(string text) => London.At(Day(text[..10]), TimeOnly.ParseExact(text[11..], "HH:mm", CultureInfo.InvariantCulture));

    /// <summary>"2026-03-02", only the day; "2026-03-02 14:05".</summary>
    public static Moment Moment(string text) => text.Length == 10 ? Platform.Time.Moment.On(Day(text)) : Platform.Time.Moment.Exactly(Instant(text));

    /// <summary>"2026-03-02" of a day, "2026-03-02 14:05" of an instant.</summary>
    public static string Text(DateTimeOffset at, bool dayOnly = false) => London.Wall(at).ToString(dayOnly ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
