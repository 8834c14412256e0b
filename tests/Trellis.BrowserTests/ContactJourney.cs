using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A contact is recorded, triaged, referred and decided on: the journey taken most often.</summary>
public sealed class ContactJourney(BrowserSite site) : Journey(site)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_a_contact_to_the_decision(bool script)
    {
        var child = await Site.Stage.Given.AChild(c => c.Named(script ? "Rowan Scriptwell" : "Rowan Plainly"));
        Site.Nhs.Says(200, FhirAnswers.Nobody);
        await using var tab = await Tab.OpenAsync(Site, script);
        async Task Look() { if (script) { await tab.IsForEveryone(); } }

        await tab.SignsIn(FrontDoorWorker);
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Navigation, new() { Name = "Menu" }).GetByRole(AriaRole.Link, new() { Name = "Record a contact" }));
        await Look();
        await tab.Fills("First name", child.GivenName);
        await tab.Fills("Last name", child.FamilyName);
        await tab.Presses("Search");
        await Look();
        await tab.Follows($"This is {child.Name}");
        await Look();
        await tab.Presses("Continue");
        await tab.Presses("Continue");
        await tab.Page.GetByRole(AriaRole.Alert).WaitForAsync();
        await Look();
        await tab.Chooses("May the family know who you are?", "Yes, the family may know");
        await tab.Page.GetByLabel("Who is raising the worry?").SelectOptionAsync("School");
        await tab.Chooses("How did the contact come?", "By telephone");
        await tab.Dates("When was it received?", "2", "3", "2026", "8:40am");
        await tab.Fills("What are you worried about?", "No coat since the clocks changed");
        await tab.Chooses("Do the parents know you are contacting us, and do they agree?", "They know and agree");
        await tab.Chooses("What is present? (optional)", "Neglect");
        await tab.Chooses("Is a child in immediate danger?", "No");
        await tab.Presses("Continue");
        (await tab.Heading()).ShouldBe("Check your answers");
        await Look();
        await tab.Presses("Complete contact");
        await Look();

        await tab.Follows("Triage");
        await Look();
        await tab.Chooses("How great is the risk now?", "Amber: significant worries, no immediate danger");
        await tab.Chooses("What happens next?", "No further action");
        if (script) { (await tab.Page.GetByLabel("Reason", new() { Exact = true }).IsVisibleAsync()).ShouldBeTrue("a reason is asked for once it is needed"); }
        await tab.Chooses("What happens next?", "It is a referral");
        (await tab.Page.GetByLabel("Reason", new() { Exact = true }).IsVisibleAsync()).ShouldBe(!script, "what hangs on another answer is hidden by script only");
        await tab.Presses("Continue");
        await tab.Presses("Complete triage");
        await tab.Follows("Referral");
        await tab.Dates("When did it become a referral?", "2", "3", "2026", "8:55am");
        await tab.Chooses("What is the primary need?", "Abuse or neglect");
        await tab.Presses("Continue");
        await tab.Presses("Complete referral");

        await tab.Presses("Sign out");
        await tab.SignsIn(SocialWorker);
        await Look();
        await tab.Follows($"Decision for {child.Name}");
        await tab.Chooses("What is the level of need?", "Level 4: statutory help from children’s social care");
        await tab.Fills("Why did you decide this?", "She is cold and hungry.");
        await tab.Chooses("What happens next?", "Assess");
        await tab.Presses("Continue");
        await tab.Presses("Complete decision");

        (await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("Decision: Assess");
        await Look();
        tab.WentWell();
    }

    [Fact]
    public async Task By_keyboard_alone_and_as_a_screen_reader_has_it()
    {
        // A name and a date of birth nobody of another journey has: whom the search finds is part of the tree.
        var child = await Site.Stage.Given.AChild(c => c.Named("Tabitha Keyhouse").BornOn("2014-08-23"));
        Site.Nhs.Says(200, FhirAnswers.Nobody);
        await using var tab = await Tab.OpenAsync(Site);
        var keys = new Keyboard(tab.Page);
        var trees = new Trees("contact", tab.Page);

        await tab.Page.GotoAsync("/sign-in");
        await trees.Take("Sign in");
        await keys.Types("Email address", Stage.EmailOf(FrontDoorWorker, number: 2));
        await keys.Types("Password", Stage.Password);
        await keys.Presses("Sign in");
        await keys.Follows("Record a contact");
        await keys.Types("First name", child.GivenName);
        await keys.Types("Last name", child.FamilyName);
        await keys.Dates("Date of birth (optional)", "23", "8", "2014");
        await keys.Presses("Search");
        await trees.Take("Is the child known?");
        await keys.Follows($"This is {child.Name}");
        await keys.Presses("Continue");
        await trees.Take("Contact");
        await keys.Chooses("May the family know who you are?", "No, but you may know who I am");
        await keys.Types("Your name and how to reach you", "The lead of a school");
        await keys.Picks("Who is raising the worry?", "School");
        await keys.Chooses("How did the contact come?", "By online form");
        await keys.Dates("When was it received?", "2", "3", "2026", "8:40am");
        await keys.Presses("Continue");
        await trees.Take("Contact, with errors");
        await keys.Types("What are you worried about?", "No coat since the clocks changed");
        await keys.Chooses("Do the parents know you are contacting us, and do they agree?", "They know and agree");
        await keys.Ticks("What is present? (optional)", "Not enough money");
        await keys.Chooses("Is a child in immediate danger?", "No");
        await keys.Presses("Continue");
        await trees.Take("Check your answers");
        await keys.Presses("Complete contact");
        await trees.Take("The matter");
        await keys.Follows("Triage");
        await keys.Chooses("How great is the risk now?", "Green: worries that may need help");
        await keys.Chooses("What happens next?", "It is a referral");
        await keys.Presses("Continue");
        await keys.Presses("Complete triage");

        (await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("Triage: It is a referral");
        tab.WentWell();
        trees.AreAsKept();
    }
}
