using System.Text.Json;
using Trellis.Commands;
using Trellis.Modules.Figures.Checks;
using Trellis.Modules.Figures.Public;

namespace Trellis.Tests.Figures;

/// <summary>The checker on the figures of the five documents. What is expected here was worked out by hand from the documents.</summary>
public class RealFindingsTests
{
    private static readonly IReadOnlyList<PublishedRow> Rows = Published.Real().Rows;
    private static readonly IReadOnlyList<Finding> Found = FigureCheck.Run(Rows);

    [Theory]
    [InlineData("change", "lado-referrals-change", "RBKC", "52.5%")]
    [InlineData("change", "lado-referrals-change", "WCC", "89.7%")]
    [InlineData("change", "lado-referrals-change", "BI", "74.5%")]
    [InlineData("change", "bcf-uplift", "RBKC", "3.5%")]
    [InlineData("change", "referrals-change", "RBKC", "6.0%")]
    [InlineData("parts", "ld-health-checks-with-action-plan", "CL-CCG", "50 + 178 = 228")]
    [InlineData("share", "ld-health-checks-with-action-plan-rate", "CL-CCG", "49.7%")]
    [InlineData("share", "training-sessions-delivered-share", "TRI", "40.9%")]
    [InlineData("share", "adult-concerns-police-share", "BI", "10.2%")]
    [InlineData("share-impossible", "child-deaths-modifiable-factors-share", "TRI", "22.7%")]
    [InlineData("share-impossible", "child-deaths-unexpected-by-age", "TRI", "could be of 13")]
    [InlineData("shares-of-whole", "adult-msp-asked", "BI", "= 98")]
    [InlineData("printed-differently", "care-home-ipads", "BI", "100")]
    [InlineData("same-for-two-areas", "english-additional-language", "RBKC", "53.8%")]
    [InlineData("same-under-another-label", "child-population", "WCC", "44,465")]
    [InlineData("approximate", "learning-event-attendees", "TRI", "121")]
    [InlineData("undated", "free-school-meals", "RBKC", "25.10%")]
    [InlineData("unlike-periods", "iris-referrals", "WCC", "57")]
    [InlineData("unlike-periods", "ld-health-checks-rate", "WL-CCG", "Like with like is 25%")]
    [InlineData("printed-differently", "bcf-total-allocation", "RBKC", "22,445,390")]
    [InlineData("exchanged", "schools-rated-good-or-better", "LBHF", "WCC 97% then 93%")]
    [InlineData("area-left", "da-audit-sample", "LBHF", "2021-22")]
    [InlineData("not-comparable", "referrals", "RBKC", "6141 for TRI")]
    [InlineData("share-of-a-part", "child-deaths-unexpected-share", "TRI", "of 30")]
    [InlineData("labelled-otherwise", "child-population", "WCC", "“0-18”")]
    [InlineData("labelled-otherwise", "ld-health-check-register", "WL-CCG", "Special Educational Needs")]
    [InlineData("two-periods", "sar-webinar-attendees", "BI", "2020")]
    [InlineData("average-as-a-range", "cse-victim-average-age", "TRI", "14 to 17")]
    [InlineData("up-and-down", "knife-crime-injury-change", "RBKC", "8.5%")]
    [InlineData("rounding", "lscb-total-funding", "TRI", "-329,137")]
    [InlineData("rounding", "lscb-reserves", "WCC", "-121,349")]
    [InlineData("rounding", "bcf-planned-spend", "RBKC", "14,048,902")]
    [InlineData("not-said", "bcf-avoidable-admissions", "WCC", "the unit")]
    public void Finds(string rule, string measure, string area, string says) =>
        Found.ShouldContain(f => f.Rule == rule && f.Message.Contains(says, StringComparison.Ordinal) && Rows.Any(r => r.FileLine == f.Line && r.Measure == measure && r.Area == area));

    [Fact]
    public void Finds_nothing_that_a_reader_of_the_documents_would_not_agree_with()
    {
        Found.Count(f => f.Severity is Severity.Error).ShouldBe(8, string.Join('\n', Found.Select(f => f.Where)));
        Found.Count(f => f.Severity is Severity.Query).ShouldBe(25, string.Join('\n', Found.Select(f => f.Where)));
        Found.Where(f => f.Severity is Severity.Note).GroupBy(f => f.Rule).ToDictionary(g => g.Key, g => g.Count()).ShouldBe(new Dictionary<string, int> { ["rounding"] = 11, ["not-said"] = 28 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("referrals", "TRI", "2018-19", "area-total")]
    [InlineData("looked-after-children", "TRI", "2017-18", "area-total")]
    [InlineData("lscb-total-expenditure", "TRI", "2017-18", "area-total")]
    [InlineData("lscb-reserves", "WCC", "2018-19", "carried-forward")]
    [InlineData("bcf-total-allocation", "RBKC", "2020-21", "sum")]
    [InlineData("knife-test-purchases", "LONDON", "May 2021", "parts")]
    [InlineData("adult-concerns", "WCC", "2020-21", "change")]
    public void A_number_spoilt_on_purpose_is_found(string measure, string area, string period, string rule)
    {
        var row = Rows.Single(r => r.Measure == measure && r.Area == area && r.IsWhole && Period.Of(r) == period);
        var spoilt = Rows.Select(r => r == row ? r with { Value = r.Value + 90, Printed = Finding.Number(r.Value + 90) } : r);

        FigureCheck.Run(spoilt).ShouldContain(f => f.Rule == rule && f.Sources.Any(s => s.Line == row.FileLine));
    }

    [Fact]
    public void The_command_answers_in_json_and_says_that_the_input_is_wrong()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        CheckFigures.Run(Path.Combine(Published.Folder, "figures.csv"), json: true, output, errors).ShouldBe(1);

        var finding = JsonDocument.Parse(output.ToString()).RootElement.GetProperty("findings")[0];
        finding.GetProperty("rule").GetString().ShouldNotBeNullOrEmpty();
        finding.GetProperty("severity").GetString().ShouldBeOneOf("error", "query", "note");
        finding.GetProperty("where").GetString().ShouldNotBeNullOrEmpty();
        finding.GetProperty("line").GetInt32().ShouldBeGreaterThan(1);
        finding.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Lines_that_cannot_be_read_are_findings_and_the_others_are_checked()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "figures.csv");
        File.WriteAllLines(file, File.ReadAllLines(Path.Combine(Published.Folder, "figures.csv")).Append("nowhere,1").Append("??"));
        using var output = new StringWriter();

        CheckFigures.Run(file, json: false, output, output).ShouldBe(1);

        output.ToString().ShouldContain("figures.csv:888: error columns");
        output.ToString().ShouldContain("52.5%");
    }

    [Fact]
    public void A_text_is_searched_for_places_left_open()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "draft.txt");
        File.WriteAllText(file, "Missing\nX Children were reported missing\nMr X was seen\n");
        using var output = new StringWriter();

        CheckFigures.Run(file, json: false, output, output).ShouldBe(1);

        output.ToString().ShouldContain("draft.txt:2: error placeholder");
        output.ToString().ShouldContain("1 error, 0 queries");
    }

    [Fact]
    public void Queries_alone_do_not_make_the_input_wrong_and_no_file_is_another_matter()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "figures.csv");
        File.WriteAllLines(file, File.ReadLines(Path.Combine(Published.Folder, "figures.csv")).Where((_, i) => i is 0 or 75 or 76));
        using var output = new StringWriter();

        CheckFigures.Run(file, json: false, output, output).ShouldBe(0);
        output.ToString().ShouldContain("0 errors, 1 query");
        CheckFigures.Run(file + "x", json: false, output, output).ShouldBe(2);
    }

    [Fact]
    public void Whatever_numbers_are_in_the_file_every_rule_answers()
    {
        var random = new Random(20260301);
        decimal[] odd = [0, -1, 0.5m, 1_000_000_000, 99.995m];
        for (var round = 0; round < 40; round++)
        {
            var rows = Rows.Select(r => random.Next(4) is 0 ? r with { Value = odd[random.Next(odd.Length)], Printed = odd[random.Next(odd.Length)].ToString(System.Globalization.CultureInfo.InvariantCulture) } : r)
                .Where(_ => random.Next(10) > 0);

            Should.NotThrow(() => FigureCheck.Run(rows));
        }
    }
}
