using Trellis.Modules.Figures;

namespace Trellis.Tests.Figures;

public class PrintedTests
{
    [Theory]
    [InlineData("2257", 2257, "referrals")]
    [InlineData("2,368", 2368, "referrals")]
    [InlineData("2234*", 2234, "referrals")]
    [InlineData("53.8%", 53.8, "percent")]
    [InlineData("95 %", 95, "percent")]
    [InlineData("+ 66%", 66, "percent")]
    [InlineData("<8%", 8, "percent")]
    [InlineData("6.6", 6.6, "percent")]
    [InlineData("17.10%", 17.1, "percent")]
    [InlineData("£6.8bn", 6.8, "gbp-billion")]
    [InlineData("2.2 million", 2.2, "million people")]
    [InlineData("2.2 million", 2200000, "people")]
    [InlineData("8.78", 8.78, "million people")]
    [InlineData("21,031", 21031, "gbp-thousand")]
    [InlineData("-28,050", -28050, "gbp")]
    [InlineData("(28,050)", -28050, "gbp")]
    [InlineData("10th", 10, "rank")]
    [InlineData("third", 3, "ordinal")]
    [InlineData("sixty", 60, "deaths")]
    [InlineData("twenty-one", 21, "deaths")]
    [InlineData("Zero", 0, "per-1000")]
    [InlineData("one in six", 6, "one-in-n")]
    [InlineData("1 in every 15", 15, "one-in-n")]
    [InlineData("nine out of ten", 9, "out-of-10")]
    [InlineData("half", 0.5, "fraction")]
    [InlineData("one and a half", 1.5, "times")]
    [InlineData("six times", 6, "times")]
    public void Text_agrees_with_its_value(string text, double value, string unit)
    {
        Printed.TryParse(text, out var printed).ShouldBeTrue();
        printed.Agrees((decimal)value, unit).ShouldBeTrue();
    }

    [Theory]
    [InlineData("2257", 2275, "referrals")]
    [InlineData("40%", 40, "people")]
    [InlineData("2.2 million", 2.2, "people")]
    [InlineData("one in six", 16, "one-in-n")]
    [InlineData("28,050", -28050, "gbp")]
    public void Text_that_says_another_number_does_not(string text, double value, string unit)
    {
        Printed.TryParse(text, out var printed).ShouldBeTrue();
        printed.Agrees((decimal)value, unit).ShouldBeFalse();
    }

    [Theory]
    [InlineData("X children")]
    [InlineData("TBC")]
    [InlineData("1,23")]
    [InlineData("")]
    [InlineData("12 to 14")]
    public void Other_text_is_no_number(string text) => Printed.TryParse(text, out _).ShouldBeFalse();
}
