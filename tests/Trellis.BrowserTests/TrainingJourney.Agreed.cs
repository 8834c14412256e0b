using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>A line manager without an account agrees; the booking moves to another date; the organiser sees how many will come, and the trainer takes a report as a file.</summary>
public sealed partial class TrainingJourney
{
    [Fact]
    public async Task From_asking_a_manager_to_another_date()
    {
        const string Boss = "boss@meadowsweet.example";
        var (soon, today) = await PlannedAsync("Herons that wait");
        await using var asker = await Tab.OpenAsync(Site);
        await asker.Page.GotoAsync($"/courses/book/{soon}");
        await ProvesAsync(asker, "tansy@meadowsweet.example");
        await DescribesAsync(asker, "Tansy Brook");
        await asker.IsForEveryoneAtEveryWidth();
        await asker.Presses("Ask for the place");
        await asker.IsForEveryoneAtEveryWidth();
        await asker.Fills("Your line manager’s email address", Boss);
        await asker.Presses("Ask for the place");
        (await asker.SummaryValue("State")).ShouldBe("Waiting for the line manager");
        await asker.IsForEveryoneAtEveryWidth();
        var own = new Uri(asker.Page.Url).AbsolutePath;

        await using var boss = await Tab.OpenAsync(Site, width: Tab.Narrow);
        var letter = await PostAsync(l => l.To == Boss) ?? "";
        await boss.Page.GotoAsync("/courses/agree/" + letter.Split("/courses/agree/")[1].Split('\n')[0].Trim());
        await ProvesAsync(boss, Boss);
        await boss.IsForEveryoneAtEveryWidth();
        await Looks(boss, "/courses/bookings");
        await boss.Follows("Tansy Brook");
        await boss.Presses("Yes, they can come");
        (await boss.SummaryValue("State")).ShouldStartWith("Booked");
        await boss.IsForEveryoneAtEveryWidth();
        boss.WentWell();

        await Looks(asker, own);
        (await asker.SummaryValue("Line manager")).ShouldContain("agreed on");
        await asker.Page.GetByLabel("Which date?").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await asker.Presses("Move it");
        (await asker.SummaryValue("State")).ShouldBe("Booked");
        await asker.IsForEveryoneAtEveryWidth();
        await Looks(asker, own);
        (await asker.SummaryValue("State")).ShouldBe("Cancelled");
        await Looks(asker, "/courses/terms");
        asker.WentWell();

        await using var manager = await Tab.OpenAsync(Site);
        await manager.SignsIn(BusinessManager, "RBKC", "WCC");
        await Looks(manager, $"/training/workshops/{today}");
        (await manager.Page.InnerTextAsync("main")).ShouldContain("How many will come");
        await manager.Page.GotoAsync($"/training/workshops/{today}/attendance");
        await manager.Page.GetByText("From the report of an online meeting").ClickAsync();
        await manager.IsForEveryoneAtEveryWidth();
        await manager.Page.GetByLabel("The report as a file").SetInputFilesAsync(new FilePayload { Name = "report.csv", MimeType = "text/csv", Buffer = "Name,Email,Duration\nTansy Brook,tansy@meadowsweet.example,180\nSomebody Else,,10\n"u8.ToArray() });
        await manager.Presses("Match it");
        (await manager.Page.InnerTextAsync("main")).ShouldContain("Somebody Else");
        await manager.IsForEveryoneAtEveryWidth();
        manager.WentWell();
    }
}
