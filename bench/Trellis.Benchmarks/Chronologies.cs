using System.Diagnostics;
using System.Globalization;
using System.Net;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>How long an integrated chronology of 3,000 entries from 9 agencies takes, over HTTP, with row policies, order and marks. For a data folder that is thrown away.</summary>
internal static class Chronologies
{
    private const int Before = 25;
    private const int Asked = 100;
    private const int Promised = 300;

    private const string Review = "select matter_id from reviews.review where case_name = 'Larch'";

    private const string Make = """
        insert into reviews.entry (id, matter_id, area, agency, on_day, at_time, precision, source, what, seen, comment, significance, themes, written_at, written_by, edition)
        select uuidv7(), r.matter_id, r.area, a.code, current_date - (i * 13 % 1400) - 80, case when i % 2 = 0 then make_time(i % 24, i % 60, 0) end, case when i % 2 = 0 then 'time' else 'day' end, 'Case record',
          'Visit ' || i || ' to the home: ' || (array['nobody opened the door', 'mother and children seen', 'a man answered and gave no name', 'school rang about absence', 'not brought to the clinic'])[1 + i % 5] || ', as ' || md5((i % 400)::text),
          case when i % 3 = 0 then 'Child' else '' end, case when i % 4 = 0 then repeat('What we make of it. ', 8) else '' end, (array['routine', 'routine', 'significant', 'key'])[1 + i % 4], case when i % 5 = 0 then array['no-access'] else '{}' end, now(), uuidv7(), 0
        from generate_series(1, 3000) i, (select r.matter_id, r.area from reviews.review r where r.case_name = 'Larch') r
        join (select code, row_number() over (order by code) n from agencies.agency limit 9) a on true
        where a.n = 1 + i % 9
        """;

    /// <summary>Puts them into the review Larch of the demonstration in TRELLIS_DATA, as the owner.</summary>
    public static async Task<int> LoadAsync(TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        foreach (var statement in new[] { "set session_replication_role = replica", Make, "vacuum analyze reviews.entry" })
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }

        await using var ask = new NpgsqlCommand($"select count(*) || ' entries of ' || count(distinct agency) || ' agencies' from reviews.entry where matter_id = ({Review})", connection);
        await output.WriteLineAsync((string)(await ask.ExecuteScalarAsync())!);
        return 0;
    }

    public static async Task<int> RunAsync(int port, string password, TextWriter output)
    {
        var site = new Uri($"http://localhost:{port}");
        await using var database = await Database.OpenAsync();
        await using var ask = database.As(DatabaseRoles.Owner).CreateCommand(Review);
        var matter = (Guid)(await ask.ExecuteScalarAsync())!;
        using var lead = Visiting.Client(1);
        using var officer = Visiting.Client(1);
        await Visiting.SignInAsync(lead, site, (await Visiting.EmailsAsync(r => r == "case-review-lead"))[0], password);
        await Visiting.SignInAsync(officer, site, (await Visiting.EmailsAsync(r => r == "police-officer"))[0], password);
        var slow = 0;
        foreach (var (who, name) in new[] { (lead, "case review lead"), (officer, "police officer, shared with") })
        {
            foreach (var query in (string[])["", "?page=15", "?agency=police", "?theme=no-access", "?From.Day=1&From.Month=1&From.Year=2025"])
            {
                var page = new Uri(site, $"/reviews/{matter}/chronology{query}");
                for (var i = 0; i < Before; i++) { await TimeAsync(who, page); }
                var times = new List<double>();
                for (var i = 0; i < Asked; i++) { times.Add(await TimeAsync(who, page)); }
                times.Sort();
                var high = times[(int)(times.Count * 0.95)];
                slow += high > Promised ? 1 : 0;
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2],7:0.0} median {high,7:0.0} p95  {name}: {(query.Length == 0 ? "first page" : query)}"));
            }
        }

        await output.WriteLineAsync(slow == 0 ? $"Every page within {Promised} ms at the 95th percentile" : $"{slow} pages over {Promised} ms");
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
