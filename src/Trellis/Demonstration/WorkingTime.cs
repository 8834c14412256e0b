using Trellis.Platform.Time;

namespace Trellis.Demonstration;

/// <summary>When people do things: mostly in office hours, with bank holidays and weekends as they were.</summary>
public sealed class WorkingTime(WorkingCalendar calendar, Dice dice)
{
    public WorkingCalendar Calendar => calendar;

    public bool IsWorked(DateOnly day) => calendar.IsWorkingDay(day);

    /// <summary>So many working hours later, to the second.</summary>
    public DateTimeOffset Hours(DateTimeOffset from, double hours) => calendar.AddWorkingHours(from, TimeSpan.FromHours(hours)).AddSeconds(dice.Between(0, 59));

    /// <summary>So many working days later, at some time of the working day; the same day, later, when it is none.</summary>
    public DateTimeOffset Days(DateTimeOffset from, int days) =>
        days <= 0 ? Hours(from, 0.3 + (dice.Next() * 2)) : InOffice(calendar.AddWorkingDays(London.DateOf(from), days));

    public DateTimeOffset InOffice(DateOnly day) => At(day, 9, 17);

    /// <param name="to">Hour before which it is, at most 24.</param>
    public DateTimeOffset At(DateOnly day, int from, int to)
    {
        var minutes = dice.Between((from * 60) + 3, (to * 60) - 3);
        return London.At(day, new TimeOnly(minutes / 60, minutes % 60, dice.Between(0, 59)));
    }

    public DateTimeOffset Minutes(DateTimeOffset from, int least, int most) => from.AddMinutes(dice.Between(least, most)).AddSeconds(dice.Between(0, 59));
}
