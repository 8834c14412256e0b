using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using Trellis.Modules.Training;
using Trellis.Platform.Messages;
using Trellis.Tests.Training;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A school’s lead names its people; one of them shows their training; the lead sees who must refresh. The business manager sees what is needed.</summary>
public sealed class TrainingNeedsJourney(BrowserSite site) : Journey(site)
{
    [Fact]
    public async Task A_schools_lead_sees_who_must_refresh()
    {
        await Site.Stage.CameAsync("barnaby@larkspur.example", "Barnaby Flood", "2024-01-16");
        await using var lead = await Tab.OpenAsync(Site);
        await lead.SignsIn(SchoolLead);
        await lead.Page.GotoAsync("/training/people");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Page.GotoAsync("/training/people/bring");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Page.GetByLabel("The list").SetInputFilesAsync(new FilePayload { Name = "people.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("name,email,role,setting,started\nBarnaby Flood,barnaby@larkspur.example,practitioner,Year 1,2/9/2019\nHollis Bream,hollis@larkspur.example,lead,,\n") });
        await lead.Presses("Take it in");
        (await lead.Page.InnerTextAsync("main")).ShouldNotContain("16 January 2024");
        await lead.IsForEveryoneAtEveryWidth();
        await lead.Presses("Ask 2 people by email to show their training");
        await lead.IsForEveryoneAtEveryWidth();

        await ShowsAsync("barnaby@larkspur.example");
        await lead.Page.GotoAsync("/training/people?show=overdue");
        (await lead.Page.InnerTextAsync("main")).ShouldContain("16 January 2025");
        await lead.Follows("Barnaby Flood");
        (await lead.SummaryValue("Shows their training")).ShouldStartWith("Yes");
        await lead.IsForEveryoneAtEveryWidth();

        // A certificate from elsewhere, and he is in date.
        await lead.Fills("What was it called?", "Noticing, online");
        await lead.Page.GetByLabel("E-learning").CheckAsync();
        await lead.Page.GetByLabel("Level").SelectOptionAsync(new SelectOptionValue { Label = "Level 1, awareness" });
        await FillsAsync(lead, "When was it finished?");
        await lead.Fills("What shows it?", "Certificate 12");
        await FillsAsync(lead, "Date of the evidence");
        await lead.Page.GetByLabel("A file that shows it").SetInputFilesAsync(new FilePayload { Name = "certificate.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes("Certificate 12") });
        await lead.Presses("Add it");
        (await lead.Page.InnerTextAsync("main")).ShouldContain("certificate.txt");
        await lead.IsForEveryoneAtEveryWidth();
        lead.WentWell();

        await using var manager = await Tab.OpenAsync(Site);
        await manager.SignsIn(BusinessManager, "RBKC", "WCC");
        foreach (var page in (string[])["/training/compliance", "/training/needs", "/training/people/bring"])
        {
            await manager.Page.GotoAsync(page);
            await manager.IsForEveryoneAtEveryWidth();
        }

        manager.WentWell();
    }

    /// <summary>Without an account: proves the address, looks at what is asked and shows it.</summary>
    private async Task ShowsAsync(string email)
    {
        await using var own = await Tab.OpenAsync(Site, width: Tab.Narrow);
        await own.Page.GotoAsync("/courses/you");
        await own.Fills("Email address", email);
        await own.Presses("Send me a code");
        var bag = new Bag();
        await Site.Services.GetRequiredService<LetterPost>().SendDueAsync(bag);
        bag.Carried.ShouldContain(l => l.To == email && l.Subject == "Your training: may your agency see it?");
        await own.Fills("Your code", bag.Carried.Last(l => l.To == email && l.Subject == "Your code for training").Body.Split(' ')[3].TrimEnd('.'));
        await own.Presses("Continue");
        await own.IsForEveryoneAtEveryWidth();
        await own.Follows("Say whether it may see your training");
        await own.IsForEveryoneAtEveryWidth();
        await own.Presses("Show my training to Larkspur Primary School");
        await own.IsForEveryoneAtEveryWidth();
        await own.Page.GotoAsync("/courses/learnt");
        await own.IsForEveryoneAtEveryWidth();
        own.WentWell();
    }

    private static async Task FillsAsync(Tab tab, string date)
    {
        var group = tab.Page.GetByRole(AriaRole.Group, new() { Name = date });
        foreach (var (part, value) in new[] { ("Day", "2"), ("Month", "2"), ("Year", "2026") }) { await group.GetByLabel(part).FillAsync(value); }
    }

    private sealed class Bag : ICarrier
    {
        public List<Platform.Messages.Letter> Carried { get; } = [];

        public Task<Carried> CarryAsync(Platform.Messages.Letter letter, CancellationToken cancellationToken)
        {
            Carried.Add(letter);
            return Task.FromResult(new Carried(Handover.Sent, "250"));
        }
    }
}
