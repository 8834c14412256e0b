using Trellis.Platform.Time;

namespace Trellis.Platform.Timescales;

/// <summary><c>NotYet</c>, <c>MayBeDone</c> and <c>TooSoon</c> are those of a minimum.</summary>
public enum ClockPhase { Open, DueToday, DueTomorrow, Overdue, Paused, MetInTime, MetLate, Lapsed, NotYet, MayBeDone, TooSoon }

/// <summary>How a clock stands at a moment.</summary>
/// <param name="Amount">Whole units left, late or too soon; 0 when none is full or none applies.</param>
/// <param name="Unit">Working days for limits in working days, working hours for those, hours or minutes for the exact ones, else days.</param>
/// <param name="Words">"due in 3 working days", "due tomorrow", "3 working days late", "met 2 working days late".</param>
public readonly record struct ClockState(ClockPhase Phase, int Amount, TimeUnit Unit, string Words)
{
    internal static ClockState Of(Clock clock, Moment now, WorkingCalendar calendar)
    {
        if (clock.Ending == Ending.Lapsed) { return Plain(ClockPhase.Lapsed, "no longer needed"); }
        if (clock.Limit.Kind == LimitKind.NotBefore) { return OfMinimum(clock, now, calendar); }
        if (clock.Ended is { } ended)
        {
            if (!Deadline.Later(ended, clock.Due)) { return Plain(ClockPhase.MetInTime, "met"); }
            var late = Distance(clock, clock.Due, ended, calendar);
            return new ClockState(ClockPhase.MetLate, late.Amount, late.Unit, late.Amount == 0 ? "met late" : $"met {late} late");
        }

        if (clock.Standing is { } pause && !Deadline.Later(pause.From, now)) { return Plain(ClockPhase.Paused, $"paused since {English.Date(pause.From.Date)}"); }
        if (Deadline.Later(now, clock.Due))
        {
            var late = Distance(clock, clock.Due, now, calendar);
            return new ClockState(ClockPhase.Overdue, late.Amount, late.Unit, late.Amount == 0 ? "late" : $"{late} late");
        }

        return Waiting(clock, now, calendar);
    }

    private static ClockState Waiting(Clock clock, Moment now, WorkingCalendar calendar)
    {
        var left = Distance(clock, now, clock.Due, calendar);
        var by = clock.Due.DayOnly ? "" : $" by {English.Clock(clock.Due.At)}";
        if (clock.Due.Date == now.Date) { return new ClockState(ClockPhase.DueToday, left.Amount, left.Unit, $"due today{by}"); }
        if (clock.Due.Date == now.Date.AddDays(1)) { return new ClockState(ClockPhase.DueTomorrow, left.Amount, left.Unit, $"due tomorrow{by}"); }
        var words = left is { Amount: 1, Unit: TimeUnit.WorkingDays } ? "due on the next working day" : $"due in {left}";
        return new ClockState(ClockPhase.Open, left.Amount, left.Unit, words);
    }

    private static ClockState OfMinimum(Clock clock, Moment now, WorkingCalendar calendar)
    {
        if (clock.Ended is { } ended)
        {
            if (!Deadline.Later(clock.Due, ended)) { return Plain(ClockPhase.MetInTime, "met"); }
            var early = Distance(clock, ended, clock.Due, calendar);
            return new ClockState(ClockPhase.TooSoon, early.Amount, early.Unit, early.Amount == 0 ? "done too soon" : $"done {early} too soon");
        }

        if (clock.Standing is { } pause && !Deadline.Later(pause.From, now)) { return Plain(ClockPhase.Paused, $"paused since {English.Date(pause.From.Date)}"); }
        if (!Deadline.Later(clock.Due, now)) { return Plain(ClockPhase.MayBeDone, $"may be done since {clock.Due}"); }
        var left = Distance(clock, now, clock.Due, calendar);
        return new ClockState(ClockPhase.NotYet, left.Amount, left.Unit, $"not before {clock.Due}");
    }

    /// <summary>From an earlier moment to a later one, in the measure people count this limit in.</summary>
    private static Limit Distance(Clock clock, Moment from, Moment to, WorkingCalendar calendar)
    {
        var exact = !from.DayOnly && !to.DayOnly;
        switch (clock.Limit.Unit)
        {
            case TimeUnit.WorkingDays or TimeUnit.ClearWorkingDays:
                return new Limit(Math.Max(0, calendar.WorkingDaysBetween(from.Date, to.Date)), TimeUnit.WorkingDays);
            case TimeUnit.WorkingHours when exact:
                return new Limit((int)calendar.WorkingHoursBetween(from.At, to.At).TotalHours, TimeUnit.WorkingHours);
            case TimeUnit.Hours or TimeUnit.Minutes when exact && to.At - from.At < TimeSpan.FromHours(1):
                return new Limit((int)(to.At - from.At).TotalMinutes, TimeUnit.Minutes);
            case TimeUnit.Hours or TimeUnit.Minutes when exact && to.At - from.At < TimeSpan.FromDays(3):
                return new Limit((int)(to.At - from.At).TotalHours, TimeUnit.Hours);
            default:
                return new Limit(to.Date.DayNumber - from.Date.DayNumber, TimeUnit.Days);
        }
    }

    private static ClockState Plain(ClockPhase phase, string words) => new(phase, 0, TimeUnit.Days, words);
}
