namespace Trellis.Platform.Time;

/// <summary>The one time zone of the product: days begin and end at midnight in London.</summary>
public static class London
{
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static DateOnly DateOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    public static DateTimeOffset MidnightOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>The instant of a London wall-clock time. A time the spring change skips is read as one hour later, one the autumn change brings twice as the first.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        if (Zone.IsInvalidTime(local)) { local = local.AddHours(1); }
        var offset = Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    public static DateTime Wall(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone).DateTime;
}

/// <summary>"Now" and "today", from an injected <see cref="TimeProvider"/>. Nothing else in the product asks the machine for the time.</summary>
public sealed class LondonClock(TimeProvider time)
{
    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => London.DateOf(Now);
}
