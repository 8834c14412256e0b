using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Platform.Storage;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A plan set up by form, an action of it said in the list of actions, its page printed.</summary>
public sealed class PlanJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task An_update_with_its_measure_from_form_to_printed_page()
    {
        var agency = (await Site.Stage.SqlAsync<string>(DatabaseRoles.Owner, "select title from agencies.agency where code = $1", Site.Stage.Someone(BoardMember).Agency!))!;
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/plans/new");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is it called?", "Early help plan 2025-27");
        await tab.Dates("From which day? (optional)", "1", "4", "2025");
        await tab.Dates("Until which day? (optional)", "31", "3", "2027");
        await tab.Presses("Set it up");
        var plan = tab.Page.Url;
        await tab.Follows("Add a priority");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is the priority?", "Help comes early");
        await tab.Presses("Save");
        await tab.Follows("add an outcome to Help comes early");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is to be different?", "Fewer children wait");
        await tab.Page.GetByLabel("Which figure would show it?").SelectOptionAsync("referrals");
        await tab.Presses("Save");
        await tab.Follows("add an action to Fewer children wait");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What is to be done?", "Count who waits each month");
        await tab.Page.GetByLabel("Which agency does it?").SelectOptionAsync(new SelectOptionValue { Label = agency });
        await tab.Dates("By which day? (optional)", "30", "6", "2026");
        await tab.Presses("Save");
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Follows("Say how far action 1 is");
        await tab.Chooses("How far is it?", "In progress");
        await tab.Fills("What was done?", "Counted in January and February");
        await tab.Page.Locator("form:has(textarea[name=Text]) button").First.ClickAsync();
        await tab.Page.GotoAsync(plan);
        (await tab.Page.GetByText("Counted in January and February").CountAsync()).ShouldBe(1);
        (await tab.Page.GetByText("Referrals").CountAsync()).ShouldBeGreaterThan(0);
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync($"{plan}/change");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync($"{plan}/one-page");
        await tab.IsForEveryoneAtEveryWidth();
        var pdf = await tab.Page.APIRequest.GetAsync($"{plan}/one-page.pdf");
        pdf.Status.ShouldBe(200);
        System.Text.Encoding.ASCII.GetString((await pdf.BodyAsync())[..5]).ShouldBe("%PDF-");
        tab.WentWell();
    }
}
