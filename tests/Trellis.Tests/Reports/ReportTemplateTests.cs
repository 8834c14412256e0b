using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports;
using Trellis.Tests.Figures;

namespace Trellis.Tests.Reports;

public class ReportTemplateTests
{
    private static AnnualReport Make(string template, string year = "2021-22", params LiveValue[] live) =>
        AnnualReport.Make(template, year, Declared.Input with { Live = [.. live] }, _ => "<svg></svg>");

    [Theory]
    [InlineData("# T\n\n:::grph referrals areas=RBKC", 3, "not known")]
    [InlineData("# T\n\n:::chart areas=RBKC", 3, "needs a measure")]
    [InlineData("# T\n\n:::chart referrals", 3, "needs areas")]
    [InlineData("# T\n\n:::chart referrals areas=RBKC colour=red", 3, "not a setting")]
    [InlineData("# T\n\n:::chart referrals areas=RBKC areas=WCC", 3, "set twice")]
    [InlineData("# T\n\n:::chart referals areas=RBKC", 3, "no figure “referals”")]
    [InlineData("# T\n\n:::chart referrals areas=Camden", 3, "no area “Camden”")]
    [InlineData("# T\n\n{figure referrals}", 3, "needs an area")]
    [InlineData("# T\n\n{chart referrals areas=RBKC}", 3, "line of its own")]
    [InlineData("# T\n\n:::figure referrals area=RBKC", 3, "in a sentence")]
    [InlineData("# T\n\n:::table areas=RBKC\nreferals\n:::", 4, "no figure “referals”")]
    [InlineData("# T\n\n:::table areas=RBKC\nreferrals", 3, "not closed")]
    [InlineData("# T\n\n:::only year=2021-22\ntext", 3, "not closed")]
    [InlineData("# T\n\n:::", 3, "closes nothing")]
    public void A_slip_in_the_template_is_named_by_line(string template, int line, string says)
    {
        var error = Make(template).Errors.ShouldHaveSingleItem();

        error.Line.ShouldBe(line);
        error.Message.ShouldContain(says);
    }

    [Fact]
    public void A_counted_number_so_small_that_it_could_point_at_a_child_is_hidden_with_the_whole_it_could_be_worked_out_from()
    {
        var counted = Declared.Input with { Live = [new("referrals", "RBKC", "2025-26", 3), new("referrals", "WCC", "2025-26", 40), new("referrals", "BI", "2025-26", 43)] };
        var input = counted.In(new Trellis.Practice.Publication("annual-report", "Annual report", 1, 5, null, default));

        var body = AnnualReport.Make("# T\n\nA {figure referrals area=RBKC} B {figure referrals area=WCC} C {figure referrals area=BI}", "2025-26", input, _ => "").Body;

        body.ShouldContain("value=\"40\"");
        body.ShouldNotContain("value=\"3\"");
        body.ShouldNotContain("43");
        body.ShouldContain("A 1 to 5, or hidden with one");
        AnnualReport.Make("# T\n\n:::table areas=RBKC,WCC year=report\nreferrals\n:::", "2025-26", input, _ => "").Body.ShouldContain("Further numbers are hidden so that these cannot be worked out");
        AnnualReport.Make("# T\n\nA {figure referrals area=RBKC}", "2025-26", counted, _ => "").Body.ShouldContain("value=\"3\"");
    }

    [Fact]
    public void A_year_that_is_not_over_says_so() =>
        Make("# T\n\nA {figure referrals area=RBKC}", "2025-26", new LiveValue("referrals", "RBKC", "2025-26", 412, YearIsOver: false)).Body.ShouldContain("the year is not over");

    [Fact]
    public void A_wrong_year_is_refused() => Make("# T", "2021-23").Errors.ShouldHaveSingleItem().Message.ShouldContain("financial year");

    [Fact]
    public void Html_in_the_narrative_is_shown_and_not_obeyed() => Make("# T\n\n<script>alert()</script> <b>x</b>").Body.ShouldNotContain("<script");

    [Fact]
    public void A_missing_figure_says_so() => Make("# T\n\n{figure referrals area=RBKC year=2020-21} and {change referrals area=WCC}").Body
        .ShouldBe("<h1 id=\"t\">T</h1>\n<p><span class=\"none\">not available in the published documents</span> and <span class=\"none\">change not available in the published documents</span></p>\n");

    [Fact]
    public void A_change_between_numbers_that_do_not_compare_is_not_worked_out() =>
        Make("# T\n\n{change referrals area=RBKC year=2018-19}").Body.ShouldContain("which do not compare");

    [Fact]
    public void A_counted_figure_stands_where_nothing_was_printed()
    {
        var report = Make("# T\n\n{figure referrals area=WCC year=2020-21}\n\n:::sources", "2021-22", new LiveValue("referrals", "WCC", "2020-21", 1999));

        report.Body.ShouldContain("1,999");
        report.Body.ShouldContain("counted from the records");
    }

    [Fact]
    public void A_series_begins_with_the_first_number_that_was_counted_and_the_latest_is_of_a_year_that_is_over()
    {
        LiveValue[] counted = [new("referrals", "LBHF", "2022-23", 811), new("referrals", "LBHF", "2023-24", 822), new("referrals", "LBHF", "2024-25", 833), new("referrals", "LBHF", "2025-26", 44, YearIsOver: false)];

        var body = Make("# T\n\n:::series referrals areas=LBHF from=2022-23 title=\"Referrals\"\n\nLatest {figure referrals area=LBHF year=latest}", "2025-26", counted).Body;

        foreach (var value in new[] { "811", "822", "833" }) { body.ShouldContain(value); }
        body[body.IndexOf("Latest", StringComparison.Ordinal)..].ShouldContain("value=\"833\"");
        var alone = Declared.Input with { Declared = [Declared.Of("never-printed")], Live = [.. new[] { "2022-23", "2023-24", "2024-25" }.Select((y, i) => new LiveValue("never-printed", "LBHF", y, 51 + i))] };
        AnnualReport.Make("# T\n\n:::series never-printed areas=LBHF title=\"Counted here alone\"", "2024-25", alone, _ => "").Body.ShouldContain("2022-23");
    }

    [Fact]
    public void A_figure_without_a_date_says_so() => Make("# T\n\n{figure child-poverty area=RBKC}").Body.ShouldContain("(date not printed)");

    [Fact]
    public void Words_of_approximation_are_kept() => Make("# T\n\n{figure icpc-pathway-families area=BI}").Body.ShouldContain(">over 150</data>");

    [Fact]
    public void Parts_can_be_named() => Make("# T\n\n{figure \"knife-test-purchases[outcome=no longer sell knives]\" area=LONDON}").Body.ShouldContain(">85</data>");
}
