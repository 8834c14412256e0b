using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Modules.Returns.Feed;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A night's feed of a case system: sent, looked at, taken in, and taken back.</summary>
public sealed class FeedJourney(BrowserSite site) : Journey(site)
{
    private const string People = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_ethnicity,pers_dob\nS1,Wren,Testfeather,F,WBRI,2012-05-04\nS1,Robin,Testfeather,M,WBRI,2013-05-04";
    private const string Missing = "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date\nM1,S1,2025-06-01,M,2025-06-03";

    [Fact]
    public async Task A_feed_is_sent_looked_at_taken_in_and_undone()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(ReturnsOfficer);
        await tab.Page.GotoAsync("/returns/feeds");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/returns/freshness");
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync("/returns/feeds/new");
        await tab.IsForEveryoneAtEveryWidth();
        await Sends(tab, People);
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "2 files Cannot be taken in" }).WaitForAsync();
        (await tab.Page.GetByRole(AriaRole.Cell, new() { Name = "Another row of the table has the same" }).CountAsync()).ShouldBe(1);
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync("/returns/feeds/new");
        await Sends(tab, People[..People.LastIndexOf('\n')]);
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "2 files To be looked at" }).WaitForAsync();
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Take it into the record");
        await tab.IsForEveryoneAtEveryWidth();
        await Turns();
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "2 files Taken in" }).WaitForAsync();
        await tab.Follows("What became of it");
        await tab.IsForEveryoneAtEveryWidth();
        var taken = new Uri(tab.Page.Url).AbsolutePath;
        await tab.Page.GotoAsync("/returns/freshness");
        (await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Missing episodes" }).CountAsync()).ShouldBe(1);
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/returns/feeds");
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync(taken);
        await tab.Fills("Why is it undone?", "It was the feed of another night");
        await tab.Presses("Undo all of it");
        (await tab.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldContain("Undone");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }

    private async Task Sends(Tab tab, string people)
    {
        await tab.Page.GetByLabel("The feed").SetInputFilesAsync([File("ssd_person.csv", people), File("ssd_missing.csv", Missing)]);
        await tab.Presses("Look at it");
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "2 files Being read" }).WaitForAsync();
        await tab.IsForEveryoneAtEveryWidth();
        await Turns();
    }

    /// <summary>The site does it by itself when a second has passed, and of a test's time none does. The page asks whether it is done.</summary>
    private async Task Turns()
    {
        await using var scope = Site.Stage.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<FeedTurns>().NextAsync()).ShouldBeTrue();
    }

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };
}
