using System.Net;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Sittings;
using Trellis.Modules.People;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Components;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Conferences;

/// <summary>A step that is a meeting, from the call to what each was sent of it, on its pages.</summary>
public sealed class A_conference_is_held(TestSite site) : OnSite(site)
{
    private const string Police = "Police, Child abuse investigation team";
    private const string Health = "Health trust, Health visitor";

    [Fact]
    public async Task It_is_called_agencies_are_invited_and_report_before_it()
    {
        var (child, conference) = await Called();
        var chair = await SignedIn(ConferenceChair);
        var meeting = await chair.Opens($"/steps/{conference.Id}/meeting");
        meeting.SummaryValue("When").ShouldBe("20 March 2026, 2pm");
        meeting.SummaryValue("Reports due by").ShouldBe("18 March 2026");
        meeting.SummaryValue("Quorum").ShouldBe("There is one if all who are invited come");
        meeting.Table("Who is invited").Single(r => r["Who"] == Police)["Report"].ShouldBe("Asked for");

        var officer = await SignedIn(PoliceOfficer);
        (await officer.Opens("/messages")).Said.ShouldContain("Your agency is invited: Initial child protection conference");
        var work = await officer.Opens("/work");
        var reference = await Reference(conference);
        var row = work.Table("Meetings your agency is invited to").Single(r => r["Meeting"].EndsWith(reference, StringComparison.Ordinal));
        row["When"].ShouldBe("20 March 2026, 2pm");
        var invitation = await work.Follows(row["Meeting"]);
        invitation.SummaryValue("Where").ShouldBe("Town Hall, room 4");
        invitation.SummaryValue("Your report").ShouldBe("Write the report, due by 18 March 2026");
        var report = await invitation.Follows("Write the report, due by 18 March 2026");
        invitation.SummaryValue("About").ShouldBe(child.Name);
        var check = await report.Fill("What is your agency worried about?", "Shouting heard twice").Fill("What is working well?", "Neighbours help").Fill("Has the family seen this report?", "Yes").Presses("Continue");
        await check.Presses("Complete report to the conference");

        (await chair.Opens($"/steps/{conference.Id}/meeting")).Table("Who is invited").Single(r => r["Who"] == Police)["Report"].ShouldBe("Read the report");
        var read = await (await chair.Opens($"/steps/{conference.Id}/meeting")).Follows("Read the report");
        read.Said.ShouldContain("Shouting heard twice");
        read.Said.ShouldNotContain("Go on without");

        On("2026-03-19 10:00");
        chair = await SignedIn(ConferenceChair);
        (await chair.Opens($"/steps/{conference.Id}/meeting")).Table("Who is invited").Single(r => r["Who"] == Health)["Report"].ShouldBe("Asked for Late");
    }

    [Fact]
    public async Task An_agency_sees_its_own_invitation_and_nothing_of_the_others()
    {
        var (_, conference) = await Called();
        var (police, health) = (await Invited(conference, "police"), await Invited(conference, "health-trust"));
        var officer = await SignedIn(PoliceOfficer);
        (await officer.Opens($"/invitations/{police}")).Status.ShouldBe(HttpStatusCode.OK);
        (await officer.Opens($"/invitations/{health}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await officer.Opens($"/steps/{conference.Id}/meeting")).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
        (await officer.Opens($"/steps/{conference.Id}/fill")).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
        (await As(PoliceOfficer).Sees(db => db.Set<Invited>().CountAsync(i => i.StepId == conference.Id))).ShouldBe(1);
        var referrer = await SignedIn(Referrer);
        (await referrer.Opens($"/invitations/{police}")).Status.ShouldBe(HttpStatusCode.NotFound);

        var chair = await SignedIn(ConferenceChair);
        var back = await (await chair.Opens($"/steps/{conference.Id}/meeting")).Follows($"take the invitation back: {Police}");
        (await back.Presses("Take it back")).Errors.ShouldBe(["Enter why"]);
        (await back.Fill("Why?", "They do not know the family").Presses("Take it back")).Done.ShouldBe($"The invitation is taken back: {Police}");
        (await officer.Opens($"/invitations/{police}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await officer.Opens($"/matters/{conference.MatterId}")).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_came_says_whether_there_was_a_quorum_and_the_form_does_not_ask_again()
    {
        var (child, conference) = await Called();
        On("2026-03-20 13:00");
        var chair = await SignedIn(ConferenceChair);
        (await chair.Opens($"/steps/{conference.Id}/meeting")).Buttons.ShouldNotContain("Say who came");

        On("2026-03-20 14:30");
        chair = await SignedIn(ConferenceChair);
        var attendance = await (await chair.Opens($"/steps/{conference.Id}/meeting")).Presses("Say who came");
        attendance.Heading.ShouldBe("Who came on 20 March 2026, 2pm?");
        (await attendance.Presses("Save who came")).Errors.ShouldContain($"Select whether {Police} came");
        var saved = await attendance.Fill("Children’s services of RBKC, Children’s social care", "Present").Fill(Police, "Present").Fill(Health, "Apology").Fill($"{child.Name}, Child", "Absent").Presses("Save who came");
        saved.Done.ShouldBe("Who came is recorded. There is no quorum: say why you go on, or what becomes of the meeting");
        saved.Heading.ShouldBe("Who came on 20 March 2026, 2pm?");
        (await chair.Opens($"/steps/{conference.Id}/meeting")).SummaryValue("Quorum").ShouldBe("1 more agency and somebody in direct contact with the child were missing");

        // Without a quorum nobody decides by just filling in the form.
        (await Should.ThrowAsync<RefusedException>(() => As(ConferenceChair).Completes(conference, "plan", ("category", "neglect")))).Message.ShouldStartWith("There was no quorum.");
        saved = await saved.Fill("If there is no quorum: why does the chair go on?", "Waiting is the greater risk").Presses("Save who came");
        saved.Done.ShouldBe("Who came is recorded");
        var form = await saved.Presses("Write what was decided");
        form.Asks("Was it quorate?").ShouldBeFalse();
        form.Said.ShouldContain("Was it quorate?NoFrom the meeting");
        form.Said.ShouldContain("Waiting is the greater risk");

        await As(ConferenceChair).Completes(conference, "plan", ("category", "neglect"));
        var fact = (await Stage.Facts(child)).Single(f => f.Kind == "child-protection.initial-conference");
        (fact.Codes("quorate").Single(), fact.Occurred.ToString()).ShouldBe(("no", "20 March 2026"));
        var attended = (await Stage.Facts(child)).Last(f => f.Kind == "child-protection.initial-conference.attended");
        (string.Join(' ', attended.Codes("present").Order(StringComparer.Ordinal)), attended.Codes("quorate").Single()).ShouldBe(("police rbkc-children", "no"));
        (await As(ConferenceChair).Sees(db => db.Set<Sitting>().SingleAsync(s => s.StepId == conference.Id))).Ending.ShouldBe("held");
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task A_meeting_that_does_not_decide_is_called_again_and_its_clock_runs_on()
    {
        var (child, conference) = await Called();
        On("2026-03-20 14:30");
        var chair = await SignedIn(ConferenceChair);
        var end = await (await chair.Opens($"/steps/{conference.Id}/meeting")).Follows("It did not decide, or will not be held");
        (await end.Presses("Record it")).Errors.ShouldBe(["Select what became of the meeting", "Enter why"]);
        var again = await end.Fill("What became of it?", "Adjourned").Fill("Why?", "The school’s report had not come").Presses("Record it");
        again.Said.ShouldContain("No meeting is called yet.");
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);
        (await Stage.Titles(child)).ShouldContain("Initial child protection conference: adjourned");
        (await (await SignedIn(TeamManager)).Opens($"/matters/{conference.MatterId}")).Chronology.ShouldContain(l => l.Contains("Initial child protection conference: Police invited", StringComparison.Ordinal));
        (await (await SignedIn(PoliceOfficer)).Opens("/messages")).Said.ShouldContain("Called, moved or not held: Initial child protection conference");

        var called = await (await again.Presses("Call the meeting")).Fill("When is it?", "23 3 2026 9am").Fill("How do people take part?", "Online").Presses("Call the meeting");
        called.Table("Every sitting").Select(r => r["What became of it"]).ShouldBe(["Adjourned", "To come, or to be decided"]);
        On("2026-03-21 09:00");
        chair = await SignedIn(ConferenceChair);
        var cancel = await (await chair.Opens($"/steps/{conference.Id}/meeting/end")).Fill("What became of it?", "Adjourned").Fill("Why?", "x").Presses("Record it");
        cancel.Errors.ShouldBe(["It has not begun. Cancel it, or move it"]);
        (await cancel.Fill("What became of it?", "Cancelled").Fill("Why?", "The chair is ill").Presses("Record it")).Done.ShouldStartWith("Recorded.");
    }

    [Fact]
    public async Task What_each_says_goes_into_the_record_and_who_disagrees_into_its_answers()
    {
        var (child, conference) = await Called();
        var officer = await SignedIn(PoliceOfficer);
        var invitation = await officer.Opens($"/invitations/{await Invited(conference, "police")}");
        (await invitation.Fill("Do you agree with what is decided?", "Disagree").Presses("Save")).Errors.ShouldBe(["Enter why they disagree"]);
        invitation = await invitation.Fill("How safe is the child?", "3").Fill("What do you want to say?", "Two calls in a month").Fill("Do you agree with what is decided?", "Disagree").Fill("Why?", "A plan is not enough").Presses("Save");
        invitation.Done.ShouldBe("What you say is with the chair");

        // The chair had the same open: what the agency wrote meanwhile is not overwritten unseen.
        var chair = await SignedIn(ConferenceChair);
        var open = await (await chair.Opens($"/steps/{conference.Id}/meeting")).Follows($"Write what they say: {Police}");
        await (await officer.Opens($"/invitations/{await Invited(conference, "police")}")).Fill("What do you want to say?", "Three calls in a month").Presses("Save");
        var clash = await open.Fill("What do they want to say?", "Calls").Presses("Save");
        clash.Errors.Single().ShouldContain("Three calls in a month");
        clash.Value("What do they want to say?").ShouldBe("Calls");
        (await clash.Fill("What do they want to say?", "Two calls in a month").Presses("Save")).Done.ShouldBe($"What was said is recorded: {Police}");

        On("2026-03-20 14:30");
        await Came(conference, child);
        await As(ConferenceChair).Completes(conference, "plan", ("category", "neglect"));
        var written = await Written(conference);
        var met = written.Parts[0];
        met.Title.ShouldBe("The meeting");
        met.Answers.Single(a => a.Label == Police).Text.ShouldBe("How safe is the child? 3 of 10\nDisagrees: A plan is not enough\nTwo calls in a month");
        met.Answers.Single(a => a.Label == "Quorum").Text.ShouldBe("There was a quorum");
        written.Parts.SelectMany(p => p.Answers).Single(a => a.Field == "how-safe").Text.ShouldBe($"{Police}: 3 of 10");
        written.Parts.SelectMany(p => p.Answers).Single(a => a.Field == "dissent").Text.ShouldContain("A plan is not enough");
        (await officer.Opens($"/invitations/{await Invited(conference, "police")}")).Buttons.ShouldNotContain("Save");
    }

    [Fact]
    public async Task Each_is_sent_a_copy_without_what_is_withheld_and_that_they_read_it_is_kept()
    {
        var (child, conference) = await Called();
        On("2026-03-20 14:30");
        await Came(conference, child);
        await As(ConferenceChair).Completes(conference, "plan", ("category", "neglect"), ("worries", "He shouts.\nShe hides in the blue cupboard."));
        var chair = await SignedIn(ConferenceChair);
        var send = await (await chair.Opens($"/steps/{conference.Id}/meeting")).Presses("Send the record");
        var prepare = await send.Follows($"Prepare a copy for {Police}");
        var wrong = await prepare.Fill("What are we worried about?", "Withhold some of it").Fill("Which passages?", "a red cupboard", Passage(prepare, "What are we worried about?")).Presses("Send it");
        wrong.Errors.ShouldBe(["“a red cupboard” does not stand in this answer"]);
        var look = await wrong.Fill("Which passages?", "She hides in the blue cupboard.", Passage(wrong, "What are we worried about?")).Fill("What is working well?", "Withhold it").Presses("See how they will read it");
        look.Said.ShouldContain("He shouts. [withheld]");
        (await look.Presses("Send it")).Done.ShouldBe($"The record is sent: {Police}");
        var row = (await chair.Opens($"/steps/{conference.Id}/meeting")).Table("Who was sent it").Single();
        (row["Who"], row["Withheld"], row["Read"]).ShouldBe((Police, "2 answers", "Not yet"));

        On("2026-03-21 09:00");
        var officer = await SignedIn(PoliceOfficer);
        var copy = await (await officer.Opens($"/invitations/{await Invited(conference, "police")}")).Follows("The record of the meeting, sent 20 March 2026, 2:30pm");
        copy.Said.ShouldContain("He shouts. [withheld]");
        copy.Text.ShouldNotContain("blue cupboard");
        (await officer.Opens($"/steps/{conference.Id}")).Text.ShouldNotContain("blue cupboard");
        (await (await SignedIn(HealthProfessional)).Opens(copy.Path)).Status.ShouldBe(HttpStatusCode.NotFound);
        using var letter = await officer.Fetches($"{copy.Path}?handler=Letter&format=docx");
        letter.StatusCode.ShouldBe(HttpStatusCode.OK);

        chair = await SignedIn(ConferenceChair);
        (await chair.Opens($"/steps/{conference.Id}/meeting")).Table("Who was sent it").Single()["Read"].ShouldBe("21 March 2026, 9am");
        (await Count("record.view", $"what = 'meeting-record' and '{child.Id}' = any(people)")).ShouldBe(1);
        (await Count("record.view", $"what = 'meeting-record-export' and '{child.Id}' = any(people)")).ShouldBe(1);
    }

    [Fact]
    public async Task Somebody_without_an_account_takes_part_by_a_link_that_opens_once()
    {
        var (child, conference) = await Called();
        var chair = await SignedIn(ConferenceChair);
        var invite = await (await chair.Opens($"/steps/{conference.Id}/meeting")).Follows("Invite agencies, family or others");
        var meeting = await invite.Fill("Name", "Hazel Pretend").Fill("There as", "Mother").Presses("Invite them");
        var link = await meeting.Follows("one-time link for Hazel Pretend, Mother");
        var (address, code) = await MakesALink(link);

        var mother = Site.Visitor();
        var door = await mother.Opens(address);
        door.Text.ShouldNotContain(child.GivenName);
        door.Text.ShouldNotContain("conference");
        (await door.Fill("Your code", code == "000 000" ? "111111" : "000000").Presses("Continue")).Errors.ShouldBe(["That is not the code. After 5 wrong codes the link stops working"]);
        var inside = await door.Fill("Your code", code).Presses("Continue");
        inside.Path.ShouldBe("/invited");
        inside.SummaryValue("When").ShouldBe("20 March 2026, 2pm");
        foreach (var hidden in new[] { child.GivenName, "Police", "Health trust", await Reference(conference) }) { inside.Text.ShouldNotContain(hidden); }
        inside = await inside.Fill("How safe is the child?", "7").Fill("What do you want to say?", "I want help with the housing").Presses("Save");
        inside.Done.ShouldBe("What you say is with the chair");
        (await chair.Opens($"/steps/{conference.Id}/meeting")).Table("Who is invited").Single(r => r["Who"] == "Hazel Pretend, Mother")["Said"].ShouldStartWith("How safe is the child? 7 of 10 I want help with the housing");

        // It opens once; whoever has it later has nothing, and whoever has no cookie neither.
        (await Site.Visitor().Opens(address)).Heading.ShouldBe("This link works no longer");
        (await Site.Visitor().Opens("/invited")).Status.ShouldBe(HttpStatusCode.NotFound);
        On("2026-03-12 18:00");
        (await mother.Opens("/invited")).Status.ShouldBe(HttpStatusCode.NotFound);

        // What she said is hers: by default nobody else gets it, and of the record she gets what was sent to her by link.
        On("2026-03-20 14:30");
        await Came(conference, child, "Hazel Pretend, Mother");
        await As(ConferenceChair).Completes(conference, "plan", ("category", "neglect"));
        chair = await SignedIn(ConferenceChair);
        var prepare = await (await chair.Opens($"/steps/{conference.Id}/meeting/send")).Follows($"Prepare a copy for {Police}");
        prepare.Value("Hazel Pretend, Mother").ShouldBe("Withhold it");
        prepare = await (await chair.Opens($"/steps/{conference.Id}/meeting/send")).Follows("Prepare a copy for Hazel Pretend, Mother");
        prepare.Value("Hazel Pretend, Mother").ShouldBe("Give it");
        await prepare.Fill("How is it sent?", "To read with a one-time link").Presses("Send it");
        (address, code) = await MakesALink(await chair.Opens(link.Path));
        inside = await (await Site.Visitor().Opens(address)).Fill("Your code", code).Presses("Continue");
        inside.Said.ShouldContain("I want help with the housing");
        (await chair.Opens($"/steps/{conference.Id}/meeting")).Table("Who was sent it").Single()["Read"].ShouldBe("20 March 2026, 2:30pm");
        (await inside.Presses("Close this page and sign out")).Heading.ShouldBe("You are signed out");
        (await inside.Visitor.Opens("/invited")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Five_wrong_codes_close_a_link_and_another_takes_its_place()
    {
        var (_, conference) = await Called();
        var chair = await SignedIn(ConferenceChair);
        var meeting = await (await chair.Opens($"/steps/{conference.Id}/meeting/invite")).Fill("Name", "Rowan Pretend").Fill("There as", "Father").Presses("Invite them");
        var link = await meeting.Follows("one-time link for Rowan Pretend, Father");
        var (address, code) = await MakesALink(link);
        var door = await Site.Visitor().Opens(address);
        for (var i = 0; i < GuestLink.MostTries - 1; i++) { (await door.Fill("Your code", code == "000 000" ? "111111" : "000000").Presses("Continue")).Errors.Count.ShouldBe(1); }
        (await door.Fill("Your code", code == "000 000" ? "111111" : "000000").Presses("Continue")).Heading.ShouldBe("This link works no longer");
        (await door.Fill("Your code", code).Presses("Continue")).Heading.ShouldBe("This link works no longer");

        var (second, _) = await MakesALink(link);
        await MakesALink(link);
        (await Site.Visitor().Opens(second)).Heading.ShouldBe("This link works no longer");
        (await chair.Opens(link.Path)).Table("Links so far").Select(r => r["What became of it"]).ShouldBe(["Not opened yet", "Replaced or taken back", "Closed: too many wrong codes"]);
        (await Count("casework.guest_link l", $"l::text like '%{address.Split('/')[^1]}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task An_action_about_a_matter_is_in_the_one_list_for_those_whose_it_is()
    {
        var (_, conference) = await Called();
        var chair = await SignedIn(ConferenceChair);
        var act = await (await chair.Opens($"/steps/{conference.Id}/meeting")).Follows("Set an action");
        var set = await act.Fill("What is to be done?", "See the child at school each week").Fill("Which agency’s is it?", "Health trust").Fill("By which day?", "2 4 2026").Presses("Set it");
        set.Table("Actions").Single()["What is to be done"].ShouldBe("See the child at school each week");
        var reference = set.Table("Actions").Single()["Action"];
        (await (await SignedIn(HealthProfessional)).Opens($"/actions/{reference}")).Status.ShouldBe(HttpStatusCode.OK);
        (await (await SignedIn(PoliceOfficer)).Opens($"/actions/{reference}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await SignedIn(BusinessManager)).Opens($"/actions/{reference}")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>A conference called for 20 March at 2pm, with children’s services, police, health and the child invited.</summary>
    private async Task<(Person Child, CaseStep Conference)> Called()
    {
        var child = await Given.AChild();
        var conference = await Stage.AConferenceToHold(child);
        var chair = await SignedIn(ConferenceChair);
        var call = await (await (await chair.Opens($"/steps/{conference.Id}/fill")).Follows("The meeting: call it, invite, say who came")).Presses("Call the meeting");
        (await call.Presses("Call the meeting")).Errors.ShouldBe(["Enter the day and time of the meeting", "Select how people take part"]);
        var called = await call.Fill("When is it?", "20 3 2026 2pm").Fill("How do people take part?", "In person and online").Fill("Where?", "Town Hall, room 4").Presses("Call the meeting");
        called.Done.ShouldBe("The meeting is called for 20 March 2026, 2pm");
        called.SummaryValue("Quorum").ShouldBe("Children’s social care, 2 more agencies and somebody in direct contact with the child are not invited");
        var invite = await called.Follows("Invite agencies, family or others");
        var invited = await invite.Fill("Children’s services of RBKC", "Invite").Fill(child.Name, "Invite").Fill("Agency", "Police").Fill("There as", "Child abuse investigation team").Fill("If it is an agency", "Ask for a report").Presses("Invite them");
        invited.Done.ShouldBe("3 invitations are recorded");
        await (await invited.Follows("Invite agencies, family or others")).Fill("Agency", "Health trust").Fill("There as", "Health visitor").Fill("If it is an agency", "In direct contact with the child or adult, Ask for a report").Presses("Invite them");
        return (child, conference);
    }

    private async Task Came(CaseStep conference, Person child, string? besides = null)
    {
        var page = await (await SignedIn(ConferenceChair)).Opens($"/steps/{conference.Id}/meeting/attendance");
        page = page.Fill("Children’s services of RBKC, Children’s social care", "Present").Fill(Police, "Present").Fill(Health, "Present").Fill($"{child.Name}, Child", "Absent");
        if (besides is not null) { page = page.Fill(besides, "Present"); }
        (await page.Presses("Save who came")).Done.ShouldBe("Who came is recorded");
    }

    private Task<Guid> Invited(CaseStep conference, string agency) => As(ConferenceChair).Sees(db => db.Set<Invited>().Where(i => i.StepId == conference.Id && i.Code == agency).Select(i => i.Id).SingleAsync());

    private Task<string> Reference(CaseStep step) => As(ConferenceChair).Sees(db => db.Matters.Where(m => m.Id == step.MatterId).Select(m => m.Reference).SingleAsync());

    private Task<Frozen> Written(CaseStep step) => As(ConferenceChair).Sees(async db =>
    {
        var version = await db.Versions.SingleAsync(v => v.StepId == step.Id);
        return Frozen.Read(await db.Words.SingleAsync(w => w.Id == version.Id));
    });

    private static async Task<(string Address, string Code)> MakesALink(TestPage page)
    {
        var made = await page.Presses("Make a link");
        return (new Uri(made.Document.GetElementById("address")!.TextContent).AbsolutePath, made.Document.GetElementById("code")!.TextContent);
    }

    /// <summary>The box for passages of an answer is the one below its label.</summary>
    private static int Passage(TestPage page, string label)
    {
        var legends = page.Document.QuerySelectorAll("legend").Select(l => l.Said()).ToList();
        return legends.FindAll(l => l != "How is it sent?").IndexOf(label) + 1;
    }
}
