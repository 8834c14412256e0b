using System.Text;
using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>From a figure down to a record, and the annual report on the screen and on paper.</summary>
public sealed class FigureJourneys(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task A_figure_is_read_down_to_the_record_behind_it()
    {
        var child = await Site.Stage.Given.AChild(c => c.Named("Lapwing Downbrook"));
        await Site.Stage.Given.AReferral(child);
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(TeamManager);

        await tab.Clicks(tab.Page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" }).GetByRole(AriaRole.Link, new() { Name = "Figures" }));
        await tab.Follows("Referrals to children's social care");
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Link, new() { NameString = "in 2025-26, Royal Borough of Kensington and Chelsea: the facts behind it" }));
        (await tab.Heading()).ShouldBe("Referrals to children's social care: the facts");
        await tab.Follows("Open the step of 2 March 2026 about Lapwing Downbrook");

        (await tab.Heading()).ShouldBe("Referral");
        (await tab.SummaryValue("When did it become a referral?")).ShouldStartWith("2 March 2026");
        tab.WentWell();
    }

    [Fact]
    public async Task The_annual_report_is_read_and_printed()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(Scrutineer);
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" }).GetByRole(AriaRole.Link, new() { Name = "Reports" }));
        await tab.Follows("Annual report 2021-22");

        var said = await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync();
        said.ShouldContain("2,257");
        said.ShouldContain("1,925");
        foreach (var link in await tab.Page.Locator("main a[href^='#']").AllAsync())
        {
            (await tab.Page.Locator($"[id='{(await link.GetAttributeAsync("href"))![1..]}']").CountAsync()).ShouldBe(1, await link.InnerTextAsync());
        }

        var pdf = await tab.Page.PdfAsync(new() { Format = "A4", Tagged = true, Outline = true, PrintBackground = true });
        var text = Encoding.Latin1.GetString(pdf);
        text.ShouldStartWith("%PDF-");
        foreach (var needed in new[] { "/StructTreeRoot", "/MarkInfo", "/Lang", "/Outlines" }) { text.ShouldContain(needed, Case.Sensitive, "the printed report is not tagged as it must be"); }
        if (Environment.GetEnvironmentVariable("TRELLIS_PICTURES") is { Length: > 0 } folder) { await File.WriteAllBytesAsync(Path.Combine(folder, "report.pdf"), pdf); }
        tab.WentWell();
    }
}
