using Trellis.Platform.Time;

namespace Trellis.Tests.Time;

/// <summary>Every bank holiday of England and Wales from 2010 to 2030, checked twice: by rule, and against a list checked by hand.</summary>
public sealed class BankHolidayTests
{
    public static TheoryData<int> Years => [.. Enumerable.Range(2010, 21)];

    [Theory]
    [MemberData(nameof(Years))]
    public void Each_year_has_the_days_the_rules_give(int year)
    {
        var expected = ByRule(year).Order().ToArray();

        InFile(year).ShouldBe(expected);
    }

    [Theory]
    [InlineData("2010: 1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12")]
    [InlineData("2011: 3/1 22/4 25/4 29/4 2/5 30/5 29/8 26/12 27/12")]
    [InlineData("2012: 2/1 6/4 9/4 7/5 4/6 5/6 27/8 25/12 26/12")]
    [InlineData("2013: 1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12")]
    [InlineData("2014: 1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12")]
    [InlineData("2015: 1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12")]
    [InlineData("2016: 1/1 25/3 28/3 2/5 30/5 29/8 26/12 27/12")]
    [InlineData("2017: 2/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12")]
    [InlineData("2018: 1/1 30/3 2/4 7/5 28/5 27/8 25/12 26/12")]
    [InlineData("2019: 1/1 19/4 22/4 6/5 27/5 26/8 25/12 26/12")]
    [InlineData("2020: 1/1 10/4 13/4 8/5 25/5 31/8 25/12 28/12")]
    [InlineData("2021: 1/1 2/4 5/4 3/5 31/5 30/8 27/12 28/12")]
    [InlineData("2022: 3/1 15/4 18/4 2/5 2/6 3/6 29/8 19/9 26/12 27/12")]
    [InlineData("2023: 2/1 7/4 10/4 1/5 8/5 29/5 28/8 25/12 26/12")]
    [InlineData("2024: 1/1 29/3 1/4 6/5 27/5 26/8 25/12 26/12")]
    [InlineData("2025: 1/1 18/4 21/4 5/5 26/5 25/8 25/12 26/12")]
    [InlineData("2026: 1/1 3/4 6/4 4/5 25/5 31/8 25/12 28/12")]
    [InlineData("2027: 1/1 26/3 29/3 3/5 31/5 30/8 27/12 28/12")]
    [InlineData("2028: 3/1 14/4 17/4 1/5 29/5 28/8 25/12 26/12")]
    [InlineData("2029: 1/1 30/3 2/4 7/5 28/5 27/8 25/12 26/12")]
    [InlineData("2030: 1/1 19/4 22/4 6/5 27/5 26/8 25/12 26/12")]
    public void Each_year_has_the_days_of_the_published_list(string line)
    {
        var year = int.Parse(line[..4], English.Culture);
        var expected = line[6..].Split(' ').Select(d => DateOnly.ParseExact($"{d}/{year}", "d/M/yyyy", English.Culture));

        InFile(year).ShouldBe(expected);
    }

    [Fact]
    public void Days_taken_in_place_of_a_weekend_say_so()
    {
        Calendars.EnglandAndWales.HolidayOn(Calendars.Day("2021-12-27"))!.Title.ShouldBe("Christmas Day (substitute day)");
        Calendars.EnglandAndWales.HolidayOn(Calendars.Day("2026-12-28"))!.Title.ShouldBe("Boxing Day (substitute day)");
        Calendars.EnglandAndWales.HolidayOn(Calendars.Day("2022-09-20")).ShouldBeNull();
    }

    private static DateOnly[] InFile(int year) => [.. Calendars.EnglandAndWales.Holidays.Select(h => h.Date).Where(d => d.Year == year)];

    private static IEnumerable<DateOnly> ByRule(int year)
    {
        var easter = Easter(year);
        yield return Substituted(new DateOnly(year, 1, 1));
        yield return easter.AddDays(-2);
        yield return easter.AddDays(1);
        yield return year == 2020 ? new DateOnly(2020, 5, 8) : FirstMonday(year, 5);
        yield return year switch { 2012 => new DateOnly(2012, 6, 4), 2022 => new DateOnly(2022, 6, 2), _ => LastMonday(year, 5) };
        yield return LastMonday(year, 8);

        // Christmas Day first: when both fall on the weekend, Boxing Day takes the Tuesday.
        var christmas = new DateOnly(year, 12, 25);
        var (first, second) = christmas.DayOfWeek switch
        {
            DayOfWeek.Friday => (25, 28),
            DayOfWeek.Saturday => (27, 28),
            DayOfWeek.Sunday => (27, 26),
            _ => (25, 26),
        };
        yield return new DateOnly(year, 12, first);
        yield return new DateOnly(year, 12, second);

        foreach (var once in new[] { "2011-04-29", "2012-06-05", "2022-06-03", "2022-09-19", "2023-05-08" }.Select(Calendars.Day))
        {
            if (once.Year == year) { yield return once; }
        }
    }

    private static DateOnly Substituted(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };

    private static DateOnly FirstMonday(int year, int month)
    {
        var day = new DateOnly(year, month, 1);
        while (day.DayOfWeek != DayOfWeek.Monday) { day = day.AddDays(1); }
        return day;
    }

    private static DateOnly LastMonday(int year, int month)
    {
        var day = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        while (day.DayOfWeek != DayOfWeek.Monday) { day = day.AddDays(-1); }
        return day;
    }

    /// <summary>The anonymous Gregorian computus.</summary>
    private static DateOnly Easter(int year)
    {
        var (a, b, c) = (year % 19, year / 100, year % 100);
        var h = ((19 * a) + b - (b / 4) - ((b - ((b + 8) / 25) + 1) / 3) + 15) % 30;
        var l = (32 + (2 * (b % 4)) + (2 * (c / 4)) - h - (c % 4)) % 7;
        var m = (a + (11 * h) + (22 * l)) / 451;
        var n = h + l - (7 * m) + 114;
        return new DateOnly(year, n / 31, (n % 31) + 1);
    }
}
