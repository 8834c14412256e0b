using System.Globalization;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Demonstration;

/// <summary>The row that says a database is a demonstration, and whether it is whole.</summary>
/// <param name="Ready">False while it is being built, and after a build that was interrupted.</param>
public sealed record Marker(bool Ready, int Seed, DateOnly BuiltOn)
{
    /// <summary>Null when the database is no demonstration, or has no tables yet.</summary>
    public static async Task<Marker?> ReadAsync(Database db, CancellationToken cancellationToken = default)
    {
        await using var connection = await db.As(DatabaseRoles.Owner).OpenConnectionAsync(cancellationToken);
        await using var there = new NpgsqlCommand("select to_regclass('public.demonstration') is not null", connection);
        if (!(bool)(await there.ExecuteScalarAsync(cancellationToken))!) { return null; }
        await using var ask = new NpgsqlCommand("select state = 'ready', seed, built_on from public.demonstration", connection);
        await using var row = await ask.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? new Marker(row.GetBoolean(0), row.GetInt32(1), row.GetFieldValue<DateOnly>(2)) : null;
    }

    /// <summary>Nothing has been recorded: a new database.</summary>
    public static async Task<bool> IsEmptyAsync(Database db, CancellationToken cancellationToken = default)
    {
        await using var ask = db.As(DatabaseRoles.Owner).CreateCommand("select not exists (select from record.act) and not exists (select from people.person)");
        return (bool)(await ask.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>The demonstration is whole; references go on after those it used.</summary>
    public static async Task ReadyAsync(Database db, long nextMatter, long nextPerson, CancellationToken cancellationToken = default)
    {
        await using var done = db.As(DatabaseRoles.Owner).CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            select setval('casework.reference', greatest({nextMatter}, (select last_value from casework.reference)), false), setval('people.reference', {nextPerson}, false);
            update public.demonstration set state = 'ready';
            """));
        await done.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Drops everything in the database. Only for a demonstration: the caller has seen its marker.</summary>
    public static async Task DropAsync(Database db, CancellationToken cancellationToken = default)
    {
        await using var drop = db.As(DatabaseRoles.Owner).CreateCommand("""
            do $$
            declare
              one text;
            begin
              if not exists (select from public.demonstration) then raise exception 'not a demonstration'; end if;
              for one in select nspname from pg_namespace where nspname not like 'pg\_%' and nspname not in ('information_schema', 'public') loop
                execute format('drop schema %I cascade', one);
              end loop;
              for one in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'public' and c.relkind = 'r' and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') loop
                execute format('drop table public.%I cascade', one);
              end loop;
              drop function if exists public.begin_demonstration;
            end $$
            """);
        await drop.ExecuteNonQueryAsync(cancellationToken);
    }
}
