using Trellis.Platform.Timescales;
using Trellis.Tests.Time;
using static Trellis.Tests.Timescales.Given;
using static Trellis.Tests.Timescales.Practice;

namespace Trellis.Tests.Timescales;

/// <summary>The hard cases of the practice sketch, as far as they are about clocks and statuses.</summary>
public sealed class HardCaseTests
{
    [Fact]
    public void A_child_joins_an_open_matter_and_has_clocks_from_then()
    {
        var first = new Story();
        first.Happened("2026-03-02", "front-door.referral");
        var second = new Story(first.Origin);
        second.Happened("2026-03-05", "matter.joined");
        second.Happened("2026-03-05", "front-door.referral");

        first.Clocks(ReferralDecision).ShouldBe(["2026-03-02 due 2026-03-03"]);
        second.Clocks(ReferralDecision).ShouldBe(["2026-03-05 due 2026-03-06"]);
    }

    [Fact]
    public void A_child_leaves_and_nothing_more_is_due_for_that_child()
    {
        var stays = new Story();
        stays.Happened("2026-03-02", "front-door.referral");
        var leaves = new Story(stays.Origin);
        leaves.Happened("2026-03-02", "front-door.referral");
        leaves.Happened("2026-03-04", "matter.left");

        stays.Clocks(Assessment).ShouldBe(["2026-03-02 due 2026-05-07"]);
        leaves.Clocks(Assessment).ShouldBe(["2026-03-02 due 2026-05-07 lapsed 2026-03-04"]);
    }

    [Fact]
    public void One_sibling_needs_no_further_action_while_the_other_is_assessed()
    {
        var one = new Story();
        one.Happened("2026-03-02", "front-door.referral");
        one.Happened("2026-03-03", "front-door.decision", "assess");
        var other = new Story(one.Origin);
        other.Happened("2026-03-02", "front-door.referral");
        other.Happened("2026-03-03", "front-door.decision", "no-further-action");

        one.Clocks(Assessment).ShouldBe(["2026-03-02 due 2026-05-07"]);
        one.Periods(InNeed).ShouldBe(["2026-03-02 to now"]);
        other.Clocks(Assessment).ShouldBe(["2026-03-02 due 2026-05-07 lapsed 2026-03-03"]);
        other.Periods(InNeed).ShouldBe(["2026-03-02 to 2026-03-03"]);
    }

    [Fact]
    public void A_conference_adjourned_and_resumed_is_held_on_the_day_it_decides()
    {
        var story = new Story();
        var discussion = story.Happened("2026-03-02 11:00", Discussion, "section-47-joint");
        var enquiry = story.Opened("2026-03-02 12:00", Enquiry, discussion);
        var found = story.Happened("2026-03-12", Enquiry, "conference", step: enquiry.SourceId, because: discussion);
        var conference = story.Opened("2026-03-12", Conference, found);
        story.Happened("2026-03-20", Conference + ".adjourned", step: conference.SourceId, because: found);
        story.Clocks(InitialConference, FirstCoreGroup).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);

        story.Happened("2026-03-24", Conference, "plan", step: conference.SourceId, because: found);
        story.Clocks(InitialConference, FirstCoreGroup).ShouldBe(
        [
            "2026-03-02 11:00 due 2026-03-23 met 2026-03-24",
            "2026-03-24 due 2026-04-09",
        ]);
    }

    [Fact]
    public void A_plan_transferred_in_begins_here_with_the_conference_held_here()
    {
        var story = new Story();
        story.Happened("2026-03-02", "plan.notified");
        story.Happened("2026-03-18", "child-protection.transfer-in-conference", "outcome=plan;category=neglect;began-elsewhere=2025-06-10");

        story.Clocks(TransferIn, FirstReview).ShouldBe(["2026-03-02 due 2026-03-23 met 2026-03-18", "2026-03-18 due 2026-06-18"]);
        story.Periods(PlanStatus).ShouldBe(["2026-03-18 to now"]);
    }

    [Fact]
    public void A_discussion_held_twice_and_only_the_one_that_opened_the_enquiry_counts()
    {
        var story = new Story();
        var first = story.Happened("2026-03-02", Discussion, "section-47-joint");
        var enquiry = story.Opened("2026-03-02", Enquiry, first);
        story.Happened("2026-03-09", Discussion, "section-47-joint");
        story.Clocks(InitialConference).ShouldBe(["2026-03-02 due 2026-03-23"]);

        var found = story.Happened("2026-03-12", Enquiry, "conference", step: enquiry.SourceId, because: first);
        story.Happened("2026-03-20", Conference, "plan", because: found);
        story.Clocks(InitialConference).ShouldBe(["2026-03-02 due 2026-03-23 met 2026-03-20"]);
    }

    [Fact]
    public void Two_enquiries_have_a_clock_each_and_one_ends_without_the_other()
    {
        var story = new Story();
        var first = story.Happened("2026-03-02", Discussion, "section-47-joint");
        var one = story.Opened("2026-03-02", Enquiry, first);
        var second = story.Happened("2026-03-09", Discussion, "section-47-single");
        var two = story.Opened("2026-03-09", Enquiry, second);
        story.Happened("2026-03-13", Enquiry, "not-substantiated", step: two.SourceId, because: second);

        story.Clocks(InitialConference).ShouldBe(["2026-03-02 due 2026-03-23", "2026-03-09 due 2026-03-30 lapsed 2026-03-13"]);
        story.Derive([InitialConference], []).Clocks.Select(c => c.Subject).ShouldBe([one.SourceId!.Value, two.SourceId!.Value]);
    }

    [Fact]
    public void An_enquiry_that_ends_with_a_death_needs_no_conference()
    {
        var story = new Story();
        var discussion = story.Happened("2026-03-02", Discussion, "section-47-joint");
        story.Opened("2026-03-02", Enquiry, discussion);
        story.Personally("2026-03-06", "person.died");

        story.Clocks(InitialConference).ShouldBe(["2026-03-02 due 2026-03-23 lapsed 2026-03-06"]);
    }

    [Fact]
    public void A_step_completed_in_error_is_withdrawn_and_its_clock_runs_again()
    {
        var story = new Story();
        var referral = story.Happened("2026-03-02", "front-door.referral");
        var decision = story.Happened("2026-03-03", "front-door.decision", "no-further-action");
        story.Withdrawn(decision);
        story.Clocks(ReferralDecision, Assessment).ShouldBe(["2026-03-02 due 2026-05-07", "2026-03-02 due 2026-03-03"]);
        story.Periods(InNeed).ShouldBe(["2026-03-02 to now"]);

        story.Withdrawn(referral);
        story.Clocks(ReferralDecision, Assessment).ShouldBeEmpty();
        story.Periods(InNeed).ShouldBeEmpty();
    }

    [Fact]
    public void A_step_on_the_wrong_child_leaves_that_child_as_before_and_runs_for_the_right_one()
    {
        var wrong = new Story();
        wrong.Withdrawn(wrong.Happened("2026-03-02", "front-door.referral"));
        var right = new Story(wrong.Origin);
        right.Happened("2026-03-02", "front-door.referral", recorded: "2026-03-06");

        wrong.Clocks(ReferralDecision).ShouldBeEmpty();
        right.Clocks(ReferralDecision).ShouldBe(["2026-03-02 due 2026-03-03"]);
    }

    [Fact]
    public void An_enquiry_made_out_of_hours_and_recorded_three_days_later_runs_from_when_it_happened()
    {
        var story = new Story();
        var discussion = story.Happened("2026-03-06 23:40", Discussion, "section-47-joint", recorded: "2026-03-09 10:00");
        story.Opened("2026-03-09 10:00", Enquiry, discussion);

        story.Clocks(InitialConference).ShouldBe(["2026-03-06 23:40 due 2026-03-27"]);
    }

    [Fact]
    public void A_review_held_late_is_met_late_and_the_next_runs_from_the_day_it_was_held()
    {
        var story = new Story();
        story.Happened("2026-01-12", Conference, "plan");
        story.Happened("2026-04-20", Review, "continue");
        story.Happened("2026-10-19", Review, "continue");

        story.Clocks(FirstReview, NextReview).ShouldBe(
        [
            "2026-01-12 due 2026-04-12 met 2026-04-20",
            "2026-04-20 due 2026-10-20 met 2026-10-19",
            "2026-10-19 due 2027-04-19",
        ]);
        story.Derive([FirstReview], Practice.Statuses).Clocks.Single()
            .StateOn(Calendars.Moment("2026-12-01"), Calendars.EnglandAndWales).Words.ShouldBe("met 8 days late");
    }

    [Fact]
    public void The_coroner_asks_to_wait_and_the_clock_stands_still()
    {
        var story = new Story();
        story.Happened("2026-01-15", "person.died");
        story.Happened("2026-02-01", "coroner.asked-to-wait");
        var waiting = story.Derive([DeathReview], []).Clocks.Single();
        waiting.Standing.ShouldNotBeNull();
        waiting.StateOn(Calendars.Moment("2026-05-01"), Calendars.EnglandAndWales).Words.ShouldBe("paused since 1 February 2026");

        story.Happened("2026-06-01", "coroner.released");
        story.Clocks(DeathReview).ShouldBe(["2026-01-15 due 2026-08-13"]);

        story.Happened("2026-08-10", "child-death.review-meeting");
        story.Derive([DeathReview], []).Clocks.Single().InTime.ShouldBe(true);
    }

    [Fact]
    public void A_meeting_held_while_the_coroner_still_asks_to_wait_is_in_time()
    {
        var story = new Story();
        story.Happened("2026-01-15", "person.died");
        story.Happened("2026-02-01", "coroner.asked-to-wait");
        story.Happened("2026-07-01", "child-death.review-meeting");

        var clock = story.Derive([DeathReview], []).Clocks.Single();

        (clock.InTime, clock.Paused.Single().To).ShouldBe((true, Calendars.Moment("2026-07-01")));
    }

    [Fact]
    public void A_coroner_who_asks_when_it_is_already_late_changes_nothing()
    {
        var story = new Story();
        story.Happened("2026-01-15", "person.died");
        story.Happened("2026-05-01", "coroner.asked-to-wait");

        story.Derive([DeathReview], []).Clocks.Single().StateOn(Calendars.Moment("2026-05-05"), Calendars.EnglandAndWales).Words.ShouldBe("20 days late");
    }

    [Fact]
    public void An_unborn_child_is_born_and_the_plan_runs_on()
    {
        var postBirth = Timescale("post-birth-review", "10 days", [When("person.born")], [When(Review), When(CoreGroup)], [Ends(Plan)]);
        var story = new Story();
        story.Personally("2026-01-10", Timeline.DescribedKind, "expected=2026-03-20");
        story.Happened("2026-01-12", Conference, "plan");
        story.Happened("2026-03-18 04:10", "person.born");
        story.Personally("2026-03-18", Timeline.DescribedKind, "born=2026-03-18");
        story.Happened("2026-03-30", CoreGroup, "held");

        story.Clocks(postBirth, FirstReview).ShouldBe(["2026-01-12 due 2026-04-12", "2026-03-18 04:10 due 2026-03-28 met 2026-03-30"]);
        story.Periods(PlanStatus).ShouldBe(["2026-01-12 to now"]);
        new Timeline(story.Facts).AgeOn(Calendars.Day("2026-01-12")).ShouldBeNull();
    }

    [Fact]
    public void Twins_are_born_and_each_has_clocks_of_its_own()
    {
        var elder = new Story();
        elder.Happened("2026-01-12", Conference, "plan");
        elder.Happened("2026-03-18 04:10", "person.born");
        var younger = new Story(elder.Origin);
        younger.Happened("2026-03-18 04:25", "person.born");
        younger.Happened("2026-03-25", Conference, "plan");
        foreach (var twin in new[] { elder, younger }) { twin.Happened("2026-04-08", CoreGroup, "held"); }

        elder.Clocks(FirstCoreGroup, FirstReview).ShouldBe(["2026-01-12 due 2026-01-26 met 2026-04-08", "2026-01-12 due 2026-04-12"]);
        younger.Clocks(FirstCoreGroup, FirstReview).ShouldBe(["2026-03-25 due 2026-04-10 met 2026-04-08", "2026-03-25 due 2026-06-25"]);
    }

    [Fact]
    public void Two_records_on_plans_found_to_be_one_child_have_one_plan_and_show_the_conflict()
    {
        var one = new Story();
        one.Happened("2026-01-12", Conference, "plan");
        var other = new Story();
        var second = other.Happened("2026-02-16", Conference, "plan");

        var period = Derived.From([.. one.Facts, .. other.Facts], [], [PlanStatus], Calendars.EnglandAndWales).Statuses.ShouldHaveSingleItem();

        (Story.Line(period), period.Absorbed.Single()).ShouldBe(("2026-01-12 to now", second.Id));
    }

    [Fact]
    public void A_child_turns_18_and_plan_and_clocks_end()
    {
        var story = new Story();
        story.Happened("2026-01-12", Conference, "plan");
        story.Happened("2026-04-01", Review, "continue");
        story.Personally("2026-05-02", "person.turned-18");

        story.Periods(PlanStatus).ShouldBe(["2026-01-12 to 2026-05-02"]);
        story.Clocks(NextReview).ShouldBe(["2026-04-01 due 2026-10-01 lapsed 2026-05-02"]);
    }

    [Fact]
    public void A_law_that_changes_while_a_clock_runs_does_not_change_the_clock()
    {
        var tightened = InitialConference with { Of = null, Terms = [Term("2010-03-01", "15 working days"), Term("2026-03-19", "10 working days")] };
        var story = new Story();
        story.Happened("2026-03-18", Discussion, "section-47-joint");
        story.Happened("2026-03-19", Discussion, "section-47-joint", origin: Guid.NewGuid());

        var clocks = story.Derive([tightened], []).Clocks;

        clocks.Select(Story.Line).ShouldBe(["2026-03-18 due 2026-04-10", "2026-03-19 due 2026-04-02"]);
        clocks.Select(c => c.Term.InForceFrom).ShouldBe([Calendars.Day("2010-03-01"), Calendars.Day("2026-03-19")]);
    }

    [Fact]
    public void A_date_corrected_moves_the_deadline_the_status_and_whether_it_was_in_time()
    {
        var story = new Story();
        var conference = story.Happened("2026-01-12", Conference, "plan");
        story.Happened("2026-04-10", Review, "continue");
        story.Derive([FirstReview], Practice.Statuses).Clocks.Single().InTime.ShouldBe(true);

        story.Corrected(conference, "2026-01-05", recorded: "2026-06-01");
        story.Clocks(FirstReview).ShouldBe(["2026-01-05 due 2026-04-05 met 2026-04-10"]);
        story.Periods(PlanStatus).ShouldBe(["2026-01-05 to now"]);

        // What was known before stays answerable: a figure published in May does not move.
        var known = new Timeline(story.Facts).AsKnownOn(Calendars.Moment("2026-05-01").At);
        Derived.From(known, [FirstReview], [PlanStatus], Calendars.EnglandAndWales).Clocks.Select(Story.Line).ShouldBe(["2026-01-12 due 2026-04-12 met 2026-04-10"]);
    }
}
