using Microsoft.Extensions.DependencyInjection;
using Trellis.BrowserTests.Support;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>Every page there is, wide and narrow: without a violation, a complaint of the browser, or a page wider than its window.</summary>
[Collection(Journeys.Name)]
public sealed class EveryPage(BrowserSite site, EveryPage.Story story) : IClassFixture<EveryPage.Story>
{
    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public async Task Open_to_anyone(int width)
    {
        await using var tab = await Tab.OpenAsync(site, width: width);
        await Look(tab, "/sign-in", "/sign-in/link", "/sign-in/agency", "/figures/how", "/accessibility", "/privacy", "/sign-out", "/no-such-page");
        await tab.Page.GotoAsync("/sign-in");
        await tab.Presses("Sign in");
        await tab.IsForEveryone();

        tab.WentWell(except: "/no-such-page");
    }

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public Task About_people(int width) => SignedIn(
        width, "/people", "/people/add", $"/people/{story.Child.Id}", $"/people/{story.Child.Id}/happened", "/start/front-door", $"/start/front-door?person={story.Child.Id}");

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public Task About_work(int width) => SignedIn(width, "/work", "/work?show=all", $"/matters/{story.Referral.MatterId}", $"/matters/{story.Referral.MatterId}/join", $"/matters/{story.Referral.MatterId}/leave", $"/matters/{story.Referral.MatterId}/late", $"/matters/{story.Referral.MatterId}/network");

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public Task Of_steps(int width) => SignedIn(
        width, $"/steps/{story.Referral.Id}", $"/steps/{story.Referral.Id}?version=1", $"/steps/{story.Referral.Id}/correct", $"/steps/{story.Referral.Id}/withdraw", $"/steps/{story.Feedback.Id}/fill",
        $"/steps/{story.Assessment.Id}", $"/steps/{story.Question.Id}");

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public Task Of_figures(int width) => SignedIn(
        width, "/figures", "/figures/referrals", "/figures/referrals?by=primary-need", "/figures/referrals/facts?area=RBKC&year=2025-26", "/figures/printed", "/figures/checks");

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public async Task Of_messages(int width)
    {
        site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(site, width: width);
        await tab.SignsIn(FrontDoorWorker, "RBKC", and: "WCC");
        await Look(tab, "/messages", "/messages?show=unread", "/messages/settings");
        await tab.Chooses("When do you want e-mail?", "Not at all");
        await tab.Page.GetByLabel("Until", new() { Exact = true }).SelectOptionAsync("No quiet hours");
        await tab.Presses("Save");
        (await tab.Page.TitleAsync()).ShouldStartWith("Error: ");
        await tab.IsForEveryone();
        tab.WentWell();

        await using var owner = await Tab.OpenAsync(site, width: width);
        await owner.SignsIn(Administrator, "RBKC", and: "WCC");
        await Look(owner, "/messages", "/messages/outbox");
        foreach (var letter in await owner.Page.GetByText("The e-mail", new() { Exact = false }).AllAsync()) { if (await letter.IsVisibleAsync()) { await letter.ClickAsync(); break; } }
        await owner.IsForEveryone();
        owner.WentWell();
    }

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public Task Of_reports(int width) => SignedIn(width, "/reports", "/reports/annual/2021-22");

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public async Task Of_closed_records(int width)
    {
        await SignedIn(width, "/restricted", $"/restricted/close?reference={story.Child.Reference}", "/restricted/conflicts", "/restricted/identities", $"/people/{story.Restricted.Id}");
        await SignedInAs(InformationGovernanceLead, width, "/restricted", "/glass");
    }

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public async Task Of_an_agencys_people(int width)
    {
        var them = site.Stage.Someone(FrontDoorWorker);
        await SignedInAs(TeamManager, width, "/cover", "/agencies/roles");
        site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(site, width: width);
        await tab.SignsIn(AgencyAdministrator, "RBKC", number: width is Tab.Wide ? 1 : 2);
        await tab.Page.GotoAsync("/your-sign-in/codes");
        var app = new Authenticator(await tab.Page.Locator(".t-secret").InnerTextAsync(), site.Stage.Clock);
        await tab.Fills("The code your app shows now", app.Code());
        await tab.Fills("Your password", Stage.Password);
        await tab.Presses("Turn on one-time codes");
        await Look(
            tab, "/staff", "/staff?show=ended", "/staff/invite", $"/staff/{them.UserId}", $"/staff/{them.UserId}/post", $"/staff/{them.UserId}/posts/{them.PostId}/change", $"/staff/{them.UserId}/posts/{them.PostId}/end",
            $"/staff/{them.UserId}/leave", $"/staff/{them.UserId}/e-mail", "/cover", "/agencies/roles", "/agencies/sign-in", "/agencies/programs");
        await tab.Page.GotoAsync("/staff/invite");
        await tab.Presses("Invite");
        (await tab.Page.TitleAsync()).ShouldStartWith("Error: ");
        await tab.IsForEveryone();
        tab.WentWell();
    }

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public async Task Of_who_looked(int width)
    {
        await SignedIn(width, "/views", $"/people/{story.Child.Id}/views", "/views/mine", "/views/mine?sort=opened&from.day=40");
        await SignedInAs(InformationGovernanceLead, width, "/views", "/views/unusual", "/retention", "/retention/hold", "/disclosures", "/disclosures/new", $"/people/{story.Restricted.Id}/views", $"/views/by/{site.Stage.Someone(FrontDoorWorker).UserId}");
    }

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public async Task Of_documents_and_offline_extracts(int width)
    {
        await SignedIn(width, "/offline");
        await SignedInAs(InformationGovernanceLead, width, "/offline/held");
        await SignedInAs(ConferenceChair, width, $"/steps/{story.Conference.Id}/fill");
    }

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public Task Of_sharing_agreements(int width) => SignedInAs(BusinessManager, width, "/agencies/sharing");

    private Task SignedIn(int width, params string[] addresses) => SignedInAs(TeamManager, width, addresses);

    private async Task SignedInAs(string role, int width, params string[] addresses)
    {
        site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(site, width: width);
        await tab.SignsIn(role, "RBKC", and: "WCC");
        await Look(tab, addresses);

        tab.WentWell();
    }

    private static async Task Look(Tab tab, params string[] addresses)
    {
        foreach (var address in addresses)
        {
            await tab.Page.GotoAsync(address);
            await tab.IsForEveryone();
        }
    }

    /// <summary>Something on every page: late, corrected, waiting for approval, asked of agencies.</summary>
    public sealed class Story(BrowserSite site) : IAsyncLifetime
    {
        public Person Child { get; private set; } = null!;

        /// <summary>Closed to all but one, and opened by breaking the glass.</summary>
        public Person Restricted { get; private set; } = null!;

        public CaseStep Referral { get; private set; } = null!;

        public CaseStep Feedback { get; private set; } = null!;

        public CaseStep Assessment { get; private set; } = null!;

        public CaseStep Question { get; private set; } = null!;

        /// <summary>Its form takes files.</summary>
        public CaseStep Conference { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            var stage = site.Stage;
            stage.Clock.Set("2026-02-20 09:00");
            Child = await stage.Given.AChild(c => c.Named("Marigold Featherstonehaugh"));
            await stage.Given.AChild(c => c.Named("Campion Featherstonehaugh").BornOn("2018-02-01").With(Child));
            Referral = await stage.Given.AReferral(Child, ("referred-on", "2026-02-20 09:00"));
            stage.Clock.Set("2026-02-27 09:00");
            await stage.As(SocialWorker).Completes("decision", Child, outcome: "assess");
            await stage.As(FrontDoorWorker).Corrects(Referral, "It was agreed the day before", ("referred-on", "2026-02-19 16:00"));
            Assessment = await stage.As(SocialWorker).Completes("assessment", Child);
            Feedback = await stage.Step("feedback", Child);
            var asked = await stage.Given.AChild(c => c.Named("Sorrel Featherstonehaugh"));
            await stage.Given.AContact(asked);
            await stage.As(FrontDoorWorker).Completes("triage", asked, outcome: "ask");
            Question = await stage.Step("information-request", asked);
            await stage.SqlAsync<object>(Platform.Storage.DatabaseRoles.Owner, """
                update messages.email set state = 'failed', attempts = 8, code = '550', tried_at = made_at where id in (select id from messages.email order by id limit 1);
                update messages.email set state = 'unknown', attempts = 1, code = 'interrupted', tried_at = made_at where id in (select id from messages.email order by id desc limit 1);
                update messages.email set state = 'sent', attempts = 1, code = '250', tried_at = made_at where id in (select id from messages.email where state = 'waiting' order by id limit 2);
                """);
            await stage.As(FrontDoorWorker).Involves(Referral.MatterId, "charity-b", null, InvolvementLevel.Summary);
            Conference = await stage.AConferenceToHold(await stage.Given.AChild(c => c.Named("Tansy Featherstonehaugh")));
            await stage.As(SocialWorker).Does(Access.ActWords.HoldExtract, services =>
            {
                Modules.Extracts.Holding.Begin(stage.Someone(SocialWorker), "lantern otter gravel plum", stage.Keys, stage.Clock.Now).Refused(out _, out var holding);
                services.GetRequiredService<TrellisDb>().Add(holding!);
                return Task.FromResult(true);
            });
            Restricted = await stage.Given.AChild(c => c.Named("Rosemary Featherstonehaugh"));
            await stage.As(TeamManager).Closes(Restricted, Platform.Access.ClosureKind.Restricted, stage.Someone(SocialWorker));
            await stage.As(TeamManager).KeepsApart(stage.Someone(SocialWorker, number: 2), Child);
            await stage.As(FrontDoorWorker).BreaksGlass(Restricted.Id, "The police wait at the door");
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
