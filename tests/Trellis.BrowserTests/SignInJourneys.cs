using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>The pages of signing in, wide and narrow, and the warning before a session ends.</summary>
public sealed class SignInJourneys(BrowserSite site) : Journey(site)
{
    [Theory]
    [InlineData(Tab.Wide, 1)]
    [InlineData(Tab.Narrow, 2)]
    public async Task With_one_time_codes(int width, int number)
    {
        Site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(Site, width: width);
        await tab.SignsIn(Analyst, number: number);
        await tab.Page.GotoAsync("/your-sign-in/codes");
        await tab.IsForEveryone();
        await tab.Presses("Turn on one-time codes");
        await tab.IsForEveryone();
        var app = new Authenticator(await tab.Page.Locator(".t-secret").InnerTextAsync(), Site.Stage.Clock);
        await tab.Fills("The code your app shows now", app.Code());
        await tab.Fills("Your password", Stage.Password);
        await tab.Presses("Turn on one-time codes");
        await tab.IsForEveryone();
        foreach (var address in new[] { "/your-sign-in", "/your-sign-in/password", "/your-sign-in/codes", "/your-sign-in/codes/remove", "/your-sign-in/recovery-codes", "/your-sign-in/everywhere", "/carry-on" })
        {
            await tab.Page.GotoAsync(address);
            await tab.IsForEveryone();
        }

        await tab.Page.GotoAsync("/your-sign-in/password");
        await tab.Presses("Change password");
        await tab.IsForEveryone();
        await GivesPost(Stage.EmailOf(Analyst, number: number));
        await tab.Presses("Sign out");
        await tab.SignsIn(Analyst, number: number);
        (await tab.Heading()).ShouldBe("Show that it is you");
        await tab.Follows("Use a recovery code");
        await tab.IsForEveryone();
        await tab.Page.GotoAsync("/sign-in/code");
        await tab.Fills("One-time code", app.Code(later: 1));
        await tab.Presses("Continue");
        (await tab.Heading()).ShouldBe("Which post do you act in?");
        await tab.IsForEveryone();
        await tab.Page.GetByLabel("Also scrutineer, RBKC").CheckAsync();
        await tab.Presses("Continue");
        await tab.Page.GotoAsync("/your-sign-in/post");
        await tab.IsForEveryone();

        tab.WentWell();
    }

    [Theory]
    [InlineData(Tab.Wide)]
    [InlineData(Tab.Narrow)]
    public async Task Before_a_session_ends_its_holder_is_asked_and_what_is_typed_is_not_lost(int width)
    {
        Site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(Site, width: width);
        await tab.Page.Clock.InstallAsync();
        await tab.SignsIn(FrontDoorWorker);
        await tab.Page.GotoAsync("/people/add");
        var dialog = tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Dialog);
        (await dialog.CountAsync()).ShouldBe(0);

        await Passes(tab, TimeSpan.FromMinutes(27));
        await dialog.WaitForAsync();
        (await dialog.InnerTextAsync()).ShouldContain("you will be signed out in 3 minutes");
        await tab.IsForEveryone();
        await tab.Presses("Stay signed in");
        await dialog.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });

        await tab.Page.GetByLabel("First name").FillAsync("Teasel");
        await tab.Page.RunAndWaitForResponseAsync(() => tab.Page.Clock.RunForAsync(1_000), answer => answer.Url.Contains("handler=Look", StringComparison.Ordinal)); // else it is asked, late, in the middle of what follows
        await Passes(tab, TimeSpan.FromMinutes(27));
        await dialog.WaitForAsync();
        await Passes(tab, new TimeSpan(0, 2, 56));
        await tab.Page.WaitForURLAsync("**/sign-in?to=**");
        (await tab.Page.Locator("main").InnerTextAsync()).ShouldContain("What you typed was kept");
        await tab.IsForEveryone();

        await tab.Page.GetByLabel("Email address").FillAsync(Stage.EmailOf(FrontDoorWorker));
        await tab.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(Stage.Password);
        await tab.Presses("Sign in");
        (await tab.Heading()).ShouldBe("What you typed was kept");
        await tab.IsForEveryone();
        await tab.Presses("Continue with what you typed");
        (await tab.Page.GetByLabel("First name").InputValueAsync()).ShouldBe("Teasel");

        tab.WentWell();
    }

    private async Task Passes(Tab tab, TimeSpan time)
    {
        Site.Stage.Clock.Pass(time);
        await tab.Page.Clock.FastForwardAsync((long)time.TotalMilliseconds);
    }

    private Task GivesPost(string email) => Site.Stage.LookAsync(async db =>
    {
        var staff = await db.Staff.Include(s => s.Posts).SingleAsync(s => s.Email == email);
        db.Acting.Begin(ActWords.SetUp);
        staff.Hold(staff.Posts[0].Agency, null, Scrutineer, "Also scrutineer", ["RBKC"], null, new DateOnly(2020, 1, 6), "RBKC");
        await db.SaveChangesAsync();
    });
}
