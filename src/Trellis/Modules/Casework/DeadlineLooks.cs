using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>A kept deadline as it is shown: the distance is the clock's own, only the words are the page's.</summary>
public static class DeadlineLooks
{
    public static DeadlineLook Look(this DeadlineRow row, PracticeModel practice, WorkingCalendar calendar, DateTimeOffset now)
    {
        var state = row.StateOn(now, calendar);
        return new DeadlineLook(new Moment(row.DueAt, row.DueDayOnly))
        {
            Duty = practice.TimescalesIn(row.Area).FirstOrDefault(t => t.Id == row.Timescale)?.Duty,
            State = state.Phase switch
            {
                ClockPhase.MetInTime or ClockPhase.MetLate or ClockPhase.TooSoon => DeadlineState.Met,
                ClockPhase.Lapsed => DeadlineState.NotNeeded,
                ClockPhase.Paused => DeadlineState.Paused,
                _ => DeadlineState.Running,
            },
            Done = row.EndedAt is { } ended ? new Moment(ended, row.EndedDayOnly is true) : null,
            Away = state.Amount is 0 ? null : state.Phase is ClockPhase.Overdue or ClockPhase.MetLate ? -state.Amount : state.Amount,
            Unit = new Limit(1, state.Unit).ToString()[2..],
        };
    }
}
