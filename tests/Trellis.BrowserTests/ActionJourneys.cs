using System.Text;
using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>Actions as people work with them: a board member's phone, and a tracker brought in from a spreadsheet.</summary>
public sealed class ActionJourneys(BrowserSite site) : Journey(site)
{
    private const int Phone = 390;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_board_member_finds_their_agencys_actions_on_a_phone_and_says_how_far_one_is(bool script)
    {
        var text = $"Tell the schools within a day, {(script ? "with" : "without")} script";
        await Site.Stage.TakesInActions("Phone board", $"date,item,action,status,agency,owner,due\n2026-01-10,Item 4,\"{text}\",In progress,police,Detective superintendent,2026-02-20\n", "RBKC");
        var reference = await Site.Stage.ReferenceOf(text);
        await using var tab = await Tab.OpenAsync(Site, script, Phone);
        await tab.SignsIn(BoardMember);
        await tab.Page.GotoAsync("/actions");
        await tab.Follows("My agency’s");
        var main = await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync();
        main.ShouldContain(text);
        main.ShouldContain("It was due on 20 February 2026, 10 days ago");
        await tab.FitsItsWindow();
        if (script) { await tab.IsForEveryone(); }
        await tab.Keep();

        await tab.Follows(reference!);
        await tab.Chooses("How far is it?", "Complete");
        await tab.Fills("What was done?", "Agreed with every school");
        await tab.Page.GetByLabel("Documents that show it (optional)").SetInputFilesAsync(new FilePayload { Name = "schools.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("All of them") });
        await tab.FitsItsWindow();
        if (script) { await tab.IsForEveryone(); }
        await tab.Presses("Save");
        (await tab.SummaryValue("How far")).ShouldStartWith("Complete");
        (await tab.Page.GetByRole(AriaRole.Link, new() { Name = "schools.txt" }).CountAsync()).ShouldBe(1);
        await tab.FitsItsWindow();
        if (script) { await tab.IsForEveryone(); }
        await tab.Keep();
        tab.WentWell();
    }

    [Fact]
    public async Task A_tracker_is_mapped_looked_at_and_taken_in()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/actions/trackers/new");
        await tab.Chooses("What is it a tracker of?", "Actions");
        await tab.Fills("What is the body called, if it is not there? (optional)", "Tracking group");
        if (await tab.Page.GetByLabel("Royal Borough of Kensington and Chelsea").IsVisibleAsync()) { await tab.Chooses("Which area is it for?", "Royal Borough of Kensington and Chelsea"); }
        await tab.Page.GetByLabel("The tracker").SetInputFilesAsync(new FilePayload { Name = "log.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("What we said,Lead,By when,RAG\nCount the herons,Head of Herons,20/02/2026,Nearly there\n") });
        await tab.Presses("Look at it");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GetByLabel("What is to be done", new() { Exact = true }).SelectOptionAsync("What we said");
        await tab.Presses("Look again");
        await tab.Page.GetByLabel("“Nearly there”", new() { Exact = true }).SelectOptionAsync("In progress");
        await tab.Presses("Look again");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Take in the tracker");
        (await tab.Page.GetByRole(AriaRole.Main).InnerTextAsync()).ShouldContain("1 added");
        await tab.IsForEveryoneAtEveryWidth();
        (await Site.Stage.SqlAsync<string>(DatabaseRoles.Owner, "select status from actions.action where text = 'Count the herons'")).ShouldBe("in-progress");
        tab.WentWell();
    }
}
