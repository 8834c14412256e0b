using Trellis.BrowserTests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A visit to a child with a child protection plan, written outside the door on a phone: half now, half on the bus, and the next one is due.</summary>
public sealed class VisitJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task Written_on_the_doorstep_and_finished_on_the_way_back()
    {
        var stage = Site.Stage;
        stage.On("2026-03-16 10:00");
        var child = await stage.Given.AChild();
        await stage.As(ConferenceChair).Begins("child-protection", "transfer-in-conference", child);
        await stage.As(ConferenceChair).Completes("transfer-in-conference", child, "plan", ("held-on", "2026-03-16"), ("notified-on", "2026-03-09"), ("category", "neglect"), ("quorate", "yes"));
        var visit = await stage.Step("visit", child);
        stage.On("2026-03-26 16:10");

        await using var phone = await Tab.OpenAsync(Site, width: Tab.Narrow);
        await phone.SignsIn(SocialWorker);
        await phone.Page.GotoAsync("/work");
        await phone.Clicks(phone.Page.Locator($"a[href='/steps/{visit.Id}']"));
        (await phone.Heading()).ShouldBe("Visit");
        await phone.IsForEveryoneAtEveryWidth();
        await phone.Page.SetViewportSizeAsync(Tab.Narrow, 900);

        await phone.Presses("Continue");
        (await phone.Page.Locator(".govuk-error-summary li").AllInnerTextsAsync()).ShouldBe(["Enter when you visited", "Select whether the child was seen", "Enter what you saw and heard"]);
        await phone.IsForEveryone();
        await phone.Dates("When did you visit?", "26", "3", "2026");
        await phone.Chooses("Was the child seen?", "Yes");
        await phone.Chooses("Was the child seen alone?", "Yes");
        await phone.Fills("What did the child say, or show?", "I have my own bed now");
        await phone.IsForEveryone();
        await phone.Presses("Save and return later");

        await phone.Page.GotoAsync($"/steps/{visit.Id}/fill");
        (await phone.Page.GetByLabel("What did the child say, or show?").InputValueAsync()).ShouldBe("I have my own bed now");
        await phone.Fills("What did you see and hear, and what does it mean for the plan?", "Warm, food in the kitchen, the door lock mended.");
        await phone.Presses("Continue");
        (await phone.Heading()).ShouldBe("Check your answers");
        await phone.IsForEveryoneAtEveryWidth();
        await phone.Presses("Complete visit");
        await phone.IsForEveryoneAtEveryWidth();

        await phone.Page.GotoAsync("/work");
        var next = await stage.Step("visit", child);
        next.Id.ShouldNotBe(visit.Id);
        (await phone.Page.Locator("tr", new() { Has = phone.Page.Locator($"a[href='/steps/{next.Id}']") }).InnerTextAsync()).ShouldContain("23 April 2026");
        await phone.IsForEveryoneAtEveryWidth();
        phone.WentWell();
    }
}
