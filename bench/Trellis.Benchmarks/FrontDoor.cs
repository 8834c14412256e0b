using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Npgsql;
using Trellis.Platform.Storage;

namespace Trellis.Benchmarks;

/// <summary>
/// How long the front door takes to say who may be the one typed, over HTTP with access checks and the recorded view, among as many
/// people as <c>bench/Trellis.Households</c> wrote. For a data folder that is thrown away.
/// </summary>
internal static partial class FrontDoor
{
    private const int Before = 600;
    private const int Asked = 2_000;
    private const int Promised = 25;

    private static readonly string[] Columns = ["id", "nhs_number", "upn", "given_name", "middle_names", "family_name", "birth_date", "sex", "address", "postcode", "school", "truth", "errors", "origin"];

    /// <summary>Puts the people of <c>left.csv</c> into the database of TRELLIS_DATA, as the owner: four fifths in one area, the rest in another. The site must not run, and begins with an index of its own.</summary>
    public static async Task<int> LoadAsync(string folder, TextWriter output)
    {
        await using var database = await Database.OpenAsync();
        await using var connection = await database.As(DatabaseRoles.Owner).OpenConnectionAsync();
        await RunAsync("set session_replication_role = replica");
        await RunAsync($"create temp table line ({string.Join(", ", Columns.Select(c => $"{c} text"))})");
        await using (var to = await connection.BeginTextImportAsync("copy line from stdin (format csv, header)")) { await to.WriteAsync(await File.ReadAllTextAsync(Path.Combine(folder, "left.csv"))); }
        await RunAsync("create temp table made as select md5('household' || id)::uuid as key, case when right(truth, 1) in ('0', '5') then 'WCC' else 'RBKC' end as area, l.* from line l");
        await RunAsync("""
            insert into people.person (id, reference, area, given_name, family_name, born, sex, ethnic_group, address, postcode, school)
              select key, 'H' || id, area, coalesce(nullif(concat_ws(' ', nullif(given_name, ''), nullif(middle_names, '')), ''), 'Unknown'), coalesce(nullif(family_name, ''), 'Unknown'),
                case when birth_date ~ '^\d{4}-\d\d-\d\d$' then birth_date::date end, coalesce(nullif(sex, ''), 'U'), 'REFU', nullif(address, ''), nullif(postcode, ''), nullif(school, '') from made;
            insert into people.name (id, person_id, area, recorded_at, kind, given_name, family_name) select md5('name' || id)::uuid, id, area, now(), 'legal', given_name, family_name from people.person where reference like 'H%';
            insert into people.address (id, person_id, area, recorded_at, kind, text, postcode) select md5('address' || id)::uuid, id, area, now(), 'home', address, postcode from people.person where reference like 'H%' and coalesce(address, postcode) is not null;
            insert into people.identifier (id, person_id, area, recorded_at, kind, value) select md5('nhs' || id)::uuid, key, area, now(), 'nhs', nhs_number from made where nhs_number <> '';
            insert into people.identifier (id, person_id, area, recorded_at, kind, value) select md5('upn' || id)::uuid, key, area, now(), 'upn', upn from made where upn <> '';
            """);
        await RunAsync("analyze");
        var saved = Path.Combine(DataFolder.Path, "index");
        if (Directory.Exists(saved)) { Directory.Delete(saved, recursive: true); }
        await using var count = new NpgsqlCommand("select count(*) from people.person", connection);
        var people = await count.ExecuteScalarAsync();
        await output.WriteLineAsync($"{people} people");
        return 0;

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Types people of <c>right.csv</c>, as the other agency has them, so many at once.</summary>
    public static async Task<int> RunAsync(int port, string password, string folder, int atOnce, TextWriter output)
    {
        var site = new Uri($"http://localhost:{port}");
        using var client = Visiting.Client(atOnce);
        await Visiting.SignInAsync(client, site, (await Visiting.EmailsAsync(r => r == "front-door-worker"))[0], password);
        using var form = await client.GetAsync(new Uri(site, "/start/front-door"));
        if (form.Headers.TryGetValues("Set-Cookie", out var set))
        {
            var kept = client.DefaultRequestHeaders.GetValues("Cookie").Concat(set.Select(c => c.Split(';')[0])).ToArray();
            client.DefaultRequestHeaders.Remove("Cookie");
            client.DefaultRequestHeaders.Add("Cookie", string.Join("; ", kept));
        }

        var token = Token().Match(await form.Content.ReadAsStringAsync()).Groups["token"].Value;
        var lines = (await File.ReadAllLinesAsync(Path.Combine(folder, "right.csv"))).Skip(1).ToArray();
        new Random(1).Shuffle(lines);
        await AskAsync(lines[..Before]);
        var times = await AskAsync(lines[Before..(Before + Asked)]);
        var found = times.Count(t => t.Found);
        var sorted = times.Select(t => t.Milliseconds).Order().ToArray();
        var (median, high, highest) = (sorted[sorted.Length / 2], sorted[(int)(sorted.Length * .95)], sorted[(int)(sorted.Length * .99)]);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{atOnce} at once, {Asked} typed, somebody found for {found}: p50 {median:0.0} ms, p95 {high:0.0} ms, p99 {highest:0.0} ms"));
        return high <= Promised ? 0 : 1;

        async Task<(double Milliseconds, bool Found)[]> AskAsync(string[] typed)
        {
            var answers = new (double, bool)[typed.Length];
            await Parallel.ForAsync(0, typed.Length, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (i, stop) => answers[i] = await OneAsync(typed[i].Split(','), stop));
            return answers;
        }

        async Task<(double, bool)> OneAsync(string[] line, CancellationToken stop)
        {
            string Of(string column) => line[Array.IndexOf(Columns, column)];
            var born = Of("birth_date").Split('-');
            using var body = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", token), new("Typed.GivenName", Of("given_name")), new("Typed.FamilyName", Of("family_name")), new("Typed.Postcode", Of("postcode")),
                new("Typed.Born.Year", born[0]), new("Typed.Born.Month", born.ElementAtOrDefault(1) ?? ""), new("Typed.Born.Day", born.ElementAtOrDefault(2) ?? ""),
            ]);
            var began = Stopwatch.GetTimestamp();
            using var answer = await client.PostAsync(new Uri(site, "/start/front-door?handler=Look"), body, stop);
            var text = await answer.Content.ReadAsStringAsync(stop);
            var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NoContent)) { throw new InvalidOperationException($"It answered {(int)answer.StatusCode}"); }
            if (text.Contains("is not worked out", StringComparison.Ordinal) && Of("given_name").Length > 1 && Of("family_name").Length > 1) { throw new InvalidOperationException("The index is not ready: the database answered"); }
            return (took, text.Contains("t-candidate__name", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
