using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Tests.Time;

public sealed class CalendarFileTests
{
    private const string Good = """
        calendar: somewhere
        first-year: 2025
        last-year: 2025
        weekend: [saturday, sunday]
        opening-hours:
          monday: 08:00 to 20:00
          friday: 10:00 to 24:00
          holidays: 10:00 to 14:00
        holidays:
          2025-12-25: Christmas Day
        """;

    [Fact]
    public void A_calendar_says_its_years_hours_and_holidays()
    {
        var calendar = Read(Good);

        (calendar.Id, calendar.FirstYear, calendar.LastYear).ShouldBe(("somewhere", 2025, 2025));
        calendar.Hours.Week[DayOfWeek.Monday].ShouldBe(new Opening(new TimeOnly(8, 0), new TimeOnly(20, 0)));
        calendar.Hours.Week[DayOfWeek.Friday].Closes.ShouldBe(TimeOnly.MinValue);
        calendar.Hours.OnHolidays.ShouldBe(new Opening(new TimeOnly(10, 0), new TimeOnly(14, 0)));
        calendar.IsWorkingDay(new DateOnly(2025, 12, 25)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("first-year: 2025", "first-yaer: 2025", "2: unknown key first-yaer. Expected one of calendar, title, authority, first-year, last-year, weekend, opening-hours, holidays")]
    [InlineData("last-year: 2025", "last-year: next", "3: next is not a year")]
    [InlineData("last-year: 2025", "last-year: 2024", "3: the last year, 2024, is before the first, 2025")]
    [InlineData("last-year: 2025", "last-year: 2026", "10: no holidays are listed for 2026")]
    [InlineData("[saturday, sunday]", "[saturday, sonday]", "4: sonday is not a day of the week. Expected monday to sunday")]
    [InlineData("[saturday, sunday]", "sunday", "4: expected a list of days: [saturday, sunday]")]
    [InlineData("08:00 to 20:00", "8 to 20", "6: 8 to 20 is not a time of opening. Expected 09:00 to 17:00")]
    [InlineData("08:00 to 20:00", "20:00 to 08:00", "6: monday closes before it opens: 20:00 to 08:00")]
    [InlineData("2025-12-25", "25 December", "10: 25 December is not a date. Expected year-month-day, like 2026-12-25")]
    [InlineData("2025-12-25", "2024-12-25", "10: 2024-12-25 is outside the years 2025 to 2025")]
    [InlineData("2025-12-25", "2025-12-27", "10: 2025-12-27 is a Saturday. Expected the working day taken in its place")]
    [InlineData("calendar: somewhere", "title: Somewhere", "1: calendar is missing")]
    public void A_mistake_is_told_with_file_and_line(string right, string wrong, string message) =>
        Should.Throw<FormatException>(() => Read(Good.Replace(right, wrong, StringComparison.Ordinal))).Message.ShouldBe($"calendars/somewhere.yaml:{message}");

    [Fact]
    public void A_day_given_twice_is_told_with_its_line() =>
        Should.Throw<FormatException>(() => Read(Good + "\n  2025-12-25: Again")).Message.ShouldStartWith("calendars/somewhere.yaml:11: ");

    private static WorkingCalendar Read(string text) => CalendarFile.Read("calendars/somewhere.yaml", new StringReader(text));
}
