using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>How long the budgets of ten years and three areas take to show, over HTTP, with row policies. For a data folder that is thrown away.</summary>
internal static class BudgetPages
{
    private const int Before = 40;
    private const int Asked = 200;
    private const int Promised = 60;

    private const string Make = """
        insert into money.budget (id, title, from_on, areas, document, made_at, edition, kept) select uuidv7(), 'Measured ' || y, make_date(y, 4, 1), array['LBHF', 'RBKC', 'WCC'], '', now(), 0, true from generate_series(2027, 2036) y on conflict do nothing;
        insert into money.line (id, budget_id, section, title, kind, position, note) select uuidv7(), b.id, (array['funding', 'spending', 'spending', 'adjustments', 'reserves'])[1 + n % 5], 'Line ' || n, 'item', n, '' from money.budget b, generate_series(1, 30) n where b.title like 'Measured %' on conflict do nothing;
        insert into money.amount (line_id, area, pounds, printed) select l.id, a, case when l.section = 'adjustments' then (array[-1, 0, 1])[o] * 100.25 when l.section = 'spending' then l.position * 1000.10 else l.position * -1500.05 end, '' from money.line l join money.budget b on b.id = l.budget_id, unnest(array['LBHF', 'RBKC', 'WCC']) with ordinality t(a, o) where b.title like 'Measured %' on conflict do nothing
        """;

    /// <summary>Puts ten years of budgets into the database of TRELLIS_DATA, as the owner. The site may run.</summary>
    public static async Task<int> LoadAsync(TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        foreach (var statement in (string[])["set session_replication_role = replica", .. Make.Split(";\n"), "analyze money.budget", "analyze money.line", "analyze money.amount"])
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }

        await using var ask = new NpgsqlCommand("select count(*) from money.amount", connection);
        await output.WriteLineAsync($"{await ask.ExecuteScalarAsync()} amounts");
        return 0;
    }

    public static async Task<int> RunAsync(int port, string password, TextWriter output)
    {
        var site = new Uri($"http://localhost:{port}");
        using var manager = Visiting.Client(1);
        await Visiting.SignInAsync(manager, site, (await Visiting.EmailsAsync(r => r == "business-manager"))[0], password);
        var slow = 0;
        foreach (var path in (string[])["/money/years", "/money", "/money/funds"])
        {
            var page = new Uri(site, path);
            for (var i = 0; i < Before; i++) { await manager.GetStringAsync(page); }
            var times = new List<double>();
            for (var i = 0; i < Asked; i++)
            {
                var began = Stopwatch.GetTimestamp();
                await manager.GetStringAsync(page);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            times.Sort();
            var (median, high) = (times[times.Count / 2], times[(int)(times.Count * 0.95)]);
            slow += high > Promised ? 1 : 0;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{median,7:0.0} median {high,7:0.0} p95  {path}"));
        }

        await output.WriteLineAsync(slow == 0 ? $"Every page within {Promised} ms at the 95th percentile" : $"{slow} pages over {Promised} ms");
        return slow == 0 ? 0 : 1;
    }
}
