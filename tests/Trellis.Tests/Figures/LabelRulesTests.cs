using Trellis.Modules.Figures.Public;

namespace Trellis.Tests.Figures;

/// <summary>Labels, periods and what only rounding explains: each rule with what it must find and a near miss.</summary>
public class LabelRulesTests
{
    [Fact]
    public void Two_areas_with_each_others_number_of_the_year_before()
    {
        Printing Schools(string lastOfWestminster) => new Printing()
            .Of("good", "LBHF", "93%", "percent").Of("good", "WCC", "97%", "percent")
            .Of("good", "LBHF", "97%", "percent", year: "2019-20").Of("good", "WCC", lastOfWestminster, "percent", year: "2019-20");

        var finding = Schools("93%").Finds("exchanged").ShouldHaveSingleItem();
        finding.Severity.ShouldBe(Severity.Query);
        finding.Arithmetic.ShouldBe("LBHF 93% then 97%, WCC 97% then 93%");
        Schools("94%").FindsNothing();
    }

    [Fact]
    public void Small_counts_are_alike_by_chance() => new Printing()
        .Of("deaths", "LBHF", "14").Of("deaths", "WCC", "9").Of("deaths", "LBHF", "9", year: "2019-20").Of("deaths", "WCC", "14", year: "2019-20").FindsNothing();

    [Fact]
    public void An_area_counted_after_it_left()
    {
        var finding = new Printing().Of("sample", "TRI", "30", year: "2021-22").Of("sample", "LBHF", "10", year: "2021-22").Of("sample", "RBKC", "10", year: "2021-22").Of("sample", "WCC", "10", year: "2021-22")
            .Finds("area-left").ShouldHaveSingleItem();

        finding.Line.ShouldBe(3);
        finding.Sources.Select(s => s.Line).ShouldBe([3, 2]);
        new Printing().Of("sample", "LBHF", "10", year: "2020-21").FindsNothing();
    }

    [Fact]
    public void A_number_its_document_marks_and_adds_up_all_the_same()
    {
        var finding = new Printing().Of("referrals", "TRI", "300").Of("referrals", "LBHF", "100").Of("referrals", "RBKC", "120*").Of("referrals", "WCC", "80")
            .Finds("not-comparable").ShouldHaveSingleItem();

        finding.Line.ShouldBe(4);
        finding.Message.ShouldContain("added into 300 for TRI");
        new Printing().Of("referrals", "RBKC", "120", note: "compare with last year").FindsNothing();
    }

    [Fact]
    public void A_chart_that_names_another_age()
    {
        new Printing().Of("population", "WCC", "44", by: "age", part: "0-19", note: "chart legend prints 0-18; period as above").Finds("labelled-otherwise").ShouldHaveSingleItem().Message.ShouldContain("“0-18”");
        new Printing().Of("population", "WCC", "44", by: "age", part: "0-18", note: "chart legend prints 0-18").FindsNothing();
    }

    [Fact]
    public void An_average_printed_as_a_range()
    {
        new Printing().Of("age", "TRI", "14", "years", by: "bound", part: "low", qualifier: "average", line: 9).Of("age", "TRI", "17", "years", by: "bound", part: "high", qualifier: "average", line: 9)
            .Finds("average-as-a-range").ShouldHaveSingleItem().Arithmetic.ShouldBe("14 to 17");
        new Printing().Of("age", "TRI", "14", "years", by: "bound", part: "low", line: 9).Of("age", "TRI", "17", "years", by: "bound", part: "high", line: 9).FindsNothing();
    }

    [Fact]
    public void One_thing_up_and_down()
    {
        new Printing().Of("knives-change", "RBKC", "8.5%", "percent", year: "", qualifier: "increase; %").Of("knives-change", "RBKC", "45%", "percent", year: "", qualifier: "decrease; %", by: "age", part: "under 24")
            .Finds("up-and-down").ShouldHaveSingleItem().Line.ShouldBe(3);
        new Printing().Of("knives-change", "RBKC", "8.5%", "percent", qualifier: "increase; %").Of("knives-change", "RBKC", "45%", "percent", year: "2019-20", qualifier: "decrease; %").FindsNothing();
    }

    [Fact]
    public void A_whole_year_beside_a_part_of_one_names_the_like_one()
    {
        Printing Checks(bool whole) => new Printing()
            .Of("rate", "BI", "25%", "percent", line: 9, period: ("2019-04-01", "2019-11-30")).Of("rate", "BI", "39%", "percent", line: 9, period: ("2020-04-01", "2020-11-30"))
            .Of("rate", "BI", "52%", "percent", year: whole ? "2019-20" : "", line: whole ? 9 : 90);

        Checks(whole: true).Finds("unlike-periods").ShouldHaveSingleItem().Message.ShouldContain("Like with like is 25% (April 2019 to November 2019) against 39%");
        Checks(whole: false).Check().ShouldNotContain(f => f.Rule == "unlike-periods");
    }

    [Fact]
    public void One_number_for_two_years_that_overlap()
    {
        new Printing().Of("staff", "BI", "100", period: ("2020-01-01", "2020-12-31")).Of("staff", "BI", "100", year: "2020-21").Finds("two-periods").ShouldHaveSingleItem().Line.ShouldBe(3);
        new Printing().Of("staff", "BI", "100", year: "2019-20").Of("staff", "BI", "100", year: "2020-21").FindsNothing();
    }

    [Fact]
    public void What_is_not_said_is_one_note_for_a_section()
    {
        var note = new Printing().Of("poverty", "RBKC", "21%", "percent", year: "", note: "period not printed").Of("poverty", "WCC", "29%", "percent", year: "", note: "period not printed")
            .Finds("not-said").ShouldHaveSingleItem();

        note.Severity.ShouldBe(Severity.Note);
        note.Message.ShouldStartWith("2 figures of “Numbers” do not say the period");
        new Printing().Of("poverty", "RBKC", "21%", "percent", year: "", note: "printed after the table").FindsNothing();
    }

    [Fact]
    public void Pounds_that_rounding_explains_are_a_note_and_more_than_that_an_error()
    {
        Printing Funding(string total) => new Printing().Of("funding", "TRI", total, "gbp").Of("funding", "LBHF", "114,175", "gbp").Of("funding", "RBKC", "101,246", "gbp").Of("funding", "WCC", "113,716", "gbp");

        var note = Funding("329,136").Finds("rounding").ShouldHaveSingleItem();
        note.Severity.ShouldBe(Severity.Note);
        note.Message.ShouldContain("1 less. Rounding would explain a difference of 2");
        Funding("329,137").FindsNothing();
        Funding("329,130").Finds("area-total").ShouldHaveSingleItem().Severity.ShouldBe(Severity.Error);
    }

    [Fact]
    public void A_share_of_something_else_than_the_printed_total()
    {
        Printing Deaths(string share) => new Printing().Of("child-deaths-notified", "TRI", "40").Of("child-deaths-notified", "TRI", "30", by: "residence", part: "here").Of("child-deaths-unexpected", "TRI", "14")
            .Of("child-deaths-unexpected-share", "TRI", share, "percent");

        Deaths("47%").Finds("share-of-a-part").ShouldHaveSingleItem().Message.ShouldContain("of 30 (residence: here) it is 46.7%");
        Deaths("35%").FindsNothing();
    }
}
