using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A subgroup with its seats, a seat handed over, what it answers to and means to look at.</summary>
public sealed class MembersJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task A_subgroup_is_set_up_and_a_seat_of_it_handed_over()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/meetings/new");
        await tab.Fills("What is it called?", "Neglect subgroup");
        await tab.Chooses("What kind of body is it?", "Subgroup");
        await tab.Chooses("Which areas is it for?", "Royal Borough of Kensington and Chelsea");
        await tab.Fills("Seats", "Chair\nPolice");
        await tab.Presses("Set it up");
        var body = new Uri(tab.Page.Url).AbsolutePath;

        await tab.Follows("Police");
        await tab.Chooses("As what?", "Holder");
        await tab.Fills("What is their name?", "Sorrel Handover");
        await tab.Dates("From which day?", "1", "1", "2026");
        await tab.Presses("Save");
        await tab.Dates("On which day were they shown round? (optional)", "5", "1", "2026");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Save what is known");
        await tab.Chooses("Who?", "Sorrel Handover");
        await tab.Dates("What is their last day?", "31", "1", "2026");
        await tab.Presses("Save who leaves");
        await tab.Chooses("As what?", "Holder");
        await tab.Fills("What is their name?", "Tansy Takeover");
        await tab.Dates("From which day?", "1", "2", "2026");
        await tab.Presses("Save");

        await tab.Page.GotoAsync($"{body}/change");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("Or which body of another partnership? (optional)", "Community safety partnership");
        await tab.Chooses("What?", "Works with");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ScrollIntoViewIfNeededAsync();
        await tab.Presses("Save");
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Follows("Work programme");
        await tab.Chooses("What is it?", "An item of a meeting");
        await tab.Fills("What is looked at?", "What dentists see");
        await tab.Fills("In which round of meetings? (optional)", "1");
        await tab.Presses("Add it");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Follows("What dentists see");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync($"{body}/programme");
        await tab.Clicks(tab.Page.Locator("main a[href$='/take']", new() { HasTextString = "What dentists see" }));
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync("/members");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Follows("How they belong together");
        (await tab.Page.GetByText("Works with Community safety partnership").CountAsync()).ShouldBe(1);
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }
}
