using System.Net;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Feedback;
using Trellis.Modules.Questionnaires;
using Trellis.Platform.Storage;
using Trellis.Tests.Casework.HardCases;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Conferences;

/// <summary>After a conference those who came are asked what they thought, by itself and once; families without anybody knowing what they said.</summary>
public sealed class Feedback_asked_by_itself(TestSite site) : OnSite(site)
{
    private const string Mother = "Hazel Pretend, Mother";
    private const string Father = "Rowan Pretend, Father";
    private const string Friend = "Linden Pretend, Friend";

    [Fact]
    public async Task Two_working_days_after_a_conference_those_who_came_are_asked_once()
    {
        var conference = await Held();
        await PassesAsync();
        (await Rows(conference)).ShouldBeEmpty("it was today");
        var page = await (await SignedIn(ConferenceChair)).Opens($"/steps/{conference.Id}/feedback");
        page.Table("Who is asked").Single(r => r["Who"] == Mother)["How far"].ShouldBe("Is asked on 24 March 2026");
        page.Table("Who is asked").Single(r => r["Who"] == Friend)["How far"].ShouldBe("Say whether they are of the family");
        page.Table("Who is asked").ShouldNotContain(r => r["Who"] == Father, "he did not come: a parent who is kept out is not asked");

        On("2026-03-24 06:00");
        (await PassesAsync()).ShouldBeGreaterThan(0);
        await PassesAsync();
        var rows = await Rows(conference);
        rows.Select(r => (r.Who, r.Code, r.Rule, r.ByLink)).ShouldBe([
            ("agency", "police", "professionals-after-conference", false), ("agency", "rbkc-children", "professionals-after-conference", false),
            ("agency", "health-trust", "professionals-after-conference", false), ("family", null, "parents-after-conference", true)], ignoreOrder: true);
        var made = rows.Single(r => r.Who == "family").RoundId;
        var round = await Everywhere(db => db.Set<Round>().SingleAsync(r => r.Id == made));
        (round.Anonymous, round.IsOpen, string.Join(',', round.Areas), round.ClosesOn).ShouldBe((true, true, "RBKC", new DateOnly(2026, 4, 28)));
        round.Title.ShouldEndWith("January to March 2026");

        // Whoever reported for the police has an account, and finds it there.
        (await (await SignedIn(PoliceOfficer)).Opens("/questionnaires")).Table("For you to answer").ShouldContain(r => r["Questionnaire"].StartsWith("Agencies after a conference", StringComparison.Ordinal));

        // A second conference of the quarter is asked in the same round.
        var second = await Held();
        On("2026-03-24 07:00");
        await PassesAsync();
        var more = await Rows(second);
        more.Single(r => r.Who == "family").RoundId.ShouldBe(round.Id);
        more.Single(r => r.Who == "family").InvitationId.ShouldNotBe(rows.Single(r => r.Who == "family").InvitationId);
        more.Single(r => r.Code == "health-trust").InvitationId.ShouldBe(rows.Single(r => r.Code == "health-trust").InvitationId, "an agency is asked once a quarter");
    }

    [Fact]
    public async Task The_chair_hands_a_link_over_and_nothing_says_what_was_answered_with_it()
    {
        var conference = await Held();
        On("2026-03-24 06:00");
        await PassesAsync();
        On("2026-03-24 10:00");
        var chair = await SignedIn(ConferenceChair);
        var who = await (await (await chair.Opens($"/steps/{conference.Id}/meeting")).Follows("Who is asked what they thought")).Follows(Mother);
        var made = await who.Presses("Make a link");
        var (address, code) = (new Uri(made.Document.GetElementById("address")!.TextContent).AbsolutePath, made.Document.GetElementById("code")!.TextContent);
        var form = await (await Site.Visitor().Opens(address)).Fill("Your code", code).Presses("Continue");
        foreach (var hidden in new[] { "Hazel", "Pretend", conference.Area }) { form.Text.ShouldNotContain(hidden); }
        (await form.Fill("What would have made it better?", "A quieter room").Presses("Send")).Heading.ShouldBe("Thank you");

        // She has answered; the chair is not told.
        (await (await SignedIn(ConferenceChair)).Opens($"/steps/{conference.Id}/feedback")).Table("Who is asked").Single(r => r["Who"] == Mother)["How far"].ShouldBe("Link made 24 March 2026");
        var row = (await Rows(conference)).Single(r => r.Who == "family");
        (await As(ConferenceChair).Sees(db => db.Set<Invitee>().CountAsync(i => i.Id == row.InvitationId))).ShouldBe(0);
        (await As(ConferenceChair).Sees(db => db.Set<RoundLink>().CountAsync(l => l.InvitationId == row.InvitationId))).ShouldBe(1);

        // Whoever runs the round sees an answer came, and neither from whom nor after what.
        var manager = await SignedIn(BusinessManager);
        var shown = await manager.Opens($"/questionnaires/{row.RoundId}");
        var line = shown.Table("Who is asked").Single(r => r["State"] == "Answered");
        line["Who"].ShouldStartWith("Somebody of the family");
        shown.Text.ShouldNotContain("Pretend");
        shown.Text.ShouldNotContain("quieter");
        (await shown.Follows(line["Who"])).Buttons.ShouldNotContain("Make a link");
        (await As(BusinessManager).Sees(db => db.Set<AskedFeedback>().CountAsync())).ShouldBe(0);
        var linked = await Stage.SqlAsync<long>(DatabaseRoles.Owner, "select count(*) from questionnaires.invitation i where i::text like '%' || $1 || '%' or i.name ilike '%pretend%' or i.address ilike '%pretend%'", conference.MatterId.ToString());
        linked.ShouldBe(0, "an invitation names nobody and no matter");

        // The box closes on its day, and what she said stands by itself.
        On("2026-04-29 01:00");
        await Stage.As(Stage.Everything).In(services => ((RoundKeeping)services.GetService(typeof(RoundKeeping))!).PassAsync());
        (await Count("questionnaires.round", $"id = '{row.RoundId}' and closed_at is not null")).ShouldBe(1);
        (await (await (await SignedIn(ConferenceChair)).Opens($"/steps/{conference.Id}/feedback")).Follows(Mother)).Buttons.ShouldNotContain("Make another link");
    }

    [Fact]
    public async Task Somebody_who_could_come_to_harm_is_not_asked_and_the_reason_stands()
    {
        var conference = await Held();
        var chair = await SignedIn(ConferenceChair);
        var who = await (await chair.Opens($"/steps/{conference.Id}/feedback")).Follows(Mother);
        (await who.Presses("Do not ask them")).Errors.ShouldBe(["Select why they are not to be asked"]);
        (await who.Fill("Why are they not to be asked?", "Harm could follow, for them or somebody else").Presses("Do not ask them")).Done.ShouldBe($"{Mother} is not asked");
        On("2026-03-24 06:00");
        await PassesAsync();
        var rows = await Rows(conference);
        rows.Single(r => r.Who == "family").ShouldSatisfyAllConditions(r => r.Because.ShouldBe("harm"), r => r.InvitationId.ShouldBeNull());
        (await Count("record.fact", $"source_id = '{conference.Id}' and kind = 'child-protection.initial-conference.feedback-not-asked'")).ShouldBe(1);

        // Said after they were asked: the link stops at once, and the round is told within the hour.
        On("2026-03-24 09:00");
        chair = await SignedIn(ConferenceChair);
        var friend = await (await chair.Opens($"/steps/{conference.Id}/feedback")).Follows(Friend);
        (await friend.Presses("Ask them as one of the family")).Said.ShouldContain("They are asked within the hour");
        await PassesAsync();
        var made = await (await chair.Opens(friend.Path)).Presses("Make a link");
        var address = new Uri(made.Document.GetElementById("address")!.TextContent).AbsolutePath;
        (await Site.Visitor().Opens(address)).Heading.ShouldBe("Enter your code");
        (await (await chair.Opens(friend.Path)).Fill("Why are they not to be asked?", "They do not want to be asked").Presses("Do not ask them")).Done.ShouldBe($"{Friend} is not asked");
        (await Site.Visitor().Opens(address)).Heading.ShouldBe("This link works no longer");
        await PassesAsync();
        var row = (await Rows(conference)).Single(r => r.Because == "declined");
        (await Everywhere(db => db.Set<Invitee>().SingleAsync(i => i.Id == row.InvitationId))).WithdrawnAt.ShouldNotBeNull();
        (await Everywhere(db => db.Set<AskedFeedback>().SingleAsync(a => a.Id == row.Id))).WithdrawnAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_link_is_made_by_those_whose_conference_it_is_and_nobody_else()
    {
        var conference = await Held();
        On("2026-03-24 06:00");
        await PassesAsync();
        On("2026-03-24 10:00");
        var row = (await Rows(conference)).Single(r => r.Who == "family");
        foreach (var (role, area, answer) in new[] { (ConferenceChair, "RBKC", HttpStatusCode.OK), (SocialWorker, "RBKC", HttpStatusCode.OK), (ConferenceChair, "WCC", HttpStatusCode.NotFound), (BusinessManager, "RBKC", HttpStatusCode.Forbidden), (PoliceOfficer, "RBKC", HttpStatusCode.Forbidden) })
        {
            (await (await SignedIn(role, area)).Opens($"/steps/{conference.Id}/feedback/{row.WhoId}")).Status.ShouldBe(answer, $"{role} of {area}");
        }

        // Asked with no WHERE: the area's own, and nothing when nobody asks.
        (await As(ConferenceChair).Sees(db => db.Set<AskedFeedback>().CountAsync(a => a.StepId == conference.Id))).ShouldBe(4);
        (await As(ConferenceChair, "WCC").Sees(db => db.Set<AskedFeedback>().CountAsync())).ShouldBe(0);
        (await As(PoliceOfficer).Sees(db => db.Set<AskedFeedback>().CountAsync())).ShouldBe(0);
        (await Stage.SqlAsync<long>(DatabaseRoles.App, "select count(*) from casework.feedback")).ShouldBe(0);
    }

    [Fact]
    public async Task A_child_is_asked_after_help_has_ended_when_old_enough()
    {
        var (older, younger) = (await Given.AChild(c => c.BornOn("2014-05-01")), await Given.AChild(c => c.BornOn("2021-05-01")));
        foreach (var child in new[] { older, younger })
        {
            On("2026-03-02 10:00");
            await Given.AReferral(child);
            await As(SocialWorker).Completes("decision", child, "assess");
            On("2026-03-03 12:00");
            await As(SocialWorker).Completes("assessment", child, "strategy-discussion", ("began-on", "2026-03-02"));
            await As(TeamManager).Approves(await Stage.Step("assessment", child));
            await As(SocialWorker).Completes("strategy-discussion", child, "no-further-action", ("held-at", "2026-03-03 11:00"));
            await As(TeamManager).Approves(await Stage.Step("strategy-discussion", child));
            On("2026-03-25 10:00");
            await As(SocialWorker).Completes("closure", child, "closed", ("closed-on", "2026-03-25"));
            await As(TeamManager).Approves(await Stage.Step("closure", child));
        }

        On("2026-04-02 06:00");
        await PassesAsync();
        (await Everywhere(db => db.Set<AskedFeedback>().Where(a => a.WhoId == older.Id).Select(a => a.Rule).ToListAsync())).ShouldBe(["children-after-help"]);
        (await Everywhere(db => db.Set<AskedFeedback>().CountAsync(a => a.WhoId == younger.Id))).ShouldBe(0);
    }

    private Task<int> PassesAsync() => Stage.As(Stage.Everything).In(services => ((FeedbackTime)services.GetService(typeof(FeedbackTime))!).PassAsync());

    private Task<T> Everywhere<T>(Func<TrellisDb, Task<T>> ask) => Stage.As(Stage.Everything).Sees(ask);

    private Task<List<AskedFeedback>> Rows(CaseStep step) => Everywhere(db => db.Set<AskedFeedback>().Where(a => a.StepId == step.Id).ToListAsync());

    /// <summary>Held and decided on 20 March, a Friday: three agencies, a mother and a friend came; a father who was invited did not.</summary>
    private async Task<CaseStep> Held()
    {
        var child = await Given.AChild();
        var conference = await Stage.AConferenceToHold(child);
        var chair = await SignedIn(ConferenceChair);
        var called = await (await chair.Opens($"/steps/{conference.Id}/meeting/call")).Fill("When is it?", "20 3 2026 2pm").Fill("How do people take part?", "In person").Fill("Where?", "Town Hall, room 4").Presses("Call the meeting");
        var invited = await (await called.Follows("Invite agencies, family or others")).Fill("Children’s services of RBKC", "Invite").Fill("Agency", "Police").Fill("There as", "Officer").Fill("If it is an agency", "Ask for a report").Presses("Invite them");
        invited = await (await invited.Follows("Invite agencies, family or others")).Fill("Agency", "Health trust").Fill("There as", "Health visitor").Fill("If it is an agency", "In direct contact with the child or adult").Presses("Invite them");
        foreach (var (name, part) in new[] { ("Hazel Pretend", "Mother"), ("Rowan Pretend", "Father"), ("Linden Pretend", "Friend") })
        {
            invited = await (await invited.Follows("Invite agencies, family or others")).Fill("Name", name).Fill("There as", part).Presses("Invite them");
        }

        var report = await As(PoliceOfficer).Sees(db => db.Set<Modules.Casework.Sittings.Invited>().Where(i => i.StepId == conference.Id && i.Code == "police").Select(i => i.Id).SingleAsync());
        await (await (await SignedIn(PoliceOfficer)).Opens($"/invitations/{report}")).Fill("What do you want to say?", "Two calls").Presses("Save");
        On("2026-03-20 14:30");
        var attendance = await (await SignedIn(ConferenceChair)).Opens($"/steps/{conference.Id}/meeting/attendance");
        await attendance.Fill("Children’s services of RBKC, Children’s social care", "Present").Fill("Police, Officer", "Present").Fill("Health trust, Health visitor", "Present").Fill(Mother, "Present").Fill(Father, "Absent").Fill(Friend, "Present").Presses("Save who came");
        await As(ConferenceChair).Completes(conference, "plan", ("category", "neglect"));
        return conference;
    }
}
