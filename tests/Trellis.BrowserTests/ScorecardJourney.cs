using Trellis.BrowserTests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>From a number on the scorecard to the records it was counted from, and what is said of it kept with the quarter.</summary>
public sealed class ScorecardJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task From_the_scorecard_to_a_record()
    {
        // The journey's day is 2 March 2026, so the quarter before is over on it.
        Site.Stage.Clock.Set("2025-11-12 10:00");
        var child = await Site.Stage.Given.AChild(c => c.Named("Larch Underbough"));
        await Site.Stage.Given.AReferral(child);
        Site.Stage.Clock.Set("2026-03-02 09:00");
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(TeamManager);
        await tab.Page.GotoAsync("/figures/scorecard?area=RBKC");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.Locator("main a[href^='/figures/referrals/facts']"));
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.Locator($"tr:has(a[href='/people/{child.Id}']) a[href^='/steps/']"));
        (await tab.Page.Locator("main").InnerTextAsync()).ShouldContain("Larch Underbough");
        tab.WentWell();
    }

    [Fact]
    public async Task What_the_numbers_mean_is_said_and_kept()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/figures/scorecard?area=RBKC");
        await tab.Page.GetByLabel("Of what?").SelectOptionAsync("Children who are harmed are protected");
        await tab.Fills("What they mean, and what is done about them", "Conferences waited for rooms; two more are booked each week.");
        await tab.Presses("Keep it with this time");
        await tab.IsForEveryoneAtEveryWidth();
        (await tab.Page.Locator("main").InnerTextAsync()).ShouldContain("two more are booked each week");
        await tab.Page.GotoAsync("/figures/referrals?over=quarter&area=RBKC");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }
}
