using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.TheRecord;

/// <summary>There is one way to write, and it is recorded.</summary>
public sealed class SavePathTests(Stage stage) : OnStage(stage)
{
    [Fact]
    public async Task A_change_that_says_no_fact_is_refused()
    {
        var child = await Given.AChild();

        var refused = await Should.ThrowAsync<UnrecordedChangeException>(() => As(FrontDoorWorker).Does(ActWords.ChangePerson, async services =>
        {
            var person = await services.GetRequiredService<TrellisDb>().People.SingleAsync(p => p.Id == child.Id);
            person.FamilyName = "Elsewhere";
            return person;
        }));

        refused.Message.ShouldContain("Person was Modified and said no fact");
        (await Again(child)).FamilyName.ShouldBe(child.FamilyName);
    }

    [Fact]
    public async Task What_happened_outside_an_act_is_refused()
    {
        var child = await Given.AChild();

        var refused = await Should.ThrowAsync<UnrecordedChangeException>(() => As(FrontDoorWorker).In(async services =>
        {
            var db = services.GetRequiredService<TrellisDb>();
            (await db.People.SingleAsync(p => p.Id == child.Id)).Described(Moment.Exactly(Stage.Clock.Now));
            return await db.SaveChangesAsync();
        }));

        refused.Message.ShouldContain("outside an act");
    }

    [Fact]
    public async Task Nobody_begins_no_act() =>
        await Should.ThrowAsync<UnrecordedChangeException>(() => Stage.As(Actor.Nobody with { Acts = [ActWords.AddPerson] }).In(services =>
        {
            services.GetRequiredService<Acting>().As(Actor.Nobody);
            services.GetRequiredService<Acting>().Begin(ActWords.AddPerson);
            return Task.FromResult(true);
        }));

    [Fact]
    public async Task A_recorded_fact_is_never_changed_nor_deleted_through_the_context()
    {
        var child = await Given.AChild();

        foreach (var state in new[] { EntityState.Modified, EntityState.Deleted })
        {
            await Should.ThrowAsync<UnrecordedChangeException>(() => As(FrontDoorWorker).Does(ActWords.ChangePerson, async services =>
            {
                var db = services.GetRequiredService<TrellisDb>();
                db.Entry(await db.Facts.FirstAsync(f => f.PersonId == child.Id)).State = state;
                return state;
            }));
        }
    }

    [Fact]
    public async Task Saving_synchronously_is_refused() =>
        await As(FrontDoorWorker).Sees(db =>
        {
            Should.Throw<UnrecordedChangeException>(() => db.SaveChanges());
            return Task.FromResult(true);
        });

    [Fact]
    public async Task Bulk_changes_and_raw_sql_through_the_context_are_refused()
    {
        var child = await Given.AChild();
        async Task Refused(Func<TrellisDb, Task> way) => await Should.ThrowAsync<UnrecordedChangeException>(() => As(FrontDoorWorker).Sees(async db =>
        {
            await way(db);
            return true;
        }));

        await Refused(db => db.People.Where(p => p.Id == child.Id).ExecuteUpdateAsync(p => p.SetProperty(c => c.FamilyName, "Elsewhere")));
        await Refused(db => db.Drafts.ExecuteDeleteAsync());
        await Refused(db => db.Database.ExecuteSqlRawAsync("update people.person set family_name = 'Elsewhere'"));
        await Refused(db => db.Database.ExecuteSqlAsync($"update people.person set family_name = 'Elsewhere'"));
        (await Again(child)).FamilyName.ShouldBe(child.FamilyName);
    }

    [Fact]
    public async Task Sql_of_ones_own_that_changes_a_module_without_an_act_fails_at_commit()
    {
        var child = await Given.AChild();

        var refused = await Should.ThrowAsync<PostgresException>(() => As(FrontDoorWorker).Sees(async db =>
        {
            await using var own = await db.OpenAsync();
            var connection = own.Connection;
            await using var transaction = await connection.BeginTransactionAsync();
            await RunAsync(connection, "update people.person set family_name = 'Elsewhere' where id = $1", child.Id);
            await transaction.CommitAsync();
            return true;
        }));

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
        refused.MessageText.ShouldBe("a change to people.person outside an act");
        (await Again(child)).FamilyName.ShouldBe(child.FamilyName);
    }

    [Fact]
    public async Task Every_table_of_a_module_has_the_trigger_that_wants_an_act()
    {
        // Drafts are not record, nor are messages: the one function that writes them asks for an act itself. Documents and areas of public figures come and go with the import that names them.
        // The secret of a link is made when its e-mail goes out; who sets out to sign in elsewhere has done nothing yet.
        // Up to when looks were gone through is nothing about anybody.
        // Who is let in follows from steps and involvements, which have their acts.
        string[] without = ["access.open_to", "access.person_open_to", "access.kept_person", "access.tried", "casework.draft", "casework.draft_before", "agencies.held_form", "agencies.link_key", "agencies.way", "candidates.change", "duplicates.pass", "figures.published_document", "figures.published_area", "messages.message", "messages.email_message", "oversight.gone_through",
            // A document is a draft's until a version is frozen with it, and that asks for an act: Documents_in_a_form. Keys say nothing of anybody.
            "documents.document", "documents.piece", "keys.area_key", "keys.protection",
            // Minutes are a draft until they are approved, which is an act; who has them open is no record.
            "meetings.minute", "meetings.minute_before", "meetings.presence",
            // What is written to a questionnaire is no record until it is signed; an anonymous answer is put in apart from every act, and taken out in one.
            "questionnaires.draft", "questionnaires.ballot"];

        var missing = await Stage.SqlAsync<string[]>(DatabaseRoles.Owner, """
            select array(select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'p') and n.nspname not in ('record', 'public', 'information_schema') and n.nspname !~ '^pg_'
              and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'needs_an_act' and t.tginitdeferred and t.tgenabled = 'O'
                and (t.tgtype & 28) = 28) order by 1)
            """);

        missing!.Except(without).ShouldBeEmpty();
    }

    [Fact]
    public async Task Act_reason_facts_details_version_words_and_deadlines_are_written_together()
    {
        var child = await Given.AChild();
        var referral = await Given.AReferral(child);

        var told = await Stage.SqlAsync<string>(DatabaseRoles.Owner, """
            select count(distinct a.xid) || ' ' || count(distinct f.id) filter (where f.kind = 'front-door.referral') || ' ' || count(distinct w.id) filter (where w.kind = 'step-version')
              || ' ' || count(distinct v.id) || ' ' || count(distinct d.id) filter (where d.timescale = 'front-door.referral-decision')
            from record.act a join record.fact f on f.act_id = a.id and f.xid = a.xid left join record.words w on w.act_id = a.id and w.xid = a.xid
            left join casework.version v on v.id = w.id
            left join record.deadline d on d.started_by = f.id
            where a.id = (select act_id from record.fact where source_id = $1 and kind = 'front-door.referral')
            """, referral.Id);

        told.ShouldBe("1 1 1 1 1");
    }

    [Fact]
    public async Task When_the_last_of_it_fails_nothing_stays()
    {
        // Bank holidays are known to 2030: at the end of that year the deadline cannot be worked out, after all else was written.
        var child = await Given.AChild();
        On("2030-12-27 10:00");
        await Given.AContact(child);
        await As(FrontDoorWorker).Completes("triage", child, "referral");
        var before = await Everything();

        await Should.ThrowAsync<UnknownYearException>(() => As(FrontDoorWorker).Completes("referral", child));

        (await Everything()).ShouldBe(before);
        (await Stage.Step("referral", child)).Versions.ShouldBe(0);
    }

    private Task<Person> Again(Person person) => Stage.LookAsync(db => db.People.AsNoTracking().SingleAsync(p => p.Id == person.Id));

    private async Task<string?> Everything() => await Stage.SqlAsync<string>(DatabaseRoles.Owner, """
        select concat_ws(' ', (select count(*) from record.act), (select count(*) from record.fact), (select count(*) from record.fact_detail), (select count(*) from record.words),
          (select count(*) from casework.version), (select count(*) from casework.step), (select count(*) from record.deadline), (select count(*) from record.status_period))
        """);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, Guid id)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = id } } };
        await command.ExecuteNonQueryAsync();
    }
}
