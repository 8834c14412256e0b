using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A budget made, a quarter's contributions entered, a claim decided, and the budget printed.</summary>
public sealed class MoneyJourney(BrowserSite site) : Journey(site)
{
    private const string Kensington = "Royal Borough of Kensington and Chelsea";

    [Fact]
    public async Task A_quarters_contributions_and_a_claim_are_entered()
    {
        Site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager, "RBKC", and: "WCC");
        await tab.Page.GotoAsync("/money");
        await tab.Follows("Make a budget");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GetByLabel("Which year is it for?").SelectOptionAsync("2025-26");
        await tab.Presses("Make the budget");
        var budget = new Uri(tab.Page.Url).AbsolutePath;
        await Adds(tab, "A contribution", "Councils", "74,000", "60,000.50");
        await Adds(tab, "Spending", "Independent chair", "21,000", "21,000");
        await Adds(tab, "An adjustment between areas", "Shared post", "-4,000", "4,000");
        await Adds(tab, "Reserves brought forward", "Brought forward", "120,000", "90,000");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Follows("Independent chair");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync($"{budget}/lines/new");
        await tab.Presses("Add the line");
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync(budget);
        await tab.Follows("Enter quarter 1");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills($"Councils, {Kensington}: received in the quarter", "18,500");
        await tab.Fills($"Independent chair, {Kensington}: spent since april", "5,250.25");
        await tab.Fills($"Independent chair, {Kensington}: forecast for the year", "twenty");
        await tab.Presses("Save the quarter");
        (await tab.Page.TitleAsync()).ShouldStartWith("Error: ");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills($"Independent chair, {Kensington}: forecast for the year", "22,000");
        await tab.Presses("Save the quarter");
        (await tab.Heading()).ShouldContain("Quarter 1, April to June 2025");
        (await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("£5,250.25");
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync($"{budget}/quarters/1?area=RBKC&part=spending");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync($"{budget}/move-reserves");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Chooses("Why are they moved?", "Hammersmith & Fulham leaves: three boroughs become two");
        await tab.Fills(Kensington, "-600");
        await tab.Fills("City of Westminster", "600");
        await tab.Fills("How was it agreed?", "Board of 2 March 2026");
        await tab.Presses("See what it does");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Move them");

        await tab.Page.GotoAsync($"{budget}/claims");
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Main).GetByText("Enter a claim or invoice"));
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Chooses("What is it?", "Invoice");
        await tab.Fills("Which agency or firm is it from?", "Chairing Together");
        await tab.Fills("What is it for?", "Chairing in the first quarter");
        await tab.Page.GetByLabel("Which line is it paid from?").SelectOptionAsync(new SelectOptionValue { Label = "Independent chair" });
        await tab.Chooses("Which area is it charged to?", Kensington);
        await tab.Fills("How much?", "5,250.25");
        await tab.Presses("Enter it");
        await tab.Clicks(tab.Page.Locator("main summary").First);
        await tab.IsForEveryoneAtEveryWidth();
        (await tab.Page.GetByText("You entered this one, so somebody else approves it.").CountAsync()).ShouldBe(1);
        await tab.Presses("Sign out");
        await tab.SignsIn(BusinessManager, "RBKC", and: "WCC", number: 2);
        await tab.Page.GotoAsync($"{budget}/claims");
        await tab.Clicks(tab.Page.Locator("main summary").First);
        await tab.Presses("Approve Chairing Together, £5,250.25");
        await tab.Clicks(tab.Page.Locator("main summary").First);
        await tab.Presses("Paid Chairing Together, £5,250.25");
        (await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("Paid");
        foreach (var page in (string[])[$"{budget}/reviews", $"{budget}/reviews/new", "/money/years", "/money", budget])
        {
            await tab.Page.GotoAsync(page);
            await tab.IsForEveryoneAtEveryWidth();
        }

        var pdf = await tab.Page.PdfAsync(new() { Format = "A4", Tagged = true, Outline = true, PrintBackground = true });
        System.Text.Encoding.Latin1.GetString(pdf).ShouldStartWith("%PDF-");
        if (Environment.GetEnvironmentVariable("TRELLIS_PICTURES") is { Length: > 0 } folder) { await File.WriteAllBytesAsync(Path.Combine(folder, "budget.pdf"), pdf); }
        await tab.Page.EmulateMediaAsync(new() { Media = Media.Print });
        (await tab.Page.GetByText("Enter quarter 1").IsVisibleAsync()).ShouldBeFalse("what is only for the screen is not on paper");
        (await tab.Page.GetByText("Reserves to carry").IsVisibleAsync()).ShouldBeTrue();
        tab.WentWell();
    }

    private static async Task Adds(Tab tab, string kind, string title, string one, string other)
    {
        await tab.Follows("Add a line");
        await tab.Chooses("What kind of line is it?", kind);
        await tab.Fills("What is it called?", title);
        await tab.Fills(Kensington, one);
        await tab.Fills("City of Westminster", other);
        await tab.Presses("Add the line");
    }
}
