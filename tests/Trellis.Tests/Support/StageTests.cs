using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Support;

public sealed class StageTests(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task A_story_is_told_in_a_few_lines_and_what_follows_can_be_read()
    {
        var child = await Given.AChild(c => c.BornOn("2016-05-01"));

        await On("2026-03-02 10:00").As(FrontDoorWorker).Starts("front-door", child);
        await As(FrontDoorWorker).Completes("contact", child, ("received-at", "2026-03-02 09:30"));
        await On("2026-03-02 11:00").As(FrontDoorWorker).Completes("triage", child, outcome: "referral", ("risk", "amber"));
        await As(FrontDoorWorker).Completes("referral", child, ("referred-on", "2026-03-02 11:00"));

        (await Stage.Deadlines(child, "front-door.referral-decision")).Single().Line().ShouldBe("2026-03-02 11:00 due 2026-03-03");
        (await Stage.Statuses(child)).Single().Line().ShouldBe("child-in-need 2026-03-02 to now");
        (await Stage.Chronology(child)).Select(l => l.Title).ShouldContain("Referral: Received");
    }

    [Fact]
    public async Task Who_may_not_is_refused_and_so_is_a_form_that_is_wrong()
    {
        var child = await Given.AChild();
        await Given.AContact(child);

        var may = await Should.ThrowAsync<RefusedException>(() => As(Scrutineer).Completes("triage", child));
        var form = await Should.ThrowAsync<RefusedException>(() => As(FrontDoorWorker).Completes("triage", child, ("risk", "purple")));

        may.Message.ShouldContain("may not step.complete");
        form.Field.ShouldBe("risk");
    }
}
