using Trellis.BrowserTests.Support;
using Trellis.Modules.People;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A serious incident, from the notification to the evidence that something changed: the lead, an agency that is asked, and the agency a recommendation is to.</summary>
public sealed class ReviewJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task From_notification_to_evidence()
    {
        Site.Stage.Clock.Set(TestClock.Start);
        await Site.Stage.TakesInActions("Journey review group", "action,status\nBegin,Open\n", "RBKC");
        var child = await Site.Stage.Given.AChild(c => c.Named("Dunnock Journeywell"));
        await using var lead = await Tab.OpenAsync(Site);
        await lead.SignsIn(CaseReviewLead);
        await lead.Page.GotoAsync($"/people/{child.Id}");
        await lead.Clicks(lead.Page.GetByText("Serious incident about"));
        await lead.Presses("Continue");
        var matter = await RapidReview(lead, child);
        await ThePoliceSay(matter, child);
        await TheChronology(lead, matter);
        await Decides(lead, child);
        await AReaderAnswers(lead, matter);
        await Learns(lead, matter);
        lead.WentWell();
    }

    /// <summary>Every form of it by hand: the incident, whether it is to be notified, the notification within its clock, the scope; then agencies are asked.</summary>
    private async Task<Guid> RapidReview(Tab lead, Person child)
    {
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Completes(Site, CaseReviewLead, await Site.Stage.Step("incident", child), ("aware-at", "2026-03-02 08:00"));
        await lead.Completes(Site, CaseReviewLead, await Site.Stage.Step("criteria", child), ("outcome", "notify"));
        await lead.Completes(Site, CaseReviewLead, await Site.Stage.Step("notification", child));
        await lead.Completes(Site, CaseReviewLead, await Site.Stage.Step("scoping", child));
        (await Site.Stage.Deadlines(child)).ShouldContain(d => d.Timescale == "serious-incident.notification" && d.Ending != null, "the clock of the notification stands still");
        var asked = await Site.Stage.Step("agency-chronology", child);
        await lead.Page.GotoAsync($"/steps/{asked.Id}");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Page.GetByLabel("Police", new() { Exact = true }).CheckAsync();
        await lead.Presses("Ask them");
        await lead.Page.GotoAsync($"/reviews/{asked.MatterId}");
        await lead.Page.Locator("select[name=CaseName]").SelectOptionAsync("Medlar");
        await lead.Presses("Give it this case name");
        (await lead.Heading()).ShouldBe("Review Medlar");
        await lead.IsForEveryoneAtEveryWidth();
        return asked.MatterId;
    }

    private async Task ThePoliceSay(Guid matter, Person child)
    {
        await using var officer = await Tab.OpenAsync(Site);
        await officer.SignsIn(PoliceOfficer);
        await officer.Page.GotoAsync("/reviews");
        await officer.IsForEveryoneAtEveryWidth();
        await officer.Page.GotoAsync($"/reviews/{matter}/chronology/add");
        await officer.Dates("When did it happen?", "5", "1", "2026");
        await officer.Page.Locator("textarea[name=What]").FillAsync("Called to the home at night");
        await officer.IsForEveryoneAtEveryWidth();
        await officer.Presses("Add it");
        await officer.IsForEveryoneAtEveryWidth();
        await officer.Page.GotoAsync($"/reviews/{matter}/chronology/bring-in");
        await officer.Page.GetByLabel("The chronology").SetInputFilesAsync(new Microsoft.Playwright.FilePayload { Name = "police.csv", MimeType = "text/csv", Buffer = "Date,Event\n2025-06-01,A neighbour rang\nsoon,Nothing\n"u8.ToArray() });
        await officer.IsForEveryoneAtEveryWidth();
        await officer.Presses("Look at it");
        await officer.IsForEveryoneAtEveryWidth();
        await officer.Presses("Throw it away");
        await officer.Completes(Site, PoliceOfficer, (await Site.Stage.Steps(child)).First(s => s.Agency == "police"));
        officer.WentWell();
    }

    private static async Task TheChronology(Tab lead, Guid matter)
    {
        await lead.Page.GotoAsync($"/reviews/{matter}/chronology");
        (await lead.Heading()).ShouldBe("Integrated chronology");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Presses("Share the chronology");
        await lead.IsForEveryoneAtEveryWidth();
    }

    private async Task Decides(Tab lead, Person child)
    {
        await lead.Completes(Site, CaseReviewLead, await Site.Stage.Step("analysis", child), ("themes", "voice"));
        var meeting = await Site.Stage.Step("rapid-review-meeting", child);
        await lead.Completes(Site, CaseReviewLead, meeting, ("outcome", "local-review"), ("quorate", "yes"));
        await lead.Completes(Site, CaseReviewLead, await Site.Stage.Step("panel-letter", child));
        await lead.Page.GotoAsync($"/steps/{meeting.Id}");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Page.GotoAsync($"/matters/{meeting.MatterId}");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Page.GotoAsync($"/reviews/{meeting.MatterId}/drafts/write?kind=letter");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Page.Locator("textarea[name=Text]").FillAsync("## What happened\n\nDunnock was burned.");
        await lead.Presses("Save as a new version");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Chooses("May it stay?", "It may stay");
        await lead.Fills("Why?", "The Panel is told who it is about");
        await lead.Presses("Decide");
        await lead.Presses("Record that it was sent");
        await lead.IsForEveryoneAtEveryWidth();
    }

    /// <summary>Somebody without an account reads a draft by a link on their phone, and says of a paragraph that it is not right.</summary>
    private async Task AReaderAnswers(Tab lead, Guid matter)
    {
        await lead.Page.GotoAsync($"/reviews/{matter}/drafts/write?kind=report");
        await lead.Page.Locator("input[name=Title]").FillAsync("Review Medlar");
        await lead.Page.Locator("textarea[name=Text]").FillAsync("## What happened\n\nThe door was not opened.\n\nNobody went back.");
        await lead.Presses("Save as a new version");
        await lead.Page.Locator("summary", new() { HasTextString = "Give a copy" }).ClickAsync();
        await lead.Page.Locator("input[name=Reader]").FillAsync("A grandmother");
        await lead.Dates("By which day do they say whether it is accurate? (optional)", "1", "12", "2030");
        await lead.Presses("Give the copy");
        await lead.Clicks(lead.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "One-time link" }));
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Presses("Make a link");
        await lead.IsForEveryoneAtEveryWidth();
        var (address, code) = (await lead.Page.Locator("#address").TextContentAsync(), await lead.Page.Locator("#code").TextContentAsync());
        await using var phone = await Tab.OpenAsync(Site);
        await phone.Page.GotoAsync(address!);
        await phone.IsForEveryoneAtEveryWidth();
        await phone.Fills("Your code", code!);
        await phone.Presses("Continue");
        await phone.IsForEveryoneAtEveryWidth();
        await phone.Clicks(phone.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "paragraph 3" }));
        await phone.Presses("Save");
        await phone.IsForEveryoneAtEveryWidth();
        await phone.Chooses("Is it accurate?", "Not accurate");
        await phone.Page.Locator("textarea[name=Words]").FillAsync("I went back");
        await phone.Presses("Save");
        await phone.IsForEveryoneAtEveryWidth();
        await phone.Presses("I have read it: close it on this device");
        phone.WentWell();
        await lead.Page.GotoAsync($"/reviews/{matter}/events");
        await lead.IsForEveryoneAtEveryWidth();
    }

    private async Task Learns(Tab lead, Guid matter)
    {
        await lead.Page.GotoAsync($"/reviews/{matter}/path");
        await lead.Fills("What was found?", "Nobody came back");
        await lead.Page.Locator("select[name=Theme]").SelectOptionAsync("no-access");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Presses("Record it");
        await lead.Follows("Recommend something because of finding 1");
        await lead.Page.Locator("textarea[name='Asked.Text']").FillAsync("That a visit that finds nobody in is made again within a week");
        await lead.Page.Locator("select[name='Asked.Body']").SelectOptionAsync("Journey review group");
        await lead.Page.Locator("select[name='Asked.Agency']").SelectOptionAsync("police");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Presses("Make the recommendation");
        var reference = await Site.Stage.SqlAsync<string>(DatabaseRoles.Owner, "select reference from actions.recommendation where text like 'That a visit that finds nobody%'");
        await using var member = await Tab.OpenAsync(Site);
        await member.SignsIn(BoardMember);
        await member.Page.GotoAsync($"/actions/recommendations/{reference}");
        await member.Chooses("Is it accepted?", "Accepted");
        await member.Page.Locator("textarea[name=Words]").FillAsync("Yes");
        await member.Presses("Answer");
        await member.Page.Locator("textarea[name=Impact]").FillAsync("48 of 50 were made again");
        await member.Chooses("What shows it?", "A figure");
        await member.IsForEveryoneAtEveryWidth();
        await member.Presses("Save what changed");
        member.WentWell();
        await lead.Page.GotoAsync($"/reviews/{matter}/path");
        (await lead.SummaryValue("Evidence that it did")).ShouldContain("48 of 50 were made again");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Page.GotoAsync("/reviews/considered");
        await lead.IsForEveryoneAtEveryWidth();
    }
}
