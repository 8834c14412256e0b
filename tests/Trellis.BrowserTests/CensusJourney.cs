using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Modules.Returns;
using Trellis.Modules.Returns.Feed;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A census from its sending over what was found to its sign-off by somebody else.</summary>
public sealed class CensusJourney(BrowserSite site) : Journey(site)
{
    // Of a year in which no journey records a referral: what casework here has told of a year, no census may tell again.
    private const string Census = """
        <Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header><Children><Child>
        <ChildIdentifiers><LAchildID>C1</LAchildID><UPN>P207000016049</UPN><PersonBirthDate>2016-05-04</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
        <ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>NONE</Disability></Disabilities></ChildCharacteristics>
        <CINdetails><CINreferralDate>2024-06-03</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><CINPlanDates><CINPlanStartDate>2024-06-02</CINPlanStartDate></CINPlanDates><ReferralNFA>false</ReferralNFA></CINdetails>
        </Child></Children></Message>
        """;

    [Fact]
    public async Task A_census_is_sent_checked_answered_signed_off_and_taken_in()
    {
        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(ReturnsOfficer);
        await tab.Page.GotoAsync("/returns");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Follows("Lists for an inspection (Annex A)");
        await tab.IsForEveryoneAtEveryWidth();
        var lists = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.GetByRole(AriaRole.Button, new() { Name = "Take the lists" }).ClickAsync());
        lists.SuggestedFilename.ShouldStartWith("annex-a-rbkc-");
        await tab.Page.GotoAsync("/returns/new");
        await tab.Page.GetByLabel("The census").SetInputFilesAsync(new FilePayload { Name = "census.xml", MimeType = "text/xml", Buffer = Encoding.UTF8.GetBytes(Census) });
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Check it");
        var here = new Uri(tab.Page.Url).AbsolutePath;
        // The site checks it by itself when a second has passed, and of a test's time none does. The page asks whether it is done.
        await using (var scope = Site.Stage.Services.CreateAsyncScope()) { (await scope.ServiceProvider.GetRequiredService<CensusChecking>().CheckNextAsync()).ShouldBeTrue(); }
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "census.xml Checked" }).WaitForAsync();
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Follows("By child");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Link, new() { Name = "C1", Exact = true }));
        await tab.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync(here);
        var rules = await tab.Page.Locator("main table").First.Locator("tbody th a").AllInnerTextsAsync();
        rules.ShouldContain("4015");
        foreach (var rule in rules)
        {
            await tab.Page.GotoAsync($"{here}/rules/{rule}");
            await tab.Fills("Why does it stand as it is?", "It was looked at, and is so");
            if (rule == "4015") { await tab.IsForEveryoneAtEveryWidth(); }
            await tab.Presses("Answer");
        }

        await tab.Page.GotoAsync($"{here}/rules/4015");
        await tab.Clicks(tab.Page.GetByRole(AriaRole.Link, new() { Name = "C1", Exact = true }));
        await tab.IsForEveryoneAtEveryWidth();

        await using var manager = await Tab.OpenAsync(Site);
        await manager.SignsIn(TeamManager);
        await manager.Page.GotoAsync(here);
        await manager.Presses("Sign off the census");
        (await manager.Page.GetByRole(AriaRole.Heading, new() { Name = "census.xml Signed off" }).CountAsync()).ShouldBe(1);
        await manager.IsForEveryoneAtEveryWidth();

        await tab.Page.GotoAsync(here);
        await tab.Presses("Take it into the record");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Look at it");
        await tab.IsForEveryoneAtEveryWidth();
        await Turns();
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "census.xml To be looked at" }).WaitForAsync();
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Take it into the record");
        await Turns();
        await tab.Page.GetByRole(AriaRole.Heading, new() { Name = "census.xml Taken in" }).WaitForAsync();
        await tab.Follows("What became of it");
        (await tab.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync()).ShouldContain("Children in need census 2024-25");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("Why is it undone?", "It was the census of a test");
        await tab.Presses("Undo all of it");
        tab.WentWell();
        manager.WentWell();
    }

    private async Task Turns()
    {
        await using var scope = Site.Stage.Services.CreateAsyncScope();
        (await scope.ServiceProvider.GetRequiredService<FeedTurns>().NextAsync()).ShouldBeTrue();
    }
}
