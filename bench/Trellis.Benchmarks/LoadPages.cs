using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Trellis.Benchmarks;

/// <summary>
/// How long the pages of a running demonstration take when many ask at once. Signs in as people of several roles, asks for every
/// kind of page, and prints the median and the 95th percentile of each. Talks to this machine only, and stops by itself.
/// </summary>
internal static partial class LoadPages
{
    private const int AtOnce = 20;
    private const int Rounds = 15;

    /// <summary>The runtime compiles what is used often once more, better: a site that has just started takes twice as long.</summary>
    private const int RoundsBefore = 45;
    private const int Promised = 60;

    public static async Task<int> RunAsync(int port, string password, TextWriter output)
    {
        var site = new Uri($"http://localhost:{port}");
        using var worker = await SignInAsync(site, password, "front-door-worker");
        using var manager = await SignInAsync(site, password, "team-manager");
        using var analyst = await SignInAsync(site, password, "analyst");
        var work = await worker.GetStringAsync(new Uri(site, "/work?show=all"));
        var person = Link(work, "/people/[0-9a-f-]{36}");
        var matter = Link(work, "/matters/[0-9a-f-]{36}");
        var done = Link((await worker.GetStringAsync(new Uri(site, person))).Split("id=\"chronology\"")[1], "/steps/[0-9a-f-]{36}");
        var found = await SearchAsync(worker, site, "sparrow");
        (HttpClient Who, string Path)[] pages =
        [
            (worker, "/work"), (worker, "/work?show=all"), (worker, person), (worker, matter), (worker, done), (worker, "/people"), (worker, found),
            (worker, "/start/front-door"), (manager, "/work"), (analyst, "/figures"), (analyst, "/figures/referrals"), (analyst, "/figures/referrals?by=primary-need"),
            (analyst, "/figures/referral-decisions-in-time"), (analyst, "/figures/printed"), (analyst, "/figures/checks"), (analyst, "/reports"), (analyst, "/reports/annual/2021-22"),
        ];

        return await MeasureAsync(site, pages, path => path == found ? "/people, by name" : path, output);
    }

    /// <summary>Catalogue and booking, as anybody and as somebody with an account sees them.</summary>
    public static async Task<int> TrainingAsync(int port, string password, TextWriter output)
    {
        var site = new Uri($"http://localhost:{port}");
        using var anybody = Visiting.Client(AtOnce);
        using var delegated = await SignInAsync(site, password, "team-manager");
        using var manager = await SignInAsync(site, password, "business-manager");
        var (course, workshop) = await BookableAsync(anybody, site);
        using (var booked = await Visiting.SendAsync(delegated, new Uri(site, workshop), [new("Name", "Bench Marker"), new("Sector", "council"), new("Organisation", "Council"), new("Role", "manager"), new("Needs", "")]))
        {
            if (booked.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.BadRequest)) { throw new InvalidOperationException($"{workshop} answered {(int)booked.StatusCode}"); }
        }

        var booking = Link(await delegated.GetStringAsync(new Uri(site, "/courses/bookings")), "/courses/bookings/b[0-9a-z]+");
        (HttpClient Who, string Path)[] pages =
        [
            (anybody, "/courses"), (anybody, "/courses?words=neglect"), (anybody, course), (anybody, "/courses/you"), (delegated, workshop), (delegated, "/courses/bookings"), (delegated, booking),
            (manager, "/training"), (manager, workshop.Replace("/courses/book/", "/training/workshops/", StringComparison.Ordinal)),
        ];
        return await MeasureAsync(site, pages, path => path == booking ? "/courses/bookings/…" : path, output);
    }

    /// <summary>A course of the catalogue that can be booked, and the page that books it.</summary>
    private static async Task<(string Course, string Workshop)> BookableAsync(HttpClient client, Uri site)
    {
        foreach (var found in CoursePath().Matches(await client.GetStringAsync(new Uri(site, "/courses"))).Select(m => m.Value).Distinct())
        {
            if (BookPath().Match(await client.GetStringAsync(new Uri(site, found))) is { Success: true } book) { return (found, book.Value); }
        }

        throw new InvalidOperationException("No course of the catalogue can be booked");
    }

    private static async Task<int> MeasureAsync(Uri site, (HttpClient Who, string Path)[] pages, Func<string, string> said, TextWriter output)
    {
        var first = await SlowestAsync(site, pages);
        for (var round = 1; round < RoundsBefore; round++) { await SlowestAsync(site, pages); }
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"The slowest answer of the first {AtOnce * pages.Length}: {first:0} ms. Warmed up with {AtOnce * RoundsBefore} of each page"));
        await output.WriteLineAsync($"{AtOnce} requests at once, {AtOnce * Rounds} of each page, milliseconds");
        var slow = 0;
        foreach (var (who, path) in pages)
        {
            var times = new List<double>();
            for (var round = 0; round < Rounds; round++) { times.AddRange(await AtOnceAsync(who, new Uri(site, path))); }
            times.Sort();
            var (median, high) = (times[times.Count / 2], times[(int)(times.Count * 0.95)]);
            slow += high > Promised ? 1 : 0;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{median,7:0.0} median {high,7:0.0} p95  {Plain().Replace(said(path), "…")}"));
        }

        await output.WriteLineAsync(slow == 0 ? $"Every page within {Promised} ms at the 95th percentile" : $"{slow} pages over {Promised} ms");
        return slow == 0 ? 0 : 1;
    }

    private static async Task<double> SlowestAsync(Uri site, IEnumerable<(HttpClient Who, string Path)> pages)
    {
        var slowest = 0.0;
        foreach (var (who, path) in pages) { slowest = Math.Max(slowest, (await AtOnceAsync(who, new Uri(site, path))).Max()); }
        return slowest;
    }

    private static Task<double[]> AtOnceAsync(HttpClient client, Uri page) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => TimeAsync(client, page)));

    private static async Task<double> TimeAsync(HttpClient client, Uri page)
    {
        var clock = Stopwatch.StartNew();
        using var answer = await client.GetAsync(page);
        await answer.Content.ReadAsByteArrayAsync();
        if (answer.StatusCode is not HttpStatusCode.OK) { throw new InvalidOperationException($"{page.PathAndQuery} answered {(int)answer.StatusCode}"); }
        return clock.Elapsed.TotalMilliseconds;
    }

    /// <summary>As somebody of the demonstration in this role.</summary>
    private static async Task<HttpClient> SignInAsync(Uri site, string password, string role)
    {
        var client = Visiting.Client(AtOnce);
        await Visiting.SignInAsync(client, site, (await Visiting.EmailsAsync(r => r == role))[0], password);
        return client;
    }

    /// <summary>Where the results of a search stand: a name is in no address, so it is sent as a form first.</summary>
    private static async Task<string> SearchAsync(HttpClient client, Uri site, string name)
    {
        using var answer = await Visiting.SendAsync(client, new Uri(site, "/people"), [new("Name", name)]);
        return answer.Headers.Location!.ToString();
    }

    private static string Link(string page, string pattern) => Regex.Match(page, pattern, RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } found ? found.Value : throw new InvalidOperationException($"No link like {pattern}");

    [GeneratedRegex("/courses/t[0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CoursePath();

    [GeneratedRegex("/courses/book/w[0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BookPath();

    [GeneratedRegex("[0-9a-f-]{36}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();
}
