using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Meetings.Boards;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>Whose an action is hears of it when the draft minutes are out, or when a decision outside a meeting set it: once, by its reference alone.</summary>
public sealed class Owners_are_told_of_actions(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task When_the_draft_is_out_and_not_again_when_it_is_sent_again()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Telling board", "Chair\nSafeguarding of the police");
        await Sits(manager, body, "Safeguarding of the police", "Daisy Madeup", BoardMember);
        await (await (await manager.Opens(body)).Follows("Safeguarding of the police")).Fill("Which agency’s seat is it?", "Police").Presses("Save the seat");
        var meeting = await Called(manager, body, "2 3 2026");
        await (await manager.Opens($"{meeting}/write")).Fill("Who is in the chair?", "Sage Madeup").Presses("Begin the meeting");
        var happened = await (await (await manager.Opens(meeting)).Follows("Any other business")).Presses("Record what happened");
        happened = await happened.Fill("What is to be done?", "Send the rota to schools").Fill("Whose is it?", "Safeguarding of the police: Daisy Madeup").Presses("Set it");
        var reference = happened.Done.Split(' ')[1];
        await happened.Fill("What is to be done?", "Ask who could").Presses("Set it");
        var member = await SignedIn(BoardMember);
        (await member.Opens("/messages")).Said.ShouldNotContain("An action is yours", Case.Sensitive, "not before the draft is out");

        await (await manager.Opens($"{meeting}/write")).Fill("When did it end?", "9am").Presses("End the meeting");
        for (var sent = 0; sent < 2; sent++)
        {
            var minutes = await manager.Opens($"{meeting}/minutes");
            (await minutes.Presses(sent == 0 ? "Send the draft to those at the table" : "Send the draft again")).Done.ShouldBe("The draft is sent to those at the table");
        }

        var mine = await (await member.Opens("/messages")).Follows($"An action is yours: {reference}");
        mine.Address.PathAndQuery.ShouldBe("/actions?show=mine");
        mine.Said.ShouldContain("Send the rota to schools");
        (await Told()).ShouldBe([(reference, Stage.EmailOf(BoardMember))], "once, and of nobody's action nobody");
    }

    [Fact]
    public async Task At_once_when_a_decision_outside_a_meeting_set_it()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Deciding board", "Constabulary");
        await Sits(manager, body, "Constabulary", "Fennel Madeup", BoardMember);
        await (await (await manager.Opens(body)).Follows("Constabulary")).Fill("Which agency’s seat is it?", "Police").Presses("Save the seat");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, "truncate messages.message cascade");

        var page = (await manager.Opens($"{body}/decisions")).Fill("What was decided?", "To fund the helpline").Fill("Why could it not wait, and how were members asked?", "By e-mail").Fill("On which day?", "1 3 2026").Fill("Whose is it?", "Constabulary: Fennel Madeup");
        page = await page.Presses("Record it");
        page.ErrorAt("What is to be done because of it?").ShouldBe("Enter what is to be done");
        page = await page.Fill("What is to be done because of it?", "Pay for it").Fill("By which day?", "28 2 2026").Presses("Record it");
        page.ErrorAt("By which day?").ShouldBe("The due date must be the same as or after the day it is set");
        (await Stage.SqlAsync<int>(DatabaseRoles.Owner, $"select count(*)::int from meetings.decision where body_id = '{body.Split('/')[^1]}'")).ShouldBe(0, "a refused action leaves no decision");
        page = await page.Fill("By which day?", "1 4 2026").Presses("Record it");
        page.Table("Decisions").Single()["What"].ShouldMatch("A\\d+ Pay for it I disagree");

        var told = (await Told()).Single();
        told.To.ShouldBe(Stage.EmailOf(BoardMember));
        (await (await (await SignedIn(BoardMember)).Opens("/messages")).Follows($"An action is yours: {told.Reference}")).Said.ShouldContain("Pay for it");
    }

    /// <summary>References alone: of what the action says, nothing is in a message.</summary>
    private async Task<(string Reference, string To)[]> Told()
    {
        var told = await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, "select array(select concat_ws(' ', m.reference, s.email) from messages.message m join agencies.staff s on s.id = m.user_id where m.kind = 'action-set' and m.link = '/actions/mine' order by m.id)");
        return [.. told!.Select(t => (t.Split(' ')[0], t.Split(' ')[1]))];
    }
}
