using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>
/// How long a body's attendance of 40 seats and 12 meetings takes to show, an agenda pack of 300 pages to print, and minutes to save that 30
/// people write at once. For a data folder that is thrown away.
/// </summary>
internal static partial class MeetingPages
{
    private const string Title = "Measured board";
    private const int Asked = 200;
    private const int Writers = 30;
    private const int SlowestTable = 60;
    private const int SlowestPack = 20;
    private const int SlowestSave = 150;

    private static readonly TimeSpan Writing = TimeSpan.FromMinutes(1);

    /// <summary>Puts a body into the database of TRELLIS_DATA, as the owner. The site may run.</summary>
    public static async Task<int> LoadAsync(TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        await RunAsync("set session_replication_role = replica");
        await RunAsync($"""
            insert into meetings.body (id, title, kind, areas, made_at, edition) values (('00000000-0000-7000-8000-' || lpad(to_hex(1), 12, '0'))::uuid, '{Title}', 'board', array['RBKC', 'WCC'], now(), 0);
            insert into meetings.seat (id, body_id, title, position) select ('00000000-0000-7000-8000-' || lpad(to_hex(100 + n), 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(1), 12, '0'))::uuid, 'Seat number ' || n, n from generate_series(1, 40) n;
            insert into meetings.meeting (id, body_id, areas, held_on, called_at, edition) select ('00000000-0000-7000-8000-' || lpad(to_hex(200 + n), 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(1), 12, '0'))::uuid, array['RBKC', 'WCC'], date '2025-04-03' + n * 28, now(), 0 from generate_series(0, 11) n;
            insert into meetings.attendance (id, meeting_id, seat_id, state, taken_at) select gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad(to_hex(200 + m), 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(100 + s), 12, '0'))::uuid, (array['present', 'present', 'delegate', 'apology', 'absent'])[1 + (s * 7 + m * 3) % 5], now() from generate_series(0, 11) m, generate_series(1, 40) s;
            insert into meetings.meeting (id, body_id, areas, held_on, called_at, published_at, begun_at, edition) values (('00000000-0000-7000-8000-' || lpad(to_hex(2), 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(1), 12, '0'))::uuid, array['RBKC', 'WCC'], current_date, now(), now(), now(), 0);
            insert into meetings.item (id, meeting_id, position, title, kind, purpose, added_at) select ('00000000-0000-7000-8000-' || lpad(to_hex(1000 + n), 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(2), 12, '0'))::uuid, n, 'Item number ' || n, 'report', 'note', now() from generate_series(1, 30) n;
            insert into meetings.paper (id, item_id, meeting_id, title, report_of, body, at, by_id) select ('00000000-0000-7000-8000-' || lpad(to_hex(2000 + n), 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(1000 + n), 12, '0'))::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(2), 12, '0'))::uuid, 'Paper number ' || n, 'Somebody',
              (select string_agg('## Part ' || p || E'\n\n' || repeat('What is written here fills a page of a paper as such papers are filled, line by line. ', 45), E'\n\n' order by p) from generate_series(1, 10) p), now(), ('00000000-0000-7000-8000-' || lpad(to_hex(3), 12, '0'))::uuid from generate_series(1, 30) n;
            """);
        await output.WriteLineAsync($"{Title}: 40 seats, 12 meetings with attendance, one that sits with 30 papers");
        return 0;

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    public static async Task<int> RunAsync(int port, string password, TextWriter output)
    {
        var site = new Uri($"http://localhost:{port}");
        var email = (await Visiting.EmailsAsync(r => r == "business-manager"))[0];
        using var client = Visiting.Client(1);
        await Visiting.SignInAsync(client, site, email, password);
        var list = await client.GetStringAsync(new Uri(site, "/meetings"));
        var body = Body().Match(list) is { Success: true } found ? found.Groups["path"].Value : throw new InvalidOperationException($"{Title} is not there: load it first");
        var meeting = $"{body}/{Id(2)}";

        var table = await TimesAsync(client, new Uri(site, $"{body}?year=2025-26"));
        await output.WriteLineAsync($"attendance, 40 seats and 12 meetings: {Said(table)}");
        var began = Stopwatch.GetTimestamp();
        var pack = await client.GetByteArrayAsync(new Uri(site, $"{meeting}/pack.pdf"));
        var took = Stopwatch.GetElapsedTime(began);
        var pages = PageCount().Matches(System.Text.Encoding.Latin1.GetString(pack)).Select(m => int.Parse(m.Groups["pages"].ValueSpan, CultureInfo.InvariantCulture)).Max();
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"agenda pack as PDF: {pages} pages, {pack.Length / 1024} kB, {took.TotalSeconds:0.0} s"));
        var (saves, lost) = await WriteAsync(site, meeting, email, password);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"minutes, {Writers} who write at once for a minute: {saves.Length} saves, {Said(saves)}; {lost} paragraphs lost"));
        return High(table) <= SlowestTable && took.TotalSeconds <= SlowestPack && High(saves) <= SlowestSave && lost == 0 ? 0 : 1;
    }

    /// <summary>Each writes a paragraph of their own about once a second, three to an item, going on from what the last answer said.</summary>
    private static async Task<(double[] Times, int Lost)> WriteAsync(Uri site, string meeting, string email, string password)
    {
        var sessions = new List<(HttpClient Client, string Token)>();
        for (var i = 0; i < Writers; i++)
        {
            var client = Visiting.Client(1, 2 + i);
            await Visiting.SignInAsync(client, site, email, password);
            sessions.Add((client, Token().Match(await client.GetStringAsync(new Uri(site, $"{meeting}/write"))).Groups["token"].Value));
        }

        var until = Stopwatch.GetTimestamp() + (long)(Writing.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(sessions.Select(async (session, number) =>
        {
            var (item, from, words, times, mine) = (Id(1001 + (number % 10)), 0, "", new List<double>(), new List<string>());
            await Task.Delay(number * 33);
            while (Stopwatch.GetTimestamp() < until)
            {
                mine.Add($"Writer {number} wrote paragraph {mine.Count} of theirs.");
                words = words.Length == 0 ? mine[^1] : $"{words}\n\n{mine[^1]}";
                using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", session.Token), new("Item", item.ToString()), new("From", from.ToString(CultureInfo.InvariantCulture)), new("Words", words)]);
                using var ask = new HttpRequestMessage(HttpMethod.Post, new Uri(site, $"{meeting}/write?handler=Save")) { Content = form };
                ask.Headers.Add("X-Requested-With", "XMLHttpRequest");
                var began = Stopwatch.GetTimestamp();
                using var answer = await session.Client.SendAsync(ask);
                var text = await answer.Content.ReadAsStringAsync();
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (answer.StatusCode is not HttpStatusCode.OK) { throw new InvalidOperationException($"It answered {(int)answer.StatusCode}"); }
                using var said = JsonDocument.Parse(text);
                (from, words) = (said.RootElement.GetProperty("revision").GetInt32(), said.RootElement.GetProperty("words").GetString()!);
                await Task.Delay(1000);
            }

            return (times, mine, item);
        }));
        var there = await sessions[0].Client.GetStringAsync(new Uri(site, $"{meeting}/write?handler=News"));
        foreach (var (client, _) in sessions) { client.Dispose(); }
        return ([.. all.SelectMany(a => a.times)], all.Sum(a => a.mine.Count(m => !there.Contains(m, StringComparison.Ordinal))));
    }

    private static async Task<double[]> TimesAsync(HttpClient client, Uri address)
    {
        for (var i = 0; i < Asked; i++) { await client.GetStringAsync(address); }
        var times = new double[Asked];
        for (var i = 0; i < Asked; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await client.GetStringAsync(address);
            times[i] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        return times;
    }

    private static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:x12}");

    private static string Said(double[] times) => string.Create(CultureInfo.InvariantCulture, $"p50 {times.Order().ElementAt(times.Length / 2):0.0} ms, p95 {High(times):0.0} ms");

    private static double High(double[] times) => times.Order().ElementAt((int)(times.Length * .95));

    [GeneratedRegex($"href=\"(?<path>/meetings/[0-9a-f-]{{36}})\">{Title}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Body();

    [GeneratedRegex(@"/Type /Pages\s+/Count (?<pages>\d+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex PageCount();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
