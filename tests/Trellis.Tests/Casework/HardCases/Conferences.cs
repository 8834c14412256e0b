using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

public sealed class Conferences(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task Adjourned_and_resumed_on_another_day_it_is_held_on_the_day_it_decides()
    {
        var child = await Given.AChild();
        var conference = await Stage.AConferenceToHold(child);

        await On("2026-03-20 17:00").As(ConferenceChair).Adjourns(conference, "adjourned", "2026-03-20", "The school’s report had not come");

        (await Stage.Step("initial-conference", child)).State.ShouldBe(StepState.Open);
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);
        (await Stage.Periods(child, "child-protection-plan")).ShouldBeEmpty();

        await On("2026-03-24 16:00").As(ConferenceChair).Completes(conference, "plan", ("held-on", "2026-03-24"), ("category", "emotional"), Stories.Quorate);

        (await Stage.Deadlines(child, "child-protection.initial-conference")).Select(d => (d.Line(), d.InTime)).ShouldBe([("2026-03-02 11:00 due 2026-03-23 met 2026-03-24", (bool?)false)]);
        (await Stage.Clocks(child, "child-protection.first-core-group")).ShouldBe(["2026-03-24 due 2026-04-09"]);
        (await Stage.Statuses(child)).Single(s => s.Kind == "child-protection-plan").Category.ShouldBe("emotional");
        (await Stage.Counted("initial-conferences-in-time", child)).ShouldBe(["2026-03-24"]);
        var adjourned = (await Stage.Chronology(child)).Single(l => l.Title == "Initial child protection conference: adjourned");
        (adjourned.Occurred.ToString(), adjourned.Reason).ShouldBe(("20 March 2026", "The school’s report had not come"));
        await Stage.FollowsFromTheFacts(child);
    }

    [Theory]
    [InlineData("cancelled", "Initial child protection conference: cancelled")]
    [InlineData("inquorate", "Initial child protection conference: not quorate, and not held")]
    [InlineData("continued", "Initial child protection conference: to be continued on another day")]
    public async Task A_meeting_that_does_not_decide_stays_to_be_held(string ending, string title)
    {
        var child = await Given.AChild();
        var conference = await Stage.AConferenceToHold(child);

        await On("2026-03-18 17:00").As(ConferenceChair).Adjourns(conference, ending, "2026-03-18", "Nobody from health could come");

        (await Stage.ToDo(child)).ShouldContain("child-protection.initial-conference");
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);
        (await Stage.Titles(child)).ShouldContain(title);
    }

    [Fact]
    public async Task Only_an_open_meeting_can_be_adjourned_and_only_in_the_past()
    {
        var child = await Given.AChild();
        var conference = await Stage.AConferenceToHold(child);
        var chair = On("2026-03-18 17:00").As(ConferenceChair);

        (await Should.ThrowAsync<RefusedException>(() => chair.Adjourns(conference, "adjourned", "2026-03-19", "Tomorrow"))).Field.ShouldBe("on");
        (await Should.ThrowAsync<RefusedException>(() => chair.Adjourns(conference, "forgotten", "2026-03-18", "Why"))).Field.ShouldBe("ending");
        var assessment = await Stage.Step("assessment", child);
        (await Should.ThrowAsync<RefusedException>(() => chair.Adjourns(assessment, "adjourned", "2026-03-18", "Why"))).Message.ShouldBe("This step is not a meeting");
    }

    [Fact]
    public async Task Inquorate_but_the_chair_goes_on_needs_the_reason_and_is_counted()
    {
        var child = await Given.AChild();
        var conference = await Stage.AConferenceToHold(child);
        var chair = On("2026-03-20 16:00").As(ConferenceChair);

        var silent = await Should.ThrowAsync<RefusedException>(() => chair.Completes(conference, "plan", ("quorate", "no"), ("went-on-because", "")));
        silent.Message.ShouldBe("Enter why you went on without a quorum");
        await chair.Completes(conference, "plan", ("held-on", "2026-03-20"), ("category", "neglect"), ("quorate", "no"), ("went-on-because", "Waiting was the greater risk"));

        var held = (await Stage.Facts(child)).Single(f => f.Kind == "child-protection.initial-conference");
        held.Codes("quorate").ShouldBe(["no"]);
        held.Details.ShouldNotContain(d => d.Field == "went-on-because");
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23 met 2026-03-20"]);
        var written = await Stage.LookAsync(async db =>
        {
            var version = await db.Versions.SingleAsync(v => v.StepId == conference.Id);
            return Frozen.Read(await db.Words.SingleAsync(w => w.Id == version.Id));
        });
        written.Parts.SelectMany(p => p.Answers).Single(a => a.Field == "went-on-because").Text.ShouldBe("Waiting was the greater risk");
    }

    [Fact]
    public async Task A_plan_transferred_in_begins_here_with_the_conference_held_here()
    {
        var child = await Given.AChild();
        await On("2026-03-03 10:00").As(SocialWorker).Records("plan.notified-by-another-authority", child, "2026-03-02", "A letter from the council they came from");

        (await Stage.Clocks(child, "child-protection.transfer-in")).ShouldBe(["2026-03-02 due 2026-03-23"]);
        (await Stage.ToDo(child)).ShouldBe(["child-protection.transfer-in-conference"]);
        (await Stage.Periods(child, "child-protection-plan")).ShouldBeEmpty();

        await On("2026-03-18 15:00").As(ConferenceChair).Completes("transfer-in-conference", child, "plan",
            ("held-on", "2026-03-18"), ("notified-on", "2026-03-02"), ("began-elsewhere", "2025-06-10"), ("category", "neglect"), Stories.Quorate);

        (await Stage.Clocks(child, "child-protection.transfer-in")).ShouldBe(["2026-03-02 due 2026-03-23 met 2026-03-18"]);
        (await Stage.Clocks(child, "child-protection.first-review")).ShouldBe(["2026-03-18 due 2026-06-18"]);
        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-18 to now"]);
        (await Stage.ToDo(child)).ShouldBe(["child-protection.core-group", "child-protection.review-conference", "child-protection.visit"]);
        (await Stage.Counted("cp-plans-started", child)).ShouldBe(["2026-03-18 good"]);
        (await Stage.Titles(child)).ShouldContain("Another council told us that a child with a plan has moved here");
    }

    [Fact]
    public async Task A_plan_another_council_takes_over_ends_here_with_its_clocks()
    {
        var child = await Given.AChild();
        await Stage.APlan(child);

        await On("2026-05-06 10:00").As(SocialWorker).Records("plan.transferred", child, "2026-05-05", "Their transfer-in conference was yesterday");

        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to 2026-05-05"]);
        (await Stage.Clocks(child, "child-protection.first-review")).ShouldBe(["2026-03-20 due 2026-06-20 lapsed 2026-05-05"]);
        (await Stage.Clocks(child, "child-protection.first-core-group")).ShouldBe(["2026-03-20 due 2026-04-07 lapsed 2026-05-05"]);
        (await Stage.Counted("cp-plans-ended", child, "2026-27")).ShouldBe(["2026-05-05 good"]);
    }

    [Fact]
    public async Task A_strategy_discussion_held_again_in_the_same_enquiry_does_not_start_its_clock_again()
    {
        var child = await Given.AChild();
        await Stage.AnEnquiry(child);
        var first = await Stage.Step("strategy-discussion", child);

        await On("2026-03-09 09:00").As(SocialWorker).HoldsAgain(first);
        await Should.ThrowAsync<RefusedException>(() => As(SocialWorker).HoldsAgain(first));
        var second = await Stage.Step("strategy-discussion", child);
        second.Id.ShouldNotBe(first.Id);
        await On("2026-03-09 15:00").As(SocialWorker).Completes(second, "section-47-joint", ("held-at", "2026-03-09 14:00"));

        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);
        (await Stage.Steps(child)).Count(s => s.Name == "section-47-enquiry").ShouldBe(1);
        (await Stage.Chronology(child)).Count(l => l.Title == "Strategy discussion: Section 47 enquiry with police").ShouldBe(2);
    }

    [Fact]
    public async Task A_discussion_after_the_enquiry_ended_opens_another_with_a_clock_of_its_own()
    {
        var child = await Given.AChild();
        var enquiry = await Stage.AnEnquiry(child);
        var brother = await Given.AChild(c => c.With(child));
        await On("2026-03-03 09:00").As(SocialWorker).LetsIn(brother, enquiry, "Lives there too");
        await On("2026-03-12 10:00").As(SocialWorker).Completes(enquiry, ("ended-on", "2026-03-12"), ($"p.{child.Id}.outcome", "conference"), ($"p.{brother.Id}.outcome", "not-substantiated"));
        await As(TeamManager).Approves(enquiry);

        await On("2026-03-13 09:00").As(SocialWorker).HoldsAgain(await Stage.Step("strategy-discussion", child));
        await On("2026-03-13 12:00").As(SocialWorker).Completes("strategy-discussion", child, "section-47-single", ("held-at", "2026-03-13 11:00"));

        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23", "2026-03-13 11:00 due 2026-04-07"]);
    }

    [Fact]
    public async Task A_cancelled_review_leaves_the_plan_and_its_clock_as_they_are()
    {
        var child = await Given.AChild();
        await Stage.APlan(child);

        await On("2026-06-18 17:00").As(ConferenceChair).Adjourns(await Stage.Step("review-conference", child), "cancelled", "2026-06-18", "The chair was ill");

        (await Stage.Clocks(child, "child-protection.first-review")).ShouldBe(["2026-03-20 due 2026-06-20"]);
        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
    }
}
