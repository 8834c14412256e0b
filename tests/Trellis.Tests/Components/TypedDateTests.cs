using FsCheck;
using FsCheck.Fluent;
using Trellis.Components;
using Trellis.Platform.Time;

namespace Trellis.Tests.Components;

public sealed class TypedDateTests
{
    [Theory]
    [InlineData("5", "3", "2026")]
    [InlineData("05", "03", "2026")]
    [InlineData(" 5 ", "March", "2026")]
    [InlineData("5", "mar", "2026")]
    public void A_date_is_read_as_people_type_it(string day, string month, string year) =>
        new DateParts { Day = day, Month = month, Year = year }.Read("date").Date.ShouldBe(new DateOnly(2026, 3, 5));

    [Theory]
    [InlineData("", "3", "2026", "Date of birth must include a day", DatePart.Day)]
    [InlineData("5", "", "", "Date of birth must include a month and year", DatePart.Month | DatePart.Year)]
    [InlineData("31", "2", "2014", "Date of birth must be a real date", DatePart.Day)]
    [InlineData("29", "2", "2025", "Date of birth must be a real date", DatePart.Day)]
    [InlineData("5", "13", "2014", "Date of birth must be a real date", DatePart.Month)]
    [InlineData("5", "ma", "2014", "Date of birth must be a real date", DatePart.Month)]
    [InlineData("x", "y", "2014", "Date of birth must be a real date", DatePart.Day | DatePart.Month)]
    [InlineData("5", "3", "14", "Year of date of birth must include 4 numbers", DatePart.Year)]
    public void A_wrong_date_says_what_and_where(string day, string month, string year, string message, DatePart parts) =>
        new DateParts { Day = day, Month = month, Year = year }.Read("date of birth").Fault.ShouldBe(new DateFault(message, parts));

    [Fact]
    public void An_empty_date_is_wrong_only_where_one_is_needed()
    {
        new DateParts().Read("date of birth").ShouldBe((null, null));
        new DateParts().Read("Date of birth", required: true).Fault!.Message.ShouldBe("Enter the date of birth");
        new DateParts().Read("When was it held?", required: true).Fault!.Message.ShouldBe("Enter a date");
    }

    [Fact]
    public void Every_date_that_is_shown_reads_back_the_same() => Prop.ForAll<DateTime>(at =>
    {
        var day = DateOnly.FromDateTime(at);
        return day.Year is < 1800 or > 2200 || DateParts.Of(day).Read("date").Date == day;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("2:05pm", 14, 5)]
    [InlineData("2.05 p.m.", 14, 5)]
    [InlineData("14:05", 14, 5)]
    [InlineData("1405", 14, 5)]
    [InlineData("9am", 9, 0)]
    [InlineData("12am", 0, 0)]
    [InlineData("12pm", 12, 0)]
    [InlineData("midday", 12, 0)]
    [InlineData("Midnight", 0, 0)]
    public void A_time_is_read_as_people_type_it(string text, int hour, int minute) => DateTimeParts.ReadTime(text).ShouldBe(new TimeOnly(hour, minute));

    [Theory]
    [InlineData("9")]
    [InlineData("25:00")]
    [InlineData("9:75")]
    [InlineData("13pm")]
    [InlineData("0am")]
    [InlineData("after school")]
    public void What_is_no_time_is_not_guessed(string text) => DateTimeParts.ReadTime(text).ShouldBeNull();

    [Fact]
    public void A_date_without_a_time_is_the_day_only()
    {
        var typed = new DateTimeParts { Day = "5", Month = "7", Year = "2026" };

        typed.Read("received").Moment.ShouldBe(Moment.On(new DateOnly(2026, 7, 5)));
        typed.Read("received", timeRequired: true).Fault.ShouldBe(new DateFault("Received must include a time", DatePart.Time));
        (typed with { Time = "2:05pm" }).Read("received").Moment!.Value.ToString().ShouldBe("5 July 2026, 2:05pm");
    }

    [Fact]
    public void A_moment_that_is_shown_reads_back_the_same()
    {
        var moment = Moment.Exactly(new DateTimeOffset(2026, 7, 5, 13, 5, 0, TimeSpan.Zero));

        DateTimeParts.Of(moment).Read("received").Moment.ShouldBe(moment);
    }
}
