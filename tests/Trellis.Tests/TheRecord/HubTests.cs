using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Casework;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.TheRecord;

/// <summary>What agencies tell the hub is the hub's until it shares it: not a fact of it, a code, a clock or a word is seen outside.</summary>
public sealed class HubTests(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task An_answer_to_the_hub_is_seen_by_the_hub_and_by_who_gave_it()
    {
        var child = await AskedChild();
        await As(PoliceOfficer).Completes(await Copy(child, "police"), ("knows", "yes"), ("information", "Known to us since last year"));

        (await Seen(As(FrontDoorWorker), child)).ShouldBe("fact code version words");
        (await Seen(As(PoliceOfficer), child)).ShouldBe("fact code version words");
        (await Seen(As(HealthProfessional), child)).ShouldBe("");
        (await Seen(As(ConferenceChair), child)).ShouldBe("");
        (await Seen(As(FrontDoorWorker, "WCC"), child)).ShouldBe("");
    }

    [Fact]
    public async Task Why_something_kept_to_the_hub_was_done_is_kept_to_it_too()
    {
        var child = await AskedChild();
        var copy = await Copy(child, "police");
        await As(PoliceOfficer).Completes(copy, ("knows", "yes"));
        await As(FrontDoorWorker).Withdraws(copy, "The answer was about the uncle");

        (await Reads(As(FrontDoorWorker))).ShouldBeTrue();
        (await Reads(As(ConferenceChair))).ShouldBeFalse();
        (await Reads(As(HealthProfessional))).ShouldBeFalse();

        static Task<bool> Reads(Player who) => who.Sees(db => db.Words.AnyAsync(w => w.Body == "The answer was about the uncle"));
    }

    [Fact]
    public async Task A_clock_or_status_that_a_kept_fact_started_is_kept_too()
    {
        var child = await AskedChild();
        await As(PoliceOfficer).Completes(await Copy(child, "police"));
        var kept = (await Stage.Facts(child)).First(f => f.Kind == "front-door.information-request");
        await Stage.SqlAsync<object>(DatabaseRoles.Owner, """
            insert into record.deadline (id, timescale, person_id, subject_id, area, visible_to, started_at, started_day_only, started_on, started_by, term_from, limit_amount, limit_unit, limit_kind, due_at, due_day_only, due_on)
            select uuidv7(), 'kept', person_id, id, area, visible_to, occurred_at, false, occurred_on, id, '2020-01-01', 1, 'Days', 'Within', occurred_at, true, occurred_on from record.fact where id = $1
            """, kept.Id);

        (await As(FrontDoorWorker).Sees(db => db.Deadlines.CountAsync(d => d.PersonId == child.Id && d.Timescale == "kept"))).ShouldBe(1);
        (await As(ConferenceChair).Sees(db => db.Deadlines.CountAsync(d => d.PersonId == child.Id && d.Timescale == "kept"))).ShouldBe(0);
    }

    [Fact]
    public async Task Triage_is_taken_up_again_when_the_last_agency_has_answered_and_not_before()
    {
        var child = await AskedChild();

        await As(PoliceOfficer).Completes(await Copy(child, "police"));
        (await Stage.Steps(child)).Count(s => s.Name == "triage" && s.State is StepState.Open).ShouldBe(0);
        await As(HealthProfessional).Completes(await Copy(child, "health-trust"));

        (await Stage.Steps(child)).Count(s => s.Name == "triage" && s.State is StepState.Open).ShouldBe(1);
    }

    private async Task<Person> AskedChild()
    {
        var child = await Given.AChild();
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("triage", child, "ask", ("risk", "amber"));
        await As(FrontDoorWorker).Asks(await Stage.Step("information-request", child), "police", "health-trust");
        return child;
    }

    private async Task<CaseStep> Copy(Person child, string agency) => (await Stage.Steps(child)).Single(s => s.Name == "information-request" && s.Agency == agency);

    /// <summary>Which parts of what the police said they see.</summary>
    private static Task<string> Seen(Player who, Person child) => who.Sees(async db =>
    {
        var fact = await db.Facts.Where(f => f.PersonId == child.Id && f.Kind == "front-door.information-request" && f.Agency == "police").Select(f => f.Id).FirstOrDefaultAsync();
        var code = await db.Set<FactDetail>().AnyAsync(d => d.Area == "RBKC" && d.Field == "knows" && d.Code == "yes" && db.Facts.Any(f => f.Id == d.FactId && f.PersonId == child.Id));
        var version = await db.Versions.AnyAsync(v => v.VisibleTo != null && db.Steps.Any(s => s.Id == v.StepId && s.Agency == "police" && s.People.Any(p => p.PersonId == child.Id)));
        var words = await db.Words.AnyAsync(w => w.VisibleTo != null && w.Body!.Contains("Known to us") && db.Versions.Any(v => v.Id == w.Id && db.Steps.Any(s => s.Id == v.StepId && s.People.Any(p => p.PersonId == child.Id))));
        return string.Join(' ', new[] { fact == default ? "" : "fact", code ? "code" : "", version ? "version" : "", words ? "words" : "" }.Where(s => s.Length > 0));
    });
}
