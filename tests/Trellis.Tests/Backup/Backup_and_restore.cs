using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Trellis.Access;
using Trellis.Commands;
using Trellis.Modules.People;
using Trellis.Platform;
using Trellis.Platform.Backup;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Tests.Support;
using static Trellis.Tests.Support.Roles;

namespace Trellis.Tests.Backup;

/// <summary>All comes back and what was disposed of does not; a file that is not whole and ours changes nothing.</summary>
public sealed class Backup_and_restore(Stage stage) : OnStage(stage), IAsyncLifetime
{
    private readonly string folder = TestPostgres.File($"backup-{Guid.NewGuid():N}");
    private BackupKey key = null!;
    private Person child = null!;
    private Person other = null!;

    private string File => Path.Combine(folder, "trellis.backup");

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(folder);
        await BackupKey.MakeAsync(Path.Combine(folder, "key"));
        key = await BackupKey.ReadAsync(Path.Combine(folder, "key"));
        child = await Given.AChild(c => c.Named("Wren Quillfeather"));
        other = await Given.AChild();
        await Given.AReferral(child);
        await Given.AContact(other);
        await Seals.SealAllAsync(Stage.Database);
        await Given.AContact(other); // not sealed yet
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Every_row_of_every_table_comes_back_and_the_record_holds()
    {
        var manifest = await MakeAsync();

        await using var elsewhere = await EmptyAsync();
        var restored = await RestoreAsync(elsewhere);

        restored.Verified.Tampered.ShouldBeEmpty();
        restored.Era.ShouldBe(2);
        manifest.Tables.Length.ShouldBeGreaterThan(25);
        foreach (var table in manifest.Tables.Where(t => t.Name is not ("record.act" or "record.era" or "record.seal" or "record.restored" or "record.words" or "record.view" or "record.fact" or "agencies.session" or "messages.email")))
        {
            var columns = string.Join(", ", table.Columns);
            (await RowsAsync(elsewhere, $"select ({columns})::text from {table.Name}")).SequenceEqual(await RowsAsync(Stage.Database, $"select ({columns})::text from {table.Name}")).ShouldBeTrue(table.Name);
        }

        // What no seal covered yet is of the new era; everything else about it is as it was.
        foreach (var (table, columns) in new[] { ("fact", "id, act_id, kind, person_id, occurred_at, recorded, salt"), ("words", "id, act_id, body, salt"), ("act", "id, word, at, user_id") })
        {
            var here = await RowsAsync(Stage.Database, $"select ({columns})::text from record.{table}");
            var there = await RowsAsync(elsewhere, $"select ({columns})::text from record.{table} where {(table == "act" ? "word <> 'system.restore'" : "true")}");
            there.SequenceEqual(here).ShouldBeTrue($"{table}: {there.Count} rows, not {here.Count}");
        }
    }

    [Fact]
    public async Task What_was_disposed_of_since_stays_disposed_of()
    {
        await MakeAsync();
        var facts = (await Stage.Facts(child)).Select(f => f.Id).ToArray();
        var words = await RowsAsync(Stage.Database, $"select w.id::text from record.words w join record.fact f on f.act_id = w.act_id where f.person_id = '{child.Id}'");
        await Disposal.DisposeAsync(As(Administrator).Actor, "RBKC", "Court order", facts, [.. words.Distinct().Select(Guid.Parse)]);

        await using var elsewhere = await EmptyAsync();
        var restored = await RestoreAsync(elsewhere);

        restored.Disposed.ShouldBeGreaterThan(facts.Length - 1);
        (await elsewhere.As(DatabaseRoles.Owner).CreateCommand($"select count(*) from record.fact where person_id = '{child.Id}'").ExecuteScalarAsync()).ShouldBe(0L);
        (await RowsAsync(elsewhere, $"select id::text from record.words where body is not null and id = any(array[{string.Join(',', words.Select(w => $"'{w}'::uuid"))}])")).ShouldBeEmpty();
        restored.Verified.Tampered.ShouldBeEmpty();
        facts.ShouldBeSubsetOf(restored.Verified.Disposed.Select(d => d.Id));
    }

    [Fact]
    public async Task A_disposal_that_failed_is_not_done_again_and_one_nobody_heard_the_end_of_is()
    {
        var (kept, ordered) = ((await Stage.Facts(child))[0].Id, (await Stage.Facts(other))[0].Id);
        await MakeAsync();
        var journal = new DisposalJournal(Path.Combine(folder, "own"));
        if (Stage.Journal.IsThere) { System.IO.File.Copy(Stage.Journal.Path, journal.Path); }
        var failed = Ids.New();
        await journal.BegunAsync(failed, "RBKC", Stage.Clock.Now, [kept], [], null, default);
        await journal.FailedAsync(failed, Stage.Clock.Now, default);
        await journal.BegunAsync(Ids.New(), "RBKC", Stage.Clock.Now, [ordered], [], null, default);

        await using var elsewhere = await EmptyAsync();
        await RestoreVerb.RunAsync(elsewhere, File, key, journal, journal, default);

        (await RowsAsync(elsewhere, $"select id::text from record.fact where disposed_by is not null and id in ('{kept}', '{ordered}')")).ShouldBe([ordered.ToString()]);
    }

    [Fact]
    public async Task The_site_works_on_what_was_restored_and_what_it_records_is_sealed()
    {
        await MakeAsync();
        await using var elsewhere = await EmptyAsync();
        await RestoreAsync(elsewhere);

        await using var services = new ServiceCollection().AddLogging().AddTrellis(elsewhere, Stage.Practised).AddSingleton<TimeProvider>(Stage.Clock).BuildServiceProvider();
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
            db.Acting.As(As(FrontDoorWorker).Actor);
            (await db.People.SingleAsync(p => p.Id == child.Id)).Name.ShouldBe("Wren Quillfeather");
            db.Acting.Begin(ActWords.SetUp);
            var person = new Person { Reference = "R1", Area = "RBKC", GivenName = "Robin", FamilyName = "Rowan", Sex = "F", EthnicGroup = other.EthnicGroup, HouseholdId = Ids.New() };
            person.Added(Platform.Time.Moment.Exactly(Stage.Clock.Now));
            db.Add(person);
            await db.SaveChangesAsync();
        }

        await services.GetRequiredService<Seals>().SealAllAsync(elsewhere);
        var verified = await RecordVerifier.VerifyAsync(elsewhere);
        verified.Tampered.ShouldBeEmpty();
        verified.Unsealed.ShouldBe(0);
        (await RowsAsync(elsewhere, "select a.era::text from record.act a join record.fact f on f.act_id = a.id join people.person p on p.id = f.person_id where p.reference = 'R1' group by a.id")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_change_outside_an_act_is_refused_also_where_an_old_act_has_the_number_of_the_transaction()
    {
        await MakeAsync();
        await using var elsewhere = await EmptyAsync();
        await RestoreAsync(elsewhere);

        // An act of the first era gets the number of the very transaction that tries.
        await using var connection = await elsewhere.As(DatabaseRoles.Owner).OpenConnectionAsync();
        await using var one = new Npgsql.NpgsqlCommand($"""
            begin;
            insert into record.act (id, era, word, at, user_id) values (uuidv7(), 1, 'person.add', now(), uuidv7());
            set session authorization trellis_app;
            select set_config('trellis.areas', 'RBKC', true), set_config('trellis.sees', 'RBKC', true), set_config('trellis.closed_people', array[]::uuid[]::text, true), set_config('trellis.closed_matters', array[]::uuid[]::text, true);
            update people.person set school = 'Elm' where id = '{child.Id}';
            commit
            """, connection);
        (await Should.ThrowAsync<Npgsql.PostgresException>(() => one.ExecuteNonQueryAsync())).MessageText.ShouldContain("outside an act");
    }

    [Fact]
    public async Task Sessions_end_and_nobody_gets_an_email_twice()
    {
        await Stage.SqlAsync<int>(DatabaseRoles.Owner, "insert into messages.email (id, user_id, gathered, urgent, due_at, next_at, made_at) select uuidv7(), id, false, false, now(), now(), now() from agencies.staff limit 1");
        await MakeAsync();
        await using var elsewhere = await EmptyAsync();
        await RestoreAsync(elsewhere);

        (await RowsAsync(elsewhere, "select distinct state from messages.email")).ShouldBe(["unknown"]);
        (await RowsAsync(elsewhere, "select id::text from agencies.session where ended_at is null")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_database_with_records_in_it_is_refused()
    {
        await MakeAsync();
        var before = await RowsAsync(Stage.Database, "select id::text from record.act");

        (await Should.ThrowAsync<WrongInputException>(() => RestoreAsync(Stage.Database))).Message.ShouldContain("not empty");

        (await RowsAsync(Stage.Database, "select id::text from record.act")).ShouldBe(before);
    }

    public static TheoryData<string> Damages => ["cut off", "cut between chunks", "empty", "one bit of the head", "one bit in the middle", "one bit at the end", "something added", "another key", "a passphrase"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task A_file_that_is_not_whole_and_ours_changes_nothing(string damage)
    {
        await MakeAsync();
        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        var with = key;
        switch (damage)
        {
            case "cut off": bytes = bytes[..^40]; break;
            case "cut between chunks": bytes = bytes[..41]; break;
            case "empty": bytes = []; break;
            case "one bit of the head": bytes[20] ^= 1; break;
            case "one bit in the middle": bytes[bytes.Length / 2] ^= 0x10; break;
            case "one bit at the end": bytes[^1] ^= 1; break;
            case "something added": bytes = [.. bytes, 0]; break;
            case "another key": await BackupKey.MakeAsync(Path.Combine(folder, "key2")); with = await BackupKey.ReadAsync(Path.Combine(folder, "key2")); break;
            case "a passphrase": with = BackupKey.Of("the heron waits at the weir"); break;
        }

        await System.IO.File.WriteAllBytesAsync(File, bytes);
        await using var elsewhere = await EmptyAsync();
        key = with;

        await Should.ThrowAsync<WrongInputException>(() => RestoreAsync(elsewhere));

        (await RowsAsync(elsewhere, "select tablename::text from pg_tables where schemaname not in ('pg_catalog', 'information_schema')")).ShouldBeEmpty("nothing was even made");
    }

    [Fact]
    public async Task The_journal_of_another_database_or_one_with_a_line_missing_is_refused()
    {
        await Disposal.DisposeAsync(As(Administrator).Actor, "RBKC", "Court order", [(await Stage.Facts(other))[^1].Id], []);
        await MakeAsync();
        await using var elsewhere = await EmptyAsync();

        var another = new DisposalJournal(Path.Combine(folder, "another"));
        (await Should.ThrowAsync<WrongInputException>(() => RestoreVerb.RunAsync(elsewhere, File, key, another, another, default))).Message.ShouldContain("not the journal");

        await Disposal.DisposeAsync(As(Administrator).Actor, "RBKC", "Court order", [(await Stage.Facts(child))[^1].Id], []);
        var lines = await System.IO.File.ReadAllLinesAsync(Stage.Journal.Path);
        await System.IO.File.WriteAllLinesAsync(another.Path, lines[1..]);
        (await Should.ThrowAsync<WrongInputException>(() => RestoreVerb.RunAsync(elsewhere, File, key, another, another, default))).Message.ShouldContain("missing");
    }

    [Fact]
    public async Task Nothing_of_anybody_is_readable_in_the_file_and_only_its_owner_may_read_it()
    {
        await MakeAsync();

        var bytes = await System.IO.File.ReadAllBytesAsync(File);
        bytes.AsSpan().IndexOf("Quillfeather"u8).ShouldBe(-1);
        if (!OperatingSystem.IsWindows()) { System.IO.File.GetUnixFileMode(File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite); }
        (await Should.ThrowAsync<WrongInputException>(MakeAsync)).Message.ShouldContain("never written over");
    }

    [Fact]
    public async Task A_passphrase_does_as_well()
    {
        key = BackupKey.Of("the heron waits at the weir");
        await MakeAsync();

        (await Restoring.CheckAsync(File, key)).Rows.ShouldBeGreaterThan(0);
        await Should.ThrowAsync<WrongInputException>(() => Restoring.CheckAsync(File, BackupKey.Of("the heron waits at the wier")));
    }

    private Seals Seals => Stage.Services.GetRequiredService<Seals>();

    private Disposal Disposal => Stage.Services.GetRequiredService<Disposal>();

    private Task<BackupManifest> MakeAsync() => BackupMaking.MakeAsync(Stage.Database, Stage.Journal, File, key, Stage.Clock.Now);

    private Task<Restored> RestoreAsync(Database into) => RestoreVerb.RunAsync(into, File, key, Stage.Journal, new DisposalJournal(Path.Combine(folder, "onwards")), default);

    /// <summary>Not even tables in it.</summary>
    private static Task<Database> EmptyAsync() => TestPostgres.NewAsync("bare", _ => Task.CompletedTask);

    private static async Task<List<string>> RowsAsync(Database database, string sql)
    {
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand(sql);
        await using var row = await ask.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await row.ReadAsync()) { rows.Add(row.GetString(0)); }
        return [.. rows.Order(StringComparer.Ordinal)];
    }
}
