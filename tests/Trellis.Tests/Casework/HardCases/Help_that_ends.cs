using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

/// <summary>A child who is in need is in need until somebody ends the help: every way leads to where that can be done.</summary>
public sealed class Help_that_ends(Stage stage) : OnStage(stage)
{
    private const string Closure = "child-in-need.closure";

    [Fact]
    public async Task A_discussion_after_the_assessment_that_comes_to_nothing_can_be_closed()
    {
        var child = await Assessed();
        await As(SocialWorker).Completes("strategy-discussion", child, "no-further-action", ("held-at", "2026-03-03 11:00"));
        await As(TeamManager).Approves(await Stage.Step("strategy-discussion", child));

        await CloseAsync(child);
    }

    [Fact]
    public async Task An_enquiry_that_finds_nothing_can_be_closed()
    {
        var child = await Assessed();
        await As(SocialWorker).Completes("strategy-discussion", child, "section-47-joint", ("held-at", "2026-03-03 11:00"));
        await As(TeamManager).Approves(await Stage.Step("strategy-discussion", child));
        await As(SocialWorker).Completes("section-47-enquiry", child, "not-substantiated", ("ended-on", "2026-03-03"));
        await As(TeamManager).Approves(await Stage.Step("section-47-enquiry", child));

        await CloseAsync(child);
    }

    [Fact]
    public async Task A_conference_without_a_plan_can_be_closed_and_the_assessment_is_no_longer_due()
    {
        var child = await Given.AChild();
        await Stage.AConferenceToHold(child);
        await On("2026-03-20 14:00").As(ConferenceChair).Completes("initial-conference", child, "no-plan", ("held-on", "2026-03-20"), Stories.Quorate);

        await CloseAsync(child);
        (await Stage.Clocks(child, "child-in-need.single-assessment")).Single().ShouldContain(" lapsed ");
    }

    /// <summary>Decision 0060: taken out of a brother's contact, which they never belonged to.</summary>
    [Fact]
    public async Task Taken_out_of_another_contact_a_child_stays_in_need()
    {
        var child = await Given.AChild();
        var brother = await Given.AChild(c => c.With(child));
        await Given.AReferral(child);
        await As(FrontDoorWorker).Starts("front-door", brother, child);
        await As(FrontDoorWorker).Completes("contact", brother);

        await On("2026-03-04 10:00").As(SocialWorker).TakesOut(child, await Stage.Step("triage", brother), "It was about her brother");

        (await Stage.Periods(child, "child-in-need")).ShouldBe(["child-in-need 2026-03-02 to now"]);
        await Stage.FollowsFromTheFacts(child, brother);
    }

    [Fact]
    public async Task A_child_who_comes_with_a_plan_is_in_need()
    {
        var child = await Given.AChild();
        await As(SocialWorker).Records("plan.notified-by-another-authority", child, "2026-03-02");

        await On("2026-03-13 10:00").As(ConferenceChair).Completes("transfer-in-conference", child, "plan", ("held-on", "2026-03-13"), ("category", "neglect"), Stories.Quorate);

        (await Stage.Periods(child, "child-in-need")).ShouldBe(["child-in-need 2026-03-13 to now"]);
    }

    [Fact]
    public async Task The_death_of_a_parent_is_not_reviewed_as_a_childs()
    {
        var parent = await Given.AChild(c => c.BornOn("1985-06-01"));
        var child = await Given.AChild();
        var unknown = await Given.AChild(c => c.BirthDateNotKnown());
        foreach (var person in new[] { parent, child, unknown }) { await As(SocialWorker).Records("person.died", person, "2026-03-01"); }

        (await Stage.ToDo(parent)).ShouldBeEmpty();
        (await Stage.Deadlines(parent)).ShouldBeEmpty();
        foreach (var person in new[] { child, unknown })
        {
            (await Stage.ToDo(person)).ShouldBe(["child-death.notification"]);
            (await Stage.Deadlines(person)).Count.ShouldBe(2);
        }
    }

    /// <summary>In need, assessed, and now to be talked about by the agencies.</summary>
    private async Task<Person> Assessed()
    {
        var child = await Given.AChild();
        await Given.AReferral(child);
        await As(SocialWorker).Completes("decision", child, "assess");
        await On("2026-03-03 12:00").As(SocialWorker).Completes("assessment", child, "strategy-discussion", ("began-on", "2026-03-02"));
        await As(TeamManager).Approves(await Stage.Step("assessment", child));
        return child;
    }

    private async Task CloseAsync(Person child)
    {
        (await Stage.ToDo(child)).ShouldContain(Closure);
        (await Stage.Periods(child, "child-in-need")).ShouldBe(["child-in-need 2026-03-02 to now"]);
        await On("2026-03-25 10:00").As(SocialWorker).Completes("closure", child, "closed", ("closed-on", "2026-03-25"));
        await As(TeamManager).Approves(await Stage.Step("closure", child));
        (await Stage.Periods(child, "child-in-need")).ShouldBe(["child-in-need 2026-03-02 to 2026-03-25"]);
        (await Stage.ToDo(child)).ShouldNotContain("child-in-need.assessment");
    }
}
