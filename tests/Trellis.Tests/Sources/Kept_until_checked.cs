using Npgsql;
using Trellis.Access;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Sources;

/// <summary>Every asking is recorded. What could not be checked is never "nobody": it is kept, asked again, and shown until somebody has dealt with it.</summary>
public sealed class Kept_until_checked : IClassFixture<SourcesSite>, IAsyncLifetime
{
    private static int child;

    private readonly SourcesSite site;
    private readonly TypedPerson who = new("Robin", $"Fernsby{(char)('a' + Interlocked.Increment(ref child))}", new DateOnly(2014, 3, 27));

    public Kept_until_checked(SourcesSite site)
    {
        this.site = site;
        site.Stage.Clock.Set(TestClock.Start);
        site.Nhs.Says(200, FhirAnswers.Nobody);
        site.Nhs.Asked.Clear();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    /// <summary>The next test begins with nothing waiting, and with a service that is not left alone.</summary>
    public async Task DisposeAsync()
    {
        await site.Stage.SqlAsync<object>(DatabaseRoles.Owner, "delete from sources.asking");
        await Task.Delay(600);
    }

    [Fact]
    public async Task Each_source_of_the_area_is_asked_and_answers_for_itself()
    {
        site.Nhs.Says(200, FhirAnswers.People(FhirAnswers.Patient()));
        site.Neighbour.Answers = http => FakeServer.Says(http, 200, http.Request.Path.Value!.EndsWith("token", StringComparison.Ordinal) ? """{"access_token":"t","expires_in":900}""" : """{"people":[{"reference":"P7","area":"NXT","contact":"The front door of the next area"}],"more":false}""", "application/json");

        var answers = await site.AsksAsync(Someone(FrontDoorWorker, "WCC"), who, ActWords.StartMatter, "WCC");

        answers.Select(a => $"{a.Title}: {a.Outcome} {a.Found.Single().Reference}").ShouldBe(["Trellis of the next area: Found P7", "NHS demographics: Found 9990000018"], ignoreOrder: true);
        (await site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "RBKC")).Select(a => a.Source).ShouldBe(["nhs"]);
    }

    [Fact]
    public async Task An_asking_is_an_act_of_who_asked_with_its_purpose_and_nothing_of_the_person_stays()
    {
        var answer = (await site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "RBKC")).Single();

        answer.Outcome.ShouldBe(SourceOutcome.Nothing);
        (await Record(answer.Asking)).ShouldBe(["source.ask source.asked attempt=1,purpose=matter.start,source=nhs", "source.ask source.answered outcome=nothing,source=nhs"]);
        (await Sql<Guid>("select distinct a.user_id from record.act a join record.fact f on f.act_id = a.id where f.source_id = $1", answer.Asking)).ShouldBe(Someone(FrontDoorWorker).UserId);
        (await Sql<bool>("select question is null and answer is null and state = 'answered' from sources.asking where id = $1", answer.Asking)).ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_recorded_before_anything_is_sent()
    {
        var seen = 0L;
        site.Nhs.Answers = async http =>
        {
            seen = await Sql<long>("select count(*) from record.fact where kind = 'source.asked' and source_id in (select id from sources.asking where state = 'trying')");
            await FakeServer.Says(http, 200, FhirAnswers.Nobody);
        };
        await site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "RBKC");
        seen.ShouldBe(1);
    }

    [Fact]
    public async Task A_source_that_is_down_could_not_be_checked_and_is_asked_again_until_it_answers_and_somebody_has_seen_it()
    {
        site.Nhs.Says(503, "");
        var answer = (await site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "RBKC")).Single();
        (answer.Outcome, answer.Why).ShouldBe((SourceOutcome.NotChecked, "It could not answer"));
        answer.TriedAgain.ShouldNotBeNull().ShouldBeGreaterThan(site.Stage.Clock.Now);

        var worker = await site.SignedIn(FrontDoorWorker);
        var page = await worker.Opens("/sources/waiting");
        page.Text.ShouldContain($"Robin {who.FamilyName}");
        page.Text.ShouldContain("Could not check");
        (await worker.Opens("/sources")).Text.ShouldContain("It could not answer");
        (await site.AsksAgainAsync()).ShouldBe(0, "it is not due");

        site.Stage.Clock.Pass(TimeSpan.FromMinutes(2));
        (await site.AsksAgainAsync()).ShouldBe(1);
        (await worker.Opens("/sources/waiting")).Text.ShouldContain("2 tries so far");

        await Task.Delay(600); // it was left alone, and may be asked again
        site.Nhs.Says(200, FhirAnswers.People(FhirAnswers.Patient()));
        site.Stage.Clock.Pass(TimeSpan.FromMinutes(5));
        (await site.AsksAgainAsync()).ShouldBe(1);
        page = await worker.Opens("/sources/waiting");
        page.Text.ShouldContain("Answered since");
        page.Text.ShouldContain("9990000018");
        page.Text.ShouldContain("Robin Lee Fernsby");
        (await worker.Opens("/sources")).Text.ShouldNotContain("Could not check");

        (await page.Presses($"Seen: Robin {who.FamilyName}, NHS demographics")).Done.ShouldBe("Noted as seen");
        (await worker.Opens("/sources/waiting")).Text.ShouldContain("Nothing waits.");
        (await Sql<bool>("select question is null and answer is null from sources.asking where id = $1", answer.Asking)).ShouldBeTrue();
        (await Record(answer.Asking)).ShouldBe(
        [
            "source.ask source.asked attempt=1,purpose=matter.start,source=nhs", "source.ask source.answered code=answer-503,outcome=not-checked,source=nhs",
            "source.ask-again source.asked attempt=2,purpose=matter.start,source=nhs", "source.ask-again source.answered code=answer-503,outcome=not-checked,source=nhs",
            "source.ask-again source.asked attempt=3,purpose=matter.start,source=nhs", "source.ask-again source.answered outcome=found,source=nhs",
            "source.settle source.settled source=nhs,was=late",
        ]);
    }

    [Fact]
    public async Task Somebody_stops_it_and_it_is_asked_no_more()
    {
        site.Nhs.Says(503, "");
        await site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "RBKC");
        var worker = await site.SignedIn(FrontDoorWorker);

        var page = await worker.Opens("/sources/waiting");
        var form = page.FormOf($"Do not ask any more: Robin {who.FamilyName}, NHS demographics");
        (await page.Presses($"Do not ask any more: Robin {who.FamilyName}, NHS demographics")).Done.ShouldBe("It is not asked any more");

        (await worker.Sends(HttpMethod.Post, "/sources/waiting", form)).Status.ShouldBe(System.Net.HttpStatusCode.NotFound, "somebody has dealt with it");

        site.Stage.Clock.Pass(TimeSpan.FromDays(1));
        (await site.AsksAgainAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_asked_when_the_program_stopped_is_asked_again()
    {
        site.Nhs.Says(503, "");
        var answer = (await site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "RBKC")).Single();
        await Sql<object>("update sources.asking set state = 'trying', next_at = $2 where id = $1", answer.Asking, site.Stage.Clock.Now + TimeSpan.FromMinutes(15));
        site.Nhs.Says(200, FhirAnswers.Nobody);

        (await site.AsksAgainAsync()).ShouldBe(0);
        site.Stage.Clock.Pass(TimeSpan.FromMinutes(16));
        await Task.Delay(600);
        (await site.AsksAgainAsync()).ShouldBe(1);
        (await Sql<string>("select state || ' ' || outcome from sources.asking where id = $1", answer.Asking)).ShouldBe("late nothing");
        (await (await site.SignedIn(FrontDoorWorker)).Opens("/sources/waiting")).Text.ShouldContain("The source has nobody like this");
    }

    [Fact]
    public async Task Two_at_once_ask_it_once()
    {
        site.Nhs.Says(503, "");
        await site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "RBKC");
        await Task.Delay(600);
        site.Nhs.Asked.Clear();
        site.Nhs.Answers = async http =>
        {
            await Task.Delay(300);
            await FakeServer.Says(http, 200, FhirAnswers.Nobody);
        };
        site.Stage.Clock.Pass(TimeSpan.FromMinutes(5));

        (await Task.WhenAll(site.AsksAgainAsync(), site.AsksAgainAsync(), site.AsksAgainAsync())).Sum().ShouldBe(1);
        site.Nhs.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_only_the_asker_can_put_right_is_told_them_and_not_kept()
    {
        var answer = (await site.AsksAsync(Someone(FrontDoorWorker), who with { Born = null }, ActWords.StartMatter, "RBKC")).Single();

        (answer.Outcome, answer.Why, answer.TriedAgain).ShouldBe((SourceOutcome.NotChecked, "It needs a date of birth", null));
        site.Nhs.Asked.ShouldBeEmpty();
        (await Sql<string>("select state || ' ' || code from sources.asking where id = $1 and question is null", answer.Asking)).ShouldBe("done needs-birth-date");
        (await (await site.SignedIn(FrontDoorWorker)).Opens("/sources")).Text.ShouldContain("Not asked", customMessage: "it is no failure of the source's");
    }

    [Fact]
    public async Task What_was_typed_and_answered_lies_locked_and_stands_in_no_log_address_or_fact()
    {
        site.Nhs.Says(503, "");
        await site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "RBKC");

        (await Sql<long>("select count(*) from sources.asking a where question is not null and (a::text ilike $1 or encode(question, 'escape') ilike $1)", $"%{who.FamilyName}%")).ShouldBe(0);
        (await Sql<long>("select count(*) from record.fact_detail where code ilike $1", $"%{who.FamilyName}%")).ShouldBe(0);
        site.Nhs.Asked.ShouldAllBe(a => !a.Address.Contains(who.FamilyName, StringComparison.OrdinalIgnoreCase));
        site.Failures.ToString().ShouldNotContain(who.FamilyName);
    }

    [Fact]
    public async Task Bare_the_table_shows_each_only_to_who_asked_and_to_the_front_door_of_the_area()
    {
        site.Nhs.Says(503, "");
        await site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "RBKC");

        (await Seen(Someone(FrontDoorWorker))).ShouldBe(1);
        (await Seen(Someone(TeamManager))).ShouldBe(1);
        (await Seen(Someone(FrontDoorWorker, "WCC"))).ShouldBe(0);
        (await Seen(Someone(ConferenceChair))).ShouldBe(0);
        (await Seen(Someone(PoliceOfficer))).ShouldBe(0);
        (await Seen(Someone(Administrator))).ShouldBe(0);
        (await Seen(Actor.Nobody)).ShouldBe(0);
        (await Seen(null)).ShouldBe(0);
        await Should.ThrowAsync<PostgresException>(async () => await site.Stage.SqlAsync<object>(DatabaseRoles.App, "delete from sources.asking"));
    }

    [Fact]
    public async Task Who_may_not_ask_is_refused_and_nothing_is_sent()
    {
        await Should.ThrowAsync<InvalidOperationException>(() => site.AsksAsync(Someone(PoliceOfficer), who, ActWords.StartMatter, "RBKC"));
        await Should.ThrowAsync<InvalidOperationException>(() => site.AsksAsync(Someone(FrontDoorWorker), who, ActWords.StartMatter, "WCC"));
        site.Nhs.Asked.ShouldBeEmpty();
        var officer = await site.SignedIn(PoliceOfficer);
        (await officer.Opens("/sources")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await officer.Opens("/sources/waiting")).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
    }

    private Actor Someone(string role, string area = "RBKC") => site.Stage.Someone(role, area);

    private Task<T?> Sql<T>(string sql, params object[] values) => site.Stage.SqlAsync<T>(DatabaseRoles.Owner, sql, values);

    private async Task<string[]> Record(Guid asking) => (await Sql<string[]>("""
        select array(select a.word || ' ' || f.kind || ' ' || (select string_agg(d.field || '=' || d.code, ',' order by d.field) from record.fact_detail d where d.fact_id = f.id)
          from record.fact f join record.act a on a.id = f.act_id where f.source_id = $1 order by f.recorded, f.id)
        """, asking))!;

    private async Task<long> Seen(Actor? who)
    {
        await using var connection = await site.Stage.Database.As(DatabaseRoles.App).OpenConnectionAsync();
        if (who is not null) { await WhoIsAsking.TellAsync(connection, who, site.Stage.Clock.Now); }
        await using var ask = new NpgsqlCommand("select count(*) from sources.asking", connection);
        return (long)(await ask.ExecuteScalarAsync())!;
    }
}
