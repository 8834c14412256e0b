using Trellis.BrowserTests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>What young people said and what changed; what could go wrong and how it is weighed.</summary>
public sealed class VoiceJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task What_young_people_said_and_what_changed()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/voice");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/voice/new");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is it called?", "Assembly on safe journeys home");
        await tab.Dates("On which day?", "20", "1", "2026");
        await tab.Chooses("Which areas was it in?", "Royal Borough of Kensington and Chelsea");
        await tab.Chooses("Whose voice is it?", "Young people");
        await tab.Chooses("How were they heard?", "A group, workshop or assembly");
        await tab.Fills("What was heard?", "The path by the canal has no light.");
        await tab.Presses("Record it");
        await tab.Chooses("What came of it?", "Something changed");
        await tab.Fills("What changed, why it cannot, or how they were told", "The council lit the path");
        await tab.Presses("Record it");
        await tab.IsForEveryoneAtEveryWidth();
        (await tab.SummaryValue("Where it stands")).ShouldBe("Changed, not told yet");
        await tab.Page.GotoAsync("/voice");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }

    [Fact]
    public async Task A_risk_is_added_and_weighed_again()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/risks/new");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is the risk?", "Nobody knows who is waiting");
        await tab.Chooses("Which areas is it of?", "Royal Borough of Kensington and Chelsea");
        await tab.Fills("Who owns it?", "Director of nursing");
        await tab.Chooses("How likely is it?", "4, Likely");
        await tab.Chooses("How grave would it be?", "4, Major");
        await tab.Fills("What is done against it?", "A list");
        await tab.Presses("Add it");
        await tab.Chooses("How likely is it?", "2, Unlikely");
        await tab.Fills("Why is it weighed otherwise than before? (optional)", "The list is kept");
        await tab.Presses("Weigh it");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/risks");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }
}
