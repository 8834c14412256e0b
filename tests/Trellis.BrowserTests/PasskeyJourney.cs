using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>Passkeys, with an authenticator in the browser that says yes: added, named, used to sign in, used after a password, removed.</summary>
public sealed class PasskeyJourney(BrowserSite site) : Journey(site)
{
    [Theory]
    [InlineData(Tab.Wide, 1)]
    [InlineData(Tab.Narrow, 2)]
    public async Task A_passkey_is_added_and_signs_its_holder_in(int width, int number)
    {
        Site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(Site, width: width, byName: true);
        await tab.SignsIn(AgencyAdministrator, number: number);
        (await tab.Heading()).ShouldBe("Set up a second way to show that it is you");
        await tab.IsForEveryone();
        await HasAnAuthenticator(tab);
        await tab.Follows("Add a passkey");
        await tab.IsForEveryone();

        await Adds(tab, "", until: ".govuk-error-message");
        (await tab.Page.Locator(".govuk-error-message").First.InnerTextAsync()).ShouldContain("Enter a name for the passkey");
        await tab.IsForEveryone();
        await Adds(tab, "Work laptop", until: ".t-recovery-codes");
        (await tab.Heading()).ShouldBe("Write down your recovery codes");
        (await tab.Page.Locator(".t-recovery-codes li").CountAsync()).ShouldBe(10);
        await tab.IsForEveryone();
        await tab.Presses("Sign out");

        await tab.Presses("Sign in with a passkey");
        await tab.Page.WaitForURLAsync("**/work");
        (await tab.Heading()).ShouldBe("Work list");
        await tab.Presses("Sign out");

        await tab.SignsIn(AgencyAdministrator, number: number);
        (await tab.Heading()).ShouldBe("Show that it is you");
        await tab.IsForEveryone();
        await tab.Presses("Use your passkey");
        await tab.Page.WaitForURLAsync("**/work");
        (await tab.Heading()).ShouldBe("Work list");

        await tab.Page.GotoAsync("/your-sign-in");
        (await tab.Page.Locator("main").InnerTextAsync()).ShouldContain("Passkey");
        await tab.IsForEveryone();
        await tab.Page.GotoAsync("/your-sign-in/passkeys");
        await tab.IsForEveryone();
        await tab.Clicks(tab.Page.GetByText("Rename or remove"));
        await tab.IsForEveryone();
        await tab.Fills("Name", "Old laptop");
        await tab.Presses("Rename");
        await tab.Clicks(tab.Page.GetByText("Rename or remove"));
        (await tab.Heading()).ShouldBe("Passkey Old laptop");
        await tab.Fills("Your password", Stage.Password);
        await tab.Presses("Remove passkey");
        (await tab.Page.Locator(".govuk-error-message").InnerTextAsync()).ShouldContain("Your role requires a second factor");

        tab.WentWell();
    }

    /// <summary>The button first asks the browser, so the page after it takes a while to be there.</summary>
    private static async Task Adds(Tab tab, string name, string until)
    {
        await tab.Fills("A name to know it by", name);
        await tab.Fills("Your password", Stage.Password);
        await tab.Presses("Add a passkey");
        await tab.Page.Locator(until).First.WaitForAsync();
    }

    private static async Task HasAnAuthenticator(Tab tab)
    {
        var wire = await tab.Page.Context.NewCDPSessionAsync(tab.Page);
        await wire.SendAsync("WebAuthn.enable");
        await wire.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
