using System.Net;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Meetings.Boards;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>An open action goes on the agenda of a coming meeting of the body that set it; what is decided there stands with the action.</summary>
public sealed class An_action_is_taken_to_a_meeting(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task It_is_an_item_that_leads_to_it_and_shows_what_was_decided()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Taking board", "Constable");
        await (await (await manager.Opens(body)).Follows("Constable")).Fill("Which agency’s seat is it?", "Police").Presses("Save the seat");
        var page = (await manager.Opens($"{body}/decisions")).Fill("What was decided?", "To ask").Fill("Why could it not wait, and how were members asked?", "By e-mail").Fill("On which day?", "1 3 2026").Fill("Whose is it?", "Constable").Fill("What is to be done because of it?", "Settle who pays");
        var action = await (await page.Presses("Record it")).Follows((await Stage.ReferenceOf("Settle who pays"))!);
        (await action.Presses("Take it to a meeting")).Said.ShouldContain("Taking board has no coming meeting.");

        var meeting = await Called(manager, body, "2 3 2026");
        var take = await (await manager.Opens(action.Path)).Presses("Take it to a meeting");
        (await take.Presses("Put it on the agenda")).Errors.ShouldBe(["Select a coming meeting"]);
        take = take.Fill("Which meeting of Taking board?", "2 March 2026, 9am to 10am").Fill("What is the item called?", "Who pays").Fill("Who may see it?", "Those at the table (part B, closed)");
        var item = await take.Presses("Put it on the agenda");
        item.Heading.ShouldEndWith("Who pays");
        item.Said.ShouldContain("Settle who pays");
        (await take.Presses("Put it on the agenda")).Errors.ShouldBe(["It is on the agenda of this meeting already"]);
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select a.word from record.act a join record.fact f on f.act_id = a.id join record.fact_detail d on d.fact_id = f.id where d.field = 'item' and d.code = $1", item.Path.Split('/')[^1])).ShouldBe("meeting.set-agenda");

        // Who sees the action and not the item is told of neither the item nor what was decided under it.
        var police = await SignedIn(BoardMember);
        (await (await manager.Opens($"{meeting}/publish")).Fill("Why is it out late?", "Called today").Presses("Publish it")).Done.ShouldBe("The agenda is out");
        await (await manager.Opens($"{meeting}/write")).Fill("Who is in the chair?", "Sage Madeup").Presses("Begin the meeting");
        await (await manager.Opens($"{item.Path}/happened")).Fill("What was resolved?", "That the council pays").Fill("How was it decided?", "By consensus").Presses("Record the decision");
        action = await (await manager.Opens(item.Path)).Follows(action.Heading.Split(' ')[^1]);
        action.SummaryValue("Taken to a meeting").ShouldBe("Taking board, 2 March 2026, 9am to 10am Decided: That the council pays (Agreed by consensus)");
        var theirs = await police.Opens(action.Path);
        theirs.Status.ShouldBe(HttpStatusCode.OK);
        theirs.Said.ShouldNotContain("Taken to a meeting");
        (await police.Opens($"{action.Path}/take")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
