using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Reviews;

/// <summary>Every time limit of a serious incident and of a safeguarding adult review: in time, late, and stood still.</summary>
public sealed class Clocks_of_reviews(Stage stage) : OnStage(stage)
{
    private Player Lead => As(CaseReviewLead);

    [Fact]
    public async Task A_serious_incident_in_time_goes_from_notification_to_publication_and_waits_for_an_inquest()
    {
        var child = await Given.AChild(c => c.Named("Wren Clockwell"));
        await Lead.On("2025-03-03 10:00").Starts("serious-incident", child);
        await Lead.Completes("incident", child, ("aware-at", "2025-03-03 09:00"));
        await Lead.Completes("criteria", child, "notify");
        await Lead.On("2025-03-07 12:00").Completes("notification", child, ("notified-at", "2025-03-07 11:00"));
        (await Line(child, "notification")).ShouldBe("2025-03-03 09:00 due 2025-03-10 met 2025-03-07 11:00");

        await Lead.Completes("scoping", child);
        await Lead.Asks(await Stage.Step("agency-chronology", child), "police", "health-trust");
        (await Stage.Deadlines(child, "serious-incident.agency-chronology")).Count(d => d.EndedAt is null).ShouldBeGreaterThanOrEqualTo(2, "each agency has a clock of its own");
        await As(PoliceOfficer).On("2025-03-12 10:00").Completes((await Stage.Steps(child)).First(s => s.Agency == "police"));
        (await Stage.Deadlines(child, "serious-incident.agency-chronology")).Count(d => d.Ending == "met").ShouldBe(1);
        await Lead.On("2025-03-19 10:00").GoesOn((await Stage.Steps(child)).First(s => s.Agency == "health-trust"));
        await Lead.On("2025-03-20 10:00").Completes("analysis", child, ("themes", "voice"));
        await Lead.On("2025-03-24 16:00").Completes("rapid-review-meeting", child, ("outcome", "local-review"), ("held-on", "2025-03-24"), ("quorate", "yes"));
        (await Stage.Deadlines(child, "serious-incident.agency-chronology")).ShouldAllBe(d => d.EndedAt != null, "nobody waits for an agency any more");
        await Lead.On("2025-03-27 16:00").Completes("panel-letter", child, ("sent-on", "2025-03-27"));
        (await Line(child, "rapid-review")).ShouldBe("2025-03-07 11:00 due 2025-03-28 met 2025-03-27");
        (await Line(child, "publication")).ShouldBe("2025-03-24 due 2025-09-24");

        // An inquest is waited for from 1 May until 1 July, and the police besides, for part of it: the time counts once.
        await Lead.On("2025-05-01 09:00").Completes("parallel-proceedings", child, ("outcome", "wait"), ("since", "2025-05-01"), ("kind", "inquest"));
        (await Stage.Deadlines(child, "serious-incident.publication"))[0].StandsSince.ShouldNotBeNull();
        await Lead.On("2025-05-10 09:00").HoldsAgain(await Stage.Step("parallel-proceedings", child));
        await Lead.Completes("parallel-proceedings", child, ("outcome", "wait"), ("since", "2025-05-10"), ("kind", "police"));
        var ends = (await Stage.Steps(child)).Where(s => s.Name == "proceedings-ended" && s.State is Modules.Casework.StepState.Open).ToArray();
        await Lead.On("2025-06-01 09:00").Completes(ends[0], ("ended-on", "2025-06-01"), ("kind", "police"));
        await Lead.On("2025-07-01 09:00").Completes(ends[1], ("ended-on", "2025-07-01"), ("kind", "inquest"));
        (await Line(child, "publication")).ShouldBe("2025-03-24 due 2025-11-24", "61 days stood still");

        await Lead.Completes("terms-of-reference", child, ("agreed-on", "2025-07-01"));
        await Lead.Completes("reviewer", child, ("appointed-on", "2025-07-01"), ("conflict", "none"));
        await Lead.On("2025-11-10 10:00").Completes("copy-to-panel", child, ("sent-on", "2025-11-10"));
        await Lead.On("2025-11-20 09:00").Completes("publication", child, ("outcome", "published"), ("published-on", "2025-11-20"));
        (await Line(child, "publication")).ShouldEndWith("met 2025-11-20");
        (await Line(child, "copy-to-panel")).ShouldBe("2025-11-20 due 2025-11-11 met 2025-11-10", "seven working days before it");
    }

    [Fact]
    public async Task What_is_late_is_late_and_what_is_not_notifiable_is_nobodys_duty_any_more()
    {
        var (late, below, learned) = (await Given.AChild(c => c.Named("Wren Latewell")), await Given.AChild(c => c.Named("Wren Belowell")), await Given.AChild(c => c.Named("Wren Learnwell")));
        foreach (var child in new[] { late, below, learned })
        {
            await Lead.On("2026-01-05 10:00").Starts("serious-incident", child);
            await Lead.Completes("incident", child, ("aware-at", "2026-01-05 09:00"));
        }

        await Lead.On("2026-01-14 10:00").Completes("criteria", late, "notify");
        await Lead.Completes("notification", late, ("notified-at", "2026-01-14 10:00"));
        (await Line(late, "notification")).ShouldBe("2026-01-05 09:00 due 2026-01-12 met 2026-01-14 10:00");
        var because = await Lead.Completes("criteria", below, ("outcome", "not-notifiable"), ("reason", "An accident that nobody could have foreseen"));
        (await Line(below, "notification")).ShouldContain(" lapsed ");
        (await Stage.Chronology(below)).ShouldContain(l => l.StepId == because.Id, "that it was decided, and why, stays");
        await Lead.Completes("criteria", learned, "local-learning");
        (await Line(learned, "notification")).ShouldContain(" lapsed ");
        await Lead.Completes("learning-review", learned, ("began-on", "2026-01-14"), ("themes", "escalation"));
        (await Stage.Steps(learned)).ShouldContain(s => s.Name == "learning-followed");

        // The Panel lets a notification be withdrawn: nothing is due any more.
        await Lead.Completes("scoping", late);
        await Lead.Asks(await Stage.Step("agency-chronology", late), "police");
        await As(PoliceOfficer).Completes((await Stage.Steps(late)).First(s => s.Agency == "police"));
        await Lead.Completes("analysis", late, ("themes", "voice"));
        await Lead.On("2026-02-20 10:00").Completes("rapid-review-meeting", late, ("outcome", "local-review"), ("held-on", "2026-02-20"), ("quorate", "yes"));
        await Lead.Completes("panel-letter", late, ("sent-on", "2026-02-20"));
        (await Line(late, "rapid-review")).ShouldBe("2026-01-14 10:00 due 2026-02-04 met 2026-02-20", "late");
        await Lead.Completes("panel-answer", late, ("outcome", "withdrawn"), ("answered-on", "2026-02-20"), ("view", "disagrees"));
        (await Line(late, "publication")).ShouldContain(" lapsed ");
    }

    [Fact]
    public async Task A_safeguarding_adult_review_is_decided_told_completed_or_refused_with_a_reason()
    {
        var (reviewed, refused) = (await Given.AChild(c => c.Named("Robin Adultwell").BornOn("1950-02-03")), await Given.AChild(c => c.Named("Robin Refusewell").BornOn("1948-02-03")));

        // Anybody in an agency refers; what they wrote is theirs to read, and the circle's.
        await As(Referrer).On("2025-04-01 10:00").Starts("safeguarding-adult-review", reviewed);
        var referral = await As(Referrer).Completes("referral", reviewed, ("received-on", "2025-04-01"), ("circumstances", "fatal-fire, self-neglect"), ("died", "yes"), ("referrer", "fire"));
        referral.VisibleTo.ShouldBe("case-review,agency:charity-a");
        await As(SocialWorker).Starts("safeguarding-adult-review", refused);
        var theirs = await As(SocialWorker).Completes("referral", refused, ("received-on", "2025-04-01"), ("circumstances", "discharge"), ("referrer", "council"));
        theirs.Agency.ShouldBe("rbkc-children", "whoever is not of the circle refers as their agency");

        await Lead.On("2025-05-06 10:00").Completes("triage", reviewed, ("outcome", "review"), ("decided-on", "2025-05-06"), ("method", "rapid"));
        (await Line(reviewed, "triage", "safeguarding-adult-review")).ShouldBe("2025-04-01 due 2025-05-01 met 2025-05-06", "late: Easter and May Day are no working days");
        (await Should.ThrowAsync<RefusedException>(() => Lead.Completes("triage", refused, ("outcome", "refused"), ("reason", "")))).Field.ShouldBe("reason");
        await Lead.Completes("triage", refused, ("outcome", "refused"), ("reason", "Agencies worked together as they should"), ("refusal", "worked-well"), ("decided-on", "2025-04-20"));
        (await Line(refused, "triage", "safeguarding-adult-review")).ShouldEndWith("met 2025-04-20");
        await Lead.On("2025-05-07 10:00").Completes("tell-referrer", refused, ("outcome", "told-refusal"), ("told-on", "2025-05-07"), ("told", "The agencies did what they should"));
        (await Line(refused, "tell-referrer", "safeguarding-adult-review")).ShouldBe("2025-04-20 due 2025-05-06 met 2025-05-07", "a day late");

        await Lead.Completes("review-scope", reviewed, ("initiated-on", "2025-05-07"), ("method", "rapid"), ("conflict", "none"));
        await Lead.On("2025-06-01 10:00").Completes("parallel-proceedings", reviewed, ("outcome", "wait"), ("since", "2025-06-01"), ("kind", "police"));
        await Lead.On("2025-08-01 10:00").Completes("proceedings-ended", reviewed, ("ended-on", "2025-07-01"), ("kind", "police"));
        (await Line(reviewed, "completion", "safeguarding-adult-review")).ShouldBe("2025-05-07 due 2025-12-07", "30 days stood still");
        await Lead.Completes("review-meeting", reviewed, ("outcome", "sign-off"), ("held-on", "2025-08-01"), ("themes", "fire-safety"));
        await Lead.On("2025-12-20 10:00").Completes("sign-off", reviewed, ("outcome", "signed-off"), ("signed-on", "2025-12-19"), ("publish", "Yes"));
        (await Line(reviewed, "completion", "safeguarding-adult-review")).ShouldEndWith("met 2025-12-19");

        var log = await Given.AChild(c => c.Named("Robin Screenwell").BornOn("1970-02-03"));
        await Lead.Begins("safeguarding-adult-review", "screening", log);
        await Lead.Completes("screening", log, ("outcome", "log"), ("died-on", "2025-12-01"), ("circumstances", "rough-sleeping"), ("care-needs", "no"));
        (await Stage.Deadlines(log)).ShouldBeEmpty("a death that is logged starts no clock");
    }

    private async Task<string> Line(Person about, string timescale, string process = "serious-incident") => (await Stage.Deadlines(about, $"{process}.{timescale}")).ShouldHaveSingleItem().Line();
}
