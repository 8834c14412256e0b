using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A forum meets and a school passes on what it heard there; a campaign is logged and counted.</summary>
public sealed class OutreachJourney(BrowserSite site) : Journey(site)
{
    private const string Kensington = "Royal Borough of Kensington and Chelsea";

    [Fact]
    public async Task From_a_forum_to_a_school_that_passes_it_on()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/forums");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Set up a forum");
        await tab.Fills("What is it called?", "Leads who meet at the weir");
        await tab.Chooses("What kind of body is it?", "Forum");
        await tab.Chooses("Which areas is it for?", Kensington);
        await tab.Presses("Set it up");
        await tab.Follows("Who came, messages and feedback");
        await tab.IsForEveryoneAtEveryWidth();
        var forum = new Uri(tab.Page.Url).AbsolutePath;
        var meeting = await Site.Stage.SqlAsync<Guid>(Platform.Storage.DatabaseRoles.Owner, "insert into meetings.meeting (id, body_id, areas, held_on, place, edition) values (uuidv7(), $1, '{RBKC}', $2, 'Town Hall', 0) returning id", Guid.Parse(forum.Split('/')[^1]), Platform.Time.London.DateOf(Site.Stage.Clock.GetUtcNow()).AddDays(-7));
        await tab.Page.GotoAsync($"{forum}/{meeting}");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("Settings, one in each line", "Larkspur Primary School, 2\nThistledown, 1");
        await tab.Presses("Save who came");
        (await tab.SummaryValue("Who came")).ShouldBe("3 people from 2 settings");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync(forum);
        await tab.Presses("Give out a message");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Give it out");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is the message called?", "Was not brought");
        await tab.Fills("The message", "A child does not choose");
        await tab.Fills("To whom is it passed on?", "All staff");
        await tab.Dates("By when?", "31", "12", "2026");
        await tab.Presses("Give it out");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();

        await using var lead = await Tab.OpenAsync(Site, width: Tab.Narrow);
        await lead.SignsIn(SchoolLead);
        await lead.Page.GotoAsync("/forums");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Follows("Was not brought");
        await lead.Fills("How many people? (optional)", "31");
        await lead.Presses("Record it");
        (await lead.SummaryValue("Passed on")).ShouldBe("1 setting, 31 people");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Page.GotoAsync($"{forum}/{meeting}");
        await lead.Chooses("How useful was it?", "4, very useful");
        await lead.Presses("Send");
        (await lead.SummaryValue("You said")).ShouldBe("4, very useful");
        await lead.IsForEveryoneAtEveryWidth();
        lead.WentWell();
    }

    [Fact]
    public async Task From_a_campaign_to_how_far_it_reached()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/communications");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Log a campaign or a post");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Log it");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is it called?", "If you hear it, say it");
        await tab.Chooses("What is it?", "Campaign");
        await tab.Chooses("Which areas was it in?", Kensington);
        await tab.Chooses("Whom is it for?", "Residents");
        await tab.Fills("What does it say?", "Whom to tell of a worry");
        await tab.Presses("Log it");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GetByLabel("What was counted?").SelectOptionAsync(new SelectOptionValue { Label = "Views" });
        await tab.Fills("How many?", "1400");
        await tab.Fills("Where does the number come from?", "Statistics of the site");
        await tab.Presses("Record it");
        await tab.Fills("What was learnt for the next one?", "Ask surgeries first");
        await tab.Presses("Save");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/communications");
        await tab.IsForEveryoneAtEveryWidth();
        (await tab.Page.InnerTextAsync("main")).ShouldContain("1,400 views");
        tab.WentWell();
    }
}
