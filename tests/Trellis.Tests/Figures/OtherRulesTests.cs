using Trellis.Modules.Figures.Checks;
using Trellis.Modules.Figures.Public;

namespace Trellis.Tests.Figures;

public class OtherRulesTests
{
    [Fact]
    public void One_fact_printed_twice_differently()
    {
        var finding = new Printing().Of("ipads", "BI", "100").Of("ipads", "BI", "50").Finds("printed-differently").ShouldHaveSingleItem();

        finding.Severity.ShouldBe(Severity.Error);
        finding.Line.ShouldBe(3);
        finding.Message.ShouldContain("“100” on line 10 of the same document");
    }

    [Fact]
    public void In_two_documents_it_is_a_query()
    {
        var finding = new Printing().Of("deaths", "TRI", "40").Of("deaths", "TRI", "41", document: "second").Finds("printed-differently").ShouldHaveSingleItem();

        finding.Severity.ShouldBe(Severity.Query);
        finding.Message.ShouldContain("in first line 10");
    }

    [Fact]
    public void One_fact_printed_twice_to_other_places_is_the_same_fact()
    {
        new Printing().Of("rate", "TRI", "39%", "percent").Of("rate", "TRI", "38.9%", "percent").FindsNothing();
        new Printing().Of("rate", "TRI", "16.0%", "percent").Of("rate", "TRI", "one in six", "one-in-n").FindsNothing();
    }

    [Fact]
    public void Two_numbers_of_one_sentence_are_a_comparison() => new Printing()
        .Of("remote", "BI", "80%", "percent", year: "", line: 7).Of("remote", "BI", "20%", "percent", year: "", line: 7).FindsNothing();

    [Fact]
    public void A_target_is_another_question() => new Printing().Of("rate", "BI", "67%", "percent", qualifier: "target").Of("rate", "BI", "49%", "percent").FindsNothing();

    [Fact]
    public void Over_a_hundred_where_the_number_is_printed()
    {
        new Printing().Of("attendees", "TRI", "100", qualifier: "over").Of("attendees", "TRI", "121").Finds("approximate").ShouldHaveSingleItem().Message.ShouldContain("“over 100” here");
        new Printing().Of("attendees", "TRI", "100", qualifier: "over").Of("attendees", "TRI", "96").Finds("printed-differently").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_number_without_a_date_beside_one_with()
    {
        new Printing().Of("meals", "RBKC", "21%", "percent", year: "").Of("meals", "RBKC", "25.10%", "percent").Finds("undated").ShouldHaveSingleItem().Line.ShouldBe(2);
        new Printing().Of("meals", "RBKC", "25%", "percent", year: "").Of("meals", "RBKC", "25.10%", "percent").FindsNothing();
        new Printing().Of("meals", "RBKC", "21%", "percent", year: "", document: "second").Of("meals", "RBKC", "25.10%", "percent").FindsNothing();
    }

    [Fact]
    public void Two_areas_with_the_very_same_percentages()
    {
        Printing Languages(string secondary) => new Printing()
            .Of("language", "LBHF", "53.8%", "percent", by: "school phase", part: "primary").Of("language", "LBHF", "46.7%", "percent", by: "school phase", part: "secondary")
            .Of("language", "RBKC", "53.8%", "percent", by: "school phase", part: "primary").Of("language", "RBKC", secondary, "percent", by: "school phase", part: "secondary");

        Languages("46.7%").Finds("same-for-two-areas").ShouldHaveSingleItem().Line.ShouldBe(4);
        Languages("46.8%").FindsNothing();
    }

    [Fact]
    public void A_number_printed_again_for_another_age_range()
    {
        Printing Population(string number) => new Printing()
            .Of("population", "WCC", "44,465", year: "", by: "age", part: "0-17").Of("population", "WCC", number, year: "", by: "age", part: "0-19", document: "second");

        Population("44,465").Finds("same-under-another-label").ShouldHaveSingleItem().Line.ShouldBe(3);
        Population("44,645").FindsNothing();
    }

    [Fact]
    public void A_calendar_year_set_against_a_financial_year()
    {
        new Printing().Of("referrals", "WCC", "2", period: ("2020-01-01", "2020-12-31"), line: 9).Of("referrals", "WCC", "57", year: "2021-22", line: 9)
            .Finds("unlike-periods").ShouldHaveSingleItem().Arithmetic.ShouldBe("2 (2020), 57 (2021-22)");
        new Printing().Of("referrals", "WCC", "2", year: "2020-21", line: 9).Of("referrals", "WCC", "57", year: "2021-22", line: 9).FindsNothing();
    }

    [Theory]
    [InlineData("X children")]
    [InlineData("xx")]
    [InlineData("TBC")]
    [InlineData("???")]
    [InlineData("[insert number]")]
    public void A_place_left_in_the_note(string note)
    {
        var left = note is "xx" ? "xx children" : note;
        new Printing().Of("missing", "TRI", "5", note: left).Finds("placeholder").ShouldHaveSingleItem().Severity.ShouldBe(Severity.Error);
    }

    [Theory]
    [InlineData("X Children and young people were reported missing", "X Children and")]
    [InlineData("A total of X children were reported missing", "X children were")]
    [InlineData("attendance was xx% this year", "xx%")]
    [InlineData("Lead officer: TBC", "TBC")]
    [InlineData("Income was £X", "£X")]
    public void A_place_left_in_a_text(string text, string left) => PlaceholderText.In(text).ShouldBe(left);

    [Theory]
    [InlineData("Review for the case of Mr X.")]
    [InlineData("Child X was seen by the GP")]
    [InlineData("magnetic resonance and X-ray")]
    [InlineData("Is it right? It is")]
    [InlineData("a generation X and Y")]
    [InlineData("[Was Not Brought](#)")]
    public void Other_text_is_left_alone(string text) => PlaceholderText.In(text).ShouldBeNull();

    [Fact]
    public void A_number_that_is_not_the_one_printed() => new Printing().Of("referrals", "RBKC", "2257", value: 2275).Finds("value-as-printed").ShouldHaveSingleItem().Message.ShouldContain("2,275");

    [Theory]
    [InlineData("104%", "percent", null)]
    [InlineData("12.5", "children", null)]
    [InlineData("-3", "children", null)]
    [InlineData("12", "children", "2020-03-31")]
    public void What_cannot_be(string printed, string unit, string? asAt) => new Printing().Of("figure", "RBKC", printed, unit, asAt: asAt).Finds("implausible").ShouldHaveSingleItem();

    [Theory]
    [InlineData("100%", "percent", null)]
    [InlineData("12", "children", "2019-03")]
    [InlineData("-28,050", "gbp", null)]
    public void What_can(string printed, string unit, string? asAt) => new Printing().Of("figure", "RBKC", printed, unit, asAt: asAt).FindsNothing();
}
