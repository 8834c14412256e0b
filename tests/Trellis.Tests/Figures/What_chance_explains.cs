using System.Globalization;
using Trellis.Modules.Figures;
using Trellis.Modules.Figures.Public;
using Trellis.Practice;
using Trellis.Tests.Practice;
using Trellis.Tests.Support;

namespace Trellis.Tests.Figures;

/// <summary>Intervals and control limits, against values worked by hand or printed elsewhere.</summary>
public sealed class What_chance_explains
{
    private static readonly SpecialCause Rules = new(12, 8, 6);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The limits and why each place stands out; null where there are too few values.</summary>
    private static string? Limits(params decimal[] values) => ControlLimits.Of(values, Rules, share: false) is { } l ? $"{l.Average} {l.Lower} {l.Upper}: {string.Join(", ", l.Signals.Select(s => $"{s.At} {s.Why}"))}" : null;

    [Fact]
    public void Average_and_limits_come_from_the_steps_between_neighbours() =>
        // Twelve values, average 11, every step 2: 2.66 times 2 is 5.32.
        Limits(10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12).ShouldBe("11 5.7 16.3: ");

    [Fact]
    public void Eleven_values_tell_nothing() => Limits(10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10).ShouldBeNull();

    [Fact]
    public void A_value_beyond_the_limit_stands_out() =>
        // Steps: ten of 2, one of 28, so their mean is 48/11 and the limits 11.6 above and below 158/12.
        Limits(10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 38).ShouldBe("13.2 1.6 24.8: 7 8 in a row below the average, 11 above the upper limit");

    [Theory]
    [InlineData("9 9 9 9 9 9 9 9 11 11 11 11 11 11 11 11", "7 8 in a row below the average, 15 8 in a row above the average", "each run is told once, where it is long enough")]
    [InlineData("9 9 9 9 9 9 9 10 11 11 11 11 11 11 11", "", "seven are no run, and a value on the average is on neither side")]
    public void A_run_on_one_side_stands_out(string values, string said, string because) =>
        ControlLimits.Of([.. values.Split(' ').Select(Number)], Rules, share: false)!.Signals.Where(s => s.Why.Contains("in a row", StringComparison.Ordinal)).Select(s => $"{s.At} {s.Why}").ShouldBe(said.Length == 0 ? [] : said.Split(", "), because);

    [Theory]
    [InlineData("5 9 5 9 5 9 5 6 7 8 9 10 11 5", 12, "each higher than the one before")]
    [InlineData("5 9 5 9 5 9 11 10 9 8 7 6 5 9", 12, "each lower than the one before")]
    public void Six_steps_the_same_way_stand_out(string values, int at, string said) =>
        ControlLimits.Of([.. values.Split(' ').Select(Number)], Rules, share: false)!.Signals.ShouldContain(s => s.At == at && s.Why.EndsWith(said, StringComparison.Ordinal));

    [Fact]
    public void The_limits_of_a_share_end_at_0_and_100() =>
        ControlLimits.Of([90, 60, 90, 60, 90, 60, 90, 60, 90, 60, 90, 60], Rules, share: true)!.ShouldSatisfyAllConditions(l => l.Upper.ShouldBe(100), l => l.Lower.ShouldBe(0));

    [Theory]
    // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29, by Wilson's method without continuity correction.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void A_share_lies_where_Wilson_says(int good, int counted, double low, double high)
    {
        var (l, h) = Intervals.Wilson(good, counted);
        l.ShouldBe(low, 0.00006);
        h.ShouldBe(high, 0.00006);
    }

    [Theory]
    // The exact Poisson limits, which Byar's come near from 5 on: 10 (4.80, 18.39), 25 (16.18, 36.90), 50 (37.11, 65.92).
    [InlineData(10, 4.795, 18.390)]
    [InlineData(25, 16.179, 36.905)]
    [InlineData(50, 37.111, 65.919)]
    public void A_count_lies_where_chance_would_leave_it(int counted, double low, double high)
    {
        var (l, h) = Intervals.Byar(counted);
        l.ShouldBe(low, 0.02);
        h.ShouldBe(high, 0.02);
    }

    [Fact]
    public void A_middle_value_lies_between_two_of_the_lengths()
    {
        // Twenty lengths of 1 to 20 days: the 5th and the 16th (Conover, table of the binomial, 95%).
        Intervals.Middle([.. Enumerable.Range(1, 20)], 50).ShouldBe(new Interval(5, 16));
        Intervals.Middle([1, 2, 3, 4], 50).ShouldBeNull("four say nothing");
    }

    [Theory]
    [InlineData("1 2 3 4", 50, 2.5)]
    [InlineData("7 1 3", 50, 3)]
    [InlineData("1 2 3 4 5 6 7 8 9 10 11", 90, 10)]
    [InlineData("10 20", 90, 19)]
    [InlineData("5", 90, 5)]
    public void A_percentile_is_read_from_the_order_of_lengths(string lengths, int percentile, double value) =>
        FigureValue.Percentile([.. lengths.Split(' ').Select(Whole)], percentile).ShouldBe((decimal)value);

    [Theory]
    [InlineData("at least 90", "80", 90, "green")]
    [InlineData("at least 90", "80", 89.9, "amber")]
    [InlineData("at least 90", "80", 79.9, "red")]
    [InlineData("at most 20", "25", 20, "green")]
    [InlineData("at most 20", "25", 25, "amber")]
    [InlineData("at most 20", "25", 25.1, "red")]
    public void A_target_is_met_near_or_not_met(string target, string near, double value, string colour) =>
        new Target(target.StartsWith("at least", StringComparison.Ordinal), Number(target.Split(' ')[2]), Number(near), "set here").ColourOf((decimal)value).ShouldBe(colour);

    [Theory]
    [InlineData("2025-26", "2025-04-01", "2026-03-31", Grain.Year)]
    [InlineData("2025-26 Q1", "2025-04-01", "2025-06-30", Grain.Quarter)]
    [InlineData("2025-26 Q4", "2026-01-01", "2026-03-31", Grain.Quarter)]
    [InlineData("2026-02", "2026-02-01", "2026-02-28", Grain.Month)]
    [InlineData("2025-26 Q5", null, null, null)]
    [InlineData("2025-13", null, null, null)]
    [InlineData("2025", null, null, null)]
    public void A_label_says_which_days_it_is_of(string label, string? first, string? last, Grain? grain)
    {
        var span = Period.Span(label);
        (span?.Start, span?.End, span?.Grain).ShouldBe((first is null ? null : LondonTimes.Day(first), last is null ? null : LondonTimes.Day(last), grain));
        if (span is { } s) { (Period.Of(s.Start, s.Grain), Period.Of(s.End, s.Grain)).ShouldBe((label, label)); }
    }

    [Fact]
    public void A_rate_is_for_the_newest_population_known_by_then()
    {
        var rate = new Rate("referrals", 10_000, "children");
        var population = new Population("children", "Children", System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<PopulationCount>>.Empty
            .Add("RBKC", [new(new(2018, 3, 31), 20_000, "a"), new(new(2021, 6, 30), 25_000, "b")]).Add("WCC", [new(new(2018, 3, 31), 30_000, "c")]), default);
        var model = PracticeFiles.TheModel with { Populations = [population] };
        string Of(string area, string period) => FigureValue.People(rate, new Count(area, period, null, 0, 50, 0, true), model) is { } people ? $"{people.Number} {people.On:yyyy-MM-dd}" : "none";

        Of("RBKC", "2016-17").ShouldBe("none", "nobody had counted yet");
        Of("RBKC", "2017-18").ShouldBe("20000 2018-03-31");
        Of("RBKC", "2020-21").ShouldBe("20000 2018-03-31");
        Of("RBKC", "2021-22 Q1").ShouldBe("25000 2021-06-30");
        Of("BI", "2021-22").ShouldBe("55000 2018-03-31", "both together, as of the older count");
        Of("LBHF", "2021-22").ShouldBe("none");
        FigureValue.Of(model.Figures.First(f => f.Id == "referrals") with { Rate = rate }, new Count("BI", "2021-22", null, 0, 50, 0, true), model).ShouldBe(9.1m, "10,000 times 50 by 55,000 is 9.09");
    }
}
