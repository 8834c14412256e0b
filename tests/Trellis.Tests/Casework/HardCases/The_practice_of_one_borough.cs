using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

/// <summary>The overlay of Kensington and Chelsea: a family group conference in place of a conference, under a dispensation.</summary>
public sealed class The_practice_of_one_borough(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task A_family_group_conference_takes_the_place_of_the_conference()
    {
        var child = await Given.AChild();
        var enquiry = await Stage.AnEnquiry(child);

        await On("2026-03-12 10:00").As(SocialWorker).Completes(enquiry, "family-group-conference", ("ended-on", "2026-03-12"));
        await As(TeamManager).Approves(enquiry);
        (await Stage.ToDo(child)).ShouldContain("child-protection.safeguarding-family-group-conference");
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"], "until the family has a plan, a conference may still be needed");

        await On("2026-03-19 10:00").As(ConferenceChair).Completes("safeguarding-family-group-conference", child, "family-plan", ("held-on", "2026-03-19"));
        (await Stage.ToDo(child)).ShouldContain("child-in-need.plan");
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23 lapsed 2026-03-19"]);
        (await Stage.Periods(child, "child-protection-plan")).ShouldBeEmpty();
        (await Stage.Titles(child)).ShouldContain("Safeguarding family group conference: The family’s plan is agreed");
    }

    [Fact]
    public async Task A_family_group_conference_that_calls_for_a_conference_has_not_stopped_its_clock()
    {
        var child = await Given.AChild();
        var enquiry = await Stage.AnEnquiry(child);
        await On("2026-03-12 10:00").As(SocialWorker).Completes(enquiry, "family-group-conference", ("ended-on", "2026-03-12"));
        await As(TeamManager).Approves(enquiry);

        await On("2026-03-19 10:00").As(ConferenceChair).Completes("safeguarding-family-group-conference", child, "conference", ("held-on", "2026-03-19"));
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23"]);

        await On("2026-03-25 10:00").As(ConferenceChair).Completes("initial-conference", child, "plan", ("held-on", "2026-03-25"), ("category", "neglect"), Stories.Quorate);
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-02 11:00 due 2026-03-23 met 2026-03-25"]);
    }

    [Fact]
    public async Task An_outcome_under_a_dispensation_is_offered_only_while_it_lasts()
    {
        var child = await Given.AChild();
        var enquiry = await Stage.AnEnquiry(child);

        var no = await Should.ThrowAsync<RefusedException>(() => On("2019-08-30 10:00").As(SocialWorker).Completes(enquiry, "family-group-conference", ("ended-on", "2019-08-30")));

        no.Message.ShouldBe("Select what happens next");
    }
}
