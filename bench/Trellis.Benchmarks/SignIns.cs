using System.Globalization;

namespace Trellis.Benchmarks;

/// <summary>
/// How long it takes until a password is believed, at five people a second, each from an address of their own. The hash costs what it
/// costs in use: the site that runs makes it.
/// </summary>
internal static class SignIns
{
    private const int ASecond = 5;
    private const int Seconds = 40;
    private const double Promised = 400;

    public static async Task<int> RunAsync(int port, string password, TextWriter output)
    {
        var site = new Uri($"http://localhost:{port}");
        var people = await Visiting.EmailsAsync(_ => true);
        await OneAsync(0); // the first compiles
        var began = System.Diagnostics.Stopwatch.StartNew();
        var running = new List<Task<double>>();
        for (var i = 0; i < ASecond * Seconds; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / ASecond) - began.Elapsed;
            if (wait > TimeSpan.Zero) { await Task.Delay(wait); }
            running.Add(OneAsync(i));
        }

        var times = (await Task.WhenAll(running)).Order().ToArray();
        var high = times[(int)(times.Length * 0.95)];
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{times.Length} sign-ins of {people.Length} people at {ASecond} a second, milliseconds: {times[times.Length / 2]:0} median, {high:0} p95, {times[^1]:0} the slowest"));
        return high <= Promised ? 0 : 1;

        async Task<double> OneAsync(int i)
        {
            using var client = Visiting.Client(1, from: 2 + (i % 200));
            return (await Visiting.SignInAsync(client, site, people[i % people.Length], password)).TotalMilliseconds;
        }
    }
}
