using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A welfare check that was declined, taken through stages to what both learn; and an allegation through its outcome, of which a stranger sees nothing at all.</summary>
public sealed class DisagreementJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task From_a_declined_welfare_check_through_stages_to_what_both_learn()
    {
        var check = await Declined();
        await using var worker = await Tab.OpenAsync(Site);
        await worker.SignsIn(SocialWorker);
        await worker.Page.GotoAsync($"/steps/{check.Id}");
        await worker.Follows("I disagree with this");
        await worker.IsForEveryoneAtEveryWidth();
        await worker.Presses("Ask them to answer");
        await worker.IsForEveryoneAtEveryWidth();
        await worker.Fills("What do you disagree with, why, and what should happen?", "Nobody has seen the child for nine days");
        await worker.Fills("What keeps the child safe meanwhile?", "An aunt rings twice a day");
        await worker.Page.GetByLabel("Who is to answer?").SelectOptionAsync(new SelectOptionValue { Label = "Whoever decided or answered" });
        await worker.Presses("Ask them to answer");
        await worker.IsForEveryoneAtEveryWidth();
        var address = new Uri(worker.Page.Url).AbsolutePath;

        await Answers(PoliceOfficer, address, "It stands", "There is no immediate risk to life");
        await worker.Page.GotoAsync(address);
        await worker.Clicks(worker.Page.Locator("summary").First);
        await worker.IsForEveryoneAtEveryWidth();
        await worker.Fills("Why do you take it further?", "The aunt has not reached her since");
        await worker.Page.GetByLabel("Who is to answer?").SelectOptionAsync(new SelectOptionValue { Label = "Safeguarding lead of an agency" });
        await worker.Presses("Take it further");
        (await worker.SummaryValue("Stage")).ShouldBe("Between managers");
        await Answers(SafeguardingLead, address, "We change it", "Officers went at once and saw her");
        await worker.Page.GotoAsync(address);
        await worker.Fills("What was agreed?", "A declined check goes to the duty inspector");
        await worker.Presses("We agree");
        await worker.Chooses("How did it end?", "The decision was changed, or the request met");
        await worker.Fills("What changed because of it?", "The check was made");
        await worker.Fills("What do both agencies learn from it?", "Say why nobody else can see the child");
        await worker.Presses("End it");
        (await worker.SummaryValue("Outcome")).ShouldBe("The decision was changed, or the request met");
        await worker.IsForEveryoneAtEveryWidth();
        foreach (var page in (string[])["/challenges", "/challenges?show=ended", "/challenges/stages"]) { await Looks(worker, page); }
        worker.WentWell();

        await using var manager = await Tab.OpenAsync(Site);
        await manager.SignsIn(BusinessManager);
        foreach (var page in (string[])["/challenges/between", "/challenges/events", "/challenges/events/new"]) { await Looks(manager, page); }
        await manager.Fills("What is the event called?", "Families placed in hotels");
        await manager.Fills("What happened?", "They arrived within a week");
        await manager.Fills("What are agencies asked?", "Does every child have a school place?");
        await manager.Page.Locator("input[name=Agencies][value=police]").CheckAsync();
        await manager.Presses("Ask them");
        await manager.IsForEveryoneAtEveryWidth();
        var happened = new Uri(manager.Page.Url).AbsolutePath;
        manager.WentWell();
        await using var lead = await Tab.OpenAsync(Site);
        await lead.SignsIn(SafeguardingLead);
        await Looks(lead, $"{happened}/answer");
        lead.WentWell();
    }

    [Fact]
    public async Task An_allegation_through_its_outcome_and_a_stranger_sees_nothing_at_all()
    {
        var stage = Site.Stage;
        stage.On("2026-03-02 10:00");
        await using var lado = await Tab.OpenAsync(Site);
        await lado.SignsIn(Lado);
        await lado.Page.GotoAsync("/your-sign-in/codes");
        await lado.Fills("The code your app shows now", new Authenticator(await lado.Page.Locator(".t-secret").InnerTextAsync(), stage.Clock).Code());
        await lado.Fills("Your password", Stage.Password);
        await lado.Presses("Turn on one-time codes");
        await Looks(lado, "/start/allegations");
        await lado.Page.GotoAsync("/people/add?start=allegations");
        await lado.Fills("First name", "Peverell");
        await lado.Fills("Last name", "Hushwing");
        await lado.Page.Locator("input[name=Sex][value=M]").CheckAsync();
        await lado.Page.Locator("[name=EthnicGroup]").First.EvaluateAsync("e => { if (e.tagName === 'SELECT') { e.selectedIndex = 1 } else { e.checked = true } }");
        await lado.Presses("Save and continue");
        await lado.IsForEveryoneAtEveryWidth();
        await lado.Presses("Continue");
        await lado.IsForEveryoneAtEveryWidth();
        var person = await stage.LookAsync(db => db.People.SingleAsync(p => p.FamilyName == "Hushwing"));
        var officer = stage.As(Lado);
        await officer.Completes("referral", person, ("known-at", "2026-03-02 09:00"), ("sector", "education"), ("role", "teacher"));
        await officer.Completes("receipt", person, ("told-at", "2026-03-02 09:30"), ("told-by", "employer-education"), ("sector", "education"), ("role", "teacher"), ("harm", "physical"), ("before", "no"));
        var threshold = await stage.Step("threshold", person);
        await lado.Page.GotoAsync($"/steps/{threshold.Id}/fill");
        await lado.IsForEveryoneAtEveryWidth();
        await officer.Completes("threshold", person, "met", ("decided-on", "2026-03-02"), ("harmed", "yes"), ("offence", "no"), ("risk", "no"), ("suitability", "no"));
        await officer.Completes("management-meeting", person, "conclude", ("held-on", "2026-03-02"));
        await officer.Completes("outcome", person, "unfounded", ("decided-on", "2026-03-02"));
        foreach (var page in (string[])["/allegations", "/allegations/consultations", "/allegations/trends", "/allegations/promotion", "/allegations/checklists", "/allegations/learning", $"/matters/{threshold.MatterId}", $"/matters/{threshold.MatterId}/linked"]) { await Looks(lado, page); }
        (await lado.Page.ContentAsync()).ShouldContain("Who else it concerns");
        lado.WentWell();

        await using var stranger = await Tab.OpenAsync(Site);
        await stranger.SignsIn(SocialWorker, number: 2);
        await stranger.Page.GotoAsync("/people");
        await stranger.Page.Locator("input[name=Name]").FillAsync("Peverell Hushwing");
        await stranger.Presses("Search");
        (await stranger.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("0 people found");
        foreach (var page in (string[])["/work?show=all", "/messages", "/actions", "/challenges", "/figures/lado-referrals"])
        {
            await stranger.Page.GotoAsync(page);
            (await stranger.Page.ContentAsync()).ShouldNotContain("Hushwing");
        }

        stranger.WentWell();
    }

    private static async Task Looks(Tab tab, string address)
    {
        await tab.Page.GotoAsync(address);
        await tab.IsForEveryoneAtEveryWidth();
    }

    private async Task Answers(string role, string address, string answer, string words)
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(role);
        await Looks(tab, address);
        await tab.Chooses("What is your answer?", answer);
        await tab.Fills("Why, and what happens next?", words);
        await tab.Presses("Answer");
        tab.WentWell();
    }

    private async Task<CaseStep> Declined()
    {
        var stage = Site.Stage;
        stage.On("2026-03-05 09:00");
        Person child = await stage.Given.AChild();
        await stage.As(SocialWorker).Starts("welfare-check", child);
        await stage.As(SocialWorker).Completes("request", child, ("asked-at", "2026-03-05 09:00"));
        await stage.As(SocialWorker).Asks(await stage.Step("welfare-check.check", child), "police");
        var copy = (await stage.Steps(child)).Single(s => s.Agency is "police");
        return await stage.As(PoliceOfficer).Completes(copy, "declined", ("answered-at", "2026-03-05 09:00"));
    }
}
