using Trellis.Platform.Timescales;
using Trellis.Tests.Time;
using static Trellis.Tests.Timescales.Given;

namespace Trellis.Tests.Timescales;

/// <summary>What the work list says of a clock.</summary>
public sealed class ClockStateTests
{
    [Theory]
    // Due on Monday 9 March.
    [InlineData("5 working days", "2026-03-02", "2026-03-02 09:00", ClockPhase.Open, "due in 5 working days")]
    [InlineData("5 working days", "2026-03-02", "2026-03-06 09:00", ClockPhase.Open, "due on the next working day")]
    [InlineData("5 working days", "2026-03-02", "2026-03-07", ClockPhase.Open, "due on the next working day")]
    [InlineData("5 working days", "2026-03-02", "2026-03-08", ClockPhase.DueTomorrow, "due tomorrow")]
    [InlineData("5 working days", "2026-03-02", "2026-03-09 23:59", ClockPhase.DueToday, "due today")]
    [InlineData("5 working days", "2026-03-02", "2026-03-10 00:00", ClockPhase.Overdue, "1 working day late")]
    [InlineData("5 working days", "2026-03-02", "2026-03-12", ClockPhase.Overdue, "3 working days late")]
    [InlineData("5 working days", "2026-03-02", "2026-03-14", ClockPhase.Overdue, "4 working days late")]
    [InlineData("4 working days", "2026-03-02", "2026-03-07", ClockPhase.Overdue, "late")]
    // Due on 15 April; the clocks have gone forward since.
    [InlineData("3 months", "2026-01-15", "2026-04-01 08:00", ClockPhase.Open, "due in 14 days")]
    [InlineData("3 months", "2026-01-15", "2026-04-14 23:30", ClockPhase.DueTomorrow, "due tomorrow")]
    [InlineData("3 months", "2026-01-15", "2026-04-16 00:30", ClockPhase.Overdue, "1 day late")]
    // Exact hours.
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-02 11:30", ClockPhase.DueTomorrow, "due tomorrow by 10am")]
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-03 09:15", ClockPhase.DueToday, "due today by 10am")]
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-03 10:45", ClockPhase.Overdue, "45 minutes late")]
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-03 12:45", ClockPhase.Overdue, "2 hours late")]
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-09 12:45", ClockPhase.Overdue, "6 days late")]
    [InlineData("72 hours", "2026-03-02 10:00", "2026-03-02 11:30", ClockPhase.Open, "due in 70 hours")]
    [InlineData("4 working hours", "2026-03-06 16:00", "2026-03-06 16:30", ClockPhase.Open, "due in 3 working hours")]
    [InlineData("4 working hours", "2026-03-06 16:00", "2026-03-09 14:00", ClockPhase.Overdue, "2 working hours late")]
    // A minimum.
    [InlineData("not before 28 days", "2026-03-02", "2026-03-10", ClockPhase.NotYet, "not before 30 March 2026")]
    [InlineData("not before 28 days", "2026-03-02", "2026-03-30", ClockPhase.MayBeDone, "may be done since 30 March 2026")]
    public void While_it_runs(string limit, string start, string now, ClockPhase phase, string words)
    {
        var state = Clock(limit, start, null).StateOn(Calendars.Moment(now), Calendars.EnglandAndWales);

        (state.Phase, state.Words).ShouldBe((phase, words));
    }

    [Theory]
    [InlineData("5 working days", "2026-03-02", "2026-03-09 23:59", ClockPhase.MetInTime, "met")]
    [InlineData("5 working days", "2026-03-02", "2026-03-11", ClockPhase.MetLate, "met 2 working days late")]
    [InlineData("4 working days", "2026-03-02", "2026-03-07", ClockPhase.MetLate, "met late")]
    [InlineData("3 months", "2026-01-15", "2026-04-16", ClockPhase.MetLate, "met 1 day late")]
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-03 10:00", ClockPhase.MetInTime, "met")]
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-03 10:01", ClockPhase.MetLate, "met 1 minute late")]
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-03", ClockPhase.MetInTime, "met")]          // nobody can say it was later than 10am
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-04", ClockPhase.MetLate, "met 1 day late")]
    [InlineData("not before 28 days", "2026-03-02", "2026-03-30", ClockPhase.MetInTime, "met")]
    [InlineData("not before 28 days", "2026-03-02", "2026-03-27", ClockPhase.TooSoon, "done 3 days too soon")]
    public void Once_it_is_met(string limit, string start, string done, ClockPhase phase, string words)
    {
        var clock = Clock(limit, start, done);
        var state = clock.StateOn(Calendars.Moment("2026-12-01"), Calendars.EnglandAndWales);

        (state.Phase, state.Words).ShouldBe((phase, words));
        clock.InTime.ShouldBe(phase == ClockPhase.MetInTime);
    }

    [Fact]
    public void How_late_is_counted_in_working_days_for_working_days()
    {
        var state = Clock("1 working day", "2026-12-23", null).StateOn(Calendars.Moment("2026-12-30"), Calendars.EnglandAndWales);

        state.ShouldBe(new ClockState(ClockPhase.Overdue, 2, TimeUnit.WorkingDays, "2 working days late"));
    }

    private static Clock Clock(string limit, string start, string? done)
    {
        var story = new Story();
        story.Happened(start, "asked");
        if (done is not null) { story.Happened(done, "answered"); }
        return story.Derive([Timescale("answer", limit, [When("asked")], [When("answered")])], []).Clocks.ShouldHaveSingleItem();
    }
}
