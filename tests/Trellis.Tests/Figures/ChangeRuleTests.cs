using Trellis.Modules.Figures.Public;

namespace Trellis.Tests.Figures;

public class ChangeRuleTests
{
    private static Printing Years(string before, string now, string change, string qualifier = "increase; %") => new Printing()
        .Of("lado-referrals", "WCC", before, year: "2020-21").Of("lado-referrals", "WCC", now, year: "2021-22")
        .Of("lado-referrals-change", "WCC", change, "percent", year: "2021-22", qualifier: qualifier);

    [Fact]
    public void A_change_its_two_ends_do_not_give()
    {
        var finding = Years("116", "220", "+ 53%").Finds("change").ShouldHaveSingleItem();

        finding.Severity.ShouldBe(Severity.Error);
        finding.Line.ShouldBe(4);
        finding.Arithmetic.ShouldBe("(220 − 116) ÷ 116 = 89.7%, printed 53%");
        finding.Message.ShouldContain("116 is 52.7% of 220");
        finding.Tolerance.ShouldBe("Rounding would explain 0.5 of a percentage point");
    }

    [Theory]
    [InlineData("840", "1,168", "39%", "increase; %")]
    [InlineData("4,447", "3,980", "11%", "decrease; %")]
    [InlineData("4,447", "3,980", "10.5%", "decrease; %")]
    [InlineData("200", "300", "-50%", "%", "change")]
    [InlineData("139,188", "166,363", "20%", "nearly; increase; %")]
    public void A_change_they_do_give(string before, string now, string change, string qualifier, string? rule = null)
    {
        var found = Years(before, now, change, qualifier);

        if (rule is null) { found.FindsNothing(); }
        else { found.Finds(rule).ShouldHaveSingleItem(); }
    }

    [Fact]
    public void A_fall_printed_as_a_rise_is_found() => Years("100", "90", "10%").Finds("change").ShouldHaveSingleItem();

    [Fact]
    public void Half_a_point_is_rounding_and_more_is_not()
    {
        Years("1000", "1125", "12%").FindsNothing();
        Years("1000", "1126", "12%").Finds("change").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_change_in_number()
    {
        Printing Count(string change) => new Printing()
            .Of("concerns", "WCC", "847", year: "2019-20").Of("concerns", "WCC", "1,164", year: "2020-21")
            .Of("concerns-change-count", "WCC", change, "children", year: "2020-21", qualifier: "increase");

        Count("317").FindsNothing();
        Count("371").Finds("change").ShouldHaveSingleItem().Arithmetic.ShouldBe("1,164 − 847 = 317, printed 371");
    }

    [Fact]
    public void Two_boroughs_together_are_added_up_when_their_own_number_is_not_printed()
    {
        Printing Both(string change, string qualifier = "increase; %") => Years("100", "150", "50%")
            .Of("lado-referrals", "RBKC", "100", year: "2020-21").Of("lado-referrals", "RBKC", "110", year: "2021-22").Of("lado-referrals-change", "RBKC", "10%", "percent", year: "2021-22")
            .Of("lado-referrals-change", "BI", change, "percent", year: "2021-22", qualifier: qualifier);

        Both("30%").FindsNothing();
        Both("57%").Finds("change").ShouldHaveSingleItem().Message.ShouldContain("100 + 100 = 200");
    }

    [Fact]
    public void An_average_change_may_be_the_mean_of_the_boroughs_changes()
    {
        Printing Mean(string change) => new Printing()
            .Of("contacts", "RBKC", "10", year: "2020-21").Of("contacts", "RBKC", "20", year: "2021-22").Of("contacts-change", "RBKC", "100%", "percent", year: "2021-22")
            .Of("contacts", "WCC", "100", year: "2020-21").Of("contacts", "WCC", "150", year: "2021-22").Of("contacts-change", "WCC", "50%", "percent", year: "2021-22")
            .Of("contacts-change", "BI", change, "percent", year: "2021-22", qualifier: "average increase; %");

        Mean("75%").FindsNothing();
        Mean("55%").FindsNothing();
        Mean("65%").Finds("change").ShouldHaveSingleItem();
    }

    [Fact]
    public void Ends_from_another_document_make_a_query() => new Printing()
        .Of("referrals", "RBKC", "2,234", document: "first", year: "2018-19").Of("referrals", "RBKC", "2,368", document: "second", year: "2019-20")
        .Of("referrals-change", "RBKC", "4%", "percent", document: "second", year: "2019-20", qualifier: "increase; %")
        .Finds("change").ShouldHaveSingleItem().Severity.ShouldBe(Severity.Query);

    [Fact]
    public void Before_and_after_are_ends()
    {
        Printing Stages(string change) => new Printing()
            .Of("confidence", "BI", "47.8%", "percent", by: "stage", part: "before training").Of("confidence", "BI", "96.7%", "percent", by: "stage", part: "after training")
            .Of("confidence-change", "BI", change, "percent", qualifier: "increase; %");

        Stages("102%").FindsNothing();
        Stages("48.9%").FindsNothing();
        Stages("72%").Finds("change").ShouldHaveSingleItem();
    }

    [Fact]
    public void A_change_without_both_ends_is_left_alone() => new Printing()
        .Of("children", "RBKC", "101", year: "2021-22").Of("children-change", "RBKC", "5%", "percent", year: "2021-22", qualifier: "decrease; %").FindsNothing();
}
