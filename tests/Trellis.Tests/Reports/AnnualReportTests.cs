using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Trellis.Modules.Reports;
using Trellis.Modules.Reports.Public;
using Trellis.Tests.Figures;
using Trellis.Tests.Support;

namespace Trellis.Tests.Reports;

public partial class AnnualReportTests
{
    private static readonly string Template = File.ReadAllText(Path.Combine(Published.Folder, "..", "..", "practice", "reports", "annual.md"));
    private static readonly List<ChartData> Charts = [];
    private static readonly AnnualReport Report = AnnualReport.Make(Template, "2021-22", Declared.Input, chart => { Charts.Add(chart); return $"<svg role=\"img\" aria-label=\"{ReportHtml.Text(chart.Title)}\"></svg>"; }, Stage.Practised.Model.Reports, Declared.PartsOf(Template));
    private static readonly IDocument Page = new HtmlParser().ParseDocument(ReportPage.Html(Report));

    [Fact]
    public void A_table_another_module_tells_has_its_numbers_and_one_source()
    {
        const string Short = "# Report {year}\n\n:::things\n\n:::nothing\n\n## Sources\n\n:::sources\n";
        var parts = new Dictionary<string, ReportPart>
        {
            ["things"] = ReportPart.Of(new ReportTable("Things", ["Kind", "How many"], [new ReportRow("Large & small", [new ReportCell("1,204", 1204, "things")])], "Every thing once")),
            ["nothing"] = ReportPart.Of(new ReportTable("Nothing", ["Kind"], [], "None")),
        };

        var report = AnnualReport.Make(Short, "2021-22", Declared.Input, _ => "", parts: parts);
        var page = new HtmlParser().ParseDocument(ReportPage.Html(report));

        page.QuerySelector("table th[scope=row]")!.TextContent.ShouldBe("Large & small");
        page.QuerySelector("table td.number data")!.GetAttribute("value").ShouldBe("1204");
        page.QuerySelector("p.note a.source")!.GetAttribute("href").ShouldBe("#source-1");
        page.QuerySelector("#source-1")!.TextContent.ShouldBe("Every thing once: as recorded in Trellis.");
        page.QuerySelector("p.none")!.TextContent.ShouldBe("Nothing: nothing is recorded for 2021-22.");
        report.Gaps.ShouldHaveSingleItem().What.ShouldBe("Nothing");
        report.Annex.ShouldHaveSingleItem().ShouldBe(new AnnexRow(1, "", "Things", "", "2021-22", "Large & small: How many", 1204, "things", "1,204", "Every thing once"));
        AnnualReport.Make(Short.Replace("things", "thongs", StringComparison.Ordinal), "2021-22", Declared.Input, _ => "", parts: parts).Errors.ShouldHaveSingleItem().ToString().ShouldStartWith("line 3: “thongs” is not known");
    }

    [Fact]
    public void It_is_made_without_errors()
    {
        Report.Errors.ShouldBeEmpty();
        Page.Title.ShouldBe("Safeguarding children in Kensington and Chelsea and Westminster: annual report 2021-22");
        Report.Body.ShouldNotContain('\uE000');
        Page.QuerySelectorAll("script, [style], [onclick]").ShouldBeEmpty();
        Page.DocumentElement.GetAttribute("lang").ShouldBe("en-GB");
    }

    [Fact]
    public void Every_link_within_it_leads_somewhere()
    {
        var links = Page.QuerySelectorAll("a[href^='#']").Select(a => a.GetAttribute("href")![1..]).ToArray();

        links.Length.ShouldBeGreaterThan(50);
        links.Where(id => Page.GetElementById(id) is null).ShouldBeEmpty();
        Page.QuerySelectorAll("nav.contents a").Select(a => a.TextContent).ShouldBe(Page.QuerySelectorAll("h2").Select(h => h.TextContent));
    }

    [Fact]
    public void Ids_are_unique_and_headings_step_down_one_at_a_time()
    {
        Page.All.Select(e => e.Id ?? "").Where(id => id.Length > 0).GroupBy(id => id).Where(g => g.Count() > 1).ShouldBeEmpty();
        Page.QuerySelectorAll("h1").Length.ShouldBe(1);
    }

    [Fact]
    public void Every_number_has_a_source_that_prints_the_same_number()
    {
        var rows = Declared.Input.Published;
        var numbers = Page.QuerySelectorAll("data").ToArray();
        numbers.Length.ShouldBeGreaterThan(60);
        foreach (var number in numbers)
        {
            if (number.NextElementSibling is not { ClassName: "source" } link)
            {
                number.ParentElement!.TextContent.ShouldContain("worked out for this report");
                continue;
            }
            var source = Page.QuerySelector(link.GetAttribute("href")!)!.TextContent;
            var value = decimal.Parse(number.GetAttribute("value")!, System.Globalization.CultureInfo.InvariantCulture);
            rows.ShouldContain(r => r.Value == value && source.Contains($"“{r.Printed}”", StringComparison.Ordinal) && source.Contains($"line {r.Line} ", StringComparison.Ordinal) && source.Contains(r.Document, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("2017-18", "1,651", "2,460", "1,674")]
    [InlineData("2018-19", "1,668", "2,234", "2,239")]
    [InlineData("2019-20", "1,670", "2,368", "2,012")]
    [InlineData("2020-21", "not available in the published documents", "not available in the published documents", "not available in the published documents")]
    [InlineData("2021-22", "not in the partnership", "2,257", "1,925")]
    public void Referrals_are_the_documents_numbers(string year, params string[] values)
    {
        var table = Page.QuerySelectorAll("table").Single(t => t.QuerySelector("caption")!.TextContent == "Referrals to children's social care, by area and year");

        table.QuerySelectorAll("thead th").Select(h => h.TextContent).ShouldBe(["Year", "Hammersmith & Fulham", "Kensington and Chelsea", "Westminster"]);
        var row = table.QuerySelectorAll("tbody tr").Single(r => r.QuerySelector("th")!.TextContent == year);
        row.QuerySelectorAll("td").Select(c => c.QuerySelector("data")?.TextContent ?? c.TextContent).ShouldBe(values);
    }

    [Fact]
    public void The_bare_number_is_in_the_page_as_well() => ReportPage.Html(Report).ShouldContain("\"2257\"");

    [Fact]
    public void What_does_not_compare_is_marked_beside_the_chart()
    {
        var figure = Page.QuerySelectorAll("figure").First(f => f.QuerySelector("figcaption")!.TextContent == "Referrals to children's social care");

        figure.QuerySelector(".comparing")!.TextContent.ShouldContain("Kensington and Chelsea, 2021-22: The system was changed in the year");
        figure.QuerySelectorAll("td").Count(c => c.TextContent.Contains("not comparable", StringComparison.Ordinal)).ShouldBe(4);
        Charts[0].Series.Single(s => s.Name == "Kensington and Chelsea").Comparable.ShouldBe([false, false, false, true, false]);
        Charts[0].Description.ShouldContain("Westminster: 1,674 in 2017-18");
    }

    [Fact]
    public void A_total_that_contains_what_does_not_compare_says_so_too()
    {
        var figure = Page.QuerySelectorAll("figure").Single(f => f.QuerySelector("figcaption")!.TextContent == "Referrals, boroughs together");

        figure.QuerySelector(".comparing")!.TextContent.ShouldContain("Kensington and Chelsea, up to 2020-21: Counts contacts as referrals");
    }

    [Fact]
    public void Days_and_years_in_one_series_are_pointed_out() => Page.QuerySelectorAll("figure")
        .Single(f => f.QuerySelector("figcaption")!.TextContent == "Children with a child protection plan").QuerySelector(".comparing")!.TextContent.ShouldContain("as at one day and some are for a year");

    [Fact]
    public void A_number_of_another_year_says_which() => Page.QuerySelectorAll("tr")
        .Single(r => r.QuerySelector("th")!.TextContent == "Children in need").QuerySelectorAll("td .note").ShouldAllBe(n => n.TextContent == "as at 31 March 2018");

    [Fact]
    public void Every_chart_has_its_table()
    {
        Page.QuerySelectorAll("figure").ShouldAllBe(f => f.QuerySelector("table caption") != null && f.QuerySelector(".comparing") != null);
        Page.QuerySelectorAll("svg").Length.ShouldBe(Charts.Count);
        Page.QuerySelectorAll("table").ShouldAllBe(t => t.QuerySelectorAll("th").All(h => h.HasAttribute("scope")));
    }

    [Fact]
    public void No_cell_is_blank() => Page.QuerySelectorAll("td, th, dd, li").Where(e => e.TextContent.Trim().Length is 0).ShouldBeEmpty();

    [Fact]
    public void The_change_is_worked_out_and_the_checkers_question_stands_beside_it()
    {
        Report.Body.ShouldContain("an increase of <data value=\"52.5\">52.5%</data>");
        Page.QuerySelector("ul.findings")!.TextContent.ShouldContain("From 116 to 220 is a change of 89.7%, but 53% is printed");
    }

    [Fact]
    public void The_narrative_types_no_number()
    {
        var inside = false;
        var typed = new List<string>();
        foreach (var line in Template.Split('\n'))
        {
            if (line.StartsWith(":::", StringComparison.Ordinal))
            {
                inside = line.StartsWith(":::table", StringComparison.Ordinal);
                continue;
            }
            if (!inside && !line.StartsWith('#') && Digit().IsMatch(Order().Replace(line, ""))) { typed.Add(line); }
        }
        typed.ShouldBeEmpty();
    }

    [Fact]
    public void Another_year_is_made_too_and_leaves_out_what_was_only_of_one()
    {
        var earlier = AnnualReport.Make(Template, "2018-19", Declared.Input, _ => "<svg></svg>", parts: Declared.PartsOf(Template));

        earlier.Errors.ShouldBeEmpty();
        earlier.Body.ShouldContain("2,239");
        earlier.Body.ShouldNotContain("2,257");
        earlier.Body.ShouldNotContain("Afghanistan");
        Report.Body.ShouldContain("Afghanistan");
    }

    [Fact]
    public async Task It_is_written_as_a_folder_with_its_numbers()
    {
        var folder = Path.Combine(Directory.CreateTempSubdirectory().FullName, "out");
        using var output = new StringWriter();

        (await Commands.ReportAnnual.RunAsync(new Commands.ReportToWrite(Report, ReportPage.Draft, "the usual chapters, not approved"), folder, output, output)).ShouldBe(0);

        var page = await File.ReadAllTextAsync(Path.Combine(folder, "index.html"));
        page.ShouldContain("2257");
        page.ShouldContain("<strong>DRAFT.</strong>");
        File.Exists(Path.Combine(folder, "report.css")).ShouldBeTrue();
        (await File.ReadAllTextAsync(Path.Combine(folder, "data.csv"))).ShouldContain("lado-referrals-change");
        ReportAnnex.Read(await File.ReadAllTextAsync(Path.Combine(folder, "data.json"))).ShouldBe(Report.Annex);
        output.ToString().ShouldContain("the usual chapters, not approved");
        (await Commands.ReportAnnual.RunAsync(new Commands.ReportToWrite(AnnualReport.Make("# T\n\n:::nothing", "2021-22", Declared.Input, _ => ""), null, ""), folder, output, output)).ShouldBe(1);
    }

    [Fact]
    public void What_is_not_approved_says_so_and_what_is_does_not()
    {
        ReportPage.Html(Report, ReportPage.Draft).ShouldContain("have not approved this report");
        ReportPage.Html(Report).ShouldNotContain("DRAFT");
    }

    [GeneratedRegex(@"\{[^{}]*\}", RegexOptions.None, 1000)]
    private static partial Regex Order();

    [GeneratedRegex(@"\d", RegexOptions.None, 1000)]
    private static partial Regex Digit();
}
