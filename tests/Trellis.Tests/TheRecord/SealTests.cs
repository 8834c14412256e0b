using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.People;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.TheRecord;

/// <summary>Whatever the owner of the database does to what is sealed, the verifier names it.</summary>
public sealed class SealTests(Stage stage) : OnStage(stage), IAsyncLifetime
{
    private static readonly string[] Tables = ["act", "words", "fact", "fact_detail", "view"];

    private NpgsqlConnection owner = null!;
    private Person child = null!;

    /// <summary>A record with every kind of row in it, over several seals.</summary>
    public async Task InitializeAsync()
    {
        owner = await Stage.Database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        child = await Given.AChild();
        await SealAsync();
        var referral = await Given.AReferral(child);
        await As(FrontDoorWorker).In(async services =>
        {
            await services.GetRequiredService<Views>().SawAsync("person", ActWords.ViewPerson, [child.Id], "RBKC");
            return true;
        });
        await SealAsync();
        await As(TeamManager).Corrects(referral, "The day was wrong", ("referred-on", "2026-03-01 09:00"));
        await SealAsync();
    }

    public async Task DisposeAsync() => await owner.DisposeAsync();

    [Fact]
    public async Task Sealed_it_holds()
    {
        var found = await VerifyAsync();

        found.Tampered.ShouldBeEmpty();
        found.Seals.ShouldBeGreaterThanOrEqualTo(3);
        found.Unsealed.ShouldBe(0);
        found.Rows.ShouldBe(await OneAsync<long>("select sum(rows)::bigint from record.seal"));
    }

    /// <summary>One such row would stop the sealing of all that come after it.</summary>
    [Theory]
    [InlineData("'-infinity'", "now()")]
    [InlineData("now()", "'infinity'")]
    public async Task A_fact_without_a_finite_day_is_refused(string day, string at)
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => RunAsync($"""
            insert into record.fact (id, act_id, kind, area, occurred_at, day_only, occurred_on, recorded, salt)
              select uuidv7(), id, 'a.b', 'RBKC', {at}, true, {day}, now(), gen_random_bytes(16) from record.act limit 1
            """));

        refused.ConstraintName.ShouldBe("finite_time");
    }

    [Fact]
    public async Task Rows_that_wait_for_minutes_to_be_sealed_are_told_of()
    {
        await As(FrontDoorWorker).Starts("front-door", child);
        (await VerifyAsync()).IsStuck.ShouldBeFalse("a site that runs seals them within seconds");

        Stage.Clock.Pass(TimeSpan.FromMinutes(6));
        Verification found;
        var tries = 0;
        do
        {
            await Task.Delay(50); // a transaction of another test may be older
            found = await VerifyAsync();
        }
        while (!found.IsStuck && ++tries < 200);
        found.Waiting.ShouldBe(found.Unsealed);
        found.Holds.ShouldBeTrue();

        await SealAsync();
        (await VerifyAsync()).IsStuck.ShouldBeFalse();
    }

    [Fact]
    public async Task It_holds_whatever_is_written_in_it()
    {
        await RunAsync("""
            insert into record.act (id, word, at, user_id, agency, area) values ('00000000-0000-7000-8000-0000000000f1', 'step.complete', '1969-07-20 20:17:40.000001+00', uuidv7(), '-', '5:hello');
            insert into record.words (id, kind, act_id, body, salt) values (uuidv7(), '', '00000000-0000-7000-8000-0000000000f1', E'Zoë said: \u201cno\u201d\n\u001f and a \\ and 🦉', gen_random_bytes(16)),
              (uuidv7(), 'reason', '00000000-0000-7000-8000-0000000000f1', '', gen_random_bytes(16)), (uuidv7(), 'reason', '00000000-0000-7000-8000-0000000000f1', null, gen_random_bytes(16));
            insert into record.fact (id, act_id, kind, area, agency, occurred_at, day_only, occurred_on, recorded, visible_to, frozen, salt)
              values ('00000000-0000-7000-8000-0000000000f2', '00000000-0000-7000-8000-0000000000f1', 'a.b', '', '', '1899-12-31 23:59:59.999999+00', true, '1899-12-31', '2200-01-01', '', '\x', gen_random_bytes(16));
            insert into record.fact_detail (fact_id, field, code, area, visible_to) select '00000000-0000-7000-8000-0000000000f2', f, c, '', null from unnest(array['b', 'a', 'a.a', 'a-b']) f, unnest(array['ß', 'Z', 'a', '', ':']) c;
            insert into record.view (id, at, user_id, what, purpose, people, salt) values (uuidv7(), '2026-03-02', uuidv7(), '', '', '{}', gen_random_bytes(16)), (uuidv7(), '2026-03-02', uuidv7(), '-', '-', array[uuidv7(), null], gen_random_bytes(16));
            """);
        await SealAsync();

        (await VerifyAsync()).Tampered.ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_column_of_any_row_altered_is_named()
    {
        foreach (var (table, column, type) in await ColumnsAsync()) { (await TamperAsync(table, column, type, row: 7, place: 3)).ShouldBeNull(); }
    }

    [Fact]
    public async Task Any_byte_altered_is_named()
    {
        var columns = (await ColumnsAsync()).ToArray();
        Prop.ForAll(Arb.From(Gen.Elements(columns).Zip(Gen.Choose(0, 200).Zip(Gen.Choose(0, 4000)))), sample =>
        {
            var ((table, column, type), (row, place)) = sample;
            var unseen = TamperAsync(table, column, type, row, place).GetAwaiter().GetResult();
            return (unseen is null).Label(unseen ?? "");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(80));
    }

    [Theory]
    [InlineData("act")]
    [InlineData("words")]
    [InlineData("fact")]
    [InlineData("view")]
    public async Task A_deleted_row_is_named(string kind)
    {
        var id = await OneAsync<Guid>($"select id from record.{kind} order by id offset 1 limit 1");

        await UndoneAsync([$"delete from record.{kind} where id = '{id}'"], found => found.Tampered.ShouldContain(t => t.Kind == kind && t.Id == id.ToString() && t.What == "deleted"));
    }

    [Fact]
    public async Task A_deleted_or_added_code_of_a_fact_is_named()
    {
        var id = await OneAsync<Guid>("select fact_id from record.fact_detail order by fact_id limit 1");

        await UndoneAsync([$"delete from record.fact_detail where (fact_id, field, code) in (select fact_id, field, code from record.fact_detail where fact_id = '{id}' limit 1)"], found => Named(found, "fact", id, "altered"));
        await UndoneAsync([$"insert into record.fact_detail values ('{id}', 'more', 'yes', 'RBKC', null)"], found => Named(found, "fact", id, "altered"));
        var bare = await OneAsync<Guid>("select id from record.fact f where not exists (select from record.fact_detail d where d.fact_id = f.id) limit 1");
        await UndoneAsync([$"insert into record.fact_detail values ('{bare}', 'more', 'yes', 'RBKC', null)"], found => Named(found, "fact", bare, "altered"));
    }

    [Theory]
    [InlineData("(select from_xid from record.seal where number = 2)")]
    [InlineData("(select (to_xid::text::bigint - 1)::text::xid8 from record.seal where number = 3)")]
    [InlineData("'9000000000000000'")]
    public async Task A_row_said_to_be_of_another_transaction_is_named(string xid)
    {
        var id = Ids.New();

        await UndoneAsync(
            [$"insert into record.act (id, xid, word, at, user_id) select '{id}', {xid}, 'step.complete', now(), '{id}'"],
            found => found.Tampered.ShouldContain(t => t.Kind == "act" && t.Id == id.ToString() && t.What == "inserted"));
    }

    [Theory]
    [InlineData("at = at + interval '1 second'")]
    [InlineData("era = era + 1")]
    [InlineData("from_xid = (from_xid::text::bigint + 1)::text::xid8")]
    [InlineData("to_xid = (to_xid::text::bigint - 1)::text::xid8")]
    [InlineData("rows = rows - 1")]
    [InlineData("leaves = set_byte(leaves, 30, get_byte(leaves, 30) # 1)")]
    [InlineData("leaves = substring(leaves from 51), rows = rows - 1")]
    [InlineData("previous = set_byte(previous, 5, get_byte(previous, 5) # 1)")]
    [InlineData("hash = set_byte(hash, 5, get_byte(hash, 5) # 1)")]
    public async Task An_altered_seal_is_named(string change) =>
        await UndoneAsync([$"update record.seal set {change} where number = 2"], found => found.Tampered.ShouldContain(t => t.Kind == "seal" && t.Id == "2" && t.What == "broken"));

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("(select max(number) from record.seal)")]
    public async Task A_deleted_seal_is_named(string which)
    {
        var number = await OneAsync<string>($"select number::text from record.seal where number = {which}");

        await UndoneAsync([$"delete from record.seal where number = {number}"], found => found.Tampered.ShouldContain(t => t.Kind == "seal" && t.Id == number && t.What == "deleted"));
    }

    [Fact]
    public async Task What_was_lawfully_erased_is_reported_as_that_and_the_chain_holds()
    {
        var (fact, words) = await SomeFactAndWordsAsync();
        var disposal = Stage.Services.GetRequiredService<Disposal>();

        var (act, rows) = await disposal.DisposeAsync(As(Administrator).Actor, "RBKC", "Retention period over", [fact], [words]);
        var before = await VerifyAsync();
        await SealAsync();
        var after = await VerifyAsync();

        rows.ShouldBeGreaterThanOrEqualTo(2);
        before.Tampered.ShouldBeEmpty();
        after.Tampered.ShouldBeEmpty();
        after.Disposed.ShouldContain(("fact", fact, act));
        after.Disposed.ShouldContain(("words", words, act));
        (await OneAsync<string>($"select coalesce(body, 'gone') || coalesce(encode(salt, 'hex'), ' gone') from record.words where id = '{words}'")).ShouldBe("gone gone");
        (await OneAsync<bool>($"select person_id is null and source_id is null and salt is null and not exists (select from record.fact_detail where fact_id = f.id) from record.fact f where id = '{fact}'")).ShouldBeTrue();

        // Erased is not free to be written anew.
        await UndoneAsync([$"update record.fact set person_id = uuidv7() where id = '{fact}'"], found => Named(found, "fact", fact, "altered"));
        await UndoneAsync([$"update record.fact set occurred_at = occurred_at + interval '1 day' where id = '{fact}'"], found => Named(found, "fact", fact, "altered"));
        await UndoneAsync([$"insert into record.fact_detail values ('{fact}', 'more', 'yes', 'RBKC', null)"], found => Named(found, "fact", fact, "altered"));
        await UndoneAsync([$"update record.words set body = 'Nothing was said' where id = '{words}'"], found => Named(found, "words", words, "altered"));
    }

    [Fact]
    public async Task What_was_corrected_goes_with_its_correction_and_what_followed_is_worked_out_anew()
    {
        var facts = await Stage.Facts(child);
        var correction = facts.Single(f => f.CorrectsId is not null);
        (await Stage.Statuses(child)).ShouldNotBeEmpty();

        await Stage.Services.GetRequiredService<Disposal>().DisposeAsync(As(Administrator).Actor, "RBKC", "Court order", [correction.CorrectsId!.Value], []);
        await SealAsync();

        (await Stage.Facts(child)).Count.ShouldBe(facts.Count - 2);
        (await Stage.Statuses(child)).ShouldBeEmpty("without the referral nothing began it");
        (await Stage.Deadlines(child)).Select(d => d.Timescale).ShouldNotContain("front-door.referral-decision");
        (await OneAsync<long>($"select count(*) from record.view where '{child.Id}' = any(people)")).ShouldBe(1, "there is more about the child, so who looked at it stays");

        await Stage.Services.GetRequiredService<Disposal>().DisposeAsync(As(Administrator).Actor, "RBKC", "Retention period over", [.. facts.Select(f => f.Id)], []);
        await SealAsync();

        (await Stage.Deadlines(child)).ShouldBeEmpty();
        (await OneAsync<long>($"select count(*) from record.view where '{child.Id}' = any(people)")).ShouldBe(0);
        var found = await VerifyAsync();
        found.Tampered.ShouldBeEmpty();
        found.Disposed.Count(d => d.Kind == "view").ShouldBe(1);
    }

    [Fact]
    public async Task A_disposal_that_was_never_made_is_named()
    {
        var (fact, words) = await SomeFactAndWordsAsync();
        var someAct = await OneAsync<Guid>("select id from record.act where word <> 'record.dispose' order by id limit 1");
        const string Erase = "set digest = sha256(w.salt || record.words_payload(w)), salt = null, body = null";

        await UndoneAsync([$"update record.words w {Erase} where id = '{words}'"], found => Named(found, "words", words, "altered"));
        await UndoneAsync([$"update record.words w {Erase}, disposed_by = '{someAct}' where id = '{words}'"], found => Named(found, "words", words, "altered"));
        await UndoneAsync([$"update record.fact set disposed_by = '{someAct}' where id = '{fact}'"], found => Named(found, "fact", fact, "altered"));

        // A true disposal of something else lends nobody its name.
        var other = await OneAsync<Guid>($"select id from record.words where id <> '{words}' and salt is not null order by id limit 1");
        var (act, _) = await Stage.Services.GetRequiredService<Disposal>().DisposeAsync(As(Administrator).Actor, "RBKC", "Court order", [], [other]);
        await SealAsync();
        await UndoneAsync([$"update record.words w {Erase}, disposed_by = '{act}' where id = '{words}'"], found => Named(found, "words", words, "altered"));
    }

    [Fact]
    public async Task While_a_transaction_is_open_its_rows_wait_for_the_next_seal_and_none_is_lost()
    {
        await using var slow = await Stage.Database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        await using var open = await slow.BeginTransactionAsync();
        await using (var begin = new NpgsqlCommand("insert into record.act (id, word, at, user_id) values (uuidv7(), 'step.complete', now(), uuidv7())", slow)) { await begin.ExecuteNonQueryAsync(); }
        await Given.AChild();

        await Stage.Services.GetRequiredService<Seals>().SealAsync();
        var during = await VerifyAsync();
        await open.CommitAsync();
        await SealAsync();
        var after = await VerifyAsync();

        during.Tampered.ShouldBeEmpty();
        during.Unsealed.ShouldBeGreaterThan(0);
        after.Tampered.ShouldBeEmpty();
        after.Unsealed.ShouldBe(0);
        after.Rows.ShouldBe(await OneAsync<long>("select (select count(*) from record.act) + (select count(*) from record.words) + (select count(*) from record.fact) + (select count(*) from record.view)"));
    }

    /// <summary>Alters one value, verifies, and puts it back. Null when that was named or the database refused it; otherwise what went unseen.</summary>
    private async Task<string?> TamperAsync(string table, string column, string type, int row, int place)
    {
        var key = table == "fact_detail" ? "fact_id" : "id";
        var rows = await OneAsync<long>($"select count(*) from record.{table}");
        var (id, at) = (await OneAsync<Guid>($"select {key} from record.{table} order by {key} offset {row % rows} limit 1"), await OneAsync<string>($"select ctid::text from record.{table} order by {key} offset {row % rows} limit 1"));
        var altered = type switch
        {
            "uuid" => $"overlay(coalesce({column}, uuidv7())::text placing to_hex((('x' || right(coalesce({column}, uuidv7())::text, 1))::bit(4)::int + 1) % 16) from 36)::uuid",
            "text" => $"case when {column} is null or {column} = '' then '-' else overlay({column} placing case when substr({column}, 1 + {place} % length({column}), 1) = 'q' then 'r' else 'q' end from 1 + {place} % length({column})) end",
            "bytea" => $"case when {column} is null then '\\x00' when length({column}) = 0 then '\\x00' else set_byte({column}, {place} % length({column}), get_byte({column}, {place} % length({column})) # 1) end",
            "integer" => $"{column} + 1",
            "xid8" => $"({column}::text::bigint - 1)::text::xid8",
            "boolean" => $"not {column}",
            "date" => $"{column} + 1",
            "timestamp with time zone" => $"{column} + interval '1 microsecond'",
            "uuid[]" => $"array_append({column}, null)",
            _ => throw new InvalidOperationException($"How is a {type} altered?"),
        };
        var kind = table == "fact_detail" ? "fact" : table;
        string? unseen = $"{table}.{column} of {id} altered and not named";
        try
        {
            await UndoneAsync([$"update record.{table} set {column} = {altered} where ctid = '{at}'"], found =>
            {
                if (found.Tampered.Any(t => t.Kind == kind && t.Id == id.ToString())) { unseen = null; }
            });
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.CheckViolation or PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }

        return unseen;
    }

    /// <summary>Does it, lets a test look, and puts every table back as it was.</summary>
    private async Task UndoneAsync(string[] statements, Action<Verification> look)
    {
        string[] all = [.. Tables, "seal", "era"];
        await RunAsync(string.Join(';', all.Select(t => $"create temporary table was_{t} as table record.{t}")));
        try
        {
            await RunAsync($"set session_replication_role = replica; {string.Join(';', statements)}");
            look(await VerifyAsync());
        }
        finally
        {
            await RunAsync("set session_replication_role = replica;" + string.Join(';', all.Select(t => $"delete from record.{t}; insert into record.{t} table was_{t}; drop table was_{t}")) + "; set session_replication_role = origin");
        }
    }

    private static void Named(Verification found, string kind, Guid id, string what) => found.Tampered.ShouldContain(t => t.Kind == kind && t.Id == id.ToString() && t.What == what);

    private async Task<(Guid Fact, Guid Words)> SomeFactAndWordsAsync() => (
        await OneAsync<Guid>($"select id from record.fact where person_id = '{child.Id}' and kind = 'front-door.referral' and corrects_id is null"),
        await OneAsync<Guid>($"select v.id from casework.version v join casework.step s on s.id = v.step_id join casework.step_person p on p.step_id = s.id where p.person_id = '{child.Id}' and s.name = 'contact'"));

    /// <summary>All but <c>kept</c>: it says nothing of the record, only whether a row policy asks further (decision 194), and no policy is sealed.</summary>
    private async Task<List<(string Table, string Column, string Type)>> ColumnsAsync()
    {
        var columns = new List<(string, string, string)>();
        await using var ask = new NpgsqlCommand("""
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'record'::regnamespace and c.relname = any($1) and a.attnum > 0 and not a.attisdropped and a.attname <> 'kept' order by 1, a.attnum
            """, owner) { Parameters = { new() { Value = Tables } } };
        await using var row = await ask.ExecuteReaderAsync();
        while (await row.ReadAsync()) { columns.Add((row.GetString(0), row.GetString(1), row.GetString(2))); }
        return columns;
    }

    private Task<Verification> VerifyAsync() => RecordVerifier.VerifyAsync(Stage.Database, Stage.Clock.GetUtcNow());

    /// <summary>Until all is sealed: a transaction of another test, in another database of the same server, holds it up for a moment.</summary>
    private Task SealAsync() => Stage.Services.GetRequiredService<Seals>().SealAllAsync(Stage.Database);

    private async Task<T> OneAsync<T>(string sql)
    {
        await using var ask = new NpgsqlCommand(sql, owner);
        return (T)(await ask.ExecuteScalarAsync())!;
    }

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, owner);
        await command.ExecuteNonQueryAsync();
    }
}
