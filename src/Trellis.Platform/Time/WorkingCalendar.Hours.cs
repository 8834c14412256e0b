namespace Trellis.Platform.Time;

/// <summary>Working hours are the hours the hub is open, as they really pass: a night when the clocks change is an hour shorter or longer.</summary>
public sealed partial class WorkingCalendar
{
    /// <summary>Ten years of days: opening hours that never add up are a mistake, not a long wait.</summary>
    private const int FarAhead = 3660;

    /// <summary>
    /// The instant by which this much opening time has passed. A start outside opening hours counts from the next opening,
    /// and time that runs out at closing is due at closing, not at the next opening.
    /// </summary>
    /// <param name="worked">Zero or more.</param>
    /// <exception cref="UnknownYearException"/>
    public DateTimeOffset AddWorkingHours(DateTimeOffset from, TimeSpan worked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(worked, TimeSpan.Zero);
        if (worked == TimeSpan.Zero) { return from.ToUniversalTime(); }

        var day = London.DateOf(from);
        for (var left = worked; day.DayNumber - London.DateOf(from).DayNumber < FarAhead; day = day.AddDays(1))
        {
            if (OpenOn(day) is not { } open || open.To <= from) { continue; }
            var begins = open.From > from ? open.From : from;
            var available = open.To - begins;
            if (left <= available) { return (begins + left).ToUniversalTime(); }
            left -= available;
        }

        throw new InvalidOperationException($"{worked} of opening hours did not pass within ten years");
    }

    /// <summary>The instant that lies this much opening time before another.</summary>
    /// <param name="worked">Zero or more.</param>
    /// <exception cref="UnknownYearException"/>
    public DateTimeOffset SubtractWorkingHours(DateTimeOffset from, TimeSpan worked)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(worked, TimeSpan.Zero);
        if (worked == TimeSpan.Zero) { return from.ToUniversalTime(); }

        var day = London.DateOf(from);
        for (var left = worked; London.DateOf(from).DayNumber - day.DayNumber < FarAhead; day = day.AddDays(-1))
        {
            if (OpenOn(day) is not { } open || open.From >= from) { continue; }
            var ends = open.To < from ? open.To : from;
            var available = ends - open.From;
            if (left <= available) { return (ends - left).ToUniversalTime(); }
            left -= available;
        }

        throw new InvalidOperationException($"{worked} of opening hours did not pass within ten years");
    }

    /// <summary>The opening time that passes from one instant to a later one; zero when it is not later.</summary>
    /// <exception cref="UnknownYearException"/>
    public TimeSpan WorkingHoursBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var total = TimeSpan.Zero;
        for (var day = London.DateOf(from); day <= London.DateOf(to); day = day.AddDays(1))
        {
            if (OpenOn(day) is not { } open) { continue; }
            var begins = open.From > from ? open.From : from;
            var ends = open.To < to ? open.To : to;
            if (ends > begins) { total += ends - begins; }
        }

        return total;
    }

    private (DateTimeOffset From, DateTimeOffset To)? OpenOn(DateOnly day)
    {
        if (HolidayOn(day) is not null) { return Hours.OnHolidays?.On(day); }
        return Hours.Week.TryGetValue(day.DayOfWeek, out var opening) ? opening.On(day) : null;
    }
}
