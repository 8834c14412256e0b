using Trellis.Modules.Figures.Public;

namespace Trellis.Tests.Figures;

public class ShareRulesTests
{
    private static Printing Sessions(string share) => new Printing()
        .Of("sessions", "TRI", "137").Of("sessions", "TRI", "56", by: "trainer", part: "Own").Of("sessions-share", "TRI", share, "percent", by: "trainer", part: "Own");

    [Fact]
    public void A_share_its_numbers_do_not_give()
    {
        var finding = Sessions("40.8%").Finds("share").ShouldHaveSingleItem();

        finding.Severity.ShouldBe(Severity.Error);
        finding.Arithmetic.ShouldBe("56 ÷ 137 = 40.9%, printed 40.8%");
        finding.Tolerance.ShouldBe("Rounding would explain 0.05 of a percentage point");
    }

    [Theory]
    [InlineData("40.9%")]
    [InlineData("41%")]
    [InlineData("40.88%")]
    public void A_share_they_do_give(string share) => Sessions(share).FindsNothing();

    [Fact]
    public void A_declared_rate_is_of_its_register()
    {
        Printing Rate(string rate) => new Printing()
            .Of("ld-health-checks", "BI", "238", year: "2020-21").Of("ld-health-check-register", "BI", "479", year: "", asAt: "2021-03").Of("ld-health-checks-rate", "BI", rate, "percent", year: "2020-21");

        Rate("50%").FindsNothing();
        Rate("48%").Finds("share").ShouldHaveSingleItem().Message.ShouldContain("238 of 479 is 49.7%");
    }

    [Fact]
    public void A_share_of_two_boroughs_that_fits_one_says_so()
    {
        var finding = new Printing()
            .Of("adult-concerns", "RBKC", "1,168").Of("adult-concerns", "WCC", "1,164").Of("adult-concerns-police", "BI", "238").Of("adult-concerns-police-share", "BI", "20%", "percent")
            .Finds("share").ShouldHaveSingleItem();

        finding.Severity.ShouldBe(Severity.Query);
        finding.Message.ShouldContain("RBKC's 1,168 or of WCC's 1,164 alone");
    }

    [Fact]
    public void A_share_of_a_printed_part_of_the_whole_is_asked_about_and_no_slip() => new Printing()
        .Of("child-deaths-notified", "TRI", "40").Of("child-deaths-notified", "TRI", "30", by: "residence", part: "here").Of("child-deaths-notified", "TRI", "10", by: "residence", part: "overseas")
        .Of("child-deaths-unexpected", "TRI", "14").Of("child-deaths-unexpected-share", "TRI", "47%", "percent")
        .Finds("share-of-a-part").ShouldHaveSingleItem().Severity.ShouldBe(Severity.Query);

    [Fact]
    public void A_percentage_no_whole_number_gives()
    {
        Printing Reviewed(string share) => new Printing().Of("child-deaths-reviewed", "TRI", "22").Of("child-deaths-modifiable-factors-share", "TRI", share, "percent");

        Reviewed("23%").FindsNothing();
        var finding = Reviewed("21%").Finds("share-impossible").ShouldHaveSingleItem();
        finding.Arithmetic.ShouldBe("4 of 22 is 18.2%, 5 of 22 is 22.7%, printed 21%");
        finding.Severity.ShouldBe(Severity.Query);
    }

    [Fact]
    public void A_large_base_gives_any_whole_percentage() => new Printing()
        .Of("child-deaths-reviewed", "TRI", "220").Of("child-deaths-modifiable-factors-share", "TRI", "21%", "percent").FindsNothing();

    [Fact]
    public void Impossible_shares_of_one_base_are_one_finding_that_names_a_base_they_fit()
    {
        var deaths = new Printing().Of("deaths", "TRI", "14");
        foreach (var (part, share) in new[] { ("a", "8%"), ("b", "15%"), ("c", "8%"), ("d", "15%"), ("e", "31%"), ("f", "23%") })
        {
            deaths.Of("deaths-by-age", "TRI", share, "percent", by: "age", part: part);
        }

        deaths.Finds("share-impossible").ShouldHaveSingleItem().Message.ShouldContain("All the printed shares could be of 13");
    }

    [Fact]
    public void Shares_of_one_whole_that_do_not_come_to_100()
    {
        Printing Asked(string last) => new Printing()
            .Of("asked", "BI", "65%", "percent", by: "response", part: "yes").Of("asked", "BI", "14%", "percent", by: "response", part: "none").Of("asked", "BI", last, "percent", by: "response", part: "no");

        Asked("21%").FindsNothing();
        Asked("20%").FindsNothing();
        var finding = Asked("19%").Finds("shares-of-whole").ShouldHaveSingleItem();
        finding.Arithmetic.ShouldBe("65 + 14 + 19 = 98");
        finding.Tolerance.ShouldBe("Rounding of 3 shares would explain 1.5");
    }

    [Fact]
    public void Answers_that_overlap_and_examples_are_no_whole()
    {
        new Printing().Of("survey", "BI", "76%", "percent", by: "response", part: "a").Of("survey", "BI", "55%", "percent", by: "response", part: "b").FindsNothing();
        new Printing().Of("survey", "BI", "17%", "percent", by: "age", part: "0-15").Of("survey", "BI", "40%", "percent", by: "age", part: "25-49").FindsNothing();
    }

    [Fact]
    public void Primary_and_secondary_are_two_wholes() => new Printing()
        .Of("language", "RBKC", "53.9%", "percent", by: "school phase", part: "primary").Of("language", "RBKC", "49.3%", "percent", by: "school phase", part: "secondary").FindsNothing();

    [Fact]
    public void A_weekly_average_is_the_year_by_its_weeks()
    {
        Printing Weekly(string average) => new Printing().Of("adult-concerns", "WCC", "1,164").Of("adult-concerns-weekly-average", "WCC", average, qualifier: "average");

        Weekly("22").FindsNothing();
        Weekly("24").Finds("share").ShouldHaveSingleItem().Arithmetic.ShouldBe("1,164 ÷ 52.14 = 22.3, printed 24");
    }
}
