using Trellis.Platform.Time;

namespace Trellis.Platform.Timescales;

/// <summary>
/// By when, from a limit and a start. A result that is only a day means by the end of that day in London.
/// <para>
/// Working days: the day of the event is day 0, whatever the hour, and is not counted. Months and years end on the day of
/// the month that corresponds to the start, or on the last day of a month that is too short for it (the corresponding date
/// rule, [1981] 1 WLR 1027). Hours are exact, as they really pass when the clocks change. Clear days leave
/// out both ends.
/// </para>
/// <para>
/// Hours from an event of which only the day is known end with the day they can reach at the latest: the event may have
/// been at one minute to midnight, and nobody is called late who may have been in time. Four hours from some time on
/// Monday end with Tuesday.
/// </para>
/// </summary>
public static class Deadline
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <param name="start">For a limit that counts backwards, the event it counts back from.</param>
    /// <param name="pauses">
    /// In which the clock stood still. One that begins after the clock has run out changes nothing, and so does one that has
    /// not ended: how long it will be is not known. Days are given back in the limit's own measure (working days for working
    /// days, time for hours, else calendar days), counting like the limit: not the day the pause began, but the day it ended.
    /// Limits that count backwards have no pauses.
    /// </param>
    /// <exception cref="UnknownYearException">Working days or hours in a year the calendar does not cover.</exception>
    public static Moment Due(Limit limit, Moment start, WorkingCalendar calendar, IEnumerable<Pause>? pauses = null)
    {
        if (limit.Kind == LimitKind.Backwards) { return CountBack(limit, start, calendar); }

        var (days, time) = (0, TimeSpan.Zero);
        var due = Count(limit, start, days, time, calendar);
        foreach (var pause in pauses is null ? [] : Pause.Merge(pauses))
        {
            if (pause.To is not { } to || Later(pause.From, due)) { break; }
            switch (limit.Unit)
            {
                case TimeUnit.WorkingDays or TimeUnit.ClearWorkingDays:
                    days += Math.Max(0, calendar.WorkingDaysBetween(pause.From.Date, to.Date));
                    break;
                case TimeUnit.WorkingHours:
                    time += calendar.WorkingHoursBetween(pause.From.At, to.At);
                    break;
                case TimeUnit.Hours or TimeUnit.Minutes:
                    time += to.At > pause.From.At ? to.At - pause.From.At : TimeSpan.Zero;
                    break;
                default:
                    days += Math.Max(0, to.Date.DayNumber - pause.From.Date.DayNumber);
                    break;
            }

            due = Count(limit, start, days, time, calendar);
        }

        return due;
    }

    /// <summary>Is the first after the second? When only the day is known of either, a later day is meant.</summary>
    public static bool Later(Moment first, Moment second) =>
        first.DayOnly || second.DayOnly ? first.Date > second.Date : first.At > second.At;

    private static Moment Count(Limit limit, Moment start, int days, TimeSpan time, WorkingCalendar calendar)
    {
        var day = start.Date;
        return limit.Unit switch
        {
            TimeUnit.Days => Moment.On(day.AddDays(limit.Amount + days)),
            TimeUnit.Weeks => Moment.On(day.AddDays((7 * limit.Amount) + days)),
            TimeUnit.Months => Moment.On(day.AddMonths(limit.Amount).AddDays(days)),
            TimeUnit.Years => Moment.On(day.AddYears(limit.Amount).AddDays(days)),
            TimeUnit.WorkingDays => Moment.On(calendar.AddWorkingDays(day, limit.Amount + days)),
            TimeUnit.ClearWorkingDays => Moment.On(calendar.AddWorkingDays(day, limit.Amount + days + 1)),
            TimeUnit.WorkingHours when start.DayOnly =>
                Moment.On(London.DateOf(calendar.AddWorkingHours(London.MidnightOf(day.AddDays(1)), Length(limit) + time))),
            TimeUnit.WorkingHours => Moment.Exactly(calendar.AddWorkingHours(start.At, Length(limit) + time)),
            _ when start.DayOnly => Moment.On(day.AddDays((int)Math.Ceiling((Length(limit) + time) / Day))),
            _ => Moment.Exactly(start.At + Length(limit) + time),
        };
    }

    private static Moment CountBack(Limit limit, Moment from, WorkingCalendar calendar)
    {
        var day = from.Date;
        return limit.Unit switch
        {
            TimeUnit.Days => Moment.On(day.AddDays(-limit.Amount)),
            TimeUnit.Weeks => Moment.On(day.AddDays(-7 * limit.Amount)),
            TimeUnit.Months => Moment.On(day.AddMonths(-limit.Amount)),
            TimeUnit.Years => Moment.On(day.AddYears(-limit.Amount)),
            TimeUnit.WorkingDays => Moment.On(calendar.AddWorkingDays(day, -limit.Amount)),
            TimeUnit.ClearWorkingDays => Moment.On(calendar.AddWorkingDays(day, -limit.Amount - 1)),
            TimeUnit.WorkingHours when from.DayOnly =>
                Moment.On(London.DateOf(calendar.SubtractWorkingHours(London.MidnightOf(day.AddDays(1)), Length(limit)))),
            TimeUnit.WorkingHours => Moment.Exactly(calendar.SubtractWorkingHours(from.At, Length(limit))),
            _ when from.DayOnly => Moment.On(day.AddDays(-(int)Math.Floor(Length(limit) / Day))),
            _ => Moment.Exactly(from.At - Length(limit)),
        };
    }

    private static TimeSpan Length(Limit limit) =>
        limit.Unit == TimeUnit.Minutes ? TimeSpan.FromMinutes(limit.Amount) : TimeSpan.FromHours(limit.Amount);
}
