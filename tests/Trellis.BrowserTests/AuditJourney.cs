using Trellis.BrowserTests.Support;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>An audit of anonymous referrals from the draw to the learning summary.</summary>
public sealed class AuditJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task From_sampling_to_the_learning_summary()
    {
        Site.Stage.Clock.Set(TestClock.Start);
        for (var i = 0; i < 2; i++)
        {
            var child = await Site.Stage.Given.AChild();
            await Site.Stage.Given.AContact(child, ("anonymity", "unknown"));
            await Site.Stage.As(FrontDoorWorker).Completes("triage", child, "no-further-action");
        }

        await using var tab = await Tab.OpenAsync(Site);
        await tab.SignsIn(BusinessManager);
        await tab.Page.GotoAsync("/audits/new");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GetByLabel("Anonymous referrals").CheckAsync();
        await tab.Fills("What is the audit called?", "Journey of the anonymous");
        await tab.Page.GetByLabel("Royal Borough of Kensington and Chelsea", new() { Exact = true }).CheckAsync();
        await tab.Fills("How many records of Royal Borough of Kensington and Chelsea? (optional)", "1");
        await tab.Dates("Records from which day?", "1", "1", "2026");
        await tab.Dates("To which day?", "2", "3", "2026");
        await tab.Page.GetByLabel("Police", new() { Exact = true }).CheckAsync();
        await tab.Presses("Plan it");
        await tab.Fills("E-mail address of the auditor", Stage.EmailOf(PoliceOfficer));
        await tab.Presses("Name them");
        await tab.IsForEveryoneAtEveryWidth();
        var here = new Uri(tab.Page.Url).AbsolutePath[..^"/auditors".Length];
        await tab.Page.GotoAsync($"{here}/draw");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("Seed", "lottery 5 9");
        await tab.Presses("Draw the records");
        await tab.IsForEveryoneAtEveryWidth();

        await As(TeamManager, $"{here}/approve");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Dates("Until which day?", "31", "3", "2026");
        await tab.Fills("Why are they let in?", "The audit");
        await tab.Presses("Let them in");

        await As(PoliceOfficer, $"{here}/records/1");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Presses("Complete the form");
        await tab.IsForEveryoneAtEveryWidth();
        foreach (var yes in await tab.Page.Locator("input[type=radio][value=yes], input[type=radio][value=good]").AllAsync()) { await yes.CheckAsync(); }
        await tab.Fills("Why this grade?", "It was checked with the school");
        await tab.Presses("Complete the form");

        await As(BusinessManager, $"{here}/records/1");
        await tab.Presses("Share what they wrote");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.Locator("input[type=radio][value=good]").CheckAsync();
        await tab.Fills("Why this grade?", "All agree");
        await tab.Presses("Record the grade");
        await tab.Page.GotoAsync($"{here}/findings");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Page.GetByLabel("A strength").CheckAsync();
        await tab.Fills("What was found?", "What a family says is checked");
        await tab.Fills("Which records does it rest on?", "1");
        await tab.Presses("Add the finding");
        await tab.Page.GotoAsync($"{here}/summary");
        await tab.IsForEveryoneAtEveryWidth();
        await tab.Fills("What to do", "Check what you are told");
        await tab.Fills("Questions for your team", "How do we check it?");
        await tab.Presses("Publish in the library");
        await tab.IsForEveryoneAtEveryWidth();
        foreach (var page in new[] { here, "/audits", "/audits/report" })
        {
            await tab.Page.GotoAsync(page);
            await tab.IsForEveryoneAtEveryWidth();
        }

        tab.WentWell();

        async Task As(string role, string page)
        {
            await tab.Page.Context.ClearCookiesAsync();
            await tab.SignsIn(role);
            await tab.Page.GotoAsync(page);
        }
    }
}
