using Trellis.BrowserTests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>The annual report: begun, written, checked, commented on, put before the partners; and the published one as anybody reads it.</summary>
public sealed class ReportJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task A_report_is_written_checked_and_put_before_the_partners()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager, "RBKC", "WCC");
        await tab.Page.GotoAsync("/reports");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GetByLabel("Which year?").SelectOptionAsync("2024-25");
        await tab.Presses("Begin it");
        await tab.IsForEveryoneAtEveryWidth();
        var report = new Uri(tab.Page.Url).AbsolutePath;
        await tab.Clicks(tab.Page.Locator("main table a", new() { HasTextString = "Training" }));
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("Text", "Everybody learnt together. {figure training-held area=RBKC} workshops were held.");
        await tab.Presses("Save the chapter");
        await tab.Fills("Which words? (optional)", "Everybody learnt together.");
        await tab.Fills("What should they be? (optional)", "Many learnt together.");
        await tab.Presses("Keep the comment");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Take the suggestion");
        await tab.Follows("what changed");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync($"{report}/draft");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GotoAsync(report);
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }

    [Fact]
    public async Task Where_printed_figures_do_not_add_up()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager, "RBKC", "WCC");
        await tab.Page.GotoAsync("/figures/checks");
        await tab.IsForEveryoneAtEveryWidth();
        var first = tab.Page.Locator("main a[href^='/figures/checks/']").First;
        await tab.Clicks(first);
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Chooses("What is known?", "Nobody knows yet: ask again");
        await tab.Fills("How do you know?", "The agency was asked");
        await tab.Presses("Keep it");
        await tab.IsForEveryoneAtEveryWidth();
        tab.WentWell();
    }
}
