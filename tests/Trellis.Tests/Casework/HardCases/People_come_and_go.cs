using Microsoft.EntityFrameworkCore;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

public sealed class People_come_and_go(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task A_child_who_joins_before_the_decision_is_referred_on_the_day_they_join_and_decided_with_the_others()
    {
        var first = await Given.AChild();
        var second = await Given.AChild(c => c.With(first));
        await Given.AReferral(first, ("referred-on", "2026-03-02 09:00"));
        var decision = await Stage.Step("decision", first);

        await On("2026-03-05 10:00").As(SocialWorker).LetsIn(second, decision, "He lives there too");

        (await Stage.Clocks(first, "front-door.referral-decision")).ShouldBe(["2026-03-02 09:00 due 2026-03-03"]);
        (await Stage.Clocks(second, "front-door.referral-decision")).ShouldBe(["2026-03-05 10:00 due 2026-03-06"]);
        (await Stage.Clocks(second, "child-in-need.single-assessment")).ShouldBe(["2026-03-05 10:00 due 2026-05-12"]);
        (await Stage.Clocks(second, "front-door.contact-triage")).ShouldBe(["2026-03-05 10:00 due 2026-03-06 10:00 met 2026-03-05 10:00"]);
        (await Stage.Periods(second, "child-in-need")).ShouldBe(["child-in-need 2026-03-05 to now"]);
        (await Stage.ToDo(second)).ShouldBe(["front-door.acknowledgement", "front-door.decision"]);
        (await Stage.Counted("referrals", second)).ShouldBe(["2026-03-05 good"]);

        await On("2026-03-05 16:00").As(SocialWorker).Completes(decision, ($"p.{first.Id}.outcome", "assess"), ($"p.{second.Id}.outcome", "early-help"));
        (await Stage.Clocks(second, "front-door.referral-decision")).ShouldBe(["2026-03-05 10:00 due 2026-03-06 met 2026-03-05 16:00"]);
        (await Stage.Periods(second, "child-in-need")).ShouldBe(["child-in-need 2026-03-05 to 2026-03-05"]);
        (await Stage.Titles(second)).ShouldContain("Joined the matter");
        (await Stage.Chronology(second)).First(l => l.Title == "Joined the matter").Reason.ShouldBe("He lives there too");
        await Stage.FollowsFromTheFacts(first, second);
    }

    [Fact]
    public async Task A_child_who_joins_an_enquiry_has_its_clock_from_the_day_they_join()
    {
        var first = await Given.AChild();
        var second = await Given.AChild(c => c.With(first));
        var enquiry = await Stage.AnEnquiry(first);

        await On("2026-03-05 10:00").As(SocialWorker).LetsIn(second, enquiry, "She was found to be there as well");

        (await Stage.Clocks(first, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);
        (await Stage.Clocks(second, "child-protection.initial-conference")).ShouldBe(["2026-03-05 10:00 due 2026-03-26"]);
        (await Stage.ToDo(second)).ShouldBe(["child-protection.section-47-enquiry"]);
        await Stage.FollowsFromTheFacts(first, second);
    }

    [Fact]
    public async Task A_child_who_joins_when_a_conference_is_due_has_an_enquiry_of_their_own_first()
    {
        var first = await Given.AChild();
        var second = await Given.AChild(c => c.With(first));
        var conference = await Stage.AConferenceToHold(first);

        await On("2026-03-13 10:00").As(SocialWorker).LetsIn(second, conference, "A half-brother moved in");
        (await Stage.ToDo(second)).ShouldBe(["child-protection.section-47-enquiry"]);
        var enquiry = await Stage.Step("section-47-enquiry", second);
        enquiry.People.Select(p => p.PersonId).ShouldBe([second.Id]);

        await On("2026-03-17 10:00").As(SocialWorker).Completes(enquiry, "conference", ("ended-on", "2026-03-17"));
        await As(TeamManager).Approves(enquiry);
        (await Stage.ToDo(second)).ShouldBe(["child-protection.initial-conference"]);
        (await Stage.Step("initial-conference", first)).People.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_child_taken_out_has_nothing_more_due_and_the_others_go_on()
    {
        var stays = await Given.AChild();
        var leaves = await Given.AChild(c => c.With(stays));
        await Stage.AnEnquiry(stays, leaves);
        var assessment = await Stage.Step("assessment", leaves);

        await On("2026-03-04 10:00").As(SocialWorker).TakesOut(leaves, assessment, "Another family’s child, who was visiting");

        (await Stage.ToDo(leaves)).ShouldBeEmpty();
        (await Stage.ToDo(stays)).ShouldBe(["child-in-need.assessment", "child-protection.section-47-enquiry", "front-door.acknowledgement", "front-door.feedback"]);
        (await Stage.Clocks(leaves, "child-in-need.single-assessment")).ShouldBe(["2026-03-02 09:00 due 2026-05-07 lapsed 2026-03-04 10:00"]);
        (await Stage.Clocks(leaves, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23 lapsed 2026-03-04 10:00"]);
        (await Stage.Periods(leaves, "child-in-need")).ShouldBe(["child-in-need 2026-03-02 to 2026-03-04"]);
        (await Stage.Clocks(stays, "child-in-need.single-assessment")).ShouldBe(["2026-03-02 09:00 due 2026-05-07"]);
        (await Stage.Chronology(leaves)).First(l => l.Title == "Taken out of the matter").Reason.ShouldBe("Another family’s child, who was visiting");

        // A step completed now is about the one who stays.
        await On("2026-03-10 10:00").As(SocialWorker).Completes("assessment", stays, "child-in-need-plan");
        await As(TeamManager).Approves(await Stage.Step("assessment", stays));
        (await Stage.Facts(leaves)).ShouldNotContain(f => f.Kind == "child-in-need.assessment");
        await Stage.FollowsFromTheFacts(stays, leaves);
    }

    [Fact]
    public async Task A_child_taken_out_in_error_is_let_in_again_and_the_clocks_run_as_before()
    {
        var child = await Given.AChild();
        var brother = await Given.AChild(c => c.With(child));
        var enquiry = await Stage.AnEnquiry(child, brother);
        await On("2026-03-04 10:00").As(SocialWorker).TakesOut(child, enquiry, "Not of this family");

        await On("2026-03-05 10:00").As(SocialWorker).LetsIn(child, enquiry, "It was the other one who was visiting");

        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);
        (await Stage.ToDo(child)).ShouldContain("child-protection.section-47-enquiry");
    }

    [Fact]
    public async Task One_brother_needs_no_further_action_and_the_other_a_conference()
    {
        var one = await Given.AChild();
        var other = await Given.AChild(c => c.With(one));
        var enquiry = await Stage.AnEnquiry(one, other);

        await On("2026-03-12 10:00").As(SocialWorker).Completes(enquiry, ("ended-on", "2026-03-12"), ($"p.{one.Id}.outcome", "conference"), ($"p.{other.Id}.outcome", "not-substantiated"));
        await As(TeamManager).Approves(enquiry);

        (await Stage.Clocks(one, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);
        (await Stage.Clocks(other, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23 lapsed 2026-03-12"]);
        (await Stage.ToDo(one)).ShouldContain("child-protection.initial-conference");
        (await Stage.ToDo(other)).ShouldNotContain("child-protection.initial-conference");
        (await Stage.Step("initial-conference", one)).People.Select(p => p.PersonId).ShouldBe([one.Id]);
        (await Stage.Titles(other)).ShouldContain("Section 47 enquiry: Not substantiated");
        (await Stage.Titles(other)).ShouldContain("Part in the matter ended");
        (await Stage.Counted("section-47-enquiries", other)).ShouldBe(["2026-03-12 good"]);
        await Stage.FollowsFromTheFacts(one, other);
    }

    [Fact]
    public async Task A_plan_that_ends_for_one_leaves_the_core_group_to_the_other_and_closes_when_both_ended()
    {
        var one = await Given.AChild();
        var other = await Given.AChild(c => c.With(one));
        await Stage.APlan(one, other);
        await On("2026-06-10 10:00").As(ConferenceChair).Completes("review-conference", one,
            ("held-on", "2026-06-10"), ("category", "neglect"), Stories.Quorate, ($"p.{one.Id}.outcome", "end-plan"), ($"p.{one.Id}.reason", "Safe now"), ($"p.{other.Id}.outcome", "continue"));

        (await Stage.ToDo(one)).ShouldNotContain(kind => kind.StartsWith("child-protection.", StringComparison.Ordinal));
        (await Stage.ToDo(other)).ShouldContain("child-protection.core-group");
        (await Stage.Periods(one, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to 2026-06-10"]);
        (await Stage.Periods(other, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
        (await Stage.Clocks(one, "child-protection.next-review")).ShouldBeEmpty();

        await On("2026-12-01 10:00").As(ConferenceChair).Completes("review-conference", other, "end-plan", ("held-on", "2026-12-01"), Stories.Quorate);
        (await Stage.Clocks(other, "child-protection.next-review")).ShouldBe(["2026-06-10 due 2026-12-10 met 2026-12-01"]);
        var matter = await Stage.LookAsync(db => db.Matters.SingleAsync(m => m.Process == "child-protection" && m.People.Any(p => p.PersonId == other.Id)));
        matter.ClosedAt.ShouldNotBeNull();
        await Stage.FollowsFromTheFacts(one, other);
    }
}
