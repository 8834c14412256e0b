using Trellis.Platform.Time;
using static Trellis.Tests.Time.Calendars;

namespace Trellis.Tests.Time;

public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = EnglandAndWales;

    [Theory]
    [InlineData("2026-03-02", true)]    // a Monday
    [InlineData("2026-03-07", false)]   // Saturday
    [InlineData("2026-03-08", false)]   // Sunday
    [InlineData("2026-04-03", false)]   // Good Friday
    [InlineData("2022-05-30", true)]    // the spring holiday was moved from here
    [InlineData("2022-09-19", false)]
    [InlineData("2010-01-01", false)]   // the first day covered
    [InlineData("2030-12-31", true)]    // the last
    public void A_working_day_is_neither_weekend_nor_holiday(string day, bool worked) => Calendar.IsWorkingDay(Day(day)).ShouldBe(worked);

    [Fact]
    public void Counting_agrees_with_walking_day_by_day()
    {
        for (var day = Day("2021-11-01"); day < Day("2022-02-01"); day = day.AddDays(1))
        {
            foreach (var n in new[] { 1, 2, 5, 15, 45 })
            {
                Calendar.AddWorkingDays(day, n).ShouldBe(Walk(day, n, 1));
                Calendar.AddWorkingDays(day, -n).ShouldBe(Walk(day, n, -1));
            }
        }

        static DateOnly Walk(DateOnly day, int n, int step)
        {
            while (n > 0)
            {
                day = day.AddDays(step);
                if (Calendar.IsWorkingDay(day)) { n--; }
            }

            return day;
        }
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-02", 0)]
    [InlineData("2026-03-02", "2026-03-03", 1)]
    [InlineData("2026-03-06", "2026-03-08", 0)]    // Friday to Sunday
    [InlineData("2026-03-06", "2026-03-09", 1)]
    [InlineData("2026-03-09", "2026-03-06", -1)]
    [InlineData("2025-12-24", "2026-01-02", 4)]    // 29, 30, 31 December and 2 January
    public void Working_days_between_leave_out_the_first_day(string from, string to, int days) =>
        Calendar.WorkingDaysBetween(Day(from), Day(to)).ShouldBe(days);

    [Fact]
    public void Zero_working_days_is_the_day_itself() => Calendar.AddWorkingDays(Day("2026-03-07"), 0).ShouldBe(Day("2026-03-07"));

    [Fact]
    public void A_year_nobody_entered_is_an_error_that_names_it()
    {
        Should.Throw<UnknownYearException>(() => Calendar.IsWorkingDay(Day("2031-01-04"))).Year.ShouldBe(2031);
        Should.Throw<UnknownYearException>(() => Calendar.IsWorkingDay(Day("2009-12-31"))).Year.ShouldBe(2009);
        Should.Throw<UnknownYearException>(() => Calendar.AddWorkingDays(Day("2030-12-30"), 2)).Year.ShouldBe(2031);
        Should.Throw<UnknownYearException>(() => Calendar.AddWorkingDays(Day("2010-01-04"), -1)).Year.ShouldBe(2009);
        Should.Throw<UnknownYearException>(() => Calendar.WorkingDaysBetween(Day("2030-12-30"), Day("2031-01-02"))).Year.ShouldBe(2031);
        Should.Throw<UnknownYearException>(() => Calendar.AddWorkingHours(Moment("2030-12-31 16:30").At, TimeSpan.FromHours(1))).Year.ShouldBe(2031);
        Should.Throw<UnknownYearException>(() => Calendar.IsWorkingDay(Day("2031-01-04"))).Message
            .ShouldBe("The calendar england-and-wales has no holidays for 2031: it covers 2010 to 2030. Add 2031 to it before dates in that year are worked out");
    }

    [Fact]
    public void A_hub_that_opens_on_Saturdays_and_holidays_counts_those_hours()
    {
        var week = OpeningHours.Office.Week.SetItem(DayOfWeek.Saturday, new Opening(new TimeOnly(10, 0), new TimeOnly(14, 0)));
        var hub = Calendar.WithHours(new OpeningHours(week, onHolidays: new Opening(new TimeOnly(12, 0), new TimeOnly(13, 0))));

        Text(Platform.Time.Moment.Exactly(hub.AddWorkingHours(Moment("2026-03-06 16:00").At, TimeSpan.FromHours(4)))).ShouldBe("2026-03-07 13:00");
        Text(Platform.Time.Moment.Exactly(hub.AddWorkingHours(Moment("2026-12-24 16:00").At, TimeSpan.FromHours(2)))).ShouldBe("2026-12-25 13:00");
        hub.IsWorkingDay(Day("2026-03-07")).ShouldBeFalse();
    }

    [Fact]
    public void A_hub_that_never_closes_counts_the_hours_that_really_pass()
    {
        var always = new Opening(TimeOnly.MinValue, TimeOnly.MinValue);
        var hub = Calendar.WithHours(new OpeningHours(Enum.GetValues<DayOfWeek>().ToDictionary(d => d, _ => always), always));

        // The clocks go forward at 1am on 29 March 2026 and back at 2am on 25 October.
        Text(Platform.Time.Moment.Exactly(hub.AddWorkingHours(Moment("2026-03-28 12:00").At, TimeSpan.FromHours(24)))).ShouldBe("2026-03-29 13:00");
        Text(Platform.Time.Moment.Exactly(hub.AddWorkingHours(Moment("2026-10-24 12:00").At, TimeSpan.FromHours(24)))).ShouldBe("2026-10-25 11:00");
        hub.WorkingHoursBetween(Moment("2026-03-29").At, Moment("2026-03-30").At).ShouldBe(TimeSpan.FromHours(23));
    }

    [Fact]
    public void Working_hours_there_and_back_again()
    {
        foreach (var start in new[] { "2026-03-02 10:20", "2026-03-06 16:59", "2026-12-24 09:00", "2026-03-27 12:00" }.Select(t => Moment(t).At))
        {
            foreach (var hours in new[] { 1, 4, 8, 24, 72 }.Select(h => TimeSpan.FromHours(h)))
            {
                var end = Calendar.AddWorkingHours(start, hours);
                Calendar.WorkingHoursBetween(start, end).ShouldBe(hours);
                Calendar.WorkingHoursBetween(Calendar.SubtractWorkingHours(end, hours), end).ShouldBe(hours);
            }
        }
    }
}
