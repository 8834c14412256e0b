using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>As a contact is typed, those who may be the child are shown: with script while somebody types, without it by the button.</summary>
public sealed class FrontDoorJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task Typed_under_another_spelling_they_are_found_with_why_and_twins_are_offered_as_twins()
    {
        await Site.Stage.Given.AChild(c => c.Named("Mohammed Doorstep").BornOn("2016-05-01").LivingAt("4 Quarry Steps", "ZZ1 4QQ").OfSex("M"));
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(FrontDoorWorker);
        await tab.Page.GotoAsync("/start/front-door");
        await tab.Fills("First name", "Muhamad");
        await tab.Fills("Last name", "Doorstep");
        await tab.Dates("Date of birth (optional)", "1", "5", "2016");
        await Says(tab, "1 person found who may be this child");
        var shown = tab.Page.Locator("#candidates");
        (await shown.InnerTextAsync()).ShouldContain("First name: another spelling");
        (await shown.InnerTextAsync()).ShouldContain("Very likely the same person");
        await tab.IsForEveryone();

        await tab.Fills("First name", "Ibrahim");
        await tab.Fills("Postcode (optional)", "ZZ1 4QQ");
        await tab.Page.GetByText("Possible twin of Mohammed Doorstep:").WaitForAsync();
        await tab.Page.SetViewportSizeAsync(Tab.Narrow, 900);
        await tab.IsForEveryone();
        await tab.Page.SetViewportSizeAsync(Tab.Wide, 900);
        await tab.Follows("Add a new person, twin of Mohammed Doorstep");
        (await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("They will be recorded as a twin of Mohammed Doorstep");
        await tab.IsForEveryone();

        await tab.Page.GotoAsync("/start/front-door");
        await tab.Fills("First name", "Muhamad");
        await tab.Fills("Last name", "Doorstep");
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Link, new() { Name = "This is Mohammed Doorstep" }));
        (await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("You typed what their record does not have: another name");
        await tab.Chooses("Add it to their record too?", "Muhamad Doorstep, as another name");
        await tab.IsForEveryone();
        await tab.Presses("Continue");
        (await tab.Heading()).ShouldBe("Contact");
        tab.WentWell();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_that_is_off_could_not_be_checked(bool script)
    {
        await using var tab = await Tab.OpenAsync(Site, script);
        await tab.SignsIn(FrontDoorWorker);
        await tab.Page.GotoAsync("/start/front-door");
        Site.Nhs.Says(503, FhirAnswers.Outcome("UNAVAILABLE"));
        try
        {
            await tab.Fills("First name", "Serin");
            await tab.Fills("Last name", "Switchedoff");
            await tab.Dates("Date of birth (optional)", "1", "5", "2016");
            await tab.Presses("Search");
            await tab.Page.GetByText("Could not check", new() { Exact = true }).WaitForAsync();
            (await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("Whether they are known there is not known");
            if (script) { await tab.IsForEveryone(); }
        }
        finally
        {
            Site.Nhs.Says(200, FhirAnswers.Nobody);
        }

        tab.WentWell();
    }

    [Fact]
    public async Task By_keyboard_alone_with_what_a_screen_reader_is_told()
    {
        await Site.Stage.Given.AChild(c => c.Named("Leonie Latchkey").BornOn("2015-02-03"));
        await using var tab = await Tab.OpenAsync(Site);
        var keys = new Keyboard(tab.Page);
        await tab.SignsIn(FrontDoorWorker, number: 2);
        await tab.Page.GotoAsync("/start/front-door");
        await keys.Types("First name", "Leonie");
        await keys.Types("Last name", "Lachkey");
        await keys.Dates("Date of birth (optional)", "3", "2", "2015");
        await Says(tab, "1 person found who may be this child");
        await keys.Follows("This is Leonie Latchkey");

        (await tab.Heading()).ShouldBe("Who is this contact about?");
        tab.WentWell();
    }

    /// <summary>The region that is read out says so, once typing has paused.</summary>
    private static Task Says(Tab tab, string words) => tab.Page.Locator("#candidates-said", new() { HasTextString = words }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
}
