using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Pages;

/// <summary>From a number down to the record behind it, and the report made of them.</summary>
public sealed class FigurePageTests(TestSite site) : OnSite(site), IAsyncLifetime
{
    private const string Values = "Where each value comes from";

    public Task InitializeAsync() => Stage.ArePrinted();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Printed_and_counted_values_stand_side_by_side_each_with_where_it_is_from()
    {
        await Given.AReferral(await Given.AChild());
        var page = await (await (await SignedIn(TeamManager)).Opens("/figures")).Follows("Referrals to children's social care");

        var rows = page.Table(Values);
        var printed = rows.First(r => r["Year"] == "2021-22" && r["Area"] == "Royal Borough of Kensington and Chelsea");
        printed["Value"].ShouldBe("2,257");
        printed["From"].ShouldContain(", line ");
        rows.First(r => r["Year"] == "2021-22" && r["Area"] == "City of Westminster")["Value"].ShouldBe("1,925");
        rows.First(r => r["Year"] == "2018-19" && r["Area"] == "Royal Borough of Kensington and Chelsea")["To know"].ShouldStartWith("Not comparable");
        var live = rows.First(r => r["Year"] == "2025-26" && r["Area"] == "Royal Borough of Kensington and Chelsea");
        live["From"].ShouldBe("Counted from the record");
        live["To know"].ShouldBe("The year is not over. April to February: 1. The same months a year before: none");
    }

    [Fact]
    public async Task A_number_leads_to_its_facts_and_each_fact_to_its_record()
    {
        var child = await Given.AChild(c => c.Named("Siskin Larchfield"));
        await Given.AReferral(child);
        var worker = await SignedIn(SocialWorker);

        var page = await worker.Opens("/figures/referrals");
        page.Said.ShouldContain("Beside national figures. Counts referrals as the children in need census does");
        page = await page.Follows(page.Links.Single(l => l.EndsWith("in 2025-26, Royal Borough of Kensington and Chelsea: the facts behind it", StringComparison.Ordinal)));
        page.Heading.ShouldBe("Referrals to children's social care: the facts");
        page.Table("What was counted, by date").ShouldContain(r => r["Date"] == "2 March 2026" && r["Person"] == "Siskin Larchfield");
        page.Document.QuerySelectorAll("main a").First(a => a.TextContent.Contains("Open the step of 2 March 2026 about Siskin Larchfield", StringComparison.Ordinal)).GetAttribute("href").ShouldNotBeNull();
        page = await page.Follows("Open the step of 2 March 2026 about Siskin Larchfield");

        page.Heading.ShouldBe("Referral");
        page.Said.ShouldContain("Siskin Larchfield");
    }

    [Fact]
    public async Task Facts_one_may_not_open_are_counted_and_not_shown()
    {
        var child = await Given.AChild(c => c.Named("Dipper Larchfield").In("WCC"));
        await Given.AReferral(child);

        var elsewhere = await (await SignedIn(SocialWorker)).Opens("/figures/referrals/facts?area=WCC&period=2025-26");
        elsewhere.Said.ShouldContain("1 was counted");
        elsewhere.Said.ShouldContain("You may open none of them");
        elsewhere.Said.ShouldNotContain("Dipper");

        var counted = await (await SignedIn(Analyst, "WCC")).Opens("/figures/referrals/facts?area=WCC&period=2025-26");
        counted.Said.ShouldContain("not whom they are about");
        counted.Text.ShouldNotContain("Dipper");
        counted.Text.ShouldNotContain(child.Id.ToString());
    }

    [Fact]
    public async Task What_is_published_stays_when_a_fact_behind_it_is_corrected()
    {
        var child = await Given.AChild();
        var referral = await Stage.On("2025-03-27").Given.AReferral(child, ("referred-on", "2025-03-27 09:00"));
        On("2025-04-10");
        var manager = await SignedIn(BusinessManager, "RBKC");
        var before = await Live(manager, "2024-25");

        var page = await (await manager.Opens("/figures/referrals")).Presses("Publish");
        page.Errors.ShouldBe(["Select a year that is over"]);
        page = await page.Fill("Year", "2024-25").Presses("Publish");
        page.Done.ShouldBe("Referrals to children's social care, 2024-25: published as it is now");
        await Stage.On("2025-04-11").As(FrontDoorWorker).Corrects(referral, "It was agreed in April", ("referred-on", "2025-04-02 09:00"));

        manager = await SignedIn(BusinessManager, "RBKC");
        page = await manager.Opens("/figures/referrals");
        var published = page.Table("Published by this partnership, as it was then").ShouldHaveSingleItem();
        (published["Value"], published["Published"]).ShouldBe((before, "10 April 2025, 9am"));
        (await Live(manager, "2024-25")).ShouldNotBe(before);
        (await Live(manager, "2025-26")).ShouldNotBe("none");
    }

    [Theory]
    [InlineData("/figures/no-such-figure")]
    [InlineData("/figures/referrals?by=nothing")]
    [InlineData("/figures/referrals/facts?area=XX&period=2025-26")]
    [InlineData("/figures/referrals/facts?area=RBKC&period=nonsense")]
    [InlineData("/figures/referrals/facts")]
    [InlineData("/reports/annual/2021")]
    public async Task A_figure_that_is_not_there_is_not_found(string address) =>
        (await (await SignedIn(TeamManager)).Opens(address)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);

    [Fact]
    public async Task A_split_figure_says_what_is_in_each_part()
    {
        await Given.AReferral(await Given.AChild(), ("primary-need", "N1"));

        var page = await (await (await SignedIn(TeamManager)).Opens("/figures/referrals")).Fill("Split by", "Primary need").Presses("Show");

        page.Table(Values).ShouldContain(r => r["Year"] == "2025-26" && r["Primary need"] == "Abuse or neglect");
    }

    [Fact]
    public async Task A_part_leads_to_its_own_facts_as_known_on_the_day_asked()
    {
        await Stage.On("2022-05-09").Given.AReferral(await Given.AChild(c => c.Named("Plover Larchfield")), ("primary-need", "N1"), ("referred-on", "2022-05-09 09:00"));
        await Stage.On("2022-05-10").Given.AReferral(await Given.AChild(c => c.Named("Dunlin Larchfield")), ("primary-need", "N4"), ("referred-on", "2022-05-10 09:00"));
        await Stage.On("2022-06-20").Given.AReferral(await Given.AChild(c => c.Named("Wigeon Larchfield")), ("primary-need", "N1"), ("referred-on", "2022-05-11 09:00"));
        var worker = await SignedIn(SocialWorker);

        var page = await worker.Opens("/figures/referrals?by=primary-need&area=RBKC&over=month&known=2022-05-31");
        page.Table(Values).Where(r => r["Month"] == "May 2022").Select(r => (r["Primary need"], r["Value"].Split(" in ")[0])).OrderBy(r => r.Item1, StringComparer.Ordinal).ShouldBe([("Abuse or neglect", "1"), ("Family in acute stress", "1")]);
        var facts = await page.Follows(page.Links.Single(l => l.Contains("May 2022", StringComparison.Ordinal) && l.Contains("Abuse or neglect", StringComparison.Ordinal)));

        facts.Said.ShouldContain("Royal Borough of Kensington and Chelsea, May 2022, Abuse or neglect, as known on 31 May 2022");
        facts.Table("What was counted, by date").Select(r => r["Person"]).ShouldBe(["Plover Larchfield"]);
        (await (await worker.Opens("/figures/referrals?by=primary-need&area=RBKC&over=month")).Follows("1 in May 2022, Royal Borough of Kensington and Chelsea, Family in acute stress: the facts behind it")).Table("What was counted, by date").Select(r => r["Person"]).ShouldBe(["Dunlin Larchfield"]);
        (await worker.Opens("/figures/referrals/facts?area=RBKC&period=2022-05&by=primary-need")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Printed_figures_can_be_searched_and_turned()
    {
        var visitor = await SignedIn(Scrutineer);

        var all = await visitor.Opens("/figures/printed");
        all.Table("Printed figures").Count.ShouldBe(50);
        var second = await all.Follows("Next page");
        second.Table("Printed figures")[0].ShouldNotBe(all.Table("Printed figures")[0]);
        var found = await all.Fill("Words in the title, or an area’s code", "referrals").Presses("Search");
        found.Table("Printed figures").ShouldContain(r => r["As printed"].Contains("2257", StringComparison.Ordinal) || r["As printed"].Contains("2,257", StringComparison.Ordinal));
        (await visitor.Opens("/figures/checks")).Said.ShouldContain("Does not add up");
    }

    [Fact]
    public async Task The_annual_report_prints_the_values_the_documents_print()
    {
        var page = await (await (await SignedIn(Scrutineer)).Opens("/reports")).Follows("Annual report 2021-22");

        page.Status.ShouldBe(System.Net.HttpStatusCode.OK);
        foreach (var value in new[] { "2,257", "1,925", "1,651", "2,460", "1,674", "1,668", "2,234", "2,239", "1,670", "2,368", "2,012" }) { page.Said.ShouldContain(value); }
        page.Document.QuerySelectorAll("h1").Length.ShouldBe(1);
        page.Document.QuerySelectorAll("main svg").ShouldNotBeEmpty();
    }

    private static async Task<string> Live(Visitor visitor, string year) =>
        (await visitor.Opens("/figures/referrals")).Table(Values).FirstOrDefault(r => r["Year"] == year && r["Area"] == "Royal Borough of Kensington and Chelsea" && r["From"] == "Counted from the record")?["Value"].Split(" in ")[0] ?? "none";
}
