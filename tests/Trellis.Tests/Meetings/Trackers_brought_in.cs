using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>A tracker from a spreadsheet, in the browser: its columns and words are mapped, all of it is taken in or nothing, and all of it can be undone.</summary>
public sealed class Trackers_brought_in(TestSite site) : OnSite(site)
{
    private static byte[] Book(string status) => Books.Of(("Log", [
        ["Action log"],
        ["What we agreed", "Lead", "By when", "RAG"],
        ["Write to the ponds", "Head of Herons", new DateOnly(2026, 2, 20), "Completed."],
        ["Count the ducks", "", null, status]]));

    [Fact]
    public async Task Columns_and_words_are_mapped_and_all_of_it_is_taken_in_and_undone()
    {
        var manager = await SignedIn(BusinessManager);
        var page = await (await manager.Opens("/actions/trackers")).Follows("Bring in a tracker");
        (await page.Presses("Look at it")).Errors.ShouldContain("Choose the tracker");
        page = await Begin(page, "Pond panel", Book("Nearly there"));
        page.Value("Day it is due (optional)").ShouldBe("By when", "guessed from what it is called");
        page.Value("Whose it is (optional)").ShouldBe("Lead");
        page.Value("What is to be done").ShouldBe("", "nobody would guess it");
        page.Table("What is wrong, 1 row")[0]["What is wrong"].ShouldStartWith("Columns missing: action");

        page = await page.Fill("What is to be done", "What we agreed").Presses("Look again");
        page.Table("What is wrong, 1 row")[0].ShouldSatisfyAllConditions(r => r["Row"].ShouldBe("Row 4"), r => r["What is wrong"].ShouldStartWith("No status is known for “Nearly there”"));
        page.Buttons.ShouldNotContain("Take in the tracker");
        page = await page.Fill("“Nearly there”", "In progress").Presses("Look again");
        page.Table("Rows as they are read").Select(r => (r["Row"], r["Written"], r["Means"], r["Due"])).ShouldBe([("3", "Completed.", "Complete", "20 February 2026"), ("4", "Nearly there", "In progress", "No date")]);
        page.Said.ShouldContain("2 would be added");
        (await Count("actions.action", "text in ('Write to the ponds', 'Count the ducks')")).ShouldBe(0);

        page = await page.Presses("Take in the tracker");
        page.Done.ShouldBe("Taken in: 2 added, 0 changed, 0 held already");
        var reference = await Stage.ReferenceOf("Count the ducks");
        (await manager.Opens($"/actions/{reference}")).SummaryValue("How far").ShouldBe("In progress No date");
        (await manager.Opens("/actions?text=ducks")).Said.ShouldContain("Written “Nearly there”");
        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from actions.tracker where held is not null")).ShouldBe(0, "what was sent is not kept");

        (await page.Presses("Undo all of it")).Errors.ShouldBe(["Enter why it is undone"]);
        await (await manager.Opens($"/actions/{reference}")).Fill("How far is it?", "Ongoing").Fill("What was done?", "Some").Presses("Save");
        (await page.Fill("Why is it undone?", "The wrong file").Presses("Undo all of it")).Errors.ShouldBe([$"Something was said or set since about {reference}, so it cannot be undone"]);
        (await Count("actions.action", "text = 'Count the ducks'")).ShouldBe(1);
    }

    [Fact]
    public async Task Undone_it_is_as_if_it_had_never_come_and_it_can_come_again()
    {
        var manager = await SignedIn(BusinessManager);
        for (var again = 0; again < 2; again++)
        {
            var page = await Begin(await manager.Opens("/actions/trackers/new"), "Weir panel", Book("On track"));
            page = await (await page.Fill("What is to be done", "What we agreed").Presses("Look again")).Presses("Take in the tracker");
            page.Done.ShouldStartWith("Taken in: 2 added");
            page = await page.Fill("Why is it undone?", "The wrong file").Presses("Undo all of it");
            page.Done.ShouldBe("Undone: 2 taken away");
            (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from actions.action a join meetings.body b on b.id = a.body_id where b.title = 'Weir panel'")).ShouldBe(0);
        }

        (await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from record.fact f where f.kind like 'action.%' and not f.void and not exists (select from record.fact c where c.corrects_id = f.id) and not exists (select from actions.action a where a.id = f.source_id)")).ShouldBe(0, "no fact is left of what is gone");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select w.body from record.words w join record.act a on a.id = w.act_id where a.word = 'action.undo-import' limit 1")).ShouldBe("The wrong file");
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_at_its_field_and_kept_nowhere()
    {
        var manager = await SignedIn(BusinessManager);
        var page = await manager.Opens("/actions/trackers/new");
        (await Begin(page, "Board of nothing", "PK\x03\x04 not one"u8.ToArray())).Errors.ShouldHaveSingleItem().ShouldContain("not an Office file");
        (await Begin((await manager.Opens("/actions/trackers/new")).Fill("Which sheet of the workbook? (optional)", "Other"), "Board of nothing", Book("Open"))).Errors.ShouldHaveSingleItem().ShouldStartWith("There is no sheet “Other”");
        (await Count("actions.tracker", "body = 'Board of nothing'")).ShouldBe(0);
        (await (await SignedIn(PoliceOfficer)).Opens("/actions/trackers")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    private static Task<TestPage> Begin(TestPage page, string body, byte[] file) =>
        page.Fill("What is it a tracker of?", "Actions").Fill("What is the body called, if it is not there? (optional)", body).Attach("The tracker", "log.xlsx", file).Presses("Look at it");
}
