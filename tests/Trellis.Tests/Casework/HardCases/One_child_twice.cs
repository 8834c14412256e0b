using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Casework.Work;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

public sealed class One_child_twice(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task Two_records_on_plans_found_to_be_one_child_are_work_for_a_manager_and_not_an_error()
    {
        var one = await Given.AChild(c => c.Named("Robin Example"));
        var other = await Given.AChild(c => c.Named("Robyn Example"));
        await Stage.APlan(one);
        await Stage.APlan(other);

        var conflicts = await On("2026-04-01 10:00").As(SocialWorker).Links(one, other, "Same school, same birthday, one mother");

        conflicts.ShouldBe(["child-in-need", "child-protection-plan"]);
        foreach (var (record, twin) in new[] { (one, other), (other, one) })
        {
            (await Stage.Facts(record)).Single(f => f.Kind == "record.found-to-be-one").Codes("other").ShouldBe([twin.Id.ToString()]);
            (await Stage.Facts(record)).Single(f => f.Kind == "record.conflicts").Codes("status").ShouldBe(["child-in-need", "child-protection-plan"], ignoreOrder: true);
            (await Stage.ToDo(record)).ShouldContain("records.two-records");
            (await Stage.Periods(record, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
        }

        var (items, _, _) = await As(TeamManager).In(services => services.GetRequiredService<WorkList>().ReadAsync(everyone: false, page: 1));
        items.Single(i => i.Step == "Two records of one person do not agree").People.Select(p => p.Name).ShouldBe(["Robyn Example (recorded as Robin Example)", "Robyn Example"], ignoreOrder: true);
        (await Should.ThrowAsync<RefusedException>(() => As(SocialWorker).Links(one, other, "Again"))).Message.ShouldBe("These records are linked already");

        // Putting it right is withdrawing the plan that is one too many.
        await On("2026-04-02 10:00").As(TeamManager).Withdraws(await Stage.Step("initial-conference", other), "The same conference, recorded twice");
        await As(TeamManager).Completes("two-records", one, "put-right");
        (await Stage.Periods(other, "child-protection-plan")).ShouldBeEmpty();
        (await Stage.Periods(one, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
        (await Stage.ToDo(one)).ShouldNotContain("records.two-records");
    }

    [Fact]
    public async Task Two_records_that_agree_are_linked_and_nobody_is_asked()
    {
        var one = await Given.AChild();
        var other = await Given.AChild();
        await Stage.APlan(one);

        (await As(SocialWorker).Links(one, other, "One child")).ShouldBeEmpty();

        (await Stage.ToDo(other)).ShouldBeEmpty();
        (await Stage.Titles(one)).ShouldContain("Found to be the same person as another record");
        (await Should.ThrowAsync<RefusedException>(() => As(SocialWorker).Links(one, one, "One child"))).Field.ShouldBe("Other");
    }
}
