using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

public sealed class Mistakes(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task A_decision_made_in_error_is_withdrawn_with_what_it_opened_and_is_to_be_made_again()
    {
        var child = await Given.AChild();
        await Given.AReferral(child, ("referred-on", "2026-03-02 09:00"));
        await On("2026-03-03 10:00").As(SocialWorker).Completes("decision", child, "no-further-action");
        var decision = await Stage.Step("decision", child);
        (await Stage.Periods(child, "child-in-need")).ShouldBe(["child-in-need 2026-03-02 to 2026-03-03"]);
        (await As(SocialWorker).WouldUndo(decision)).Undone.ShouldBe(
        [
            "The step “Tell the referrer what was decided” that it opened will be taken away",
            "The clock “Decide what to do about a referral”, due 3 March 2026, will run again",
            "The clock “Complete the assessment”, due 7 May 2026, will run again",
            "The clock “Tell the referrer what was decided”, due 10 March 2026, will no longer run",
            "The status “Child in need” that ended on 3 March 2026 will be open again",
        ], ignoreOrder: true);

        await On("2026-03-03 11:00").As(SocialWorker).Withdraws(decision, "Meant for another family");

        (await Stage.Periods(child, "child-in-need")).ShouldBe(["child-in-need 2026-03-02 to now"]);
        (await Stage.Clocks(child, "front-door.referral-decision")).ShouldBe(["2026-03-02 09:00 due 2026-03-03"]);
        (await Stage.Clocks(child, "front-door.feedback")).ShouldBeEmpty();
        (await Stage.ToDo(child)).ShouldBe(["front-door.acknowledgement", "front-door.decision"]);
        var trail = (await Stage.Chronology(child)).Where(l => l.Title.StartsWith("Decision", StringComparison.Ordinal)).ToArray();
        trail.Select(l => (l.Title, l.Withdrawn)).ShouldBe([("Decision: withdrawn", null), ("Decision: No further action", "error")], ignoreOrder: true);
        trail[0].Reason.ShouldBe("Meant for another family");
        (await Stage.Counted("referral-decisions-in-time", child)).ShouldBeEmpty();

        await On("2026-03-03 12:00").As(SocialWorker).Completes("decision", child, "assess");
        (await Stage.Clocks(child, "front-door.referral-decision")).ShouldBe(["2026-03-02 09:00 due 2026-03-03 met 2026-03-03 12:00"]);
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task A_step_another_stands_on_is_not_withdrawn_before_it()
    {
        var child = await Given.AChild();
        var enquiry = await Stage.AnEnquiry(child);
        await On("2026-03-12 10:00").As(SocialWorker).Completes(enquiry, "conference", ("ended-on", "2026-03-12"));

        var no = await Should.ThrowAsync<RefusedException>(async () => await As(TeamManager).Withdraws(await Stage.Step("strategy-discussion", child), "In error"));

        no.Message.ShouldBe("“Section 47 enquiry” stands on this step. Withdraw it first");
    }

    [Fact]
    public async Task Withdrawing_what_closed_the_matter_opens_it_again_with_what_was_still_to_be_done()
    {
        var child = await Given.AChild();
        await Stage.APlan(child);
        await On("2026-06-10 10:00").As(ConferenceChair).Completes("review-conference", child, "end-plan", ("held-on", "2026-06-10"), Stories.Quorate);
        (await Stage.ToDo(child)).ShouldNotContain("child-protection.core-group");
        var review = await Stage.Step("review-conference", child);

        await On("2026-06-11 10:00").As(SocialWorker).Withdraws(review, "The minutes of another child");

        (await Stage.ToDo(child)).ShouldBe(["child-in-need.assessment", "child-protection.core-group", "child-protection.review-conference", "child-protection.visit", "front-door.acknowledgement", "front-door.feedback"]);
        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
        (await Stage.Clocks(child, "child-protection.first-review")).ShouldBe(["2026-03-20 due 2026-06-20"]);
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task A_step_opened_in_a_matter_that_was_there_before_is_taken_away_too()
    {
        var child = await Given.AChild();
        await Stage.AnEnquiry(child);
        await On("2026-03-09 10:00").As(SocialWorker).Completes("assessment", child, "strategy-discussion");
        var assessment = await Stage.Step("assessment", child);
        await As(TeamManager).Approves(assessment);
        (await Stage.ToDo(child)).ShouldContain("child-protection.strategy-discussion");

        await On("2026-03-09 11:00").As(TeamManager).Withdraws(assessment, "Approved by mistake");

        (await Stage.ToDo(child)).ShouldBe(["child-in-need.assessment", "child-protection.section-47-enquiry", "front-door.acknowledgement", "front-door.feedback"]);
        (await Stage.Clocks(child, "child-in-need.single-assessment")).ShouldBe(["2026-03-02 09:00 due 2026-05-07"]);
    }

    [Fact]
    public async Task A_contact_about_the_wrong_child_leaves_nothing_on_that_record_but_the_trail_and_is_looked_at()
    {
        var wrong = await Given.AChild();
        var right = await Given.AChild();
        var contact = await Given.AContact(wrong, ("received-at", "2026-03-02 08:30"));

        await On("2026-03-02 10:00").As(FrontDoorWorker).Withdraws(contact, "Another child of the same name", wrongPerson: true);

        (await Stage.ToDo(wrong)).ShouldBe(["records.wrong-person"]);
        (await Stage.Deadlines(wrong)).ShouldBeEmpty();
        (await Stage.Statuses(wrong)).ShouldBeEmpty();
        (await Stage.Counted("contacts", wrong)).ShouldBeEmpty();
        (await Stage.Titles(wrong)).ShouldContain("A step about somebody else was recorded here in error and withdrawn");
        (await Stage.Titles(wrong)).ShouldContain("Something about somebody else was recorded here");
        (await Stage.Titles(wrong)).ShouldNotContain("Contact: Send to triage");
        (await Stage.Chronology(wrong)).ShouldAllBe(l => l.Withdrawn != "wrong-person" || l.Details.Count == 0);

        await Given.AContact(right, ("received-at", "2026-03-02 08:30"));
        (await Stage.Clocks(right, "front-door.contact-triage")).ShouldBe(["2026-03-02 08:30 due 2026-03-03 08:30"]);

        await On("2026-03-04 10:00").As(TeamManager).Completes("wrong-person", wrong, "looked-at", ("reported", "no"));
        (await Stage.ToDo(wrong)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_step_sent_back_by_the_manager_is_written_again_from_what_was_written_and_takes_effect_once()
    {
        var child = await Given.AChild();
        var enquiry = await Stage.AnEnquiry(child);
        await On("2026-03-12 10:00").As(SocialWorker).Completes(enquiry, "not-substantiated", ("ended-on", "2026-03-12"), ("findings", "Nothing was found"));
        await On("2026-03-12 15:00").As(TeamManager).Returns(enquiry, "The father was not asked");

        (await Stage.ToDo(child)).ShouldContain("child-protection.section-47-enquiry");
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);
        var draft = await Stage.LookAsync(async db => (await db.Drafts.FindAsync(enquiry.Id))?.Answers);
        draft.ShouldNotBeNull().ShouldContain("Nothing was found");

        await On("2026-03-13 10:00").As(SocialWorker).Completes(enquiry, "conference", ("ended-on", "2026-03-13"), ("findings", "The father said otherwise"));
        await Should.ThrowAsync<RefusedException>(() => As(SocialWorker).Approves(enquiry));
        await As(TeamManager).Approves(enquiry);

        (await Stage.Facts(child)).Count(f => f.Kind == "child-protection.section-47-enquiry").ShouldBe(1);
        (await Stage.Step("section-47-enquiry", child)).Versions.ShouldBe(2);
        (await Stage.ToDo(child)).ShouldContain("child-protection.initial-conference");
        (await Stage.Chronology(child)).Single(l => l.Title == "Section 47 enquiry: sent back to its author").Reason.ShouldBe("The father was not asked");
    }
}
