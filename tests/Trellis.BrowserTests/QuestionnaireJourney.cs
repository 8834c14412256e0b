using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A section 11 round from the invitation to the report on the board's agenda, with an action; and an anonymous form in easy read by a link.</summary>
public sealed class QuestionnaireJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task From_the_invitation_to_the_board_report_with_actions()
    {
        Site.Stage.Clock.Set(TestClock.Start);
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/questionnaires/new");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync("/questionnaires/new?of=section-11");
        await tab.Fills("What is the round called?", "Journey round");
        await tab.Dates("What is the last day?", "27", "3", "2026");
        await tab.Page.GetByLabel("Police", new() { Exact = true }).First.CheckAsync();
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Make the round");
        await tab.IsForEveryoneAtEveryWidth();
        var round = new Uri(tab.Page.Url).AbsolutePath;

        await tab.Page.Context.ClearCookiesAsync();
        await tab.SignsIn(BoardMember);
        await tab.Page.GotoAsync("/questionnaires");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Journey round" }));
        await tab.Presses("Begin");
        await tab.IsForEveryoneAtEveryWidth();
        var answer = new Uri(tab.Page.Url).AbsolutePath;
        foreach (var section in Stage.Practised.Model.Questionnaire("section-11")!.Form)
        {
            await tab.Page.GotoAsync($"{answer}/{section.Id}");
            if (section.Id == "leadership-and-accountability")
            {
                await tab.Presses("Save and continue");
                await tab.IsForEveryoneAtEveryWidth();
            }

            foreach (var met in await tab.Page.Locator("input[type=radio][value=met]").AllAsync()) { await met.CheckAsync(); }
            await tab.Presses("Save and continue");
        }

        await tab.Presses("Sign and send");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync($"{answer}/read");
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.Context.ClearCookiesAsync();
        await tab.SignsIn(BusinessManager);
        foreach (var page in new[] { $"{answer}/read", $"{round}/results", $"{round}/words", $"{round}/invite", $"{round}/results/escalation-rating" })
        {
            await tab.Page.GotoAsync(page);
            await tab.IsForEveryoneAtEveryWidth();
        }

        var body = await ABoardThatMeets(tab);
        await tab.Page.GotoAsync($"{round}/results/escalation-rating");
        await tab.Fills("What is to be done?", "Put the escalation procedure on one page");
        await tab.Page.GetByLabel("Which body follows it?").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = body });
        await tab.Page.GetByLabel("Which agency does it?").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = "Police" });
        await tab.Presses("Set the action");
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync($"{round}/report");
        await tab.Page.GetByLabel("Substantial assurance").CheckAsync();
        await tab.Fills("What should the board know?", "Every standard is met, as far as the executive says");
        await tab.Presses("Save what the report says");
        await tab.IsForEveryoneAtEveryWidth();
        var pdf = await tab.Page.APIRequest.GetAsync($"{round}/report?handler=File&format=pdf");
        pdf.Headers["content-type"].ShouldBe("application/pdf");
        await tab.Page.GetByLabel("Which meeting?").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = $"{body}, 2 March 2026, 9am to 10am" });
        await tab.Presses("Put it on the agenda");
        (await tab.Page.GetByText("Assurance report: Journey round").CountAsync()).ShouldBeGreaterThan(0);

        await AnonymouslyInEasyRead(tab);
        tab.WentWell();
    }

    private static async Task<string> ABoardThatMeets(Tab tab)
    {
        const string Name = "Questionnaire board";
        await tab.Page.GotoAsync("/meetings/new");
        await tab.Fills("What is it called?", Name);
        await tab.Page.GetByLabel("Board", new() { Exact = true }).First.CheckAsync();
        foreach (var area in await tab.Page.Locator("input[name=Areas]").AllAsync()) { await area.CheckAsync(); }
        await tab.Fills("Seats", "Chair\nPolice");
        await tab.Presses("Set it up");
        await tab.Page.GotoAsync($"{new Uri(tab.Page.Url).AbsolutePath}/call");
        await tab.Dates("Which day?", "2", "3", "2026");
        await tab.Fills("From when?", "9am");
        await tab.Page.GetByLabel("Until when?").FillAsync("10am");
        await tab.Page.GetByLabel("Online", new() { Exact = true }).CheckAsync();
        await tab.Presses("Call the meeting");
        return Name;
    }

    private static async Task AnonymouslyInEasyRead(Tab tab)
    {
        await tab.Page.GotoAsync("/questionnaires/new?of=parents-after-conference");
        await tab.Fills("What is the round called?", "Journey parents");
        await tab.Dates("What is the last day?", "27", "3", "2026");
        await tab.Page.GetByLabel("People or organisations without an account").FillAsync("name,address\nFamily one,letter");
        await tab.Presses("Make the round");
        await tab.Clicks(tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Family one" }));
        await tab.Presses("Make a link");
        await tab.IsForEveryoneAtEveryWidth();
        var (address, code) = (await tab.Page.Locator("#address").TextContentAsync(), await tab.Page.Locator("#code").TextContentAsync());
        await tab.Page.Context.ClearCookiesAsync();
        await tab.Page.GotoAsync(new Uri(address!).AbsolutePath);
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("Your code", code!);
        await tab.Presses("Continue");
        foreach (var words in new[] { "Easy read", "Polski" })
        {
            await tab.Clicks(tab.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = words }));
            await tab.IsForEveryoneAtEveryWidth();
        }

        await tab.Page.Locator("input[type=radio][value=good]").First.CheckAsync();
        await tab.Presses("Wyślij");
        await tab.IsForEveryoneAtEveryWidth();
        (await tab.Page.GetByText("Nobody can see which are yours").CountAsync()).ShouldBe(1);
    }
}
