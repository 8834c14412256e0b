using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>
/// Makes a copy of a demonstration as large as a partnership after years: every record six times over under ids of its own, and
/// closed matters beside, to 80,000 matters. Nothing of it is sealed. For measuring only, in a data folder that is thrown away.
/// </summary>
internal static class LargeCopy
{
    private const int Copies = 6;
    private const int Matters = 80_000;

    /// <summary>Ids that are not of a member of staff: each copy has its own.</summary>
    private const string Mapped = "'id','person_id','matter_id','step_id','act_id','fact_id','origin_id','source_id','because_id','corrects_id','subject_id','household_id','started_by','ended_by','source'";

    private static readonly string[] Tables =
    [
        "people.person", "casework.matter", "casework.participant", "casework.step", "casework.step_person", "casework.version", "casework.draft", "casework.involvement",
        "record.act", "record.words", "record.fact", "record.fact_detail", "record.status_period", "record.deadline", "access.open_to", "access.person_open_to",
    ];

    /// <param name="open">Takes the row policies away as well: what a page costs without them.</param>
    public static async Task<int> RunAsync(bool open, TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        await RunAsync(connection, "set session_replication_role = replica");
        if (await CountAsync(connection, "casework.matter") < Matters) { await FillAsync(connection); }
        if (open)
        {
            await RunAsync(connection, "do $$ declare t regclass; begin for t in select oid from pg_class where relrowsecurity loop execute format('alter table %s disable row level security', t); end loop; end $$");
        }

        foreach (var table in (string[])["people.person", "casework.matter", "record.fact"]) { await output.WriteLineAsync($"{await CountAsync(connection, table)} rows in {table}{(open ? ", without row policies" : "")}"); }
        return 0;
    }

    private static async Task FillAsync(NpgsqlConnection connection)
    {
        foreach (var table in Tables)
        {
            var columns = await ColumnsAsync(connection, table);
            await RunAsync(connection, $"create temp table first as select * from {table}");
            for (var copy = 1; copy <= Copies; copy++)
            {
                var of = columns.Select(c => c.Id ? $"md5({c.Name}::text || '{copy}')::uuid" : c.Name is "reference" ? $"reference || '-{copy}'" : c.Name);
                await RunAsync(connection, $"insert into {table} ({string.Join(", ", columns.Select(c => c.Name))}) select {string.Join(", ", of)} from first");
            }

            await RunAsync(connection, "drop table first");
        }

        await RunAsync(connection, $"""
            with p as (select id, area, row_number() over (order by id) as n, count(*) over () as of from people.person),
            m as (select uuidv7() as id, 'X' || g as reference, p.id as person, p.area, timestamptz '2022-01-01' + g * interval '10 minutes' as at
              from generate_series(1, {Matters} - (select count(*) from casework.matter)) g join p on p.n = 1 + g % p.of),
            matter as (insert into casework.matter (id, reference, process, area, origin_id, opened_at, closed_at) select id, reference, 'front-door', area, id, at, at + interval '3 days' from m),
            participant as (insert into casework.participant (matter_id, person_id, area, joined_at) select id, person, area, at from m),
            act as (insert into record.act (id, word, at, user_id, area, matter_id) select uuidv7(), 'matter.start', at, (select id from agencies.staff order by id limit 1), area, id from m returning id, at, area, matter_id)
            insert into record.fact (id, act_id, kind, person_id, matter_id, source_id, area, occurred_at, day_only, occurred_on, recorded, salt)
            select uuidv7(), a.id, 'matter.opened', m.person, m.id, m.id, m.area, a.at, false, a.at::date, a.at, gen_random_bytes(16) from act a join m on m.id = a.matter_id
            """);
        await RunAsync(connection, "vacuum analyze");
    }

    private static async Task<List<(string Name, bool Id)>> ColumnsAsync(NpgsqlConnection connection, string table)
    {
        await using var ask = new NpgsqlCommand($"select attname, atttypid = 'uuid'::regtype and attname in ({Mapped}) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum", connection);
        await using var row = await ask.ExecuteReaderAsync();
        var found = new List<(string, bool)>();
        while (await row.ReadAsync()) { found.Add((row.GetString(0), row.GetBoolean(1))); }
        return found;
    }

    private static async Task<long> CountAsync(NpgsqlConnection connection, string table)
    {
        await using var ask = new NpgsqlCommand($"select count(*) from {table}", connection);
        return (long)(await ask.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var run = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await run.ExecuteNonQueryAsync();
    }
}
