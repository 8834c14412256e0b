using System.Globalization;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>
/// What row policies cost over a demonstration: the same questions asked by the same people under the policies as they were (area and
/// circle alone, put in place for the length of a transaction that is rolled back) and as they are. Prints medians of the database's
/// own execution time. Changes nothing.
/// </summary>
internal static class AccessCost
{
    private const int Rounds = 25;

    private static readonly string[] Tables =
    [
        "people.person", "casework.matter", "casework.participant", "casework.step", "casework.step_person", "casework.version", "casework.draft",
        "record.act", "record.words", "record.fact", "record.fact_detail", "record.status_period", "record.deadline",
    ];

    private static readonly string[] Kept = ["casework.step", "casework.step_person", "casework.version", "casework.draft", "record.words", "record.fact", "record.fact_detail", "record.status_period", "record.deadline"];

    private const string Chronology = """
        select f.id, f.kind, a.user_id, w.body, array(select d.field || '=' || d.code from record.fact_detail d where d.fact_id = f.id)
        from record.fact f join record.act a on a.id = f.act_id left join record.words w on w.act_id = a.id and w.kind = 'reason' where
        """;

    public static async Task<int> RunAsync(TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        var person = await OneAsync(connection, "select person_id from record.fact where area = 'RBKC' and person_id is not null group by 1 order by count(*) desc, 1 limit 1");
        var matter = await OneAsync(connection, "select matter_id from record.fact where area = 'RBKC' and matter_id is not null group by 1 order by count(*) desc, 1 limit 1");
        var asked = await OneAsync(connection, "select matter_id from casework.step where agency = 'police' order by opened_at desc limit 1");
        var name = (string)(await new NpgsqlCommand($"select given_name || ' ' || family_name from people.person where id = '{person}'", connection).ExecuteScalarAsync())!;
        (string What, string Sql)[] questions =
        [
            ("chronology of a person", $"{Chronology} f.person_id = '{person}'"),
            ("chronology of a matter", $"{Chronology} f.matter_id = '{matter}'"),
            ("a matter with its steps", $"select * from casework.matter m left join casework.step s on s.matter_id = m.id left join casework.step_person p on p.step_id = s.id where m.id = '{matter}'"),
            ("a matter the police were asked in", $"select * from casework.matter m left join casework.step s on s.matter_id = m.id left join casework.step_person p on p.step_id = s.id where m.id = '{asked}'"),
            ("open steps, first 25", "select s.id, m.reference from casework.step s join casework.matter m on m.id = s.matter_id where s.state in ('open', 'waiting') order by s.opened_at limit 25"),
            ("clocks that run", "select count(*) from record.deadline where ending is null"),
            ("all facts, counted", "select count(*) from record.fact"),
            ("search by name", $"select * from people.search('{name.Replace("'", "''", StringComparison.Ordinal)}', null, 25)"),
        ];
        var worker = new Asker("RBKC", "RBKC", "hub,agency:rbkc-children", "agency:rbkc-children");
        var officer = new Asker("RBKC,WCC", "", "agency:police", "agency:police");
        var closed = (string)(await new NpgsqlCommand("select array(select id from people.person where area = 'RBKC' order by id limit 50)::text", connection).ExecuteScalarAsync())!;
        var closedMatters = (string)(await new NpgsqlCommand($"select array(select distinct matter_id from casework.participant where person_id = any('{closed}'))::text", connection).ExecuteScalarAsync())!;

        var rows = (string)(await new NpgsqlCommand("select (select count(*) from access.open_to) || ' rows of who is let into a matter, ' || (select count(*) from access.person_open_to) || ' of who is let in to a person, ' || (select count(*) from record.fact) || ' facts'", connection).ExecuteScalarAsync())!;
        await output.WriteLineAsync(rows);
        await output.WriteLineAsync("execution ms, median of 25       before: worker   worker  worker, 50 closed  worker, 2,000 hidden  police officer, 2,000 hidden");
        foreach (var (what, sql) in questions)
        {
            var before = what is "search by name" ? double.NaN : await MedianAsync(connection, sql, worker, old: true);
            var now = await MedianAsync(connection, sql, worker);
            var some = await MedianAsync(connection, sql, worker with { Matters = closedMatters, People = closed });
            var many = await MedianAsync(connection, sql, worker, hidden: true);
            var partner = await MedianAsync(connection, sql, officer, hidden: true);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what,-38}{before,10:F2}{now,9:F2}{some,19:F2}{many,22:F2}{partner,30:F2}"));
        }

        return 0;
    }

    /// <summary>A designated officer's years: two thousand matters their process hides, and as many people known by them alone.</summary>
    private const string Hidden = """
        insert into casework.matter select (jsonb_populate_record(null::casework.matter, to_jsonb(m) || jsonb_build_object('id', uuidv7(), 'reference', 'HIDDEN-' || row_number() over (), 'hidden_to', 'allegations'))).*
          from (select * from casework.matter limit 2000) m;
        insert into access.kept_person (person_id, hidden_to, area) select id, 'allegations', area from people.person where area <> 'RBKC' on conflict do nothing;
        analyze casework.matter, access.kept_person;
        """;

    private sealed record Asker(string Areas, string Sees, string Circles, string Holders, string Matters = "{}", string People = "{}");

    private static async Task<double> MedianAsync(NpgsqlConnection connection, string sql, Asker who, bool old = false, bool hidden = false)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        if (old) { await RunAsync(connection, string.Join(';', Tables.Select(Before))); }
        if (hidden) { await RunAsync(connection, Hidden); }
        await RunAsync(connection, $"""
            set local role trellis_app;
            select set_config('trellis.areas', '{who.Areas}', true), set_config('trellis.sees', '{who.Sees}', true), set_config('trellis.circles', '{who.Circles}', true), set_config('trellis.holders', '{who.Holders}', true),
              set_config('trellis.user', '{Guid.Empty}', true), set_config('trellis.at', now()::text, true), set_config('trellis.closed_matters', '{who.Matters}', true), set_config('trellis.closed_people', '{who.People}', true);
            """);
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var ask = new NpgsqlCommand($"explain (analyze, timing off, format json) {sql}", connection);
            var plan = (string)(await ask.ExecuteScalarAsync())!;
            times.Add(System.Text.Json.JsonDocument.Parse(plan).RootElement[0].GetProperty("Execution Time").GetDouble());
        }

        await transaction.RollbackAsync();
        return times.Order().ElementAt(Rounds / 2);
    }

    /// <summary>The policy a table had before: its area, and its circle where rows are kept to one.</summary>
    private static string Before(string table)
    {
        var name = table[(table.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var area = table is "record.act" or "record.words" ? "(area is null or area = any((select record.areas())::text[]))" : "area = any((select record.areas())::text[])";
        var circle = Kept.Contains(table) ? " and (visible_to is null or string_to_array(visible_to, ',') && (select record.circles())::text[])" : "";
        return $"drop policy if exists see on {table}; drop policy if exists area on {table}; create policy {name}_before on {table} for select to trellis_app using ({area}{circle})";
    }

    private static async Task<Guid> OneAsync(NpgsqlConnection connection, string sql)
    {
        await using var ask = new NpgsqlCommand(sql, connection);
        return (Guid)(await ask.ExecuteScalarAsync())!;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var run = new NpgsqlCommand(sql, connection);
        await run.ExecuteNonQueryAsync();
    }
}
