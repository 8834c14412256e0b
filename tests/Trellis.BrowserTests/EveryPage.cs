using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>Every page there is, wide and narrow: without a violation, a complaint of the browser, or a page wider than its window.</summary>
[Collection(Journeys.Name)]
public sealed class EveryPage
{
    private readonly BrowserSite site;

    public EveryPage(BrowserSite site)
    {
        this.site = site;
        site.Stage.Clock.Set(TestClock.Start);
    }

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public async Task Is_for_everyone(int width)
    {
        var stage = site.Stage;
        stage.Clock.Set("2026-02-20 09:00");
        var child = await stage.Given.AChild(c => c.Named("Marigold Featherstonehaugh"));
        await stage.Given.AChild(c => c.Named("Campion Featherstonehaugh").BornOn("2018-02-01").With(child));
        await stage.Given.AReferral(child, ("referred-on", "2026-02-20 09:00"));
        stage.Clock.Set("2026-02-27 09:00");
        await stage.As(SocialWorker).Completes("decision", child, outcome: "assess");
        var referral = await stage.Step("referral", child);
        await stage.As(FrontDoorWorker).Corrects(referral, "It was agreed the day before", ("referred-on", "2026-02-19 16:00"));
        await stage.As(SocialWorker).Completes("assessment", child);
        var assessment = await stage.Step("assessment", child);
        var asked = await stage.Given.AChild(c => c.Named("Sorrel Featherstonehaugh"));
        await stage.Given.AContact(asked);
        await stage.As(FrontDoorWorker).Completes("triage", asked, outcome: "ask");
        var question = await stage.Step("information-request", asked);
        var feedback = await stage.Step("feedback", child);
        stage.Clock.Set(TestClock.Start);

        await using var tab = await Tab.OpenAsync(site, width: width);
        foreach (var address in new[] { "/sign-in", "/figures/how", "/accessibility", "/privacy", "/sign-out" }) { await Look(address); }
        await tab.Presses("Sign out");
        await tab.Presses("Sign in");
        await tab.IsForEveryone();
        await tab.SignsIn(TeamManager, "RBKC", and: "WCC");
        foreach (var address in new[]
        {
            "/work", "/work?show=all", "/start/front-door", $"/start/front-door?person={child.Id}", "/people?name=Featherstonehaugh", "/people/add", $"/people/{child.Id}",
            $"/matters/{referral.MatterId}", $"/matters/{referral.MatterId}/join", $"/steps/{referral.Id}", $"/steps/{referral.Id}?version=1", $"/steps/{referral.Id}/correct", $"/steps/{referral.Id}/withdraw", $"/steps/{feedback.Id}/fill",
            $"/steps/{assessment.Id}", $"/steps/{question.Id}", "/figures", "/figures/referrals", "/figures/referrals?by=primary-need", "/figures/referrals/facts?area=RBKC&year=2025-26", "/figures/printed", "/figures/checks", "/reports", "/reports/annual/2021-22",
        })
        {
            await Look(address);
        }

        tab.WentWell();

        async Task Look(string address)
        {
            await tab.Page.GotoAsync(address);
            await tab.IsForEveryone();
        }
    }
}
