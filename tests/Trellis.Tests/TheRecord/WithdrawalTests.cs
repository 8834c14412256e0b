using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.TheRecord;

/// <summary>A step done in error, or about the wrong child.</summary>
public sealed class WithdrawalTests(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task What_it_undoes_is_listed_before_it_is_done()
    {
        var child = await Given.AChild();
        var referral = await Given.AReferral(child);

        var effects = await As(FrontDoorWorker).WouldUndo(referral);

        effects.Undone.ShouldBe(
        [
            "The step “Decision” that it opened will be taken away",
            "The clock “Decide what to do about a referral”, due 3 March 2026, will no longer run",
            "The clock “Complete the assessment”, due 7 May 2026, will no longer run",
            "The status “Child in need” that began on 2 March 2026 will be taken away",
        ], ignoreOrder: true);
        effects.InTheWay.ShouldBeEmpty();
        (await Stage.Step("referral", child)).State.ShouldBe(StepState.Done);
    }

    [Fact]
    public async Task It_is_refused_while_a_later_step_stands_on_it()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        var triage = await Stage.Step("triage", child);

        var refused = await Should.ThrowAsync<RefusedException>(() => As(FrontDoorWorker).Withdraws(triage, "Recorded by mistake"));

        refused.Message.ShouldBe("“Referral” stands on this step. Withdraw it first");
        (await Stage.Step("triage", child)).State.ShouldBe(StepState.Done);
        (await Stage.Facts(child)).ShouldNotContain(f => f.Void);
    }

    [Fact]
    public async Task Withdrawn_its_clocks_and_statuses_are_undone_it_is_offered_again_and_the_trail_stays()
    {
        var child = await Given.AChild();
        var referral = await Given.AReferral(child);

        await On("2026-03-02 12:00").As(FrontDoorWorker).Withdraws(referral, "It was advice only");

        (await Stage.Statuses(child)).ShouldBeEmpty();
        (await Stage.Deadlines(child)).ShouldNotContain(d => d.Timescale == "front-door.referral-decision" || d.Timescale == "child-in-need.single-assessment");
        var steps = await Stage.Steps(child);
        steps.Single(s => s.Name == "decision").State.ShouldBe(StepState.Withdrawn);
        steps.Where(s => s.Name == "referral").Select(s => s.State).ShouldBe([StepState.Withdrawn, StepState.Open], ignoreOrder: true);
        var line = (await Stage.Chronology(child)).Single(l => l.Title == "Referral: Received");
        (line.Withdrawn, line.Reason).ShouldBe(("error", "It was advice only"));
        (await Stage.LookAsync(db => db.Versions.CountAsync(v => v.StepId == referral.Id))).ShouldBe(1);
    }

    [Fact]
    public async Task A_clock_the_step_had_stopped_runs_again()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        var decision = await On("2026-03-02 11:00").As(SocialWorker).Completes("decision", child, "no-further-action");
        (await Stage.Statuses(child)).Single().EndsOn.ShouldNotBeNull();

        var undone = (await As(SocialWorker).WouldUndo(decision)).Undone;
        await As(SocialWorker).Withdraws(decision, "Decided about somebody else’s referral");

        undone.ShouldContain("The clock “Decide what to do about a referral”, due 3 March 2026, will run again");
        undone.ShouldContain("The status “Child in need” that ended on 2 March 2026 will be open again");
        (await Stage.Deadlines(child, "front-door.referral-decision")).Single().Line().ShouldBe("2026-03-02 09:00 due 2026-03-03");
        (await Stage.Statuses(child)).Single().Line().ShouldBe("child-in-need 2026-03-02 to now");
    }

    [Fact]
    public async Task Who_left_because_of_it_is_back_and_the_matter_open_again()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("acknowledgement", child);
        await As(FrontDoorWorker).Completes("triage", child, "advice");
        var feedback = await As(FrontDoorWorker).Completes("feedback", child);
        (await Matter(child)).ClosedAt.ShouldNotBeNull();

        await As(FrontDoorWorker).Withdraws(feedback, "Nobody was told yet");

        (await Matter(child)).ClosedAt.ShouldBeNull();
        (await Matter(child)).Present.Single().PersonId.ShouldBe(child.Id);
        (await Stage.Chronology(child)).ShouldNotContain(l => l.Title == "Matter closed" || l.Title == "Part in the matter ended");
    }

    [Fact]
    public async Task About_the_wrong_child_nothing_it_said_is_shown_of_them_and_it_is_not_offered_again()
    {
        var child = await Given.AChild();
        var referral = await Given.AReferral(child, ("primary-need", "N1"));

        await As(FrontDoorWorker).Withdraws(referral, "This was about a child of the same name", wrongPerson: true);

        var lines = await Stage.Chronology(child);
        lines.ShouldNotContain(l => l.Title.StartsWith("Referral: Received", StringComparison.Ordinal));
        var hidden = lines.Single(l => l.Withdrawn == "wrong-person");
        hidden.Title.ShouldBe("A step about somebody else was recorded here in error and withdrawn");
        (hidden.Details.Count, hidden.Old.Count, hidden.StepId).ShouldBe((0, 0, null));
        (await Stage.Steps(child)).ShouldNotContain(s => s.Name == "referral" && s.State == StepState.Open);
        (await Stage.Statuses(child)).ShouldBeEmpty();
    }

    private Task<Matter> Matter(Person child) => Stage.LookAsync(db => db.Matters.AsNoTracking().Include(m => m.People).SingleAsync(m => m.People.Any(p => p.PersonId == child.Id)));
}
