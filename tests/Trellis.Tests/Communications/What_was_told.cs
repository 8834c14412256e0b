using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Communications;

/// <summary>A campaign is logged, counted from day to day, and what was learnt is kept: on its pages.</summary>
public sealed class What_was_told(TestSite site) : OnSite(site)
{
    private const string Kensington = "Royal Borough of Kensington and Chelsea";

    [Fact]
    public async Task A_campaign_is_logged_counted_twice_and_something_is_learnt()
    {
        var manager = await SignedIn(BusinessManager);
        var page = await (await manager.Opens("/communications")).Presses("Log a campaign or a post");
        (await page.Fill("First day", "").Presses("Log it")).Errors.ShouldBe(["Enter the first day", "Select which areas it was in", "Select what it is"], ignoreOrder: true);
        (await Filled(page).Fill("Last day (optional)", "1 1 2026").Presses("Log it")).Errors.ShouldBe(["The last day must be the same as or after the first"]);
        (await Filled(page).Fill("Last day (optional)", "").Fill("Address of it (optional)", "javascript:alert(1)").Presses("Log it")).Errors.ShouldBe(["Enter the address in full, like https://www.example.org/campaign"]);
        (await Filled(page).Fill("Address of it (optional)", "").Fill("What did it cost, in pounds? (optional)", "a lot").Presses("Log it")).Errors.ShouldBe(["The cost must be an amount in pounds, like 250 or 99.50"]);
        page = await Filled(page).Fill("What did it cost, in pounds? (optional)", "£1,250.50").Presses("Log it");
        page.Done.ShouldBe("Logged", page.Said);
        page.SummaryValue("Cost").ShouldBe("£1,250.50");
        page.SummaryValue("For whom").ShouldBe("Residents");
        var here = page.Path;

        (await page.Fill("How many?", "many").Presses("Record it")).Errors.ShouldBe(["Select what was counted"]);
        (await Counted(page, "many", "20 2 2026").Presses("Record it")).Errors.ShouldBe(["Enter a whole number, such as 1200"]);
        (await Counted(await manager.Opens(here), "900", "1 1 2026").Presses("Record it")).Errors.ShouldBe(["The day must be the same as or after the first day, 10 February 2026"]);
        await Counted(await manager.Opens(here), "900", "20 2 2026").Presses("Record it");
        page = await Counted(await manager.Opens(here), "1,400", "1 3 2026").Presses("Record it");
        page.Done.ShouldBe("The number is recorded");
        page.Table("How far it reached").Select(r => $"{r["Number"]} on {r["Counted on"]}, {r["Where the number comes from"]}").ShouldBe(["900 on 20 February 2026, Statistics of the site", "1,400 on 1 March 2026, Statistics of the site"]);
        (await page.Presses("Save")).Errors.ShouldBe(["Enter what was learnt"]);
        (await page.Fill("What was learnt for the next one?", "Ask surgeries first").Presses("Save")).Done.ShouldBe("What was learnt is saved");

        var list = await manager.Opens("/communications?year=2025-26");
        var kind = list.Table("By kind, 2025-26").ShouldHaveSingleItem();
        (kind["Kind"], kind["How many"], kind["Cost"], kind["Reached, as counted last"]).ShouldBe(("Campaign", "1", "£1,250.50", "1,400 views"));
        list.Table("Logged, 2025-26").ShouldHaveSingleItem()["Learnt"].ShouldBe("Yes");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.id) from record.fact f where f.source_id = $1", Guid.Parse(here.Split('/')[^1]))).ShouldBe("communication.logged communication.reach-counted communication.reach-counted communication.learnt");

        page = await (await SignedIn(Scrutineer)).Opens(here);
        page.Buttons.ShouldNotContain("Record it");
        (await (await SignedIn(SocialWorker)).Opens("/communications")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(BusinessManager, "WCC")).Opens(here)).Status.ShouldBe(HttpStatusCode.NotFound, "it was in another area");
        foreach (var table in new[] { "communication", "reach" }) { (await Stage.SqlAsync<long>(DatabaseRoles.App, $"select count(*) from communications.{table}")).ShouldBe(0, $"nobody asking: {table}"); }
    }

    private static TestPage Filled(TestPage page) => page.Fill("What is it called?", "If you hear it, say it").Fill("What is it?", "Campaign").Fill("Which areas was it in?", Kensington).Fill("Whom is it for?", "Residents").Fill("What does it say?", "Whom to tell of a worry").Fill("First day", "10 2 2026");

    private static TestPage Counted(TestPage page, string number, string day) => page.Fill("What was counted?", "Views").Fill("How many?", number).Fill("On which day was it counted?", day).Fill("Where does the number come from?", "Statistics of the site");
}
