using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>The business manager calls a meeting, publishes its agenda, takes who came, minutes it live with a colleague and through a lost connection, and has it approved.</summary>
public sealed class MeetingJourney(BrowserSite site) : Journey(site)
{
    private const string Body = "Journey board";

    [Fact]
    public async Task From_the_call_to_the_approved_minutes()
    {
        Site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await SetsUp(tab);
        var meeting = await Calls(tab, "2");
        await Sets(tab, meeting);
        await tab.Page.GotoAsync($"{meeting}/publish");
        await tab.Fills("Why is it out late?", "Called for today");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Publish it");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync($"{meeting}/pack");
        await tab.IsForEveryoneAtEveryWidth();

        await AMemberSendsADelegate(meeting);
        await tab.Page.GotoAsync($"{meeting}/write");
        await tab.Fills("Who is in the chair?", "Sage Madeup");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Begin the meeting");
        await Writes(tab, meeting);
        await TakesDecidesAndActs(tab, meeting);

        await tab.Page.GotoAsync($"{meeting}/write");
        await tab.Fills("When did it end?", "9am");
        await tab.Presses("End the meeting");
        await tab.Presses("Send the draft to those at the table");
        await tab.IsForEveryoneAtEveryWidth();
        (await tab.Page.GetByText("The chair welcomed everybody.").CountAsync()).ShouldBe(1);

        var next = await Calls(tab, "3");
        Site.Stage.On("2026-03-03 09:00");
        await tab.Page.Context.ClearCookiesAsync();
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync($"{next}/write");
        await tab.Fills("Who is in the chair?", "Sage Madeup");
        await tab.Presses("Begin the meeting");
        await tab.Page.GotoAsync($"{meeting}/minutes");
        await tab.Chooses("Which meeting approved them?", "3 March 2026, 9am to 10am");
        await tab.Presses("Record that they are approved");
        await tab.IsForEveryoneAtEveryWidth();
        var pdf = await tab.Page.APIRequest.GetAsync($"{meeting}/minutes.pdf");
        pdf.Headers["content-type"].ShouldBe("application/pdf");
        System.Text.Encoding.Latin1.GetString(await pdf.BodyAsync()).ShouldContain("/StructTreeRoot");
        tab.WentWell(except: "ERR_INTERNET_DISCONNECTED");
    }

    private static async Task SetsUp(Tab tab)
    {
        await tab.Page.GotoAsync("/meetings/new");
        await tab.Fills("What is it called?", Body);
        await tab.Chooses("What kind of body is it?", "Board");
        await tab.Page.Locator("input[name=Areas]").First.CheckAsync();
        await tab.Page.Locator("input[name=InPublic]").CheckAsync();
        await tab.Page.Locator("#Seats").FillAsync("Chair\nPolice");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Set it up");
        await tab.Follows("Police");
        await tab.Chooses("As what?", "Holder");
        await tab.Fills("What is their name?", "Daisy Madeup");
        await tab.Page.Locator("#Email").FillAsync(Stage.EmailOf(BoardMember));
        await tab.Dates("From which day?", "1", "1", "2026");
        await tab.Presses("Save");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Link, new() { Name = Body }).First);
        await tab.IsForEveryoneAtEveryWidth();
    }

    /// <summary>On a day of March; the address of the meeting.</summary>
    private static async Task<string> Calls(Tab tab, string day)
    {
        await tab.Page.GotoAsync("/meetings");
        await tab.IsForEveryone();
        await tab.Clicks(tab.Page.Locator("tr", new() { HasText = "Board" }).GetByRole(AriaRole.Link, new() { Name = Body, Exact = true }).Last);
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Call a meeting" }));
        await tab.Dates("Which day?", day, "3", "2026");
        await tab.Fills("From when?", "9am");
        await tab.Page.Locator("#Times-Ends").FillAsync("10am");
        await tab.Chooses("How do people take part?", "Online");
        await tab.IsForEveryone();
        await tab.Presses("Call the meeting");
        await tab.IsForEveryone();
        return new Uri(tab.Page.Url).AbsolutePath;
    }

    private static async Task Sets(Tab tab, string meeting)
    {
        await tab.Page.GotoAsync($"{meeting}/move");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync($"{meeting}/agenda");
        await tab.Fills("What is it about?", "Thresholds");
        await tab.Chooses("What kind of item is it?", "Report");
        await tab.Chooses("What is the meeting to do?", "To decide");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Add it");
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Thresholds" }));
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Add a paper" }));
        await tab.Page.Locator("#Text").FillAsync("## Why\n\nThey changed.\n\n| Year | Referrals |\n|---|---|\n| 2025 | 310 |");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Save the paper");
        await tab.IsForEveryoneAtEveryWidth();
    }

    private async Task AMemberSendsADelegate(string meeting)
    {
        await using var tab = await Tab.OpenAsync(Site, width: Tab.Narrow);
        await tab.SignsIn(BoardMember);
        await tab.Page.GotoAsync(meeting);
        await tab.IsForEveryone();
        await tab.Clicks(tab.Page.GetByText("I cannot come"));
        await tab.Page.Locator("#Delegate").FillAsync("Bramble Madeup");
        await tab.Presses("Send your apology");
        await tab.IsForEveryone();
        tab.WentWell();
    }

    /// <summary>Two who write at once, and one who goes on writing without a connection.</summary>
    private async Task Writes(Tab tab, string meeting)
    {
        await using var other = await Tab.OpenAsync(Site);
        await other.SignsIn(BusinessManager, number: 2);
        await other.Page.GotoAsync($"{meeting}/write");
        var (mine, theirs) = (tab.Page.Locator("textarea").First, other.Page.Locator("textarea").First);
        await mine.FillAsync("The chair welcomed everybody.");
        await Assertions.Expect(tab.Page.Locator("[data-said]").First).ToContainTextAsync("Saved");
        await Assertions.Expect(theirs).ToHaveValueAsync("The chair welcomed everybody.");
        await tab.Page.GetByText("has these minutes open too").WaitForAsync();
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.Context.SetOfflineAsync(true);
        await mine.FillAsync("The chair welcomed everybody.\n\nWritten without a connection.");
        await tab.Page.GetByText("Not saved: there is no connection, or your session has ended.").WaitForAsync();
        await theirs.FillAsync("The chair welcomed everybody.\n\nWritten by a colleague meanwhile.");
        await Assertions.Expect(other.Page.Locator("[data-said]").First).ToContainTextAsync("Saved");
        await tab.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(mine).ToHaveValueAsync("The chair welcomed everybody.\n\nWritten by a colleague meanwhile.\n\nWritten without a connection.");
        await tab.Page.GetByText("The connection is back, and everything is saved.").WaitForAsync();

        await mine.FocusAsync();
        await tab.Page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(tab.Page.Locator("textarea").Nth(1)).ToBeFocusedAsync();
        await other.Page.GotoAsync($"{meeting}/chair");
        await other.IsForEveryoneAtEveryWidth();
        await other.Presses("Go on to item 1");
        await other.IsForEveryone();
        await tab.Page.GetByText("Now: ").First.WaitForAsync();
        other.WentWell();
    }

    private static async Task TakesDecidesAndActs(Tab tab, string meeting)
    {
        await tab.Page.GotoAsync(meeting);
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Take who came" }));
        await tab.Page.Locator("#state-0").SelectOptionAsync("Present");
        (await tab.Page.Locator("#delegate-1").InputValueAsync()).ShouldBe("Bramble Madeup");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Save who came");
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Link, new() { Name = "Thresholds" }).First);
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Record what happened" }));
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.GetByText("Record a declaration of interest"));
        await tab.Page.Locator("#Seat").SelectOptionAsync("Police: Daisy Madeup");
        await tab.Chooses("What kind of interest?", "Other interest");
        await tab.Presses("Record it");
        await tab.Clicks(tab.Page.GetByText("Record a decision"));
        await tab.Fills("What was resolved?", "That the thresholds be agreed");
        await tab.Chooses("How was it decided?", "By vote");
        await tab.Fills("Votes for", "2");
        await tab.Fills("Votes against", "0");
        await tab.Presses("Record the decision");
        await tab.Clicks(tab.Page.GetByText("Set an action"));
        await tab.Fills("What is to be done?", "Publish the thresholds");
        await tab.Page.Locator("#Whose").SelectOptionAsync("Police: Daisy Madeup");
        await tab.Presses("Set it");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.Locator("main a[href^='/actions/A']").First);
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Take it to a meeting" }));
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/your-sign-in/calendar");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Make an address");
        await tab.IsForEveryoneAtEveryWidth();
        var body = meeting[..meeting.LastIndexOf('/')];
        await tab.Page.GotoAsync($"{body}/decisions");
        await tab.IsForEveryoneAtEveryWidth();
    }
}
