using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Storage;
using Trellis.Tests.Documents;
using Trellis.Tests.Support;
using static Trellis.Tests.Meetings.Boards;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Meetings;

/// <summary>A meeting from the call to the signed minutes, on its pages, by those who keep it and those at the table.</summary>
public sealed class A_board_meets(TestSite site) : OnSite(site)
{
    [Fact]
    public async Task It_is_called_its_agenda_published_and_those_at_the_table_are_told()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Called board", "Chair\nPolice\nHealth");
        await Sits(manager, body, "Police", "Daisy Madeup", BoardMember);

        // Easter Monday is said before it is called; five clear working days end before it.
        var call = await (await manager.Opens($"{body}/call")).Fill("Which day?", "6 4 2026").Fill("From when?", "2pm").Fill("Until when?", "4pm").Fill("How do people take part?", "In person").Presses("Call the meeting");
        call.Errors.ShouldBe(["Enter where it is held"]);
        call = await call.Fill("Where?", "Committee room 1").Presses("Call the meeting");
        call.Said.ShouldContain("6 April 2026 is a bank holiday: Easter Monday");
        var meeting = await call.Fill("Which day?", "17 3 2026").Presses("Call it all the same");
        meeting.Done.ShouldBe("The meeting of 17 March 2026 is called");
        meeting.SummaryValue("Agenda due out").ShouldBe("9 March 2026");
        meeting.Said.ShouldContain("Welcome and apologies");

        var member = await SignedIn(BoardMember);
        (await member.Opens(meeting.Path)).Said.ShouldContain("The agenda is not out yet.");
        (await member.Opens($"{meeting.Path}/pack")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await member.Opens("/messages")).Said.ShouldContain("A meeting you belong to is called, moved or cancelled: MEETING-");

        var agenda = await (await manager.Opens($"{meeting.Path}/agenda")).Fill("What is it about?", "Thresholds").Fill("What kind of item is it?", "Report").Fill("What is the meeting to do?", "To decide").Fill("How many minutes?", "20").Presses("Add it");
        agenda.Table("Items").Select(r => r["Item"]).ShouldBe(["Welcome and apologies", "Declarations of interest", "Minutes of the last meeting", "Actions from earlier meetings", "Thresholds", "Urgent safeguarding issues", "Any other business"]);
        agenda = await agenda.Presses("Up: Thresholds");
        agenda.Table("Items")[3]["Item"].ShouldBe("Thresholds");
        var item = await agenda.Follows("Thresholds");
        var paper = await (await item.Follows("Add a paper")).Fill("Report of", "Head of Safeguarding").Fill("Recommendations", "That the thresholds be agreed").Fill("The paper", "## Why\n\nThey **changed**.\n\n<script>alert(1)</script>").Presses("Save the paper");
        paper.SummaryValue("Recommendations").ShouldBe("That the thresholds be agreed");
        paper.Text.ShouldContain("They <strong>changed</strong>.");
        paper.Document.QuerySelector("main script").ShouldBeNull();

        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, "select string_agg(f.kind, ' ' order by f.id) from record.fact f join record.fact_detail d on d.fact_id = f.id where d.field = 'item' and d.code = $1", item.Path.Split('/')[^1])).ShouldBe("meeting.agenda-set meeting.agenda-set meeting.paper-laid");

        On("2026-03-10 09:00");
        manager = await SignedIn(BusinessManager);
        var publish = await (await manager.Opens(meeting.Path)).Follows("Publish the agenda");
        (await publish.Presses("Publish it")).Errors.ShouldBe(["Enter why the agenda is out late"]);
        var published = await publish.Fill("Why is it out late?", "The report came late").Presses("Publish it");
        published.SummaryValue("Agenda out").ShouldBe("10 March 2026, 9am. Late because: The report came late");

        member = await SignedIn(BoardMember);
        var seen = await member.Opens(meeting.Path);
        seen.Said.ShouldContain("Thresholds");
        (await seen.Fill("Your question", "Which year?").Presses("Ask it")).Done.ShouldBe("Your question is asked");
        (await (await member.Opens(meeting.Path)).Fill("Who comes for you?", "Bramble Madeup, Detective Inspector").Presses("Send your apology")).Done.ShouldBe("Your delegate is recorded");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, $"select string_agg(concat_ws(' ', kind, occurred_at at time zone 'Europe/London'), ', ') from record.fact where source_id = '{meeting.Path.Split('/')[^1]}' and kind ~ 'attendance|apology'")).ShouldBe("meeting.apology-given 2026-03-10 09:00:00", "nothing is said to have happened on a day that is to come");
        (await (await manager.Opens(meeting.Path)).Fill("Answer to Board member of an agency 1, RBKC", "2026").Presses("Save the answer")).Said.ShouldContain("Answer: 2026");
        (await (await manager.Opens($"{meeting.Path}/move")).Fill("From when?", "1pm").Presses("Move the meeting")).Done.ShouldBe("The meeting is on 17 March 2026");
    }

    [Fact]
    public async Task It_is_minuted_decided_ended_circulated_and_approved_and_then_stays()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Minuted board", "Chair\nPolice\nHealth", quorum: "2");
        await Sits(manager, body, "Police", "Daisy Madeup", BoardMember);
        var meeting = await Called(manager, body, "2 3 2026");
        (await (await manager.Opens($"{meeting}/publish")).Fill("Why is it out late?", "Called today").Presses("Publish it")).Done.ShouldBe("The agenda is out");

        var write = await (await manager.Opens($"{meeting}/write")).Fill("Who is in the chair?", "Sage Madeup").Presses("Begin the meeting");
        write = await write.Fill("Minutes of item 1, Welcome and apologies", "The chair welcomed everybody.\n\nRESOLVED that apologies be noted.").Presses("Save: Welcome and apologies");
        write.Done.ShouldBe("The minutes are saved");
        (await write.Fill("When did it end?", "9am").Presses("End the meeting")).Errors.ShouldBe(["0 seats were filled and 2 must be. Take who came, or enter why the chair went on"]);

        var take = await (await manager.Opens($"{body}/take?meeting={meeting.Split('/')[^1]}")).Fill("Who came for Chair", "Present").Fill("Who came for Police", "Delegate present").Fill("Who came instead for Police", "Bramble Madeup").Fill("Who came for Health", "Apology").Presses("Save who came");
        take.SummaryValue("Who came").ShouldBe("2 of 3 seats filled, 1 by a delegate");
        var item = await (await (await manager.Opens(meeting)).Follows("Urgent safeguarding issues")).Presses("Record what happened");
        item = await item.Fill("Whose seat?", "Police: Daisy Madeup").Fill("What kind of interest?", "Other interest").Fill("Did they leave while it was discussed?", "They left the table while it was discussed").Presses("Record it");
        item.Done.ShouldBe("The declaration is recorded");
        (await item.Fill("What was resolved?", "That the protocol be agreed").Fill("How was it decided?", "By vote").Fill("Votes for", "1").Fill("Votes against", "1").Presses("Record the decision")).Errors.ShouldBe(["A decision has more votes for it than against. Record a motion that was lost in the minutes"]);
        item = await item.Fill("What was resolved?", "That the protocol be agreed").Fill("How was it decided?", "By vote").Fill("Votes for", "2").Fill("Votes against", "0").Presses("Record the decision");
        item = await item.Fill("What is to be done?", "Send the protocol to schools").Fill("Whose is it?", "Police: Daisy Madeup").Fill("By which day?", "1 4 2026").Presses("Set it");
        item.Done.ShouldMatch("^Action A\\d+ is set$");

        (await (await manager.Opens($"{meeting}/write")).Fill("When did it end?", "9am").Presses("End the meeting")).Done.ShouldBe("The meeting has ended");
        var member = await SignedIn(BoardMember);
        (await member.Opens($"{meeting}/minutes")).Status.ShouldBe(HttpStatusCode.NotFound, "a draft is for those who write it");
        var minutes = await (await manager.Opens($"{meeting}/minutes")).Presses("Send the draft to those at the table");
        minutes.Done.ShouldBe("The draft is sent to those at the table");
        minutes.Said.ShouldContain("1.2 RESOLVED that apologies be noted.");
        minutes.Said.ShouldContain("Daisy Madeup declared an interest, and left the table while this was discussed.");
        minutes.Said.ShouldContain("RESOLVED: That the protocol be agreed (agreed by 2 votes to 0)");
        minutes.Said.ShouldContain("Send the protocol to schools");
        minutes.Said.ShouldContain("No later meeting has begun. It approves them.");
        (await member.Opens($"{meeting}/minutes")).Said.ShouldContain("Draft minutes");

        On("2026-03-03 09:00");
        manager = await SignedIn(BusinessManager);
        var next = await Called(manager, body, "3 3 2026");
        await (await manager.Opens($"{next}/write")).Fill("Who is in the chair?", "Sage Madeup").Presses("Begin the meeting");
        var approved = await (await manager.Opens($"{meeting}/minutes")).Fill("Which meeting approved them?", "3 March 2026, 9am to 10am").Presses("Record that they are approved");
        approved.Done.ShouldBe("The minutes are approved");
        approved.Said.ShouldContain("Signed as a true record: Sage Madeup, 3 March 2026");
        (await manager.Opens($"{meeting}/write")).Status.ShouldBe(HttpStatusCode.NotFound);
        await Should.ThrowAsync<Npgsql.PostgresException>(() => Stage.SqlAsync<int>(DatabaseRoles.Owner, $"update meetings.minute set words = 'Otherwise' where meeting_id = '{meeting.Split('/')[^1]}' returning revision"));
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, $"select string_agg(kind, ' ' order by id) from record.fact where source_id = '{meeting.Split('/')[^1]}' and kind not like '%item%'")).ShouldBe("meeting.called meeting.published meeting.begun meeting.attendance-taken meeting.interest-declared meeting.ended meeting.minutes-circulated meeting.minutes-approved");
    }

    [Fact]
    public async Task What_is_closed_is_for_those_at_the_table_and_what_is_restricted_for_those_named()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Closed board", "Chair\nPolice");
        await Sits(manager, body, "Police", "Rowan Madeup", BoardMember);
        var meeting = await Called(manager, body, "2 3 2026");
        foreach (var (what, who) in new[] { ("In part B", "Those at the table (part B, closed)"), ("For Rowan", "Named people") })
        {
            var form = (await manager.Opens($"{meeting}/agenda")).Fill("What is it about?", what).Fill("What kind of item is it?", "Report").Fill("What is the meeting to do?", "To note").Fill("Who may see it?", who);
            if (who == "Named people") { form = form.Fill("Who?", "Rowan Madeup, Police"); }
            (await form.Presses("Add it")).Done.ShouldEndWith("is on the agenda");
        }

        await (await manager.Opens($"{meeting}/publish")).Fill("Why is it out late?", "Called today").Presses("Publish it");
        (await (await SignedIn(BoardMember)).Opens(meeting)).Said.ShouldContain("For Rowan");
        var other = await (await SignedIn(BoardMember, number: 2)).Opens(meeting);
        other.Said.ShouldNotContain("In part B");
        other.Said.ShouldNotContain("For Rowan");
        other.Said.ShouldContain("2 items are not for you.");
        var scrutineer = await (await SignedIn(Scrutineer)).Opens($"{meeting}/pack");
        scrutineer.Said.ShouldContain("In part B");
        scrutineer.Said.ShouldNotContain("For Rowan");
        scrutineer.Said.ShouldContain("1 item is not in this copy");
        (await (await SignedIn(BusinessManager, "WCC")).Opens(meeting)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Two_who_write_at_once_are_put_together_or_told()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Written board", "Chair");
        var meeting = await Called(manager, body, "2 3 2026");
        await (await manager.Opens($"{meeting}/write")).Fill("Who is in the chair?", "Sage Madeup").Presses("Begin the meeting");
        var other = await SignedIn(BusinessManager, number: 2);
        var (mine, theirs) = (await manager.Opens($"{meeting}/write"), await other.Opens($"{meeting}/write"));
        theirs.Said.ShouldContain("has these minutes open too.");
        const string label = "Minutes of item 1, Welcome and apologies";
        await theirs.Fill(label, "Theirs.").Presses("Save: Welcome and apologies");
        var both = await mine.Fill(label, "Mine.").Presses("Save: Welcome and apologies");
        both.Value(label).ShouldBe("Theirs.\n\nMine.");

        (mine, theirs) = (await manager.Opens($"{meeting}/write"), await other.Opens($"{meeting}/write"));
        await theirs.Fill(label, "Theirs, changed.\n\nMine.").Presses("Save: Welcome and apologies");
        var told = await mine.Fill(label, "Theirs, altered.\n\nMine.").Presses("Save: Welcome and apologies");
        told.Said.ShouldContain("Somebody changed the same paragraph. Theirs is kept; yours stands below it.");
        told.Value(label).ShouldBe("Theirs, changed.\n\nMine.\n\nTheirs, altered.");
        (await told.Presses("Save: Welcome and apologies")).Value(label).ShouldBe("Theirs, changed.\n\nMine.\n\nTheirs, altered.");

        (mine, theirs) = (await manager.Opens($"{meeting}/write"), await other.Opens($"{meeting}/write"));
        await theirs.Fill(label, "Theirs, changed again.\n\nMine.\n\nTheirs, altered.").Presses("Save: Welcome and apologies");
        told = await mine.Fill(label, "Theirs, changed by me.\n\nMine.\n\nTheirs, altered.").Presses("Come to this item: Welcome and apologies");
        told.Said.ShouldContain("Somebody changed the same paragraph.", Case.Sensitive, "what was typed is not lost on the way to an item");
        told.Value(label).ShouldEndWith("Theirs, changed by me.");
        (await Stage.SqlAsync<int>(DatabaseRoles.Owner, $"select count(*)::int from record.fact where source_id = '{meeting.Split('/')[^1]}' and kind = 'meeting.item-reached'")).ShouldBe(0, "it is not reached until it is settled");
        (await told.Presses("Come to this item: Welcome and apologies")).Said.ShouldContain("Now: 1. Welcome and apologies");
    }

    [Fact]
    public async Task A_decision_outside_a_meeting_waits_to_be_ratified_and_a_joint_meeting_has_both_tables()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Children’s board", "Chair");
        await ABoard(manager, "Adults’ board", "Adults’ chair");
        var page = await (await manager.Opens($"{body}/decisions")).Fill("What was decided?", "To fund the helpline").Fill("Why could it not wait, and how were members asked?", "It would have closed; by e-mail").Fill("On which day?", "1 3 2026").Presses("Record it");
        page.Table("Decisions").Single()["How"].ShouldBe("Decided outside a meeting To be ratified");

        var call = await manager.Opens($"{body}/call");
        var meeting = (await Timed(call, "2 3 2026").Fill("Which other body is it held together with?", "Adults’ board").Presses("Call the meeting")).Path;
        (await manager.Opens(meeting)).Heading.ShouldStartWith("Children’s board with Adults’ board");
        await (await manager.Opens($"{meeting}/write")).Fill("Who is in the chair?", "Sage Madeup").Presses("Begin the meeting");
        var take = await manager.Opens($"{body}/take?meeting={meeting.Split('/')[^1]}");
        take.Asks("Who came for Adults’ chair").ShouldBeTrue();

        page = await (await manager.Opens($"{body}/decisions")).Fill("Which decision?", "1. To fund the helpline").Fill("Which meeting ratified it?", "2 March 2026, 9am to 10am").Presses("Record that it is ratified");
        page.Table("Decisions").Single()["How"].ShouldBe("Decided outside a meeting, ratified 2 March 2026");
        (await manager.Opens($"{meeting}/minutes")).Said.ShouldContain("Ratified: To fund the helpline (decided 1 March 2026)");
    }

    [Fact]
    public async Task A_joint_meeting_of_two_areas_is_for_both_and_kept_by_whoever_acts_in_both()
    {
        var manager = await SignedIn(BusinessManager, "RBKC", and: "WCC");
        var (here, there) = (await ABoard(manager, "Board here", "Chair"), await ABoard(manager, "Board there", "Other chair", area: "City of Westminster"));
        var meeting = (await Timed(await manager.Opens($"{here}/call"), "16 3 2026").Fill("Which other body is it held together with?", "Board there").Presses("Call the meeting")).Path.Split('/')[^1];
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, $"select array_to_string(areas, ' ') from meetings.meeting where id = '{meeting}'")).ShouldBe("RBKC WCC");

        var westminster = await SignedIn(BusinessManager, "WCC");
        var page = await westminster.Opens($"{there}/{meeting}");
        page.Status.ShouldBe(HttpStatusCode.OK, "their own board sits");
        page.Buttons.ShouldNotContain("Cancel the meeting", "it is not theirs alone");
        page.Links.ShouldNotContain("Change the agenda");
        (await westminster.Opens($"{there}/{meeting}/write")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.Opens($"{there}/{meeting}")).Links.ShouldContain("Change the agenda");
        var kensington = await SignedIn(BusinessManager);
        (await kensington.Opens($"{here}/take?meeting={meeting}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await kensington.Opens($"{here}/take")).Fill("Day of the meeting", "16 3 2026").Fill("Who came for Chair", "Apology").Presses("Save who came")).Errors.Single().ShouldStartWith("A meeting held together with");

        // A member who acts in one of the areas answers for their seat; the database lets them answer for no other.
        await Sits(manager, there, "Other chair", "Daisy Madeup", BoardMember, area: "WCC");
        (await (await manager.Opens($"{here}/{meeting}/publish")).Presses("Publish it")).Done.ShouldBe("The agenda is out");
        var member = await SignedIn(BoardMember, "WCC");
        (await (await member.Opens("/messages")).Follows("The agenda is out: MEETING-" + meeting[^6..].ToUpperInvariant())).Path.ShouldBe($"{there}/{meeting}");
        (await (await member.Opens($"{there}/{meeting}")).Fill("Your question", "Which area?").Presses("Ask it")).Done.ShouldBe("Your question is asked");
        (await (await member.Opens($"{there}/{meeting}")).Presses("Send your apology")).Done.ShouldBe("Your apology is recorded");
        (await Stage.SqlAsync<string>(DatabaseRoles.Owner, $"select string_agg(concat_ws(' ', kind, area), ', ' order by id) from record.fact where source_id = '{meeting}' and kind ~ 'question|apology'")).ShouldBe("meeting.question-asked WCC, meeting.apology-given WCC");
        var seat = await Stage.SqlAsync<Guid>(DatabaseRoles.Owner, "select id from meetings.seat where title = 'Chair' and body_id = $1", Guid.Parse(here.Split('/')[^1]));
        (await Stage.As(BoardMember, "WCC").Sees(db => db.Database.SqlQuery<bool>($"select meetings.holds({seat}) as \"Value\"").SingleAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_seat_has_one_holder_at_a_time_and_whoever_left_it_stays_in_its_history()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Seated board", "Health");
        await Sits(manager, body, "Health", "Fennel Madeup", null, "1 2 2026");
        var seat = await (await manager.Opens(body)).Follows("Health");
        (await seat.Fill("As what?", "Holder").Fill("What is their name?", "Sorrel Madeup").Fill("From which day?", "1 2 2026").Presses("Save")).Errors.ShouldBe(["Fennel Madeup has held it since 1 February 2026. Enter a later day"]);
        seat = await seat.Fill("As what?", "Holder").Fill("What is their name?", "Sorrel Madeup").Fill("From which day?", "2 3 2026").Presses("Save");
        seat.Table("Who held it").Select(r => $"{r["Name"]} {r["Until"]}").ShouldBe(["Sorrel Madeup Now", "Fennel Madeup 1 March 2026"]);
        seat = await seat.Fill("Who?", "Sorrel Madeup").Fill("What is their last day?", "5 3 2026").Presses("Save who leaves");
        seat.Done.ShouldBe("Sorrel Madeup leaves the seat");
        (await seat.Fill("With which e-mail address do they sign in?", "nobody@example.org").Fill("As what?", "Deputy").Fill("What is their name?", "Anise Madeup").Presses("Save")).Errors.ShouldBe(["Nobody signs in with this address. Check it, or leave it empty"]);
    }

    [Fact]
    public async Task A_paper_may_be_a_file_that_is_looked_at_first_and_kept_when_its_words_change()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Paper board", "Chair");
        var meeting = await Called(manager, body, "2 3 2026");
        var item = await (await manager.Opens(meeting)).Follows("Any other business");
        var form = await item.Follows("Add a paper");
        (await form.Presses("Save the paper")).Errors.ShouldBe(["Enter the paper, or add it as a file"]);
        (await form.Attach("The paper as a file", "report.pdf", "MZ not a pdf"u8.ToArray()).Presses("Save the paper")).Errors.Single().ShouldNotBeEmpty();
        var pdf = Papers.Pdf("The report");
        var paper = await (await item.Follows("Add a paper")).Attach("The paper as a file", "report.pdf", pdf).Presses("Save the paper");
        paper.SummaryValue("File").ShouldBe("report.pdf");
        (await (await manager.Fetches($"{paper.Path}/file")).Content.ReadAsByteArrayAsync()).ShouldBe(pdf);
        paper = await (await paper.Follows("Change the paper")).Fill("Key matters", "It is new").Presses("Save the paper");
        paper.SummaryValue("File").ShouldBe("report.pdf");
        paper = await (await paper.Follows("Change the paper")).Fill("The file it has", "Take out “report.pdf”").Fill("The paper", "In words.").Presses("Save the paper");
        (await manager.Fetches($"{paper.Path}/file")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(BoardMember)).Opens($"{paper.Path}/file")).Status.ShouldBe(HttpStatusCode.NotFound, "the agenda is not out");
    }

    [Fact]
    public async Task A_calendar_file_and_a_word_file_say_the_meeting()
    {
        var manager = await SignedIn(BusinessManager);
        var body = await ABoard(manager, "Filed board", "Chair");
        var meeting = await Called(manager, body, "2 3 2026");
        var calendar = await (await manager.Fetches($"{meeting}/meeting.ics")).Content.ReadAsStringAsync();
        calendar.ShouldContain("DTSTART:20260302T090000Z\r\nDTEND:20260302T100000Z\r\nSUMMARY:Filed board");
        calendar.Split("\r\n").ShouldAllBe(l => Encoding.UTF8.GetByteCount(l) <= 75);
        using var word = new MemoryStream(await (await manager.Fetches($"{meeting}/pack.docx")).Content.ReadAsByteArrayAsync());
        using var file = DocumentFormat.OpenXml.Packaging.WordprocessingDocument.Open(word, false);
        new DocumentFormat.OpenXml.Validation.OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(file).Select(e => $"{e.Path?.XPath} {e.Description}").ShouldBeEmpty();
        file.MainDocumentPart!.Document!.Body!.InnerText.ShouldContain("Welcome and apologies");
        (await manager.Opens($"{meeting}/other.docx")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await manager.Opens($"{meeting}/minutes.docx")).Status.ShouldBe(HttpStatusCode.NotFound, "it has not begun");
    }
}
