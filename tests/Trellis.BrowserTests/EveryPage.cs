using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.BrowserTests.Support;
using Trellis.Modules.Casework;
using Trellis.Modules.Duplicates;
using Trellis.Modules.People;
using Trellis.Modules.Sources;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>Every page there is, asked for once and looked at wide and narrow: without a violation, a complaint of the browser, or a page wider than its window.</summary>
[Collection(Looks.Name)]
public sealed class EveryPage(BrowserSite site, EveryPage.Story story) : IClassFixture<EveryPage.Story>
{
    [Fact]
    public async Task What_keeps_somebody_out_is_found()
    {
        await using var tab = await Tab.OpenAsync(site);
        await tab.Page.SetContentAsync("<!doctype html><html lang='en'><title>A page</title><main><h1>A page</h1><img src='data:,'><p style='color: #aaa; width: 900px'>Pale and wide</p></main></html>");
        await tab.IsForEveryoneAtEveryWidth();

        tab.Complaints.Count(c => c.Contains("image-alt", StringComparison.Ordinal)).ShouldBe(2, "at either width");
        tab.Complaints.ShouldContain(c => c.Contains("color-contrast", StringComparison.Ordinal));
        tab.Complaints.ShouldContain(c => c.Contains("wider than 320", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_to_anyone()
    {
        await using var tab = await Tab.OpenAsync(site);
        await Look(tab, "/sign-in", "/sign-in/link", "/sign-in/agency", "/figures/how", "/accessibility", "/privacy", "/sign-out", "/no-such-page");
        await tab.Page.GotoAsync("/sign-in");
        await tab.Presses("Sign in");
        await tab.IsForEveryoneAtEveryWidth();

        tab.WentWell(except: "/no-such-page");
    }

    [Fact]
    public Task About_people() => SignedIn(
        "/people", "/people/add", $"/people/{story.Child.Id}", $"/people/{story.Child.Id}/happened", $"/people/{story.Child.Id}/details", $"/people/{story.Child.Id}/describe", $"/people/{story.Child.Id}/names", $"/people/{story.Child.Id}/addresses", $"/people/{story.Child.Id}/numbers",
        $"/people/{story.Child.Id}/registrations", $"/people/{story.Child.Id}/traits?kind=language", $"/people/{story.Child.Id}/relationships", $"/people/{story.Child.Id}/same", $"/people/{story.Child.Id}/split", "/start/front-door", $"/start/front-door?person={story.Child.Id}");

    [Fact]
    public async Task Of_agencies_lists()
    {
        await using var tab = await Opened(TeamManager);
        await Look(tab, "/people/lists", "/people/lists/new");
        await tab.Page.GetByLabel("Whose list is it?").SelectOptionAsync("Police");
        await tab.Chooses("Whose area are they of?", Stage.Practised.Model.Areas.Single(a => a.Code == "RBKC").Title);
        await tab.Page.GetByLabel("The list").SetInputFilesAsync(new Microsoft.Playwright.FilePayload
        {
            Name = "police.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("id,first name,last name,date of birth\nA1,Marigold,Featherstonehaugh,2016-05-01\nA2,Fennel,Listed,2014-02-03\nA3,Fennel,Listed,2014-03-02\nA4,,Listed,\n"),
        });
        await tab.Presses("Look at it");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Take in the list");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Line 4", Exact = true }));
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/people/lists");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }

    [Fact]
    public Task About_work() => SignedIn("/work", "/work?show=all", $"/matters/{story.Referral.MatterId}", $"/matters/{story.Referral.MatterId}/join", $"/matters/{story.Referral.MatterId}/leave", $"/matters/{story.Referral.MatterId}/late", $"/matters/{story.Referral.MatterId}/network");

    [Fact]
    public Task Of_steps() => SignedIn(
        $"/steps/{story.Referral.Id}", $"/steps/{story.Referral.Id}?version=1", $"/steps/{story.Referral.Id}/correct", $"/steps/{story.Referral.Id}/withdraw", $"/steps/{story.Feedback.Id}/fill",
        $"/steps/{story.Assessment.Id}", $"/steps/{story.Question.Id}");

    [Fact]
    public Task Of_figures() => SignedIn(
        "/figures", "/figures/referrals", "/figures/referrals?by=primary-need", "/figures/referrals?over=quarter&area=RBKC", "/figures/re-referrals?over=month", "/figures/scorecard?area=RBKC", "/figures/referrals/facts?area=RBKC&period=2025-26", "/figures/printed", "/figures/checks");

    [Fact]
    public async Task Of_meetings_and_actions()
    {
        var body = "Executive";
        await site.Stage.TakesInAttendance(body, "meeting_date,seat,attended,delegate,note\n2025-05-01,Executive Director of Children’s Services,true,false,\n2025-05-01,Housing,false,false,\n2025-11-04,Executive Director of Children’s Services,true,true,\n2025-11-04,Housing,,,printed without a legend\n", "RBKC");
        await site.Stage.TakesInActions(body, "date,item,action,status,owner,due\n2025-11-04,Item 4,Bring the audit to the board,In progress.,Head of Safeguarding,2026-01-10\n2025-11-04,Item 5,Tell the schools,Completed,,\n", "RBKC");
        await site.Stage.TakesInRecommendations(body, "recipient,recommendation,response,recommendation_number,meeting_date\nNHS England,That leaflets be translated,,1,2025-11-04\nNHS England,That figures be shared,They are shared each quarter,2,2025-11-04\n", "RBKC");
        var id = await site.Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from meetings.body where title = $1", body);
        var action = await site.Stage.ReferenceOf("Bring the audit to the board");
        var recommendation = await site.Stage.SqlAsync<string>(DatabaseRoles.Owner, "select reference from actions.recommendation where text = 'That figures be shared'");
        await using var tab = await Opened(BusinessManager);
        await Look(tab, "/meetings", "/meetings/new", $"/meetings/{id}", $"/meetings/{id}/take", "/actions", "/actions?show=overdue", "/actions?show=to-agree", "/actions?text=audit&colour=red", "/actions/new", $"/actions/{action}",
            "/actions/recommendations", "/actions/recommendations/new", $"/actions/recommendations/{recommendation}", $"/actions/new?because={recommendation}", "/actions/trackers", "/actions/trackers/new");
        tab.WentWell();
    }

    [Fact]
    public async Task Of_plans()
    {
        await site.Stage.TakesInPlan("looked_at_plan_2025-27.csv", "priority,outcome,measures,action,who,when,update\nHelp early,Help comes sooner,referrals,Open a line,The hub,October 2025,Completed – in use\nHelp early,Help comes sooner,,Ask families what helped,,Each quarter,Ongoing\n", "RBKC");
        var plan = await site.Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from plans.plan where title = 'Looked at plan 2025-27'");
        var action = await site.Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from plans.action where text = 'Ask families what helped'");
        var priority = await site.Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from plans.priority where plan_id = $1", plan);
        await using var tab = await Opened(BusinessManager);
        await Look(tab, "/plans", $"/plans/{plan}", $"/plans/{plan}/one-page", $"/plans/{plan}/priorities/{priority}", $"/plans/{plan}/actions/{action}");
        await tab.Chooses("How far is it?", "Complete");
        await tab.Fills("What was done?", "Every family was asked");
        await tab.Presses("Save");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }

    [Fact]
    public async Task Of_money()
    {
        await site.Stage.TakesInFund("bcf_2025-26.csv", "section,line,area,amount_gbp,printed,value,unit_printed,year,kind\nAllocated,Minimum contribution,RBKC,11000,11,11,£'000,2025-26,item\nAllocated,Minimum contribution,RBKC,10000,10,10,£'000,2024-25,item\nPool,Beds,RBKC,6900,\"6,900\",6900,£'000,2025-26,item\nPool,Advice,RBKC,4000,\"4,000\",4000,£'000,2025-26,item\nPool,Minimum contribution,RBKC,10950,\"10,950\",10950,£'000,2025-26,subtotal\nMetrics,Stays of 14 days or more,RBKC,,10.1%,10.1,percent,2025-26,metric\n", "RBKC", "WCC");
        var fund = await site.Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from money.fund limit 1");
        await using var tab = await Opened(BusinessManager);
        await Look(tab, "/footprint", "/footprint?on=2017-04-01", "/footprint/agencies/nwl-icb", "/footprint/changes/one-commissioning-group", "/money", "/money/years", "/money/funds", $"/money/funds/{fund}", $"/money/funds/{fund}/quarters/1");
        await tab.Fills("Beds, Royal Borough of Kensington and Chelsea", "1,50");
        await tab.Presses("Save the return");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("Beds, Royal Borough of Kensington and Chelsea", "1,500");
        await tab.Presses("Save the return");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }

    [Fact]
    public async Task Of_the_library()
    {
        site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Opened(BusinessManager);
        await Look(tab, "/library", "/library?show=register", "/library/new");
        await tab.Chooses("What is it?", "Tool");
        await tab.Fills("Title", "Drawing a family");
        await tab.Presses("Begin");
        await tab.Fills("What it is, in a sentence or two", "Who lives here");
        await tab.Fills("What it is for", "To learn who matters");
        await tab.Fills("How to use it", "## First\n\n- Take paper\n- Draw\n\n| Ask | Listen |\n|---|---|\n| Who | All |");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GetByLabel("Anybody may read it, without signing in").CheckAsync();
        await tab.Presses("Publish");
        await tab.IsForEveryoneAtEveryWidth();
        var address = new Uri(tab.Page.Url).AbsolutePath;
        await Look(tab, $"{address}/write", $"{address}/send", $"{address}/discuss");
        await tab.Fills("Which team?", "Board team");
        await tab.Fills("How many were there?", "4");
        await tab.Fills("What was said?", "We never drew");
        await tab.Presses("Record it");
        await tab.IsForEveryoneAtEveryWidth();
        var talk = await site.Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from library.discussion where team = 'Board team'");
        await Look(tab, $"/library/discussions/{talk}", "/published", $"/published/{address.Split('/')[^1]}");
        tab.WentWell();
    }

    [Fact]
    public async Task Of_messages()
    {
        site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(site);
        await tab.SignsIn(FrontDoorWorker, "RBKC", and: "WCC");
        await Look(tab, "/messages", "/messages?show=unread", "/messages/settings");
        await tab.Chooses("When do you want e-mail?", "Not at all");
        await tab.Page.GetByLabel("Until", new() { Exact = true }).SelectOptionAsync("No quiet hours");
        await tab.Presses("Save");
        (await tab.Page.TitleAsync()).ShouldStartWith("Error: ");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();

        await using var owner = await Opened(Administrator);
        await Look(owner, "/messages", "/messages/outbox");
        foreach (var letter in await owner.Page.GetByText("The e-mail", new() { Exact = false }).AllAsync()) { if (await letter.IsVisibleAsync()) { await owner.Clicks(letter); break; } }
        await owner.IsForEveryoneAtEveryWidth();
        owner.WentWell();
    }

    [Fact]
    public Task Of_reports() => SignedIn("/reports", "/reports/annual/2021-22");

    [Fact]
    public async Task Of_closed_records()
    {
        await SignedIn("/restricted", $"/restricted/close?reference={story.Child.Reference}", "/restricted/conflicts", "/restricted/identities", $"/people/{story.Restricted.Id}");
        await SignedInAs(InformationGovernanceLead, "/restricted", "/glass");
    }

    [Fact]
    public async Task Of_an_agencys_people()
    {
        var them = site.Stage.Someone(FrontDoorWorker);
        var lost = site.Stage.Someone(FrontDoorWorker, number: 2);
        await SignedInAs(TeamManager, "/cover", "/agencies/roles");
        await using var tab = await Opened(AgencyAdministrator);
        await Look(
            tab, "/staff", "/staff?show=ended", "/staff/invite", $"/staff/{them.UserId}", $"/staff/{them.UserId}/post", $"/staff/{them.UserId}/posts/{them.PostId}/change", $"/staff/{them.UserId}/posts/{them.PostId}/end",
            $"/staff/{them.UserId}/leave", $"/staff/{them.UserId}/e-mail", "/cover", "/agencies/roles", "/agencies/sign-in", "/agencies/programs");
        await tab.Page.GotoAsync("/staff/invite");
        await tab.Presses("Invite");
        (await tab.Page.TitleAsync()).ShouldStartWith("Error: ");
        await tab.IsForEveryoneAtEveryWidth();

        await site.Stage.SqlAsync<object>(Platform.Storage.DatabaseRoles.Owner, "update agencies.staff set waits_for_link = true where id = $1", lost.UserId);
        await Look(tab, $"/staff/{lost.UserId}/second-factor");
        await site.Stage.SqlAsync<object>(Platform.Storage.DatabaseRoles.Owner, "update agencies.staff set waits_for_link = false where id = $1", lost.UserId);

        await tab.Page.GotoAsync("/agencies/programs");
        await tab.Fills("Name of the program", "Nightly");
        await tab.Page.Locator("input[name=Scopes]").First.CheckAsync();
        await tab.Page.Locator("input[name=Areas]").First.CheckAsync();
        if (await tab.Page.Locator("input[name=Sees]").CountAsync() > 0) { await tab.Page.Locator("input[name=Sees]").First.CheckAsync(); }
        await tab.Dates("Last day", "1", "6", "2026");
        await tab.Presses("Let it ask");
        await tab.IsForEveryoneAtEveryWidth(); // the secret, shown once
        await tab.Page.GotoAsync("/agencies/programs");
        await tab.Follows("Nightly");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }

    [Fact]
    public async Task Of_one_time_links()
    {
        site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(site);
        foreach (var (kind, staff) in new[] { ("invitation", site.Stage.Someone(SocialWorker, number: 2)), ("second-factor", site.Stage.Someone(TeamManager, number: 2)) })
        {
            var secret = RandomNumberGenerator.GetBytes(32);
            await site.Stage.SqlAsync<object>(Platform.Storage.DatabaseRoles.Owner, """
                with l as (insert into agencies.link (id, staff_id, kind, made_at, until_at) values (uuidv7(), $1, $2, $3, $3 + interval '7 days') returning id)
                insert into agencies.link_key (hash, link_id, made_at) select $4, l.id, $3 from l
                """, staff.UserId, kind, site.Stage.Clock.Now.ToUniversalTime(), SHA256.HashData(secret));
            await Look(tab, $"/sign-in/link/{Base64Url.EncodeToString(secret)}");
        }

        tab.WentWell();
    }

    [Fact]
    public async Task Of_who_looked()
    {
        await SignedIn("/views", $"/people/{story.Child.Id}/views", "/views/mine", "/views/mine?sort=opened&from.day=40");
        await SignedInAs(InformationGovernanceLead, "/views", "/views/unusual", "/retention", "/retention/hold", "/disclosures", "/disclosures/new", $"/people/{story.Restricted.Id}/views", $"/views/by/{site.Stage.Someone(FrontDoorWorker).UserId}");
    }

    [Fact]
    public async Task Of_copies_and_disposal()
    {
        await using var tab = await Opened(InformationGovernanceLead);
        await Look(tab, $"/retention/decide/{story.Proposal}");
        await tab.Page.GotoAsync("/disclosures/new");
        await tab.Fills("Reference of the person whose record it is", story.Child.Reference);
        await tab.Chooses("Who is the copy for?", "The person themselves, or somebody who acts for them");
        await tab.Fills("Name of who gets it", "Marigold Featherstonehaugh");
        await tab.Fills("How did you check who they are, and that they may have it?", "Passport seen");
        await tab.Dates("When was the request received?", "1", "3", "2026");
        await tab.Presses("Gather what is held");
        tab.Page.Url.ShouldContain("/disclosures/0");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }

    [Fact]
    public async Task Of_documents_and_offline_extracts()
    {
        await SignedIn("/offline");
        await SignedInAs(InformationGovernanceLead, "/offline/held");
        await SignedInAs(ConferenceChair, $"/steps/{story.Conference.Id}/fill");
    }

    [Fact]
    public Task Of_sharing_agreements() => SignedInAs(BusinessManager, "/agencies/sharing");

    [Fact]
    public async Task Of_possible_duplicates_with_letters_that_count_in_no_field_and_can_be_switched_off()
    {
        var one = await site.Stage.Given.AChild(c => c.Named("Marjoram Tansyfield") with { Born = LondonTimes.Day("2013-02-17") });
        await site.Stage.Given.AChild(c => c.Named("Marjorum Tansyfield") with { Born = LondonTimes.Day("2013-02-17") });
        await site.Services.GetRequiredService<Finding>().FindAsync(everybody: true);
        var pair = await site.Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from duplicates.pair where $1 in (one_id, other_id)", one.Id);
        await using var tab = await Opened(TeamManager);
        await Look(tab, "/duplicates", "/duplicates?show=second", "/duplicates/agreement", $"/duplicates/{pair}");
        var (same, two, unsure) = (tab.Page.Locator("#Said"), tab.Page.Locator("#Said-2"), tab.Page.Locator("#Said-3"));
        await tab.Page.Keyboard.PressAsync("t");
        (await two.IsCheckedAsync()).ShouldBeTrue();
        await tab.Page.Keyboard.PressAsync("s");
        (await same.IsCheckedAsync()).ShouldBeTrue("the letters go on counting");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GetByLabel("How do you know?").FocusAsync();
        await tab.Page.Keyboard.TypeAsync("cut");
        (await same.IsCheckedAsync()).ShouldBeTrue("in a field a letter is a letter");
        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.Keyboard.PressAsync("Control+c");
        (await unsure.IsCheckedAsync()).ShouldBeFalse("with another key it is something else");
        await tab.Page.Keyboard.PressAsync("c");
        (await unsure.IsCheckedAsync()).ShouldBeTrue();
        await tab.Presses("Switch letters off");
        await tab.Page.Keyboard.PressAsync("t");
        (await two.IsCheckedAsync()).ShouldBeFalse();
        await tab.Presses("Switch letters on");
        tab.WentWell();
    }

    [Fact]
    public async Task Of_sources()
    {
        // One that was answered late, and one that could not be checked.
        await using (var asking = site.Services.CreateAsyncScope())
        {
            asking.ServiceProvider.GetRequiredService<Acting>().As(site.Stage.Someone(FrontDoorWorker));
            var desk = asking.ServiceProvider.GetRequiredService<SourceDesk>();
            site.Nhs.Says(503, "");
            await desk.AskAsync(new TypedPerson("Robin", "Fernsby", LondonTimes.Day("2014-03-27")), ActWords.StartMatter, "RBKC");
            site.Nhs.Says(200, FhirAnswers.People(FhirAnswers.Patient(), FhirAnswers.Patient("9990000026", "Robyn")));
            site.Stage.Clock.Pass(TimeSpan.FromMinutes(3));
            await site.Services.GetRequiredService<SourcesAgain>().AskDueAsync();
            site.Nhs.Says(503, "");
            await desk.AskAsync(new TypedPerson("Wren", "Larkspur", LondonTimes.Day("2011-01-09")), ActWords.StartMatter, "RBKC");
            site.Nhs.Says(200, FhirAnswers.Nobody);
        }

        await SignedIn("/sources", "/sources/waiting");
    }

    private Task SignedIn(params string[] addresses) => SignedInAs(TeamManager, addresses);

    private async Task SignedInAs(string role, params string[] addresses)
    {
        await using var tab = await Opened(role);
        await Look(tab, addresses);

        tab.WentWell();
    }

    /// <summary>Somebody signed in, with their second factor where their role has to have one.</summary>
    private async Task<Tab> Opened(string role)
    {
        site.Stage.Clock.Set(TestClock.Start);
        site.Stage.Clock.Pass(TimeSpan.FromMinutes(story.SignIns++)); // a code is good once
        var tab = await Tab.OpenAsync(site);
        await tab.SignsIn(role, "RBKC", and: "WCC");
        if (Stage.Practised.Model.Roles.Single(r => r.Id == role).SecondFactor is Practice.SecondFactor.Optional) { return tab; }
        if (story.Apps.TryGetValue(role, out var app))
        {
            await tab.Fills("One-time code", app.Code());
            await tab.Presses("Continue");
            return tab;
        }

        await tab.Page.GotoAsync("/your-sign-in/codes");
        app = story.Apps[role] = new Authenticator(await tab.Page.Locator(".t-secret").InnerTextAsync(), site.Stage.Clock);
        await tab.Fills("The code your app shows now", app.Code());
        await tab.Fills("Your password", Stage.Password);
        await tab.Presses("Turn on one-time codes");
        return tab;
    }

    private static async Task Look(Tab tab, params string[] addresses)
    {
        foreach (var address in addresses)
        {
            await tab.Page.GotoAsync(address);
            Uri.UnescapeDataString(new Uri(tab.Page.Url).PathAndQuery).ShouldBe(address);
            await tab.IsForEveryoneAtEveryWidth();
        }
    }

    /// <summary>Something on every page: late, corrected, waiting for approval, asked of agencies.</summary>
    public sealed class Story(BrowserSite site) : IAsyncLifetime
    {
        /// <summary>By role: the app in which somebody has set up one-time codes.</summary>
        public Dictionary<string, Authenticator> Apps { get; } = [];

        public int SignIns { get; set; }

        public Person Child { get; private set; } = null!;

        /// <summary>Closed to all but one, and opened by breaking the glass.</summary>
        public Person Restricted { get; private set; } = null!;

        public CaseStep Referral { get; private set; } = null!;

        public CaseStep Feedback { get; private set; } = null!;

        public CaseStep Assessment { get; private set; } = null!;

        public CaseStep Question { get; private set; } = null!;

        /// <summary>That a record is disposed of, for somebody else to decide.</summary>
        public Guid Proposal { get; private set; }

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
            Proposal = await stage.SqlAsync<Guid>(Platform.Storage.DatabaseRoles.Owner, """
                insert into retention.proposal (id, person_id, reference, area, schedule, keep_until, proposed_by, proposed_at)
                select uuidv7(), p.id, p.reference, p.area, 'early-help', '2026-01-31', $1, $2 from people.person p where p.id = $3 returning id
                """, stage.Someone(InformationGovernanceLead, number: 2).UserId, stage.Clock.Now.ToUniversalTime(), asked.Id);
            Restricted = await stage.Given.AChild(c => c.Named("Rosemary Featherstonehaugh"));
            await stage.As(TeamManager).Closes(Restricted, Platform.Access.ClosureKind.Restricted, stage.Someone(SocialWorker));
            await stage.As(TeamManager).KeepsApart(stage.Someone(SocialWorker, number: 2), Child);
            await stage.As(FrontDoorWorker).BreaksGlass(Restricted.Id, "The police wait at the door");
        }

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
