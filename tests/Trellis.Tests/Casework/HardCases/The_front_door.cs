using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Casework;
using Trellis.Modules.Casework.Work;
using Trellis.Modules.People;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

/// <summary>Three people through the front door (ordinary, late, corrected), and agencies asked beside each other.</summary>
public sealed class The_front_door(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task Ordinary_in_time_at_every_step()
    {
        var child = await Given.AChild();
        var front = On("2026-03-02 10:00").As(FrontDoorWorker);
        await front.Starts("front-door", child);
        await front.Completes("contact", child, ("received-at", "2026-03-02 09:30"), ("source", Source), ("anonymity", Known));
        await front.Completes("acknowledgement", child, "sent");
        await On("2026-03-02 14:00").As(FrontDoorWorker).Completes("triage", child, "referral", ("risk", "amber"));
        await As(FrontDoorWorker).Completes("referral", child, ("referred-on", "2026-03-02 14:00"));
        await On("2026-03-03 11:00").As(SocialWorker).Completes("decision", child, "assess");
        await On("2026-03-04 11:00").As(FrontDoorWorker).Completes("feedback", child, "told", ("told-on", "2026-03-04"));
        await On("2026-04-14 11:00").As(SocialWorker).Completes("assessment", child, "no-further-action", ("began-on", "2026-03-05"));
        await On("2026-04-15 11:00").As(TeamManager).Approves(await Stage.Step("assessment", child));

        (await Stage.Deadlines(child)).Select(d => (d.Timescale, d.Line(), d.InTime)).ShouldBe(
        [
            ("front-door.acknowledgement", "2026-03-02 09:30 due 2026-03-03 met 2026-03-02 10:00", true),
            ("front-door.contact-triage", "2026-03-02 09:30 due 2026-03-03 09:30 met 2026-03-02 14:00", true),
            ("child-in-need.single-assessment", "2026-03-02 14:00 due 2026-05-07 met 2026-04-15 11:00", true),
            ("front-door.referral-decision", "2026-03-02 14:00 due 2026-03-03 met 2026-03-03 11:00", (bool?)true),
            ("front-door.feedback", "2026-03-03 11:00 due 2026-03-10 met 2026-03-04", true),
        ]);
        (await Stage.Statuses(child)).Select(s => s.Line()).ShouldBe(["child-in-need 2026-03-02 to 2026-04-15"]);
        (await Stage.ToDo(child)).ShouldBeEmpty();
        (await Stage.LookAsync(db => db.Matters.Where(m => m.People.Any(p => p.PersonId == child.Id)).CountAsync(m => m.ClosedAt == null))).ShouldBe(0);
        (await Stage.Counted("referral-decisions-in-time", child)).ShouldBe(["2026-03-03 good"]);
        (await Stage.Counted("contacts", child)).ShouldBe(["2026-03-02 good"]);
        await Stage.FollowsFromTheFacts(child);
    }

    /// <summary>timescales.csv: the referrer is unknown, or telling them would endanger the child: there is nothing to do, and so nothing done in time.</summary>
    [Fact]
    public async Task Who_cannot_be_told_is_not_told_in_time()
    {
        var child = await Given.AChild();
        await Given.AContact(child, ("anonymity", Known));
        await As(FrontDoorWorker).Completes("acknowledgement", child, "not-possible");
        await As(FrontDoorWorker).Completes("triage", child, "advice");
        await On("2026-03-03 10:00").As(FrontDoorWorker).Completes("feedback", child, "not-told");

        (await Stage.Clocks(child, "front-door.acknowledgement")).ShouldBe(["2026-03-02 09:00 due 2026-03-03 lapsed 2026-03-02 09:00"]);
        (await Stage.Clocks(child, "front-door.feedback")).ShouldBe(["2026-03-02 09:00 due 2026-03-09 lapsed 2026-03-03 10:00"]);
        (await Stage.Counted("acknowledgements-in-time", child)).ShouldBeEmpty();
        (await Stage.Counted("feedback-in-time", child)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Late_at_every_step()
    {
        var child = await Given.AChild();
        var front = On("2026-03-02 10:00").As(FrontDoorWorker);
        await front.Starts("front-door", child);
        await front.Completes("contact", child, ("received-at", "2026-03-02 09:30"), ("anonymity", Known));
        await On("2026-03-05 10:00").As(FrontDoorWorker).Completes("triage", child, "referral");
        await As(FrontDoorWorker).Completes("referral", child, ("referred-on", "2026-03-05 10:00"));
        await On("2026-03-10 10:00").As(SocialWorker).Completes("decision", child, "no-further-action");
        await On("2026-03-20 10:00").As(FrontDoorWorker).Completes("feedback", child, "told", ("told-on", "2026-03-20"));

        (await Stage.Deadlines(child)).Select(d => (d.Timescale, d.Line(), d.InTime)).ShouldBe(
        [
            // Who was told what was decided knows that we have it: the acknowledgement is no longer to be sent.
            ("front-door.acknowledgement", "2026-03-02 09:30 due 2026-03-03 met 2026-03-20", false),
            ("front-door.contact-triage", "2026-03-02 09:30 due 2026-03-03 09:30 met 2026-03-05 10:00", false),
            ("child-in-need.single-assessment", "2026-03-05 10:00 due 2026-05-12 lapsed 2026-03-10 10:00", null),
            ("front-door.referral-decision", "2026-03-05 10:00 due 2026-03-06 met 2026-03-10 10:00", (bool?)false),
            ("front-door.feedback", "2026-03-10 10:00 due 2026-03-17 met 2026-03-20", false),
        ]);
        (await Stage.ToDo(child)).ShouldBeEmpty();
        (await Stage.Statuses(child)).Select(s => s.Line()).ShouldBe(["child-in-need 2026-03-05 to 2026-03-10"]);
        (await Stage.Counted("referral-decisions-in-time", child)).ShouldBe(["2026-03-10"]);
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task Corrected_the_referral_was_a_day_earlier()
    {
        var child = await Given.AChild();
        await Given.AReferral(child, ("referred-on", "2026-03-02 09:00"));
        await On("2026-03-03 12:00").As(SocialWorker).Completes("decision", child, "assess");
        (await Stage.Counted("referral-decisions-in-time", child)).ShouldBe(["2026-03-03 good"]);

        await On("2026-03-06 12:00").As(FrontDoorWorker).Corrects(await Stage.Step("referral", child), "The e-mail came on Friday", ("referred-on", "2026-02-27 16:00"));

        (await Stage.Deadlines(child, "front-door.referral-decision")).Select(d => (d.Line(), d.InTime)).ShouldBe([("2026-02-27 16:00 due 2026-03-02 met 2026-03-03 12:00", (bool?)false)]);
        (await Stage.Clocks(child, "child-in-need.single-assessment")).ShouldBe(["2026-02-27 16:00 due 2026-05-06"]);
        (await Stage.Periods(child, "child-in-need")).ShouldBe(["child-in-need 2026-02-27 to now"]);
        (await Stage.Counted("referral-decisions-in-time", child)).ShouldBe(["2026-03-03"]);
        (await Stage.Counted("referrals", child)).ShouldBe(["2026-02-27 good"]);
        var line = (await Stage.Chronology(child)).Single(l => l.Title == "Referral: Received");
        line.Old.Single(o => o.Label == "When").Was.ShouldBe("2 March 2026, 9am");
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task Three_children_of_one_contact_each_have_their_own_decision()
    {
        var first = await Given.AChild();
        var second = await Given.AChild(c => c.With(first));
        var third = await Given.AChild(c => c.With(first));
        var front = On("2026-03-02 09:00").As(FrontDoorWorker);
        await front.Starts("front-door", first, second, third);
        await front.Completes("contact", first);
        await front.Completes("triage", first, "referral");
        await front.Completes("referral", first);

        await On("2026-03-02 15:00").As(SocialWorker).Completes("decision", first, ($"p.{first.Id}.outcome", "strategy-discussion"), ($"p.{second.Id}.outcome", "assess"), ($"p.{third.Id}.outcome", "no-further-action"));

        (await Stage.ToDo(first)).ShouldBe(["child-in-need.assessment", "child-protection.strategy-discussion", "front-door.acknowledgement", "front-door.feedback"]);
        (await Stage.ToDo(second)).ShouldBe(["child-in-need.assessment", "front-door.acknowledgement", "front-door.feedback"]);
        (await Stage.ToDo(third)).ShouldBe(["front-door.acknowledgement", "front-door.feedback"]);
        (await Stage.Step("feedback", third)).People.Count.ShouldBe(3);
        (await Stage.Step("assessment", first)).People.Select(p => p.PersonId).ShouldBe([first.Id, second.Id], ignoreOrder: true);
        (await Stage.Periods(third, "child-in-need")).ShouldBe(["child-in-need 2026-03-02 to 2026-03-02"]);
        (await Stage.Periods(second, "child-in-need")).ShouldBe(["child-in-need 2026-03-02 to now"]);
    }

    [Fact]
    public async Task Agencies_asked_beside_each_other_answer_only_for_the_hub_and_the_last_answer_takes_triage_up_again()
    {
        var child = await AskedAbout();

        // Each finds its own copy and nobody else's.
        var police = await As(PoliceOfficer).Sees(db => db.Steps.Where(s => s.Name == "information-request" && s.People.Any(p => p.PersonId == child.Id)).ToListAsync());
        police.Select(s => s.Agency).ShouldBe(["police"]);
        var (work, _, _) = await As(HealthProfessional).In(services => services.GetRequiredService<WorkList>().ReadAsync(everyone: false, page: 1));
        work.Single(w => w.People.Any(p => p.Id == child.Id)).WaitsFor.ShouldBe("Health trust");

        await On("2026-03-02 11:00").As(PoliceOfficer).Completes(await Copy(child, "police"), "answered", ("knows", "yes"), ("information", "Called twice last year"));
        (await Stage.ToDo(child)).ShouldNotContain("front-door.triage");
        (await Stage.Clocks(child, "front-door.mash-information")).ShouldBe(["2026-03-02 10:00 due 2026-03-02 14:00"]);
        await On("2026-03-02 12:00").As(HealthProfessional).Completes(await Copy(child, "health-trust"), "answered", ("knows", "no"));
        (await Stage.ToDo(child)).ShouldContain("front-door.triage");

        // What the police said is for the hub and the police.
        foreach (var (role, sees) in new[] { (FrontDoorWorker, 2), (PoliceOfficer, 1), (HealthProfessional, 1), (SchoolLead, 0), (ConferenceChair, 0) })
        {
            (await As(role).Sees(db => db.Facts.CountAsync(f => f.PersonId == child.Id && f.Kind == "front-door.information-request"))).ShouldBe(sees, role);
            (await As(role).Sees(db => db.Words.CountAsync(w => w.Kind == Frozen.Kind && w.Body!.Contains("Called twice last year")))).ShouldBe(role is FrontDoorWorker or PoliceOfficer ? 1 : 0, role);
        }

        await On("2026-03-02 13:00").As(FrontDoorWorker).Completes("triage", child, "referral", ("risk", "red"));
        (await Stage.Clocks(child, "front-door.mash-information")).ShouldBe(["2026-03-02 10:00 due 2026-03-02 14:00 met 2026-03-02 13:00"]);
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task The_hub_goes_on_without_an_agency_that_does_not_answer()
    {
        var child = await AskedAbout();
        await On("2026-03-02 11:00").As(PoliceOfficer).Completes(await Copy(child, "police"), "answered", ("knows", "no"));

        await On("2026-03-02 13:30").As(FrontDoorWorker).GoesOn(await Copy(child, "police"));

        (await Copy(child, "health-trust")).State.ShouldBe(StepState.NotNeeded);
        (await Stage.Steps(child)).Count(s => s.Name == "triage" && s.State is StepState.Open).ShouldBe(1);
        await Should.ThrowAsync<RefusedException>(async () => await As(HealthProfessional).Completes(await Copy(child, "health-trust"), "answered"));
        await As(FrontDoorWorker).Completes("triage", child, "advice");
        (await Stage.Clocks(child, "front-door.contact-triage")).ShouldBe(["2026-03-02 09:00 due 2026-03-03 09:00 met 2026-03-02 13:30"]);
    }

    [Fact]
    public async Task Two_agencies_that_answer_in_the_same_moment_take_triage_up_again_once()
    {
        for (var round = 0; round < 8; round++)
        {
            var child = await AskedAbout();
            var (police, health) = (await Copy(child, "police"), await Copy(child, "health-trust"));
            On("2026-03-02 11:00");

            await Task.WhenAll(As(PoliceOfficer).Completes(police, "answered", ("knows", "no")), As(HealthProfessional).Completes(health, "answered", ("knows", "no")));

            (await Stage.Steps(child)).Count(s => s.Name == "triage" && s.State is StepState.Open).ShouldBe(1);
        }
    }

    private static string Source => Stage.Practised.Model.Codes["referral-source"].Codes[0].Id;

    private static string Known => Stage.Practised.Model.Codes["anonymity"].Codes.First(c => c.Id is not "unknown").Id;

    private async Task<Person> AskedAbout()
    {
        var child = await Given.AChild();
        await Given.AContact(child, ("received-at", "2026-03-02 09:00"));
        await On("2026-03-02 10:00").As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "red"));
        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "police", "health-trust");
        return child;
    }

    private async Task<CaseStep> Copy(Person child, string agency) => (await Stage.Steps(child)).Single(s => s.Agency == agency);
}
