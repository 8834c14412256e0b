using System.Globalization;
using AngleSharp.Dom;
using FsCheck;
using FsCheck.Fluent;
using Trellis.Components;
using Trellis.Components.Charts;

namespace Trellis.Tests.Components;

public sealed class ChartTests
{
    private static readonly string[] Years = ["2017–18", "2018–19", "2019–20", "2020–21", "2021–22"];

    [Fact]
    public void Bars_begin_at_zero_and_are_as_long_as_their_values()
    {
        var bars = Bars(Simple(812, 406, 0, 203)).Select(b => (X: Percent(b, "x"), Width: Percent(b, "width"))).ToList();

        bars.Select(b => b.X).Distinct().ShouldBe([0]);
        (bars[0].Width / bars[1].Width).ShouldBe(2, 0.01);
        bars[2].Width.ShouldBe(0);
        (bars[0].Width / bars[3].Width).ShouldBe(4, 0.01);
    }

    [Fact]
    public void Negative_bars_go_the_other_way_from_the_same_zero()
    {
        var bars = Bars(Simple(-100, 50));

        (Percent(bars[0], "x") + Percent(bars[0], "width")).ShouldBe(Percent(bars[1], "x"), 0.02);
        (Percent(bars[0], "width") / Percent(bars[1], "width")).ShouldBe(2, 0.01);
    }

    [Fact]
    public void The_parts_of_a_stack_lie_end_to_end()
    {
        var bars = Bars(Chart(ChartKind.Stacked, ["A"], new("x", [30m]), new("y", [20m]), new("z", [50m])));

        for (var i = 1; i < bars.Count; i++) { Percent(bars[i], "x").ShouldBe(Percent(bars[i - 1], "x") + Percent(bars[i - 1], "width"), 0.02); }
    }

    [Fact]
    public void A_missing_value_is_a_gap_that_says_so_and_never_a_zero()
    {
        var bars = Looks.Chart(Chart(ChartKind.Bars, ["A", "B"], new ChartSeries("x", [5m, null]) { Missing = "hidden, 1 to 5" })).Page();
        bars.QuerySelectorAll(".t-chart__bar").Length.ShouldBe(1);
        bars.QuerySelectorAll("svg text").Select(t => t.TextContent).ShouldContain("hidden, 1 to 5");
        bars.QuerySelectorAll("td").Select(t => t.TextContent).ShouldBe(["5", "hidden, 1 to 5"]);

        var line = Looks.Chart(Chart(ChartKind.Line, Years, new ChartSeries("x", [5m, 6m, null, 8m, 9m]))).Page();
        line.QuerySelectorAll(".t-chart__point").Length.ShouldBe(4);
        Courses(line).ShouldBe(2);
    }

    [Fact]
    public void A_value_that_does_not_compare_is_marked_in_chart_table_and_note_and_not_joined()
    {
        var series = new ChartSeries("Marsh", [5m, 6m, 7m]) { NotComparable = new Dictionary<int, string> { [0] = "Contacts were counted." } };

        var bars = Looks.Chart(Chart(ChartKind.Bars, ["A", "B", "C"], series)).Page();
        bars.QuerySelectorAll(".t-chart__bar").Select(b => b.GetAttribute("fill")).ShouldBe(["url(#chart-h0)", "#12436d", "#12436d"]);
        bars.GetElementById("chart-h0").ShouldNotBeNull();
        bars.QuerySelectorAll("svg text").Select(t => t.TextContent).ShouldContain("5†");
        bars.QuerySelector("td")!.TextContent.ShouldBe("5†");
        bars.QuerySelector(".t-chart__note")!.Said().ShouldBe("† Not comparable (slanting lines): Contacts were counted.");

        Courses(Looks.Chart(Chart(ChartKind.Line, ["A", "B", "C"], series)).Page()).ShouldBe(1);
    }

    [Fact]
    public void Series_differ_without_colour()
    {
        var many = Enumerable.Range(0, 6).Select(i => new ChartSeries($"s{i}", [i + 1m, i + 2m])).ToArray();

        Bars(Chart(ChartKind.Grouped, ["A", "B"], many)).Take(6).Select(b => b.GetAttribute("fill")).Distinct().Count().ShouldBe(6);
        var page = Looks.Chart(Chart(ChartKind.Grouped, ["A", "B"], many)).Page();
        page.QuerySelectorAll("svg pattern path").Select(p => p.GetAttribute("d")).Distinct().Count().ShouldBe(5);
        Looks.Chart(Chart(ChartKind.Line, ["A", "B"], many)).Page().QuerySelectorAll(".t-chart__point path").Select(p => p.GetAttribute("d")).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public void It_has_a_name_a_description_and_no_markup_from_its_words()
    {
        const string nasty = "<script>\"'&</script>";
        var page = Looks.Chart(new Chart(nasty, nasty, ChartKind.Grouped, [nasty], [new(nasty, [1m]), new("b", [2m])], nasty) { Source = nasty, Id = "c1" }).Page();

        page.QuerySelectorAll("script, [style]").Length.ShouldBe(0);
        var drawing = page.QuerySelector("svg[role=img]")!;
        drawing.GetAttribute("aria-labelledby").ShouldBe("c1-title c1-desc");
        page.GetElementById("c1-title")!.TextContent.ShouldBe(nasty);
        page.GetElementById("c1-desc")!.TextContent.ShouldBe(nasty);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(7, 2)]
    [InlineData(94, 20)]
    [InlineData(2460, 500)]
    [InlineData(2501, 1000)]
    [InlineData(1_200_000, 500_000)]
    public void Ticks_are_round_and_reach_beyond_the_highest_value(int highest, int step)
    {
        var scale = new Scale([highest]);

        scale.Step.ShouldBe(step);
        scale.Low.ShouldBe(0);
        scale.High.ShouldBeGreaterThanOrEqualTo(highest);
        scale.Ticks.Count().ShouldBeInRange(2, 7);
    }

    [Fact]
    public void Words_never_touch_whatever_the_values_and_the_width()
    {
        var kinds = Enum.GetValues<ChartKind>();
        Prop.ForAll<int, int, int>((seed, series, categories) =>
        {
            var random = new Random(seed);
            var s = Math.Abs(series % 4) + 1;
            var c = Math.Abs(categories % 12) + 1;
            var most = (int)Math.Pow(10, random.Next(1, 6));
            var all = Enumerable.Range(0, s).Select(i => new ChartSeries($"Series {i}", [.. Enumerable.Range(0, c).Select(_ => random.Next(8) is 0 ? (decimal?)null : random.Next(most))])
            {
                NotComparable = random.Next(3) is 0 ? new Dictionary<int, string> { [0] = "why" } : new Dictionary<int, string>(),
            }).ToArray();
            foreach (var kind in kinds)
            {
                var page = Looks.Chart(Chart(kind, [.. Enumerable.Range(0, c).Select(i => $"20{i:00}–{i + 1:00}")], kind is ChartKind.Bars ? all[..1] : all)).Page();
                foreach (var width in new[] { 260.0, 290, 479, 480, 760 }) { NothingTouches(page, width, kind); }
            }
        }).QuickCheckThrowOnFailure();
    }

    private static void NothingTouches(IDocument page, double width, ChartKind kind)
    {
        var boxes = page.QuerySelectorAll("svg[role=img] text")
            .Where(t => width >= 480 || !t.ClassList.Contains("t-chart__wide"))
            .Select(t => Box(t, width)).ToList();
        foreach (var box in boxes)
        {
            box.Left.ShouldBeGreaterThan(-2, $"{box.Text} in {kind} at {width}");
            box.Right.ShouldBeLessThan(width + 2, $"{box.Text} in {kind} at {width}");
        }
        for (var i = 0; i < boxes.Count; i++)
        {
            for (var j = i + 1; j < boxes.Count; j++)
            {
                var (a, b) = (boxes[i], boxes[j]);
                var touch = a.Left < b.Right && b.Left < a.Right && a.Top < b.Bottom && b.Top < a.Bottom;
                touch.ShouldBeFalse($"\"{a.Text}\" and \"{b.Text}\" in {kind} at {width}");
            }
        }
    }

    /// <summary>Where the words come out, by the widths of the usual sans-serif face.</summary>
    private static (string Text, double Left, double Right, double Top, double Bottom) Box(IElement text, double chart)
    {
        var size = Number(text.GetAttribute("font-size")!);
        var width = text.TextContent.Sum(c => c is ',' or '.' or ' ' ? 0.28 : 0.556) * size;
        var x = Percent(text, "x") / 100 * chart + Number(text.GetAttribute("dx") ?? "0");
        var left = text.GetAttribute("text-anchor") switch { "middle" => x - width / 2, "end" => x - width, _ => x };
        var y = Number(text.GetAttribute("y")!);
        return (text.TextContent, left, left + width, y - size * 0.72, y);
    }

    private static Chart Simple(params decimal?[] values) => Chart(ChartKind.Bars, [.. values.Select((_, i) => $"Category {i}")], new ChartSeries("Referrals", values));

    private static Chart Chart(ChartKind kind, IReadOnlyList<string> categories, params ChartSeries[] series) =>
        new("Title", "Description", kind, categories, series, "referrals");

    private static List<IElement> Bars(Chart chart) => [.. Looks.Chart(chart).Page().QuerySelectorAll(".t-chart__bar")];

    private static int Courses(IDocument page) => page.QuerySelectorAll("svg[role=img] > line[stroke-width='2.5']").Length;

    private static double Percent(IElement element, string attribute) => Number(element.GetAttribute(attribute)!.TrimEnd('%'));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
