using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>Who belonged when and who signs is looked up; the drawn structure stays readable with forty bodies, on a telephone and on paper.</summary>
public sealed class FootprintJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task Who_belongs_and_who_signs_is_looked_up()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/footprint");
        await tab.IsForEveryoneAtEveryWidth();
        (await tab.Page.GetByText("Who signs now: 4").CountAsync()).ShouldBe(1);
        await tab.Follows("1 October 2019 to 31 March 2021");
        await tab.IsForEveryoneAtEveryWidth();
        (await tab.Page.GetByText("Who signed then: 7").CountAsync()).ShouldBe(1);
        await tab.Page.GotoAsync("/footprint/agencies/nwl-ccg");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/footprint/changes/integrated-care-board");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }

    [Fact]
    public async Task Forty_bodies_are_read_on_a_telephone_and_on_paper()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager, "RBKC", and: "WCC");
        await Site.Stage.FortyBodies();
        await tab.Page.GotoAsync("/members/structure");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.SetViewportSizeAsync(390, 844);
        (await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(390, "nothing is wider than the telephone");
        (await tab.Page.EvaluateAsync<double>("Math.min(...[...document.querySelectorAll('.t-structure__body')].map(b => b.getBoundingClientRect().width))")).ShouldBeGreaterThan(100, "the deepest body still has room for its words");
        (await tab.Page.EvaluateAsync<double>("Math.min(...[...document.querySelectorAll('.t-structure__body > *')].map(b => parseFloat(getComputedStyle(b).fontSize)))")).ShouldBeGreaterThanOrEqualTo(16);
        if (Environment.GetEnvironmentVariable("TRELLIS_PICTURES") is { Length: > 0 } folder)
        {
            await tab.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, "structure-390.png"), FullPage = true });
            await File.WriteAllBytesAsync(Path.Combine(folder, "structure.pdf"), await tab.Page.PdfAsync(new() { Format = "A4", Tagged = true, Outline = true }));
        }

        var paper = System.Text.Encoding.Latin1.GetString(await tab.Page.PdfAsync(new() { Format = "A4", Tagged = true, Outline = true }));
        System.Text.RegularExpressions.Regex.Count(paper, "/Type ?/Page[^s]", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(10)).ShouldBeInRange(1, 3);
        tab.WentWell();
    }
}
