using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Trellis.Benchmarks;

/// <summary>
/// The same pages of two sites over the same data, asked in turn, one request at a time, so that whatever else the machine does
/// befalls both. Prints medians of the answers and of the differences.
/// </summary>
internal static partial class SideBySide
{
    private const int People = 12;
    private const int Rounds = 60;

    public static async Task<int> RunAsync(int one, int other, string password, TextWriter output)
    {
        (Uri Site, HttpClient Worker, HttpClient Analyst)[] sites = [await EnterAsync(one), await EnterAsync(other)];
        var list = await sites[0].Worker.GetStringAsync(new Uri(sites[0].Site, "/work?show=all"));
        var people = Person().Matches(list).Select(m => m.Value).Distinct().Take(People).ToArray();
        var year = DateTime.UtcNow.Month >= 4 ? DateTime.UtcNow.Year : DateTime.UtcNow.Year - 1;
        (string What, string[] Paths)[] pages =
        [
            ($"{people.Length} people", people),
            ("50 facts behind a figure", [$"/figures/referrals/facts?area=RBKC&year={year}-{(year + 1) % 100:00}"]),
            ("work list, everything open", ["/work?show=all"]),
        ];
        await output.WriteLineAsync($"median of {Rounds} rounds, milliseconds          {one,8} {other,8}  difference");
        foreach (var (what, paths) in pages)
        {
            var times = new List<double>[] { [], [] };
            for (var round = -Rounds; round < Rounds; round++) // the first half warms up: what is used often is compiled twice
            {
                foreach (var path in paths)
                {
                    for (var turn = 0; turn < 2; turn++)
                    {
                        var i = (turn + round) & 1;
                        var took = await TimeAsync(path.StartsWith("/figures", StringComparison.Ordinal) ? sites[i].Analyst : sites[i].Worker, new Uri(sites[i].Site, path));
                        if (round >= 0) { times[i].Add(took); }
                    }
                }
            }

            var (a, b) = (Median(times[0]), Median(times[1]));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{what,-45} {a,8:0.00} {b,8:0.00}  {b - a,6:+0.00;-0.00} ms, {(b - a) / a * 100:+0;-0} %"));
        }

        return 0;

        async Task<(Uri, HttpClient, HttpClient)> EnterAsync(int port)
        {
            var site = new Uri($"http://localhost:{port}");
            var (worker, analyst) = (Visiting.Client(1), Visiting.Client(1));
            await Visiting.SignInAsync(worker, site, (await Visiting.EmailsAsync(r => r == "front-door-worker"))[0], password);
            await Visiting.SignInAsync(analyst, site, (await Visiting.EmailsAsync(r => r == "team-manager"))[0], password);
            return (site, worker, analyst);
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static async Task<double> TimeAsync(HttpClient client, Uri page)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await client.GetAsync(page);
        await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode is not HttpStatusCode.OK) { throw new InvalidOperationException($"{page.PathAndQuery} answered {(int)answer.StatusCode}"); }
        return clock.Elapsed.TotalMilliseconds;
    }

    [GeneratedRegex("/people/[0-9a-f-]{36}", RegexOptions.None, 1000)]
    private static partial Regex Person();
}
