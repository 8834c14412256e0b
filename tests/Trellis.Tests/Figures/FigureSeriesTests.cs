using System.Text.Json;
using System.Text.RegularExpressions;
using Trellis.Commands;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Modules.Reports.Public;
using Trellis.Practice;

namespace Trellis.Tests.Figures;

public class FigureSeriesTests
{
    private static readonly FigureSeries Series = FigureSeries.Of(Declared.Referrals, Published.Real().Rows, []);

    [Theory]
    [InlineData("2017-18", "LBHF", 1651)]
    [InlineData("2017-18", "RBKC", 2460)]
    [InlineData("2017-18", "WCC", 1674)]
    [InlineData("2018-19", "LBHF", 1668)]
    [InlineData("2018-19", "RBKC", 2234)]
    [InlineData("2018-19", "WCC", 2239)]
    [InlineData("2019-20", "LBHF", 1670)]
    [InlineData("2019-20", "RBKC", 2368)]
    [InlineData("2019-20", "WCC", 2012)]
    [InlineData("2021-22", "RBKC", 2257)]
    [InlineData("2021-22", "WCC", 1925)]
    public void The_eleven_printed_referral_figures_come_out(string period, string area, int value)
    {
        var found = Series.Values.Where(v => v.Period == period && v.Area == area).ShouldHaveSingleItem();

        found.Value.ShouldBe(value);
        found.Source.ShouldBe("published");
        found.Document.ShouldNotBeNull();
        found.Line.ShouldNotBeNull();
        found.Comparable.ShouldBe(area is not "RBKC");
    }

    [Fact]
    public void What_does_not_compare_says_why_and_so_does_a_total_that_contains_it()
    {
        Series.Values.Single(v => v is { Area: "RBKC", Period: "2018-19" }).Note.ShouldBe("Counts contacts as referrals");
        Series.Values.Single(v => v is { Area: "RBKC", Period: "2021-22" }).Note.ShouldBe("Basis not stated. The system was changed in the year");
        var total = Series.Values.Single(v => v is { Area: "TRI", Period: "2018-19" });
        total.Comparable.ShouldBeFalse();
        total.Note.ShouldBe("Includes RBKC. Counts contacts as referrals");
    }

    [Fact]
    public void Published_and_live_stand_side_by_side_in_one_series()
    {
        var series = FigureSeries.Of(Declared.Referrals, Published.Real().Rows, [new LiveValue("referrals", "WCC", "2021-22", 1931), new LiveValue("contacts", "WCC", "2021-22", 9)], area: "WCC");

        series.Values.Where(v => v.Period == "2021-22").Select(v => (v.Source, v.Value, v.Document)).ShouldBe([("published", 1925m, "001-lscp-2021-22"), ("live", 1931m, null)]);
        series.Values.ShouldAllBe(v => v.Area == "WCC");
    }

    [Fact]
    public void A_figure_without_a_date_is_in_no_year()
    {
        var series = FigureSeries.Of(Declared.Of("child-poverty"), Published.Real().Rows, [], area: "RBKC");

        var undated = series.Values.First(v => v.Period == "not stated");
        undated.Comparable.ShouldBeFalse();
        undated.Note.ShouldBe("The document does not say when");
    }

    [Fact]
    public void Approximate_figures_say_how_they_are_printed() =>
        FigureSeries.Of(Declared.Of("twitter-followers"), Published.Real().Rows, []).Values.First(v => v.Period == "2017-18").Note.ShouldBe("Printed as over 500");

    [Fact]
    public void A_split_gives_its_parts_and_no_wholes()
    {
        var series = FigureSeries.Of(Declared.Of("cuckooing-cases"), Published.Real().Rows, [], by: "sex");

        series.Values.Select(v => (v.Part, v.Value)).ShouldBe([("female", 4m), ("male", 11m)]);
    }

    [Fact]
    public void The_command_answers_in_json()
    {
        using var output = new StringWriter();

        ShowFigure.Run("referrals", "RBKC", default, json: true, Declared.Input, output, output).ShouldBe(0);

        var answer = JsonDocument.Parse(output.ToString()).RootElement;
        answer.GetProperty("figure").GetString().ShouldBe("referrals");
        answer.GetProperty("national").GetString().ShouldBe("Counts as the census does");
        var value = answer.GetProperty("values")[0];
        value.EnumerateObject().Select(p => p.Name).ShouldBe(["area", "period", "value", "source", "document", "line", "comparable", "note"]);
        value.GetProperty("value").GetDecimal().ShouldBe(2460);
        value.GetProperty("line").GetInt32().ShouldBe(84);
    }

    [Theory]
    [InlineData("referals", null, null, "Known are")]
    [InlineData("referrals", "Camden", null, "no area")]
    [InlineData("referrals", null, "colour", "not split")]
    public void The_command_refuses_what_it_does_not_know(string id, string? area, string? by, string says)
    {
        using var output = new StringWriter();

        ShowFigure.Run(id, area, new FigureCut(by), json: false, Declared.Input, output, output).ShouldBe(1);
        output.ToString().ShouldContain(says);
    }

    [Theory]
    [InlineData("2021-04-01", "2022-03-31", "2021-22")]
    [InlineData("2020-01-01", "2020-12-31", "2020")]
    [InlineData("2021-04-01", "2021-12-31", "April 2021 to December 2021")]
    [InlineData("2021-05-01", "2021-05-31", "May 2021")]
    [InlineData("2019-02-04", "2019-02-11", "4 February 2019 to 11 February 2019")]
    [InlineData("1999-04-01", "2000-03-31", "1999-00")]
    public void Periods_have_their_own_labels(string start, string end, string label) => Period.Label(DateOnly.Parse(start, null), DateOnly.Parse(end, null)).ShouldBe(label);
}

/// <summary>Figures as the practice model declares them.</summary>
internal static class Declared
{
    /// <summary>Every order of a template that another module answers, with nothing to tell.</summary>
    public static Dictionary<string, ReportPart> PartsOf(string template) =>
        Regex.Matches(template, "^:::(?<name>[a-z-]+)$", RegexOptions.Multiline, TimeSpan.FromSeconds(1)).Select(m => m.Groups["name"].Value).Except(["contents", "findings", "sources", "words"]).ToDictionary(n => n, _ => ReportPart.Nothing);

    private static readonly Place Here = new("practice/figures/test.yaml", 1);

    public static Figure Referrals { get; } = Of("referrals") with
    {
        Title = "Referrals to children's social care",
        NotComparable =
        [
            new Comparability("RBKC", null, "2020-21", "different", "Counts contacts as referrals", Here),
            new Comparability("RBKC", "2021-22", "2021-22", "not-stated", "The system was changed in the year", Here),
        ],
        National = "Counts as the census does",
    };

    public static FigureData Input { get; } = ReportAnnual.FromFile(Path.Combine(Published.Folder, "figures.csv"), [Referrals]) with { Over = new PartnershipOverTime(Practice.PracticeFiles.TheModel) };

    public static Figure Of(string id) => new(id, id, null, FigureKind.Count, null, null, null, null, null, "children", [], [id], [], Here);
}
