using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Feedback;
using Trellis.Modules.People;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A child protection conference: the chair calls it, an agency says what it thinks, the mother comes with a one-time link on her phone, it decides, and each is sent their own copy.</summary>
public sealed class ConferenceJourney(BrowserSite site) : Journey(site)
{
    private const string Police = "Police, Child abuse investigation team";
    private const string Mother = "Hazel Pretend, Mother";

    [Fact]
    public async Task From_the_call_to_the_copy_each_is_sent()
    {
        var (child, conference) = await AConferenceToHold();
        var meeting = $"/steps/{conference.Id}/meeting";
        await using var chair = await Tab.OpenAsync(Site);
        await chair.SignsIn(ConferenceChair);
        await chair.Page.GotoAsync(meeting);
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Presses("Call the meeting");
        await chair.Presses("Call the meeting");
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Page.Locator("input[name='When.Day']").FillAsync("20");
        await chair.Page.Locator("input[name='When.Month']").FillAsync("3");
        await chair.Page.Locator("input[name='When.Year']").FillAsync("2026");
        await chair.Page.Locator("input[name='When.Time']").FillAsync("2pm");
        await chair.Chooses("How do people take part?", "Online");
        await chair.Presses("Call the meeting");
        await Invites(chair, meeting, "Police", "Child abuse investigation team");
        await Invites(chair, meeting, "Health trust", "Health visitor");
        await chair.Page.GotoAsync($"{meeting}/invite");
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Page.Locator("input[name='Rows[0].Does'][value=invite]").CheckAsync();
        await chair.Page.Locator("input[name='Other.Name']").FillAsync("Hazel Pretend");
        await chair.Page.Locator("input[name='Other.Part']").FillAsync("Mother");
        await chair.Presses("Invite them");
        await chair.IsForEveryoneAtEveryWidth();

        await AnAgencySays();
        await TheMotherComes(chair, meeting);
        await Decides(chair, meeting, conference);
        await Sends(chair, meeting, child);
        chair.WentWell();
        await SheIsAskedWhatSheThought(conference);
    }

    /// <summary>Two working days later, by itself: the chair hands a link over, and she answers on her phone.</summary>
    private async Task SheIsAskedWhatSheThought(CaseStep conference)
    {
        Site.Stage.On("2026-03-24 10:00");
        await Site.Stage.As(Site.Stage.Everything).In(services => services.GetRequiredService<FeedbackTime>().PassAsync());
        await using var chair = await Tab.OpenAsync(Site);
        await chair.SignsIn(ConferenceChair);
        await chair.Page.GotoAsync($"/steps/{conference.Id}/meeting");
        await chair.Follows("Who is asked what they thought");
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Follows(Mother);
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Presses("Make a link");
        await chair.IsForEveryoneAtEveryWidth();
        var (address, code) = (await chair.Page.Locator("#address").TextContentAsync(), await chair.Page.Locator("#code").TextContentAsync());
        await using var phone = await Tab.OpenAsync(Site);
        await phone.Page.GotoAsync(address!);
        await phone.Fills("Your code", code!);
        await phone.Presses("Continue");
        await phone.IsForEveryoneAtEveryWidth();
        await phone.Page.Locator("main textarea").First.FillAsync("A quieter room");
        await phone.Presses("Send");
        (await phone.Heading()).ShouldBe("Thank you");
        phone.WentWell();
        chair.WentWell();
    }

    private async Task AnAgencySays()
    {
        await using var officer = await Tab.OpenAsync(Site);
        await officer.SignsIn(PoliceOfficer);
        await officer.Page.GotoAsync("/work");
        await officer.Clicks(officer.Page.Locator("a[href^='/invitations/']").Last);
        await officer.IsForEveryoneAtEveryWidth();
        await officer.Page.Locator("input[name='Said.View'][value=disagrees]").CheckAsync();
        await officer.Presses("Save");
        await officer.IsForEveryoneAtEveryWidth();
        await officer.Page.Locator("textarea[name='Said.ViewWords']").FillAsync("A plan is not enough");
        await officer.Presses("Save");
        officer.WentWell();
    }

    private async Task TheMotherComes(Tab chair, string meeting)
    {
        await chair.Page.GotoAsync(meeting);
        await chair.Clicks(chair.Page.GetByRole(AriaRole.Link, new() { Name = $"one-time link for {Mother}" }));
        await chair.Presses("Make a link");
        await chair.IsForEveryoneAtEveryWidth();
        var (address, code) = (await chair.Page.Locator("#address").TextContentAsync(), await chair.Page.Locator("#code").TextContentAsync());
        await using var phone = await Tab.OpenAsync(Site);
        await phone.Page.GotoAsync(address!);
        await phone.IsForEveryoneAtEveryWidth();
        await phone.Fills("Your code", code!);
        await phone.Presses("Continue");
        await phone.IsForEveryoneAtEveryWidth();
        await phone.Page.Locator("textarea[name='Said.Words']").FillAsync("I want help with the housing");
        await phone.Presses("Save");
        await phone.Presses("Close this page and sign out");
        await phone.IsForEveryoneAtEveryWidth();
        phone.WentWell();
    }

    private async Task Decides(Tab chair, string meeting, CaseStep conference)
    {
        Site.Stage.On("2026-03-20 14:30");
        await chair.Page.Context.ClearCookiesAsync();
        await chair.SignsIn(ConferenceChair);
        await chair.Page.GotoAsync($"{meeting}/attendance");
        await chair.IsForEveryoneAtEveryWidth();
        foreach (var present in await chair.Page.Locator("input[type=radio][value=present]").AllAsync()) { await present.CheckAsync(); }
        await chair.Page.Locator("textarea[name=WentOnBecause]").FillAsync("Waiting is the greater risk");
        await chair.Presses("Save who came");
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Page.GotoAsync($"{meeting}/end");
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Page.GotoAsync($"{meeting}/act");
        await chair.Fills("What is to be done?", "See the child at school each week");
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Presses("Set it");
        await chair.Presses("Write what was decided");
        await chair.IsForEveryoneAtEveryWidth();
        await Site.Stage.As(ConferenceChair).Completes(conference, "plan", ("category", "neglect"));
    }

    private static async Task Sends(Tab chair, string meeting, Person child)
    {
        await chair.Page.GotoAsync($"{meeting}/send");
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Clicks(chair.Page.GetByRole(AriaRole.Link, new() { Name = $"Prepare a copy for {Police}" }));
        (await chair.Page.GetByText("I want help with the housing").CountAsync()).ShouldBe(1);
        await chair.Presses("See how they will read it");
        await chair.IsForEveryoneAtEveryWidth();
        (await chair.Page.Locator(".govuk-inset-text").TextContentAsync())!.ShouldNotContain("housing");
        await chair.Presses("Send it");
        await chair.IsForEveryoneAtEveryWidth();
        await chair.Clicks(chair.Page.Locator("a[href^='/copies/']").First);
        await chair.IsForEveryoneAtEveryWidth();
        (await chair.Page.Locator("main").TextContentAsync())!.ShouldContain(child.GivenName);
        var pdf = await chair.Page.APIRequest.GetAsync($"{new Uri(chair.Page.Url).AbsolutePath}?handler=Letter&format=pdf");
        pdf.Headers["content-type"].ShouldBe("application/pdf");
    }

    private static async Task Invites(Tab chair, string meeting, string agency, string part)
    {
        await chair.Page.GotoAsync($"{meeting}/invite");
        await chair.Page.Locator("select[name='Other.Key']").SelectOptionAsync(agency);
        await chair.Page.Locator("input[name='Other.Part']").FillAsync(part);
        await chair.Presses("Invite them");
    }

    /// <summary>An enquiry that found continuing risk, on 12 March.</summary>
    private async Task<(Person Child, CaseStep Conference)> AConferenceToHold()
    {
        var stage = Site.Stage;
        stage.On("2026-03-02 09:00");
        var child = await stage.Given.AChild();
        var (front, worker, manager) = (stage.As(FrontDoorWorker), stage.As(SocialWorker), stage.As(TeamManager));
        await front.Starts("front-door", child);
        await front.Completes("contact", child);
        await front.Completes("triage", child, "referral");
        await front.Completes("referral", child);
        await worker.Completes("decision", child, "strategy-discussion");
        stage.On("2026-03-02 12:00");
        await worker.Completes("strategy-discussion", child, "section-47-joint", ("held-at", "2026-03-02 11:00"));
        await manager.Approves(await stage.Step("strategy-discussion", child));
        stage.On("2026-03-12 15:00");
        await worker.Completes("section-47-enquiry", child, "conference", ("ended-on", "2026-03-12"));
        await manager.Approves(await stage.Step("section-47-enquiry", child));
        return (child, await stage.Step("initial-conference", child));
    }
}
