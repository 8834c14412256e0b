using Trellis.Platform.Timescales;
using Trellis.Tests.Time;

namespace Trellis.Tests.Timescales;

/// <summary>
/// Deadlines worked out by hand with a wall calendar. A day alone is the end of that day; times are London's.
/// "Back" counts back from an event, "not before" is a minimum.
/// </summary>
public sealed class DeadlineTests
{
    [Theory]
    // Working days: the day of the event is day 0, whatever the hour.
    [InlineData("1 working day", "2026-03-02", "2026-03-03")]
    [InlineData("1 working day", "2026-03-06", "2026-03-09")]              // Friday
    [InlineData("1 working day", "2026-03-07", "2026-03-09")]              // Saturday
    [InlineData("1 working day", "2026-03-08", "2026-03-09")]              // Sunday
    [InlineData("1 working day", "2026-03-02 00:01", "2026-03-03")]
    [InlineData("1 working day", "2026-03-02 23:59", "2026-03-03")]
    [InlineData("1 working day", "2026-03-06 17:30", "2026-03-09")]
    [InlineData("1 working day", "2026-04-02", "2026-04-07")]              // over Easter
    [InlineData("1 working day", "2026-04-03", "2026-04-07")]              // from Good Friday
    [InlineData("1 working day", "2025-12-24", "2025-12-29")]              // over Christmas
    [InlineData("1 working day", "2026-12-24", "2026-12-29")]              // Boxing Day taken on Monday
    [InlineData("1 working day", "2021-12-24", "2021-12-29")]              // both taken on Monday and Tuesday
    [InlineData("1 working day", "2010-12-24", "2010-12-29")]
    [InlineData("1 working day", "2016-12-23", "2016-12-28")]
    [InlineData("1 working day", "2021-12-31", "2022-01-04")]              // New Year's Day taken on Monday
    [InlineData("1 working day", "2022-09-16", "2022-09-20")]              // the state funeral
    [InlineData("1 working day", "2011-04-28", "2011-05-03")]              // the wedding and the early May holiday
    [InlineData("1 working day", "2012-06-01", "2012-06-06")]              // two days of the Diamond Jubilee
    [InlineData("1 working day", "2020-05-07", "2020-05-11")]              // VE day on a Friday
    [InlineData("1 working day", "2020-05-01", "2020-05-04")]              // the Monday it was moved from
    [InlineData("1 working day", "2022-06-01", "2022-06-06")]              // the Platinum Jubilee
    [InlineData("1 working day", "2022-05-27", "2022-05-30")]              // the Monday it was moved from
    [InlineData("1 working day", "2023-05-05", "2023-05-09")]              // the coronation
    [InlineData("5 working days", "2026-03-02", "2026-03-09")]
    [InlineData("10 working days", "2025-12-15", "2025-12-31")]
    [InlineData("10 working days", "2025-12-17", "2026-01-05")]
    [InlineData("15 working days", "2026-03-16", "2026-04-08")]            // over Easter
    [InlineData("15 working days", "2022-09-05", "2022-09-27")]
    [InlineData("20 working days", "2018-12-10", "2019-01-10")]
    [InlineData("45 working days", "2026-01-05", "2026-03-09")]            // nine weeks without a holiday
    [InlineData("45 working days", "2024-03-01", "2024-05-08")]            // Easter and early May
    [InlineData("3 clear working days", "2026-03-02", "2026-03-06")]
    // Days and weeks of the calendar take no notice of holidays.
    [InlineData("7 days", "2026-03-02", "2026-03-09")]
    [InlineData("10 days", "2026-12-20", "2026-12-30")]
    [InlineData("28 days", "2024-02-10", "2024-03-09")]                    // a leap year
    [InlineData("28 days", "2023-02-10", "2023-03-10")]
    [InlineData("1 week", "2026-12-25", "2027-01-01")]
    [InlineData("6 weeks", "2026-02-16", "2026-03-30")]
    [InlineData("26 weeks", "2026-01-05", "2026-07-06")]
    [InlineData("16 weeks", "2027-11-29", "2028-03-20")]
    // Months and years end on the corresponding date, or on the last day of a month that is too short for it.
    [InlineData("3 months", "2026-01-15", "2026-04-15")]
    [InlineData("6 months", "2025-08-31", "2026-02-28")]
    [InlineData("6 months", "2023-08-31", "2024-02-29")]
    [InlineData("6 months", "2027-08-31", "2028-02-29")]
    [InlineData("6 months", "2026-03-31", "2026-09-30")]
    [InlineData("1 month", "2026-01-31", "2026-02-28")]
    [InlineData("1 month", "2024-01-31", "2024-02-29")]
    [InlineData("1 month", "2026-02-28", "2026-03-28")]
    [InlineData("3 months", "2025-11-30", "2026-02-28")]
    [InlineData("12 months", "2024-02-29", "2025-02-28")]
    [InlineData("36 months", "2021-02-28", "2024-02-28")]
    [InlineData("1 year", "2024-02-29", "2025-02-28")]
    [InlineData("4 years", "2024-02-29", "2028-02-29")]
    [InlineData("1 month", "2026-07-01 00:30", "2026-08-01")]              // still June in UTC
    [InlineData("3 months", "2026-03-28 23:30", "2026-06-28")]
    // Hours are exact: the clocks go forward at 1am on 29 March 2026 and back at 2am on 25 October.
    [InlineData("24 hours", "2026-03-02 10:00", "2026-03-03 10:00")]
    [InlineData("24 hours", "2026-03-28 10:00", "2026-03-29 11:00")]
    [InlineData("24 hours", "2026-10-24 10:00", "2026-10-25 09:00")]
    [InlineData("4 hours", "2026-03-29 00:30", "2026-03-29 05:30")]
    [InlineData("72 hours", "2025-12-24 18:00", "2025-12-27 18:00")]
    [InlineData("48 hours", "2024-02-28 12:00", "2024-03-01 12:00")]
    [InlineData("90 minutes", "2026-03-02 23:00", "2026-03-03 00:30")]
    // Hours from a day: by the end of the last day they can reach.
    [InlineData("4 hours", "2026-03-02", "2026-03-03")]
    [InlineData("24 hours", "2026-03-02", "2026-03-03")]
    [InlineData("48 hours", "2026-02-27", "2026-03-01")]
    [InlineData("72 hours", "2026-03-02", "2026-03-05")]
    [InlineData("90 minutes", "2026-03-02", "2026-03-03")]
    // Working hours, Monday to Friday 9am to 5pm.
    [InlineData("4 working hours", "2026-03-02 10:00", "2026-03-02 14:00")]
    [InlineData("4 working hours", "2026-03-02 15:00", "2026-03-03 11:00")]
    [InlineData("4 working hours", "2026-03-06 16:00", "2026-03-09 12:00")]
    [InlineData("4 working hours", "2026-03-07 12:00", "2026-03-09 13:00")]
    [InlineData("8 working hours", "2026-03-02 09:00", "2026-03-02 17:00")]
    [InlineData("8 working hours", "2026-03-02 07:00", "2026-03-02 17:00")]
    [InlineData("8 working hours", "2026-03-02 18:00", "2026-03-03 17:00")]
    [InlineData("4 working hours", "2026-04-02 16:00", "2026-04-07 12:00")]
    [InlineData("24 working hours", "2026-03-27 09:00", "2026-03-31 17:00")]
    [InlineData("4 working hours", "2022-09-16 15:00", "2022-09-20 11:00")]
    [InlineData("1 working hour", "2026-12-24 16:30", "2026-12-29 09:30")]
    [InlineData("4 working hours", "2026-03-02", "2026-03-03")]
    [InlineData("4 working hours", "2026-03-06", "2026-03-09")]
    // Back from an event; clear days leave out both the day of publishing and the day of the meeting.
    [InlineData("back 5 clear working days", "2026-03-12", "2026-03-04")]
    [InlineData("back 5 clear working days", "2026-04-09", "2026-03-30")]  // over Easter
    [InlineData("back 5 clear working days", "2022-09-26", "2022-09-15")]  // over the state funeral
    [InlineData("back 5 clear working days", "2026-01-06", "2025-12-24")]  // over Christmas
    [InlineData("back 3 clear working days", "2026-03-09 18:30", "2026-03-03")]
    [InlineData("back 7 working days", "2026-03-12", "2026-03-03")]
    [InlineData("back 2 working days", "2026-03-08", "2026-03-05")]
    [InlineData("back 10 days", "2026-03-05", "2026-02-23")]
    [InlineData("back 6 weeks", "2026-03-30", "2026-02-16")]
    [InlineData("back 1 month", "2026-03-31", "2026-02-28")]
    [InlineData("back 1 year", "2028-02-29", "2027-02-28")]
    [InlineData("back 24 hours", "2026-03-29 11:00", "2026-03-28 10:00")]
    [InlineData("back 24 hours", "2026-03-05", "2026-03-04")]
    [InlineData("back 4 working hours", "2026-03-09 11:00", "2026-03-06 15:00")]
    // Minimums.
    [InlineData("not before 28 days", "2026-03-02", "2026-03-30")]
    [InlineData("not before 30 days", "2026-01-31", "2026-03-02")]
    [InlineData("not before 45 days", "2022-11-01", "2022-12-16")]
    [InlineData("not before 60 days", "2024-01-01", "2024-03-01")]
    public void Is_due(string limit, string start, string due) =>
        Calendars.Text(Deadline.Due(Given.Limit(limit), Calendars.Moment(start), Calendars.EnglandAndWales)).ShouldBe(due);

    [Theory]
    // The day the pause begins is not given back, the day it ends is, as the limit itself counts.
    [InlineData("5 working days", "2026-03-02", "2026-03-04", "2026-03-06", "2026-03-11")]
    [InlineData("5 working days", "2026-03-02", "2026-03-06", "2026-03-09", "2026-03-10")]             // Friday to Monday is one
    [InlineData("5 working days", "2026-03-02", "2026-03-07", "2026-03-08", "2026-03-09")]             // a weekend is none
    [InlineData("5 working days", "2026-03-02", "2026-03-09", "2026-03-12", "2026-03-12")]             // begun on the last day
    [InlineData("5 working days", "2026-03-02", "2026-03-10", "2026-03-20", "2026-03-09")]             // begun after it ran out
    [InlineData("3 months", "2026-01-15", "2026-02-01", "2026-02-11", "2026-04-25")]
    [InlineData("72 hours", "2026-03-02 10:00", "2026-03-03 10:00", "2026-03-03 22:30", "2026-03-05 22:30")]
    [InlineData("4 working hours", "2026-03-02 10:00", "2026-03-02 11:00", "2026-03-03 10:00", "2026-03-03 13:00")]
    public void A_pause_gives_back_what_it_took(string limit, string start, string from, string to, string due)
    {
        var pause = new Pause(Calendars.Moment(from), Calendars.Moment(to));

        Calendars.Text(Deadline.Due(Given.Limit(limit), Calendars.Moment(start), Calendars.EnglandAndWales, [pause])).ShouldBe(due);
    }

    [Fact]
    public void Pauses_that_overlap_give_back_each_day_once()
    {
        Pause[] pauses =
        [
            new(Calendars.Moment("2026-02-05"), Calendars.Moment("2026-02-15")),
            new(Calendars.Moment("2026-02-01"), Calendars.Moment("2026-02-11")),
            new(Calendars.Moment("2026-02-02"), Calendars.Moment("2026-02-03")),
        ];

        Calendars.Text(Deadline.Due(Given.Limit("28 days"), Calendars.Moment("2026-01-31"), Calendars.EnglandAndWales, pauses)).ShouldBe("2026-03-14");
    }

    [Fact]
    public void A_second_pause_within_the_time_the_first_gave_back_counts_too()
    {
        Pause[] pauses =
        [
            new(Calendars.Moment("2026-03-05"), Calendars.Moment("2026-03-15")),
            new(Calendars.Moment("2026-03-18"), Calendars.Moment("2026-03-20")),
            new(Calendars.Moment("2026-03-25"), null),
        ];

        Calendars.Text(Deadline.Due(Given.Limit("7 days"), Calendars.Moment("2026-03-02"), Calendars.EnglandAndWales, pauses)).ShouldBe("2026-03-21");
    }
}
