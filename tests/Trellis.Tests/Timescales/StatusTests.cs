using Trellis.Platform.Conditions;
using static Trellis.Tests.Timescales.Given;
using static Trellis.Tests.Timescales.Practice;

namespace Trellis.Tests.Timescales;

public sealed class StatusTests
{
    [Fact]
    public void A_plan_runs_from_the_conference_to_the_review_that_ends_it()
    {
        var story = new Story();
        story.Happened("2026-01-12 14:00", Conference, "plan");
        story.Happened("2026-04-01", Review, "continue");
        story.Happened("2026-09-14", Review, "end-plan");

        story.Periods(PlanStatus).ShouldBe(["2026-01-12 to 2026-09-14"]);
    }

    /// <summary>Decision 0060: taken out of a brother's matter, which they never belonged to, a child stays in need.</summary>
    [Fact]
    public void What_another_matter_says_of_itself_does_not_end_it()
    {
        var inNeed = InNeed with { Ends = [Given.When("matter.left")] };
        var story = new Story();
        story.Happened("2026-03-02 09:00", "front-door.referral");
        story.Happened("2026-03-09 10:00", "matter.left", origin: Guid.NewGuid());
        story.Periods(inNeed).ShouldBe(["2026-03-02 to now"]);

        story.Happened("2026-03-16 10:00", "matter.left");
        story.Periods(inNeed).ShouldBe(["2026-03-02 to 2026-03-16"]);
    }

    [Fact]
    public void Starting_while_open_is_absorbed_and_kept_in_mind()
    {
        var story = new Story();
        story.Happened("2026-01-12", Conference, "plan");
        var second = story.Happened("2026-02-02", "child-protection.transfer-in-conference", "plan");

        var period = story.Derive([], [PlanStatus]).Statuses.ShouldHaveSingleItem();

        Story.Line(period).ShouldBe("2026-01-12 to now");
        period.Absorbed.ShouldBe([second.Id]);
    }

    [Fact]
    public void Initial_and_latest_category_are_both_kept()
    {
        var story = new Story();
        story.Happened("2026-01-12", Conference, "outcome=plan;category=neglect");
        story.Happened("2026-04-01", Review, "outcome=continue;category=emotional");
        story.Happened("2026-09-14", Review, "end-plan");
        story.Happened("2026-11-02", Conference, "outcome=plan;category=sexual;category=neglect");

        var periods = story.Derive([], [PlanStatus]).Statuses;

        periods.Select(p => (p.InitialCategory, p.LatestCategory, p.Previous)).ShouldBe([("neglect", "emotional", 0), ("neglect+sexual", "neglect+sexual", 1)]);
    }

    [Fact]
    public void A_period_that_ends_on_its_first_day_is_recorded_and_empty()
    {
        var story = new Story();
        story.Happened("2026-01-12", Conference, "plan");
        story.Personally("2026-01-12", "person.turned-18");

        var period = story.Derive([], [PlanStatus]).Statuses.ShouldHaveSingleItem();

        (period.IsEmpty, period.IsOpen, period.OpenOn(period.Start)).ShouldBe((true, false, false));
        story.Periods(PlanStatus).ShouldBe(["2026-01-12 to 2026-01-12"]);
    }

    [Fact]
    public void A_second_plan_can_begin_on_the_day_the_first_ended()
    {
        var story = new Story();
        story.Happened("2026-01-12", Conference, "plan");
        story.Happened("2026-03-02 10:00", "plan.transferred");
        story.Happened("2026-03-02 15:00", Conference, "plan");

        story.Periods(PlanStatus).ShouldBe(["2026-01-12 to 2026-03-02", "2026-03-02 to now"]);
    }

    [Fact]
    public void A_status_may_follow_from_another_in_whatever_order_they_are_given()
    {
        var supervised = Status("supervised", [Starts(Plan)], [Ends(Plan)]);
        var careful = Status("careful", [When("visit", new Compare("person.status", Comparison.Is, ["supervised"]))], []);
        var story = new Story();
        story.Happened("2026-01-12", Conference, "plan");
        story.Happened("2026-02-02", "visit");
        story.Happened("2026-03-02", "plan.transferred");

        var statuses = story.Derive([], [careful, supervised, PlanStatus]).Statuses;

        statuses.Select(s => s.StatusId + " " + Story.Line(s)).ShouldBe(
        [
            "child-protection-plan 2026-01-12 to 2026-03-02",
            "supervised 2026-01-12 to 2026-03-02",
            "careful 2026-02-02 to now",
        ]);
    }

    [Fact]
    public void Statuses_that_follow_from_each_other_are_refused()
    {
        var one = Status("one", [Starts("two")], []);
        var two = Status("two", [Starts("one")], []);

        Should.Throw<InvalidOperationException>(() => new Story().Derive([], [one, two])).Message
            .ShouldBe("These statuses ask about each other in a circle: one, two");
    }

    [Fact]
    public void A_condition_may_count_the_periods_before()
    {
        var repeat = Timescale("repeat-plan", "5 working days", [Starts(Plan, new Compare("previous", Comparison.AtLeast, ["1"]))], [When("management.review")]);
        var story = new Story();
        story.Happened("2026-01-12", Conference, "plan");
        story.Happened("2026-02-02", "plan.transferred");
        story.Happened("2026-03-02", Conference, "plan");

        story.Clocks(repeat).ShouldBe(["2026-03-02 due 2026-03-09"]);
    }
}
