using Trellis.Platform.Conditions;
using Trellis.Tests.Time;
using static Trellis.Tests.Timescales.Given;
using static Trellis.Tests.Timescales.Practice;

namespace Trellis.Tests.Timescales;

public sealed class ClockRuleTests
{
    [Fact]
    public void A_referral_is_decided_by_the_end_of_the_next_working_day()
    {
        var story = new Story();
        story.Happened("2026-03-06 16:10", "front-door.referral");
        story.Clocks(ReferralDecision).ShouldBe(["2026-03-06 16:10 due 2026-03-09"]);

        story.Happened("2026-03-09 11:00", "front-door.decision", "assess");
        story.Clocks(ReferralDecision).ShouldBe(["2026-03-06 16:10 due 2026-03-09 met 2026-03-09 11:00"]);
    }

    [Theory]
    [InlineData("2026-03-05", "2026-03-05")]
    [InlineData("2026-03-05", "2026-03-05 09:00")]
    [InlineData("2026-03-05 14:00", "2026-03-05")]
    [InlineData("2026-03-05 14:00", "2026-03-05 14:00")]
    public void What_happened_on_the_same_day_ends_the_clock_when_only_the_day_is_known(string referred, string decided)
    {
        var story = new Story();
        story.Happened(referred, "front-door.referral");
        story.Happened(decided, "front-door.decision", "assess");

        story.Clocks(ReferralDecision).ShouldBe([$"{referred} due 2026-03-06 met {decided}"]);
    }

    [Fact]
    public void What_happened_before_the_start_does_not_end_it()
    {
        var story = new Story();
        story.Happened("2026-03-05 14:00", "front-door.referral");
        story.Happened("2026-03-05 13:59", "front-door.decision", "assess");
        story.Happened("2026-03-04", "front-door.decision", "assess");

        story.Clocks(ReferralDecision).ShouldBe(["2026-03-05 14:00 due 2026-03-06"]);
    }

    [Fact]
    public void A_second_start_while_the_clock_runs_is_absorbed()
    {
        var story = new Story();
        story.Happened("2026-03-02", "front-door.referral");
        story.Happened("2026-03-03", "front-door.referral");
        story.Happened("2026-03-04", "front-door.decision", "assess");
        story.Happened("2026-03-09", "front-door.referral");

        story.Clocks(ReferralDecision).ShouldBe(["2026-03-02 due 2026-03-03 met 2026-03-04", "2026-03-09 due 2026-03-10"]);
    }

    [Fact]
    public void A_second_start_on_the_day_the_first_was_answered_needs_its_own_answer()
    {
        var story = new Story();
        story.Happened("2026-03-02", "front-door.referral");
        story.Happened("2026-03-03", "front-door.decision", "assess");
        story.Happened("2026-03-03", "front-door.referral");

        story.Clocks(ReferralDecision).ShouldBe(["2026-03-02 due 2026-03-03 met 2026-03-03", "2026-03-03 due 2026-03-04"]);
    }

    [Fact]
    public void Until_beats_unless_on_a_tie()
    {
        var story = new Story();
        story.Happened("2026-03-02", "front-door.referral");
        story.Happened("2026-03-03 09:00", "matter.left");
        story.Happened("2026-03-03", "front-door.decision", "assess");

        story.Clocks(ReferralDecision).ShouldBe(["2026-03-02 due 2026-03-03 met 2026-03-03"]);
    }

    [Fact]
    public void An_unless_that_came_first_ends_it()
    {
        var story = new Story();
        story.Happened("2026-03-02 09:00", "front-door.referral");
        story.Happened("2026-03-02 10:00", "matter.left");
        story.Happened("2026-03-02 11:00", "front-door.decision", "assess");

        story.Clocks(ReferralDecision).ShouldBe(["2026-03-02 09:00 due 2026-03-03 lapsed 2026-03-02 10:00"]);
    }

    [Fact]
    public void Facts_of_another_matter_do_not_count_and_facts_of_none_do()
    {
        var story = new Story();
        story.Happened("2026-03-02", "front-door.referral");
        story.Happened("2026-03-03", "front-door.decision", "assess", origin: Guid.NewGuid());
        story.Clocks(ReferralDecision).ShouldBe(["2026-03-02 due 2026-03-03"]);

        story.Personally("2026-03-04", "matter.left");
        story.Clocks(ReferralDecision).ShouldBe(["2026-03-02 due 2026-03-03 lapsed 2026-03-04"]);
    }

    [Theory]
    [InlineData("red", "2026-03-09 12:00")]
    [InlineData("amber", "2026-03-07 16:00")]
    [InlineData("green", "2026-03-09 16:00")]
    public void The_limit_can_depend_on_a_code(string risk, string due)
    {
        var story = new Story();
        story.Happened("2026-03-06 16:00", "front-door.triage", $"outcome=ask;risk={risk}");

        story.Clocks(MashInformation).ShouldBe([$"2026-03-06 16:00 due {due}"]);
    }

    [Fact]
    public void The_code_may_have_been_said_before_the_start()
    {
        var story = new Story();
        story.Happened("2026-03-06 15:00", "front-door.triage", "outcome=advice;risk=red");
        story.Happened("2026-03-06 16:00", "front-door.triage", "ask");
        story.Happened("2026-03-06 17:00", "front-door.triage", "outcome=referral;risk=green");

        story.Clocks(MashInformation).ShouldBe(["2026-03-06 16:00 due 2026-03-09 12:00 met 2026-03-06 17:00"]);
    }

    [Fact]
    public void Without_the_code_there_is_no_limit_and_no_clock()
    {
        var story = new Story();
        story.Happened("2026-03-06 16:00", "front-door.triage", "ask");

        story.Clocks(MashInformation).ShouldBeEmpty();
    }

    [Fact]
    public void Before_any_term_and_under_a_term_without_a_number_there_is_no_clock()
    {
        var timescale = ReferralDecision with { Terms = [Term("2018-07-04", null), Term("2013-04-15", "1 working day")] };
        var story = new Story();
        story.Happened("2013-04-12", "front-door.referral");
        story.Happened("2018-07-03", "front-door.referral");
        story.Happened("2018-07-04", "front-door.referral", origin: Guid.NewGuid());

        // The first, never decided, has no clock that could absorb the second.
        story.Clocks(timescale).ShouldBe(["2018-07-03 due 2018-07-04"]);
    }

    [Fact]
    public void A_condition_may_ask_for_age_and_status()
    {
        var timescale = ReferralDecision with
        {
            From = [When("front-door.referral", new Both(
                new Compare("person.age", Comparison.Below, ["5"]),
                new Compare("person.status", Comparison.Is, [Plan])))],
        };
        var story = new Story();
        story.Personally("2026-01-01", "person.described", "born=2021-03-03");
        story.Happened("2026-01-05", Conference, "plan");
        story.Happened("2026-03-02", "front-door.referral");
        story.Happened("2026-03-02", "front-door.decision", "assess");
        story.Happened("2026-03-03", "front-door.referral");

        story.Clocks(timescale).ShouldBe(["2026-03-02 due 2026-03-03 met 2026-03-02"]);
    }

    [Fact]
    public void Papers_are_due_five_clear_working_days_before_each_meeting()
    {
        var story = new Story();
        story.Happened("2026-03-12", "meeting.arranged");
        story.Happened("2026-04-09", "meeting.arranged");
        story.Happened("2026-05-14", "meeting.arranged");
        story.Happened("2026-06-11", "meeting.arranged");
        story.Happened("2026-03-04", "meeting.papers-published");
        story.Happened("2026-04-01", "meeting.papers-published");
        story.Happened("2026-05-20", "meeting.cancelled");

        story.Clocks(AgendaPublication).ShouldBe(
        [
            "2026-03-12 due 2026-03-04 met 2026-03-04",
            "2026-04-09 due 2026-03-30 met 2026-04-01",
            "2026-05-14 due 2026-05-06",
            "2026-06-11 due 2026-06-03 lapsed 2026-05-20",
        ]);
        story.Derive([AgendaPublication], []).Clocks.Select(c => c.InTime).ShouldBe([true, false, null, null]);
    }

    [Fact]
    public void A_minimum_is_kept_when_it_is_done_no_sooner()
    {
        var recovery = Timescale("recovery-period", "not before 30 days", [When("reasonable-grounds")], [When("conclusive-grounds")]);
        var story = new Story();
        story.Happened("2026-01-05", "reasonable-grounds");
        story.Happened("2026-02-03", "conclusive-grounds");

        var clock = story.Derive([recovery], []).Clocks.ShouldHaveSingleItem();

        Story.Line(clock).ShouldBe("2026-01-05 due 2026-02-04 met 2026-02-03");
        clock.InTime.ShouldBe(false);
        clock.StateOn(Calendars.Moment("2026-02-05"), Calendars.EnglandAndWales).Words.ShouldBe("done 1 day too soon");
    }
}
