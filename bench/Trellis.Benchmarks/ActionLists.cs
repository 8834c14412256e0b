using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>How long the list of actions takes with any filter, over HTTP, with row policies and counts. For a data folder that is thrown away.</summary>
internal static class ActionLists
{
    private const int Before = 25;
    private const int Asked = 60;
    private const int Promised = 80;

    private const string Make = """
        insert into meetings.body (id, title, kind, areas, made_at, edition) select uuidv7(), 'Measured board ' || i, 'board', array['RBKC', 'WCC'], now(), 0 from generate_series(1, 40) i on conflict do nothing;
        insert into actions.action (id, reference, areas, body_id, for_body_id, source, set_on, item, text, agency, owner, post_role, post_title, due_on, status, said_on, carried, standard, agreed_at, made_at, edition, escalated_for)
        select uuidv7(), 'B' || i, case i % 3 when 0 then array['RBKC'] when 1 then array['WCC'] else array['RBKC', 'WCC'] end, b.id, b.id, (array['meeting', 'meeting', 'meeting', 'plan', 'audit', 'review', 'other'])[1 + i % 7],
          current_date - (i * 7 % 900) - 30, 'Item ' || i % 20, 'Agree with ' || (array['schools', 'surgeries', 'the police', 'carers', 'young people'])[1 + i % 5] || ' how ' || md5(i::text) || ' is to be reported to the board each quarter, and bring back what was learnt',
          a.code, 'Head of service ' || i % 50, null, null, case when i % 11 = 0 then null else current_date - (i * 7 % 900) + 150 end, (array['not-started', 'in-progress', 'ongoing', 'complete', 'complete', 'not-pursued'])[1 + i % 6],
          current_date - (i % 200), i % 4 % 3, '', case when i % 6 in (3, 4) and i % 5 > 0 then now() end, now(), 0, case when i % 11 > 0 and i % 3 = 0 then array[current_date - (i * 7 % 900) + 150] else '{}' end
        from generate_series(1, $1) i
        join (select id, row_number() over (order by title) n from meetings.body where title like 'Measured board %') b on b.n = 1 + i % 40
        join (select code, row_number() over (order by code) n, count(*) over () of from agencies.agency) a on a.n = 1 + i * 13 % a.of
        """;

    /// <summary>Puts so many into the database of TRELLIS_DATA, as the owner.</summary>
    public static async Task<int> LoadAsync(int count, TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        foreach (var statement in (string[])["set session_replication_role = replica", .. Make.Split(";\n"), "vacuum analyze actions.action", "analyze meetings.body"])
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            if (statement.Contains("$1", StringComparison.Ordinal)) { command.Parameters.Add(new NpgsqlParameter { Value = count }); }
            await command.ExecuteNonQueryAsync();
        }

        await using var ask = new NpgsqlCommand("select count(*) from actions.action", connection);
        await output.WriteLineAsync($"{await ask.ExecuteScalarAsync()} actions");
        return 0;
    }

    /// <summary>Asks for each list by itself, one after the other, as the business manager and as somebody of an agency.</summary>
    public static async Task<int> RunAsync(int port, string password, TextWriter output)
    {
        var site = new Uri($"http://localhost:{port}");
        using var manager = Visiting.Client(1);
        using var officer = Visiting.Client(1);
        await Visiting.SignInAsync(manager, site, (await Visiting.EmailsAsync(r => r == "business-manager"))[0], password);
        await Visiting.SignInAsync(officer, site, (await Visiting.EmailsAsync(r => r == "police-officer"))[0], password);
        var slow = 0;
        foreach (var (who, name) in new[] { (manager, "business manager"), (officer, "police officer") })
        {
            foreach (var query in (string[])["show=open", "show=all", "show=overdue", "show=agency", "show=mine", "show=escalated", "show=to-agree", "show=ended", "show=open&colour=red", "show=open&colour=amber", "show=open&colour=green", "show=all&agency=police", "show=all&status=ongoing", "show=all&source=audit", "show=all&text=young+people", "show=all&text=nowhere+at+all", "show=open&agency=police&colour=red&text=surgeries", "show=all&page=900"])
            {
                var page = new Uri(site, $"/actions?{query}");
                for (var i = 0; i < Before; i++) { await TimeAsync(who, page); }
                var times = new List<double>();
                for (var i = 0; i < Asked; i++) { times.Add(await TimeAsync(who, page)); }
                times.Sort();
                var (median, high) = (times[times.Count / 2], times[(int)(times.Count * 0.95)]);
                slow += high > Promised ? 1 : 0;
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{median,7:0.0} median {high,7:0.0} p95  {name}: {query}"));
            }
        }

        await output.WriteLineAsync(slow == 0 ? $"Every list within {Promised} ms at the 95th percentile" : $"{slow} lists over {Promised} ms");
        return slow == 0 ? 0 : 1;
    }

    private static async Task<double> TimeAsync(HttpClient client, Uri page)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(page);
        await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode is not HttpStatusCode.OK) { throw new InvalidOperationException($"{page.PathAndQuery} answered {(int)answer.StatusCode}"); }
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }
}
