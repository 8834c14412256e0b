using Trellis.Modules.Casework;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

/// <summary>Three children taken through visits: in the ordinary way, late, and corrected.</summary>
public sealed class Visits(Stage stage) : OnStage(stage)
{
    private static readonly (string, string)[] Seen = [("seen", "yes"), ("seen-alone", "yes"), ("bedroom", "yes"), ("child-says", "I like my new bed")];

    [Fact]
    public async Task Each_visit_on_which_the_child_is_seen_says_when_the_next_is_due_and_opens_it()
    {
        var child = await Given.AChild();
        await Stage.APlan(child);
        (await Stage.Clocks(child, "child-protection.visit")).ShouldBe(["2026-03-20 due 2026-04-17"]);

        await On("2026-04-02 16:00").As(SocialWorker).Completes("visit", child, "visited", [("visited-on", "2026-04-01"), .. Seen]);

        (await Stage.Clocks(child, "child-protection.visit")).ShouldBe(["2026-03-20 due 2026-04-17 met 2026-04-01", "2026-04-01 due 2026-04-29"]);
        (await Stage.ToDo(child)).ShouldContain("child-protection.visit");
        (await Stage.Counted("cp-visits-in-time", child, "2026-27")).ShouldBe(["2026-04-01 good"]);
        (await Stage.Counted("cp-visits-seen-alone", child, "2026-27")).ShouldBe(["2026-04-01 good"]);
        await Stage.FollowsFromTheFacts(child);

        await On("2026-06-10 10:00").As(ConferenceChair).Completes("review-conference", child, "end-plan", ("held-on", "2026-06-10"), Stories.Quorate);

        (await Stage.Clocks(child, "child-protection.visit"))[^1].ShouldBe("2026-04-01 due 2026-04-29 lapsed 2026-06-10");
        (await Stage.ToDo(child)).ShouldNotContain("child-protection.visit");
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task Nobody_in_is_a_visit_and_stops_no_clock_so_the_child_is_seen_late()
    {
        var child = await Given.AChild();
        await Stage.APlan(child);

        await On("2026-04-16 16:00").As(SocialWorker).Completes("visit", child, "visited", ("visited-on", "2026-04-16"), ("seen", "no"), ($"p.{child.Id}.seen.reason", "Nobody opened the door"));

        (await Stage.Clocks(child, "child-protection.visit")).ShouldBe(["2026-03-20 due 2026-04-17"]);
        await On("2026-04-20 16:00").As(SocialWorker).Completes("visit", child, "visited", [("visited-on", "2026-04-20"), .. Seen]);
        (await Stage.Clocks(child, "child-protection.visit")).ShouldBe(["2026-03-20 due 2026-04-17 met 2026-04-20", "2026-04-20 due 2026-05-18"]);
        (await Stage.Counted("cp-visits-in-time", child, "2026-27")).ShouldBe(["2026-04-20"]);
        (await Stage.Counted("cp-visits-seen-alone", child, "2026-27")).Order().ShouldBe(["2026-04-16", "2026-04-20 good"]);
    }

    [Fact]
    public async Task A_day_put_right_moves_the_next_one_that_is_due()
    {
        var child = await Given.AChild();
        await Stage.APlan(child);
        var visit = await On("2026-04-02 16:00").As(SocialWorker).Completes("visit", child, "visited", [("visited-on", "2026-04-02"), .. Seen]);

        await On("2026-04-03 09:00").As(SocialWorker).Corrects(visit, "It was the day before", ("visited-on", "2026-04-01"));

        (await Stage.Clocks(child, "child-protection.visit")).ShouldBe(["2026-03-20 due 2026-04-17 met 2026-04-01", "2026-04-01 due 2026-04-29"]);
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task Of_two_who_are_visited_together_the_one_who_was_not_seen_is_still_to_be_seen()
    {
        var (seen, away) = (await Given.AChild(), await Given.AChild());
        await Stage.APlan(seen, away);

        var visit = await On("2026-04-01 16:00").As(SocialWorker).Completes("visit", seen, "visited",
            ("visited-on", "2026-04-01"), ($"p.{seen.Id}.seen", "yes"), ($"p.{seen.Id}.seen-alone", "no"), ($"p.{seen.Id}.child-says", "Mum cried"), ($"p.{away.Id}.seen", "no"), ($"p.{away.Id}.seen.reason", "At football"));

        visit.State.ShouldBe(StepState.Done);
        (await Stage.Clocks(seen, "child-protection.visit")).ShouldBe(["2026-03-20 due 2026-04-17 met 2026-04-01", "2026-04-01 due 2026-04-29"]);
        (await Stage.Clocks(away, "child-protection.visit")).ShouldBe(["2026-03-20 due 2026-04-17"]);
    }

    [Fact]
    public async Task A_child_in_need_is_seen_every_six_weeks_until_a_child_protection_plan_begins()
    {
        var child = await Given.AChild();
        await On("2026-03-02 10:00").As(SocialWorker).Begins("child-in-need", "plan", child);
        await As(SocialWorker).Completes("plan", child, "agreed", ("planned-on", "2026-03-02"));

        await On("2026-03-12 16:00").As(SocialWorker).Completes("visit", child, "visited", [("visited-on", "2026-03-12"), .. Seen]);

        (await Stage.Clocks(child, "child-in-need.visit")).ShouldBe(["2026-03-02 10:00 due 2026-04-13 met 2026-03-12", "2026-03-12 due 2026-04-23"]);
        (await Stage.Counted("child-in-need-visits-in-time", child)).ShouldBe(["2026-03-12 good"]);
        await On("2026-03-16 10:00").As(ConferenceChair).Begins("child-protection", "transfer-in-conference", child);
        await As(ConferenceChair).Completes("transfer-in-conference", child, "plan", ("held-on", "2026-03-16"), ("notified-on", "2026-03-09"), ("category", "neglect"), Stories.Quorate);
        (await Stage.Clocks(child, "child-in-need.visit"))[^1].ShouldBe("2026-03-12 due 2026-04-23 lapsed 2026-03-16");
        (await Stage.Clocks(child, "child-protection.visit")).ShouldBe(["2026-03-16 due 2026-04-13"]);
    }
}
