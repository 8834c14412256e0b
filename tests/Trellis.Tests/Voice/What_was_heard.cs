using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Voice;

/// <summary>What was heard, what came of it, and that they were told: on its pages.</summary>
public sealed class What_was_heard(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task It_is_recorded_something_changes_and_they_are_told()
    {
        var manager = await SignedIn(BusinessManager);
        var form = await manager.Opens("/voice/new");
        (await form.Presses("Record it")).Errors.ShouldBe(["Enter what it is called", "Select which areas it was in", "Select whose voice it is", "Select how they were heard", "Enter what was heard"], ignoreOrder: true);
        (await Filled(form).Fill("On which day?", "1 1 2090").Presses("Record it")).Errors.ShouldBe(["The day must be today or in the past"]);
        (await Filled(form).Fill("How many took part?", "a few").Presses("Record it")).Errors.ShouldBe(["How many took part must be a whole number from 1"]);
        var page = await Filled(form).Fill("How many took part?", "12").Fill("Themes", "Neglect").Presses("Record it");
        page.Done.ShouldBe("What was heard is recorded");
        page.SummaryValue("Where it stands").ShouldBe("Nothing came of it yet");
        page.SummaryValue("Whose voice").ShouldBe("Young people, 12");

        page = await page.Fill("What came of it?", "They were told what came of it").Fill("What changed, why it cannot, or how they were told", "A letter").Presses("Record it");
        page.Errors.ShouldBe(["Say first what changed, or why it cannot"]);
        page = await page.Fill("What came of it?", "Something changed").Fill("What changed, why it cannot, or how they were told", "The waiting room has a door").Fill("On which day?", "1 1 2026").Presses("Record it");
        page.Errors.ShouldBe(["The day must be the same as or after the day they were heard, 20 January 2026"]);
        page = await page.Fill("On which day?", "10 2 2026").Presses("Record it");
        page.SummaryValue("Where it stands").ShouldBe("Changed, not told yet");
        page = await page.Fill("What came of it?", "They were told what came of it").Fill("What changed, why it cannot, or how they were told", "At their next meeting").Fill("On which day?", "20 2 2026").Presses("Record it");
        page.Table("What came of it").Select(r => r["What"]).ShouldBe(["Something changed", "They were told what came of it"]);

        var list = await manager.Opens("/voice?year=2025-26");
        list.Table("What was heard, 2025-26").Single(r => r["What"] == "Workshop on waiting")["What came of it"].ShouldBe("They were told");
        (await manager.Opens("/voice?year=2025-26&who=parents")).Said.ShouldNotContain("Workshop on waiting");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.id) from record.fact f where f.source_id = $1", Guid.Parse(page.Path.Split('/')[^1]))).ShouldBe("voice.heard voice.changed voice.fed-back");
        (await (await SignedIn(SocialWorker)).Opens(page.Path)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await (await SignedIn(SchoolLead)).Opens(page.Path)).Buttons.ShouldNotContain("Record it");
        (await (await SignedIn(BusinessManager, "WCC")).Opens(page.Path)).Status.ShouldBe(HttpStatusCode.NotFound, "it was heard in another area");
    }

    private static TestPage Filled(TestPage form) => form.Fill("What is it called?", "Workshop on waiting").Fill("On which day?", "20 1 2026").Fill("Which areas was it in?", "Royal Borough of Kensington and Chelsea")
        .Fill("Whose voice is it?", "Young people").Fill("How were they heard?", "A group, workshop or assembly").Fill("What was heard?", "Waiting is the worst of it. Everybody looks at you.");
}
