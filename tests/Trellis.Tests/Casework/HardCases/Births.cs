using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

public sealed class Births(Stage stage) : OnStage(stage)
{
    private async Task<Person> AnUnbornChildOnAPlan()
    {
        var child = await Given.AChild(c => c.Named("Unborn Example").BornOn("2026-05-20"));
        await Stage.APlan(child);
        return child;
    }

    [Fact]
    public async Task An_unborn_child_is_born_and_keeps_record_and_plan()
    {
        var child = await AnUnbornChildOnAPlan();
        (await Stage.LookAsync(db => db.People.FindAsync(child.Id).AsTask())).ShouldNotBeNull().AgeWords(LondonTimes.Day("2026-05-01")).ShouldBe("not yet born");

        await On("2026-05-18 09:00").As(SocialWorker).Records("person.born", child, "2026-05-18 04:10");

        var born = (await Stage.LookAsync(db => db.People.FindAsync(child.Id).AsTask())).ShouldNotBeNull();
        (born.Born, born.AgeOn(LondonTimes.Day("2026-06-18"))).ShouldBe((LondonTimes.Day("2026-05-18"), 0));
        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
        (await Stage.Clocks(child, "child-protection.first-review")).ShouldBe(["2026-03-20 due 2026-06-20"]);
        (await Stage.Titles(child)).ShouldContain("The unborn child was born");
        (await Should.ThrowAsync<RefusedException>(() => As(SocialWorker).Records("person.born", child, "2026-05-18"))).Message.ShouldStartWith("This is recorded already");
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task A_child_who_was_never_expected_is_not_recorded_as_born_now()
    {
        var child = await Given.AChild(c => c.BornOn("2016-05-01"));

        (await Should.ThrowAsync<RefusedException>(() => As(SocialWorker).Records("person.born", child, "2026-03-01"))).Message.ShouldStartWith("This child was not recorded as expected");
    }

    [Fact]
    public async Task Twins_are_born_and_the_second_has_the_plan_of_the_child_that_was_expected()
    {
        var first = await AnUnbornChildOnAPlan();
        await Should.ThrowAsync<RefusedException>(() => As(SocialWorker).RecordsATwinOf(first, "2026-05-18 04:25", "Second"));
        await On("2026-05-18 09:00").As(SocialWorker).Records("person.born", first, "2026-05-18 04:10");

        var second = await As(SocialWorker).RecordsATwinOf(first, "2026-05-18 04:25", "Second");

        second.Id.ShouldNotBe(first.Id);
        second.HouseholdId.ShouldBe(first.HouseholdId);
        (await Stage.Periods(second, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
        (await Stage.ToDo(second)).ShouldBe(await Stage.ToDo(first));
        foreach (var timescale in new[] { "child-protection.initial-conference", "child-protection.first-review", "child-protection.first-core-group", "child-in-need.single-assessment" })
        {
            (await Stage.Clocks(second, timescale)).ShouldBe(await Stage.Clocks(first, timescale));
        }

        // From here each has clocks and outcomes of their own.
        await On("2026-06-15 10:00").As(ConferenceChair).Completes("review-conference", first, ("held-on", "2026-06-15"), ("category", "neglect"), Stories.Quorate,
            ($"p.{first.Id}.outcome", "continue"), ($"p.{second.Id}.outcome", "end-plan"), ($"p.{second.Id}.reason", "Lives with the grandparents"));
        (await Stage.Periods(first, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
        (await Stage.Periods(second, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to 2026-06-15"]);
        (await Stage.Clocks(first, "child-protection.next-review")).ShouldBe(["2026-06-15 due 2026-12-15"]);
        (await Stage.Clocks(second, "child-protection.next-review")).ShouldBeEmpty();

        // That there were two was known in May, and nothing recorded before says so.
        (await Stage.Facts(second)).ShouldAllBe(f => f.Recorded >= LondonTimes.Instant("2026-05-18 09:00"));
        await Stage.FollowsFromTheFacts(first, second);
    }

    [Fact]
    public async Task A_date_corrected_in_a_step_both_twins_share_moves_it_for_both()
    {
        var first = await AnUnbornChildOnAPlan();
        await On("2026-05-18 09:00").As(SocialWorker).Records("person.born", first, "2026-05-18 04:10");
        var second = await As(SocialWorker).RecordsATwinOf(first, "2026-05-18 04:25", "Second");

        await On("2026-05-19 09:00").As(SocialWorker).Corrects(await Stage.Step("initial-conference", first), "It was the day before", ("held-on", "2026-03-19"),
            ($"p.{first.Id}.outcome", "plan"), ($"p.{second.Id}.outcome", "plan"), ("category", "neglect"));

        (await Stage.Periods(first, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-19 to now"]);
        (await Stage.Periods(second, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-19 to now"]);
    }
}
