using Microsoft.Playwright;
using Trellis.BrowserTests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.BrowserTests;

/// <summary>Materials are added and taken by whoever is booked; a course is linked to what it answers; the report’s chapter on training.</summary>
public sealed partial class TrainingJourney
{
    [Fact]
    public async Task From_a_material_to_whoever_is_booked_and_what_a_course_answers()
    {
        var (soon, _) = await PlannedAsync("Otters that listen");
        await using var manager = await Tab.OpenAsync(Site);
        await manager.SignsIn(BusinessManager, "RBKC", "WCC");
        await Looks(manager, "/training?show=courses");
        await manager.Follows("Otters that listen");
        await manager.Presses("Materials");
        await manager.IsForEveryoneAtEveryWidth();
        await manager.Presses("Add it");
        await manager.IsForEveryoneAtEveryWidth();
        await manager.Fills("What is it called?", "Read before you come");
        await manager.Page.GetByLabel("File (optional)", new() { Exact = true }).SetInputFilesAsync(new FilePayload { Name = "first.txt", MimeType = "text/plain", Buffer = "Read this first"u8.ToArray() });
        await manager.Chooses("Who gets it?", "Whoever is booked");
        await manager.Chooses("From when?", "At once");
        await manager.Presses("Add it");
        await manager.IsForEveryoneAtEveryWidth();
        await manager.Page.GotoAsync($"/training/workshops/{soon}");
        await manager.Follows("Materials");
        await manager.IsForEveryoneAtEveryWidth();

        await using var worker = await Tab.OpenAsync(Site, width: Tab.Narrow);
        await worker.Page.GotoAsync($"/courses/book/{soon}");
        await ProvesAsync(worker, "sedge@heronry.example");
        await DescribesAsync(worker, "Sedge Marsh");
        await worker.Presses("Book the place");
        await worker.IsForEveryoneAtEveryWidth();
        var taken = await worker.Page.RunAndWaitForDownloadAsync(() => worker.Page.GetByRole(AriaRole.Link, new() { Name = "Read before you come (TXT, 1 kB)" }).ClickAsync());
        (await File.ReadAllTextAsync(await taken.PathAsync())).ShouldBe("Read this first");
        worker.WentWell();

        await Trellis.Tests.Support.MeetingGivens.TakesInRecommendations(Site.Stage, "Otters panel", "recipient,recommendation,response,recommendation_number,meeting_date\nPartnership,That staff learn to listen,,1,2025-11-04\n", "RBKC");
        var recommendation = await Site.Stage.SqlAsync<string>(Platform.Storage.DatabaseRoles.Owner, "select reference from actions.recommendation r where r.text = 'That staff learn to listen'");
        await Looks(manager, "/training?show=courses");
        await manager.Follows("Otters that listen");
        await manager.Presses("What it answers");
        await manager.IsForEveryoneAtEveryWidth();
        await manager.Fills("Which recommendation or finding does it answer?", recommendation!);
        await manager.Fills("What of it does the course answer, and how?", "Half a day on listening");
        await manager.Presses("Link it");
        await manager.IsForEveryoneAtEveryWidth();
        await manager.Follows($"Recommendation {recommendation}");
        await manager.IsForEveryoneAtEveryWidth();
        await Looks(manager, "/training/impact");
        await Looks(manager, "/reports");
        await Looks(manager, "/reports/annual/2025-26");
        manager.WentWell();
    }
}
