using System.Globalization;
using System.Reflection;
using Npgsql;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;

namespace Trellis.Platform.Backup;

/// <param name="Era">The one that begins with the restore.</param>
/// <param name="Disposed">Rows disposed of again, because they had been since the backup was made.</param>
public sealed record Restored(BackupManifest Manifest, int Era, int Disposed, Verification Verified);

/// <summary>Puts a backup into an empty database: all of it, or nothing.</summary>
/// <param name="assembly">Holds the migrations.</param>
/// <param name="disposal">Disposes again of what was disposed of since.</param>
/// <param name="whole">Disposes again of a whole person, for a reason; returns the rows.</param>
public sealed class Restoring(Database database, Assembly assembly, Disposal disposal, Func<DisposalEntry, string, CancellationToken, Task<int>> whole, DateTimeOffset now)
{
    public const string Word = "system.restore";

    private const string IsEmpty = "select not exists (select from record.act) and not exists (select from record.view) and not exists (select from record.seal)";

    /// <summary>What each module does about what was true of the moment only.</summary>
    private const string AfterRestore = "select format('%I.after_restore', n.nspname) from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.proname = 'after_restore' order by 1";

    /// <param name="journal">What was disposed of, as it stands today; null only where the operator says that it is lost.</param>
    /// <exception cref="WrongInputException">The backup, the journal or the database is not what is needed. Nothing was changed.</exception>
    public async Task<Restored> RunAsync(string path, BackupKey key, DisposalJournal? journal, CancellationToken stop = default)
    {
        var manifest = await BackupFile.CheckAsync(path, key, stop);
        var since = journal is null ? [] : await SinceAsync(manifest, journal, stop);
        await PrepareAsync(manifest, stop);
        await FillAsync(path, key, manifest, stop);
        await Migrator.MigrateAsync(database, assembly, stop); // what came since the backup was made
        var disposed = await DisposeAgainAsync(since, stop);
        await RunAsync("analyze", stop);
        await using (var seal = database.As(DatabaseRoles.App).CreateCommand("select record.seal_now($1)"))
        {
            seal.Parameters.AddWithValue(now);
            seal.CommandTimeout = 0;
            await seal.ExecuteNonQueryAsync(stop);
        }

        return new Restored(manifest, manifest.Era + 1, disposed, await RecordVerifier.VerifyAsync(database, now, stop));
    }

    /// <summary>Reads a backup through and changes nothing.</summary>
    public static Task<BackupManifest> CheckAsync(string path, BackupKey key, CancellationToken stop = default) => BackupFile.CheckAsync(path, key, stop);

    /// <summary>The disposals that stand in the journal: not those that failed. It must be the one this backup knew.</summary>
    private static async Task<List<DisposalEntry>> SinceAsync(BackupManifest manifest, DisposalJournal journal, CancellationToken stop)
    {
        var lines = await journal.ReadAsync(stop);
        var known = manifest.Disposals;
        if (lines.Count < known.Entries || (known.Entries > 0 && lines[known.Entries - 1].Hash != known.Last))
        {
            throw new WrongInputException($"{journal.Path} is not the journal of disposals that goes with this backup, or lines are missing from it: the backup knew {known.Entries}. Nothing was changed");
        }

        var failed = lines.Where(l => l.Entry.State == "failed").Select(l => l.Entry.Act).ToHashSet();
        return [.. lines.Select(l => l.Entry).Where(e => e.State == "begun" && !failed.Contains(e.Act))];
    }

    /// <summary>An empty database with just the tables the backup had.</summary>
    private async Task PrepareAsync(BackupManifest manifest, CancellationToken stop)
    {
        var known = Migrator.In(assembly).ToDictionary(m => m.Number, m => Migrator.HashOf(m.Sql));
        foreach (var had in manifest.Migrations.Where(m => known.GetValueOrDefault(m.Number) != m.Hash))
        {
            throw new WrongInputException($"The backup has migration {had.Name}, which this version of Trellis does not know. Restore with the version it was made with, or a newer one. Nothing was changed");
        }

        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(stop);
        var made = await ScalarAsync<bool>(connection, "select to_regclass('public.migration') is not null", stop);
        if (made && await ScalarAsync<bool>(connection, "select to_regclass('record.act') is not null", stop) && !await ScalarAsync<bool>(connection, IsEmpty, stop))
        {
            throw new WrongInputException("This database is not empty. A backup is restored into an empty one only. Nothing was changed");
        }

        if (!made && await ScalarAsync<bool>(connection, "select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'r' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema')", stop))
        {
            throw new WrongInputException("This database has tables that are not Trellis's. Nothing was changed");
        }

        var wanted = manifest.Migrations.Select(m => m.Number).ToHashSet();
        if (made)
        {
            await using var ask = new NpgsqlCommand("select name from public.migration where number <> all($1) order by number limit 1", connection) { Parameters = { new() { Value = wanted.ToArray() } } };
            if (await ask.ExecuteScalarAsync(stop) is string newer) { throw new WrongInputException($"The database has migration {newer}, which the backup has not. Give a database without tables: its tables are made as the backup's were. Nothing was changed"); }
        }

        await Migrator.MigrateAsync(database, assembly, wanted.Contains, stop);
    }

    /// <summary>In one transaction, as the owner, with the triggers that draw conclusions from what is inserted off: they drew them once.</summary>
    private async Task FillAsync(string path, BackupKey key, BackupManifest manifest, CancellationToken stop)
    {
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var tables = (await KeptTables.ReadAsync(connection, stop)).ToDictionary(t => t.Name, t => t.Columns, StringComparer.Ordinal);
        if (!tables.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(manifest.Tables.Select(t => t.Name)) || manifest.Tables.Any(t => !t.Columns.ToHashSet(StringComparer.Ordinal).SetEquals(tables[t.Name])))
        {
            throw new WrongInputException("The tables in this backup are not those of its migrations. Nothing was changed");
        }

        await RunAsync(connection, string.Join(';', tables.Keys.Select(t => $"alter table {t} disable trigger user")), stop);
        await RunAsync(connection, $"truncate {string.Join(", ", tables.Keys)}", stop); // what the migrations put in
        var columns = manifest.Tables.ToDictionary(t => t.Name, t => t.Columns, StringComparer.Ordinal);
        NpgsqlRawCopyStream? copy = null;
        var again = await BackupFile.ReadAsync(
            path,
            key,
            async table =>
            {
                if (copy is not null) { await copy.DisposeAsync(); }
                copy = null; // should the next not begin, it is not disposed of twice
                copy = await connection.BeginRawBinaryCopyAsync($"copy {table} ({string.Join(", ", columns[table])}) from stdin (format binary)", stop);
            },
            piece => copy!.WriteAsync(piece, stop),
            stop);
        if (copy is not null) { await copy.DisposeAsync(); }
        foreach (var table in again.Tables)
        {
            if (await ScalarAsync<long>(connection, $"select count(*) from {table.Name}", stop) != table.Rows) { throw new InvalidOperationException($"{table.Name} has not as many rows as the backup"); }
        }

        foreach (var sequence in manifest.Sequences)
        {
            await RunAsync(connection, string.Create(CultureInfo.InvariantCulture, $"select setval('{sequence.Name}', {sequence.Last}, {(sequence.Used ? "true" : "false")})"), stop);
        }

        await NewEraAsync(connection, manifest, stop);
        await RunAsync(connection, "set constraints all immediate", stop); // what waits for the end of the transaction is checked now
        await RunAsync(connection, string.Join(';', tables.Keys.Select(t => $"alter table {t} enable trigger user")), stop);
        await transaction.CommitAsync(stop);
    }

    private async Task NewEraAsync(NpgsqlConnection connection, BackupManifest manifest, CancellationToken stop)
    {
        var era = manifest.Era + 1;
        await RunAsync(connection, "insert into record.era (number, began) values ($1, $2)", stop, era, now);
        await RunAsync(connection, "insert into record.restored (era, backup_made_at, restored_at, seal) values ($1, $2, $3, $4)", stop, era, manifest.MadeAt, now, manifest.Seal.Number);
        foreach (var kind in new[] { "act", "words", "fact", "view" }) { await RunAsync(connection, Restamp(kind), stop, era); }
        await RunAsync(connection, "insert into record.act (id, word, at, user_id) values ($1, $2, $3, $4)", stop, Ids.New(), Word, now, Actor.SystemId);
        var hooks = new List<string>();
        await using (var ask = new NpgsqlCommand(AfterRestore, connection))
        {
            await using var row = await ask.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop)) { hooks.Add(row.GetString(0)); }
        }

        foreach (var hook in hooks) { await RunAsync(connection, $"select {hook}($1)", stop, now); }
    }

    /// <summary>Rows that no seal covers are of transactions this server does not know: they are taken into the new era, to be sealed in it.</summary>
    private static string Restamp(string kind) => $"""
        update record.{kind} set era = $1, xid = pg_current_xact_id()
        where (era, xid) >= (select coalesce(max(s.era), 0), coalesce(max(s.to_xid), '0'::xid8) from (select era, to_xid from record.seal order by number desc limit 1) s)
        """;

    /// <summary>Each under an act of its own that names the first. What the backup never held, or holds erased, is passed over.</summary>
    private async Task<int> DisposeAgainAsync(List<DisposalEntry> since, CancellationToken stop)
    {
        var rows = 0;
        foreach (var entry in since)
        {
            var facts = await LeftAsync("record.fact", entry.Facts, stop);
            var words = await LeftAsync("record.words", entry.Words, stop);
            var reason = $"Disposed of under act {entry.Act} on {Time.English.Date(Time.London.DateOf(entry.At))}, and again because an older backup was restored";
            if (entry.Person is not null) { rows += await whole(entry with { Facts = facts, Words = words }, reason, stop); }
            else if (facts.Length + words.Length > 0) { rows += (await disposal.DisposeAsync(Actor.TheSystem(entry.Area ?? ""), entry.Area ?? "", reason, facts, words, cancellationToken: stop)).Rows; }
        }

        return rows;
    }

    private async Task<Guid[]> LeftAsync(string table, Guid[] ids, CancellationToken stop)
    {
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand($"select coalesce(array_agg(id), '{{}}') from {table} where id = any($1) and salt is not null");
        ask.Parameters.AddWithValue(ids);
        return (Guid[])(await ask.ExecuteScalarAsync(stop))!;
    }

    private async Task RunAsync(string sql, CancellationToken stop)
    {
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync(stop);
        await RunAsync(connection, sql, stop);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values) { command.Parameters.Add(new NpgsqlParameter { Value = value }); }
        await command.ExecuteNonQueryAsync(stop);
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (T)(await ask.ExecuteScalarAsync(stop))!;
    }
}
