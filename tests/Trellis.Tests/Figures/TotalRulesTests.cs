using Trellis.Modules.Figures.Public;

namespace Trellis.Tests.Figures;

public class TotalRulesTests
{
    private static Printing Boroughs(string total, string rbkc = "51") => new Printing()
        .Of("cp-plans", "TRI", total).Of("cp-plans", "LBHF", "159").Of("cp-plans", "RBKC", rbkc).Of("cp-plans", "WCC", "61");

    [Fact]
    public void A_total_of_three_boroughs_that_is_not_their_sum()
    {
        var finding = Boroughs("281").Finds("area-total").ShouldHaveSingleItem();

        finding.Severity.ShouldBe(Severity.Error);
        finding.Line.ShouldBe(2);
        finding.Arithmetic.ShouldBe("159 + 51 + 61 = 271, printed 281");
        finding.Message.ShouldContain("10 more");
        finding.Sources.Select(s => s.Line).ShouldBe([2, 3, 4, 5]);
    }

    [Fact]
    public void A_total_that_is_their_sum() => Boroughs("271").FindsNothing();

    [Fact]
    public void Percentages_are_not_added_up() => new Printing()
        .Of("schools-good", "BI", "95%", "percent").Of("schools-good", "RBKC", "100%", "percent").Of("schools-good", "WCC", "93%", "percent").FindsNothing();

    [Fact]
    public void A_missing_borough_leaves_the_total_unchecked() => new Printing().Of("cp-plans", "TRI", "281").Of("cp-plans", "LBHF", "159").FindsNothing();

    [Fact]
    public void A_total_that_also_includes_a_printed_group_is_explained() => new Printing()
        .Of("child-deaths", "TRI", "38").Of("child-deaths", "LBHF", "9").Of("child-deaths", "RBKC", "9").Of("child-deaths", "WCC", "14")
        .Of("child-deaths", "TRI", "6", by: "residence", part: "overseas").FindsNothing();

    [Fact]
    public void Boroughs_printed_as_at_the_last_day_are_parts_of_the_years_total() => new Printing()
        .Of("cp-plans", "BI", "158").Of("cp-plans", "RBKC", "78", year: "", asAt: "2019-03-31").Of("cp-plans", "WCC", "81", asAt: "2019-03-31")
        .Finds("area-total").ShouldHaveSingleItem();

    [Fact]
    public void Money_may_differ_by_the_rounding_of_its_parts() => new Printing()
        .Of("income", "TRI", "-20,867", "gbp").Of("income", "LBHF", "-6,956", "gbp").Of("income", "RBKC", "-6,956", "gbp").Of("income", "WCC", "-6,956", "gbp")
        .Finds("rounding").ShouldHaveSingleItem().Severity.ShouldBe(Severity.Note);

    [Fact]
    public void Money_that_differs_by_more_is_found()
    {
        var finding = new Printing()
            .Of("income", "TRI", "-20,860", "gbp").Of("income", "LBHF", "-6,956", "gbp").Of("income", "RBKC", "-6,956", "gbp").Of("income", "WCC", "-6,956", "gbp")
            .Finds("area-total").ShouldHaveSingleItem();

        finding.Tolerance.ShouldBe("Rounding would explain a difference of 2");
    }

    [Fact]
    public void About_so_many_is_a_query()
    {
        new Printing().Of("families", "BI", "200", qualifier: "about").Of("families", "RBKC", "100").Of("families", "WCC", "150")
            .Finds("area-total").ShouldHaveSingleItem().Severity.ShouldBe(Severity.Query);
        new Printing().Of("families", "BI", "200", qualifier: "about").Of("families", "RBKC", "100").Of("families", "WCC", "97").FindsNothing();
    }

    [Fact]
    public void Parts_by_sex_that_are_not_the_total()
    {
        new Printing().Of("cases", "BI", "15").Of("cases", "BI", "4", by: "sex", part: "female").Of("cases", "BI", "12", by: "sex", part: "male")
            .Finds("parts").ShouldHaveSingleItem().Arithmetic.ShouldBe("4 + 12 = 16, printed 15");
        new Printing().Of("cases", "BI", "15").Of("cases", "BI", "4", by: "sex", part: "female").Of("cases", "BI", "11", by: "sex", part: "male").FindsNothing();
    }

    [Fact]
    public void Parts_that_may_overlap_are_not_added_up() => new Printing()
        .Of("cases", "BI", "15").Of("cases", "BI", "10", by: "need", part: "mental health").Of("cases", "BI", "8", by: "need", part: "alcohol").FindsNothing();

    [Fact]
    public void A_few_examples_are_not_all_parts() => new Printing()
        .Of("people", "BI", "750").Of("people", "BI", "153", by: "age group", part: "primary").Of("people", "BI", "123", by: "age group", part: "secondary").FindsNothing();

    [Fact]
    public void A_row_called_all_is_the_total_of_the_rows_above_it()
    {
        new Printing().Of("checks", "BI", "50", by: "age", part: "14-25").Of("checks", "BI", "178", by: "age", part: "26+").Of("checks", "BI", "238", by: "age", part: "14+ all")
            .Finds("parts").ShouldHaveSingleItem().Message.ShouldContain("50 + 178 = 228, but 238 is printed");
        new Printing().Of("checks", "BI", "50", by: "age", part: "14-25").Of("checks", "BI", "178", by: "age", part: "26+").Of("checks", "BI", "228", by: "age", part: "14+ all").FindsNothing();
    }

    [Fact]
    public void Targets_are_calculated_so_their_sum_may_be_one_off() => new Printing()
        .Of("target", "BI", "122", qualifier: "target", by: "age", part: "14-25").Of("target", "BI", "391", qualifier: "target", by: "age", part: "26+")
        .Of("target", "BI", "512", qualifier: "target", by: "age", part: "14+ all")
        .Finds("rounding").ShouldHaveSingleItem().Severity.ShouldBe(Severity.Note);

    [Fact]
    public void A_table_with_subtotals_is_followed()
    {
        Printing Table(string total) => new Printing()
            .Of("spend", "WCC", "100", "gbp", by: "budget line", part: "Beds").Of("spend", "WCC", "50", "gbp", by: "budget line", part: "Advice")
            .Of("spend", "WCC", "150", "gbp", by: "budget line", part: "Council").Of("spend", "WCC", "25", "gbp", by: "budget line", part: "Grant")
            .Of("spend", "WCC", total, "gbp", by: "budget line", part: "Total");

        Table("175").FindsNothing();
        Table("185").Finds("parts").ShouldHaveSingleItem().Arithmetic.ShouldBe("150 + 25 = 175, printed 185");
    }

    [Fact]
    public void Variance_is_funding_and_expenditure()
    {
        Printing Outturn(string variance) => new Printing()
            .Of("lscb-total-funding", "LBHF", "-114,175", "gbp").Of("lscb-total-expenditure", "LBHF", "73,865", "gbp").Of("lscb-outturn-variance", "LBHF", variance, "gbp");

        Outturn("-40,310").FindsNothing();
        Outturn("-40,309").Finds("rounding").ShouldHaveSingleItem().Severity.ShouldBe(Severity.Note);
        Outturn("-40,390").Finds("sum").ShouldHaveSingleItem().Arithmetic.ShouldBe("(-114,175) + 73,865 = -40,310, printed -40,390");
    }

    [Fact]
    public void Reserves_carry_last_years_forward()
    {
        Printing Reserves(string now) => new Printing()
            .Of("lscb-reserves", "WCC", "-81,499", "gbp", year: "2017-18").Of("lscb-outturn-variance", "WCC", "-39,850", "gbp").Of("lscb-reserves", "WCC", now, "gbp");

        Reserves("-121,349").FindsNothing();
        Reserves("-121,350").Finds("rounding").ShouldHaveSingleItem().Severity.ShouldBe(Severity.Note);
        Reserves("-112,350").Finds("carried-forward").ShouldHaveSingleItem().Line.ShouldBe(4);
    }
}
