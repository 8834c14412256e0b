using Microsoft.Extensions.DependencyInjection;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Timescales;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Casework.HardCases;

public sealed class Time_passes(Stage stage) : OnStage(stage)
{
    private Task<int> Night() => Stage.As(Actor.TheSystem("RBKC", "WCC")).In(services => services.GetRequiredService<TimePasses>().PassAsync());

    [Fact]
    public async Task An_enquiry_made_out_of_hours_and_recorded_three_days_later_is_dated_when_it_happened()
    {
        var child = await Given.AChild();
        await Stage.AConcern(child);
        await On("2026-03-09 10:00").As(SocialWorker).Completes("strategy-discussion", child, "section-47-joint", ("held-at", "2026-03-06 23:40"));
        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-06 23:40 due 2026-03-27"]);

        await On("2026-03-10 10:00").As(SocialWorker).Completes("section-47-enquiry", child, "not-substantiated", ("ended-on", "2026-03-07"));
        await As(TeamManager).Approves(await Stage.Step("section-47-enquiry", child));

        (await Stage.Clocks(child, "child-protection.initial-conference")).ShouldBe(["2026-03-06 23:40 due 2026-03-27 lapsed 2026-03-07"]);
        (await Stage.Counted("section-47-enquiries", child)).ShouldBe(["2026-03-07 good"]);
        var held = (await Stage.Chronology(child)).Single(l => l.Title == "Strategy discussion: Section 47 enquiry with police");
        (held.Occurred.ToString(), LondonTimes.Text(held.Recorded)).ShouldBe(("6 March 2026, 11:40pm", "2026-03-09 10:00"));
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task A_review_held_late_keeps_the_explanation_beside_its_deadline_even_when_a_date_is_corrected()
    {
        var child = await Given.AChild();
        var conference = await Stage.APlan(child);
        On("2026-06-18 10:00");
        var running = (await Stage.Deadlines(child, "child-protection.first-review")).Single();
        (await Should.ThrowAsync<RefusedException>(() => As(ConferenceChair).Explains(running, "Not yet"))).Message.ShouldBe("This is not late");

        await On("2026-06-29 10:00").As(ConferenceChair).Completes("review-conference", child, "continue", ("held-on", "2026-06-29"), ("category", "neglect"), Stories.Quorate);
        var late = (await Stage.Deadlines(child, "child-protection.first-review")).Single();
        (late.Line(), late.InTime).ShouldBe(("2026-03-20 due 2026-06-20 met 2026-06-29", false));
        (await Should.ThrowAsync<RefusedException>(() => As(ConferenceChair).Explains(late, " "))).Field.ShouldBe("Why");
        await As(ConferenceChair).Explains(late, "The mother was in hospital and asked to be there");
        (await Reasons(child, late)).ShouldBe(["The mother was in hospital and asked to be there"]);

        await On("2026-07-02 10:00").As(SocialWorker).Corrects(conference, "It was the day before", ("held-on", "2026-03-19"));

        var corrected = (await Stage.Deadlines(child, "child-protection.first-review")).Single();
        (corrected.Line(), corrected.Id == late.Id).ShouldBe(("2026-03-19 due 2026-06-19 met 2026-06-29", false));
        (await Reasons(child, corrected)).ShouldBe(["The mother was in hospital and asked to be there"]);
        var next = (await Stage.Deadlines(child, "child-protection.next-review")).Single();
        next.Line().ShouldBe("2026-06-29 due 2026-12-29");
        (await Reasons(child, next)).ShouldBeEmpty();
        (await Stage.Chronology(child)).Single(l => l.Title == "Explained why late: Hold the first review conference").Reason.ShouldBe("The mother was in hospital and asked to be there");
        (await Stage.Titles(child)).ShouldContain("Explained why late: Hold the first review conference");
    }

    private Task<string[]> Reasons(Person child, DeadlineRow row) => As(TeamManager, child.Area).In(async services =>
        (await services.GetRequiredService<LateReasons>().OfAsync([row])).Values.Select(r => r.Words).ToArray());

    [Fact]
    public async Task A_coroner_asks_to_wait_and_the_review_of_the_death_stands_still()
    {
        var child = await Given.AChild();
        await On("2026-01-16 10:00").As(SocialWorker).Records("person.died", child, "2026-01-15");
        (await Stage.ToDo(child)).ShouldBe(["child-death.notification"]);
        await As(SocialWorker).Completes("notification", child, "told", ("notified-at", "2026-01-16 09:00"));
        (await Stage.Clocks(child, "child-death.notification")).ShouldBe(["2026-01-15 due 2026-01-17 met 2026-01-16 09:00"]);

        await On("2026-02-02 10:00").As(SocialWorker).Records("coroner.asked-to-wait", child, "2026-02-01", "An inquest is opened");
        var waiting = (await Stage.Deadlines(child, "child-death.review-meeting")).Single();
        waiting.StateOn(LondonTimes.Instant("2026-05-01 10:00"), Stage.Practised.Calendar).Words.ShouldBe("paused since 1 February 2026");

        await On("2026-06-01 10:00").As(SocialWorker).Records("coroner.released", child, "2026-06-01");
        (await Stage.Clocks(child, "child-death.review-meeting")).ShouldBe(["2026-01-15 due 2026-08-13"]);

        await On("2026-08-11 10:00").As(SocialWorker).Completes("review-meeting", child, "held", ("held-on", "2026-08-10"));
        (await Stage.Deadlines(child, "child-death.review-meeting")).Single().InTime.ShouldBe(true);
        (await Stage.Titles(child)).ShouldContain("The coroner asked us to wait");
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public async Task A_death_recorded_of_the_wrong_child_is_taken_back_and_everything_runs_on()
    {
        var child = await Given.AChild();
        await Stage.APlan(child);
        await On("2026-04-02 10:00").As(SocialWorker).Records("person.died", child, "2026-04-01");
        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to 2026-04-01"]);
        (await Should.ThrowAsync<RefusedException>(() => As(SocialWorker).Records("person.died", child, "2026-04-01"))).Message.ShouldStartWith("This is recorded already");

        await On("2026-04-02 12:00").As(SocialWorker).TakesBack("person.died", child, "It was the grandfather");

        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
        (await Stage.Clocks(child, "child-death.notification")).ShouldBeEmpty();
        (await Stage.LookAsync(db => db.People.FindAsync(child.Id).AsTask())).ShouldNotBeNull().DiedOn.ShouldBeNull();
    }

    [Fact]
    public async Task A_child_turns_18_and_the_plan_ends_by_an_act_of_time()
    {
        var child = await Given.AChild(c => c.BornOn("2008-05-02"));
        await Stage.APlan(child);
        On("2026-05-01 23:00");
        await Night();
        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);

        On("2026-05-02 01:00");
        await Night();
        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to 2026-05-02"]);
        (await Stage.Clocks(child, "child-protection.first-review")).ShouldBe(["2026-03-20 due 2026-06-20 lapsed 2026-05-02"]);
        (await Night()).ShouldBe(0);
        var turned = (await Stage.Chronology(child)).Single(l => l.Title == "The person turned 18");
        (turned.Who, turned.Occurred.ToString()).ShouldBe(("Trellis", "2 May 2026"));
        (await Should.ThrowAsync<RefusedException>(() => As(TeamManager).Records("person.turned-18", child, "2026-05-02"))).Message.ShouldBe("Select what happened");

        // The date of birth was wrong: the birthday is taken back, and the plan was never over.
        await As(SocialWorker).Does(Access.ActWords.ChangePerson, async services =>
        {
            var person = (await services.GetRequiredService<TrellisDb>().People.FindAsync(child.Id))!;
            person.Born = LondonTimes.Day("2009-05-02");
            person.Described(Platform.Time.Moment.Exactly(Stage.Clock.Now));
            return true;
        });
        await Night();
        (await Stage.Periods(child, "child-protection-plan")).ShouldBe(["child-protection-plan 2026-03-20 to now"]);
        await Stage.FollowsFromTheFacts(child);
    }

    [Fact]
    public void Somebody_born_on_29_February_is_18_on_1_March_wherever_it_is_asked()
    {
        var person = new Person { Reference = "T0", Area = "RBKC", GivenName = "Leap", FamilyName = "Example", Sex = "F", EthnicGroup = "NOBT", Born = LondonTimes.Day("2008-02-29") };

        (person.AgeOn(LondonTimes.Day("2026-02-28")), person.AgeOn(LondonTimes.Day("2026-03-01"))).ShouldBe((17, 18));
    }

    [Fact]
    public async Task A_guidance_that_changes_while_a_clock_runs_governs_only_clocks_that_start_after_it()
    {
        var before = await Given.AChild();
        var after = await Given.AChild();
        await Stage.AConcern(before);
        await Stage.AConcern(after);
        await On("2026-03-19 17:00").As(SocialWorker).Completes("strategy-discussion", before, "section-47-joint", ("held-at", "2026-03-18 11:00"));
        await As(SocialWorker).Completes("strategy-discussion", after, "section-47-joint", ("held-at", "2026-03-19 11:00"));

        (await Stage.Deadlines(before, "child-protection.initial-conference")).Single().TermFrom.ShouldBe(LondonTimes.Day("2023-12-15"));
        (await Stage.Deadlines(after, "child-protection.initial-conference")).Single().TermFrom.ShouldBe(LondonTimes.Day("2026-03-19"));

        // The new edition turns out to give 10 working days: only the clock that started under it moves.
        await FollowUnder(Tightened, before, after);
        (await Stage.Clocks(before, "child-protection.initial-conference")).ShouldBe(["2026-03-18 11:00 due 2026-04-10"]);
        (await Stage.Clocks(after, "child-protection.initial-conference")).ShouldBe(["2026-03-19 11:00 due 2026-04-02"]);
    }

    private static Timescale Tightened(Timescale timescale) => timescale.Id is not "child-protection.initial-conference" ? timescale : timescale with
    {
        Terms = [.. timescale.Terms.Select(t => t.InForceFrom == LondonTimes.Day("2026-03-19") ? t with { Limit = new Limit(10, TimeUnit.WorkingDays) } : t)],
    };

    private async Task FollowUnder(Func<Timescale, Timescale> change, params Person[] people)
    {
        var (model, calendar) = Stage.Practised;
        var changed = new Consequences(new Rules(area => [.. model.TimescalesIn(area).Select(change)], model.Statuses, calendar));
        await Stage.LookAsync(async db =>
        {
            await using var own = await db.OpenAsync();
            var connection = own.Connection;
            foreach (var person in people) { await changed.FollowAsync(connection, null, person.Area, [person.Id]); }
        });
    }
}
