using System.Diagnostics;
using System.Globalization;
using System.Text;
using Trellis.Commands;
using Trellis.Matching.Deciding;
using Trellis.Matching.Index;
using Trellis.Matching.Text;

namespace Trellis.Benchmarks;

/// <summary>
/// How fast people are compared, found and linked. The people here are made to be many, with names as common and as rare
/// as in life, not to be hard to match: how well they are matched is measured on other data.
/// </summary>
internal static class MatchingSpeed
{
    private static readonly string[] Starts = ["Al", "Be", "Ca", "Da", "El", "Fa", "Ga", "Ha", "Is", "Jo", "Ka", "La", "Ma", "Na", "Ol", "Pa", "Ra", "Sa", "Ta", "Ya", "Za", "Mo", "So", "Chi"];
    private static readonly string[] Middles = ["m", "n", "r", "s", "l", "th", "ri", "na", "li", "sha", "mi", "be", "ke", "do", "v", "ss", "ra", "te"];
    private static readonly string[] Ends = ["a", "ah", "an", "e", "el", "en", "i", "ia", "is", "o", "on", "y", "us", "een", "eth", "im", "ey", "er", "ine", "ora"];

    public static int Letters(TextWriter output)
    {
        var draw = new Random(7);
        var names = Enumerable.Range(0, 4_096).Select(_ => Encoding.ASCII.GetBytes(Name(draw, 3_000).ToUpperInvariant())).ToArray();
        Measure(output, "Jaro–Winkler", names, (a, b) => JaroWinkler.Likeness(a, b) > .9 ? 1 : 0);
        Measure(output, "Damerau–Levenshtein within 2", names, (a, b) => Edits.Within(a, b, 2) <= 2 ? 1 : 0);
        return 0;
    }

    public static int Index(int people, TextWriter output)
    {
        var draw = new Random(11);
        using var index = new PeopleIndex();
        var made = new List<Known>();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < people; i++)
        {
            var person = Person(draw);
            if (i % Math.Max(1, people / 2_000) == 0) { made.Add(person); }
            index.Put(new Guid(i, 0, 0, new byte[8]), person);
        }

        output.WriteLine($"{people.ToString("#,0", CultureInfo.InvariantCulture)} people put in: {watch.Elapsed.TotalSeconds:0.0} s, {GC.GetTotalMemory(forceFullCollection: true) / 1_048_576} MB");
        foreach (var known in made.Take(300)) { index.Find(known); }
        foreach (var (what, change) in new (string, Func<Known, Known>)[]
        {
            ("as they are", k => k), ("name and birth date", k => new Known(k.GivenName, null, k.FamilyName, k.BirthDate)), ("name and postcode", k => new Known(k.GivenName, null, k.FamilyName, null, null, k.Postcode)),
            ("a slip in the name", k => k with { FamilyName = k.FamilyName![..^1] + "x", NhsNumber = null }), ("name alone", k => new Known(k.GivenName, null, k.FamilyName)), ("family name and birth date", k => new Known(null, null, k.FamilyName, k.BirthDate)),
        })
        {
            var times = made.Select(k =>
            {
                var typed = change(k);
                var start = Stopwatch.GetTimestamp();
                index.Find(typed);
                return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }).Order().ToArray();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: p50 {times[times.Length / 2]:0.00} ms, p99 {times[times.Length * 99 / 100]:0.00} ms, longest {times[^1]:0.0} ms"));
        }

        watch.Restart();
        using var file = new MemoryStream();
        index.Save(file);
        var saved = watch.Elapsed.TotalSeconds;
        file.Position = 0;
        watch.Restart();
        using var again = PeopleIndex.Load(file);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"saved in {saved:0.0} s ({file.Length / 1_048_576} MB), read again in {watch.Elapsed.TotalSeconds:0.0} s"));
        return 0;
    }

    /// <summary>What the nightly pass over possible duplicates does, without the database: everybody compared with everybody, one in fifty of them there twice.</summary>
    public static int Pass(int people, TextWriter output)
    {
        var draw = new Random(17);
        var all = new List<Known>();
        while (all.Count < people)
        {
            all.Add(Person(draw));
            if (draw.Next(50) == 0) { all.Add(Changed(draw, all[^1])); }
        }

        var watch = Stopwatch.StartNew();
        using var index = new PeopleIndex();
        for (var i = 0; i < all.Count; i++) { index.Put(new Guid(i, 0, 0, new byte[8]), all[i]); }
        var made = watch.Elapsed.TotalSeconds;
        var pairs = Enumerable.Range(0, all.Count).AsParallel().WithDegreeOfParallelism(Math.Max(1, Environment.ProcessorCount / 2))
            .SelectMany(i => index.Find(all[i], 30, id => id != new Guid(i, 0, 0, new byte[8])).Where(c => c.Outcome is Outcome.Same or Outcome.Review).Select(c => (Math.Min(i, BitConverter.ToInt32(c.Id.ToByteArray())), Math.Max(i, BitConverter.ToInt32(c.Id.ToByteArray())))))
            .Distinct().Count();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all.Count:#,0} people put in: {made:0.0} s; everybody compared with everybody: {watch.Elapsed.TotalSeconds - made:0.0} s; {pairs:#,0} pairs to look at, {GC.GetTotalMemory(forceFullCollection: true) / 1_048_576} MB"));
        return 0;
    }

    public static int Link(int people, int threads, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var (one, other, map) = (Path.Combine(folder.FullName, "a.csv"), Path.Combine(folder.FullName, "b.csv"), Path.Combine(folder.FullName, "map.yaml"));
            File.WriteAllText(map, "id: id\nfields:\n  given name: given\n  family name: family\n  birth date: born\n  sex: sex\n  postcode: postcode\n  NHS number: nhs\n");
            var draw = new Random(13);
            using (StreamWriter a = new(one), b = new(other))
            {
                a.WriteLine("id,given,family,born,sex,postcode,nhs");
                b.WriteLine("id,given,family,born,sex,postcode,nhs");
                for (var i = 0; i < people; i++)
                {
                    var person = Person(draw);
                    Row(a, i, person);
                    Row(b, i, i % 10 < 7 ? Changed(draw, person) : Person(draw));
                }
            }

            var watch = Stopwatch.StartNew();
            var exit = CommandLine.RunAsync(["link", one, other, "--map", map, "--out", Path.Combine(folder.FullName, "pairs.csv"), "--threads", threads.ToString(CultureInfo.InvariantCulture)], output, output).GetAwaiter().GetResult();
            using var self = Process.GetCurrentProcess();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{people:#,0} × {people:#,0}, {threads} threads: {watch.Elapsed.TotalSeconds:0.0} s, at most {self.PeakWorkingSet64 / 1_048_576} MB"));
            return exit;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Measure(TextWriter output, string what, byte[][] names, Func<byte[], byte[], int> compare)
    {
        var (total, best) = (0L, 0.0);
        for (var round = 0; round < 6; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var pairs = 0L;
            for (var i = 0; i < names.Length; i++)
            {
                for (var j = 0; j < 1_024; j++, pairs++) { total += compare(names[i], names[(i + j) & 4_095]); }
            }

            best = Math.Max(best, pairs / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {best / 1e6:0.0} million pairs a second ({total} alike)"));
    }

    private static void Row(StreamWriter file, int id, Known k) => file.WriteLine($"{id},{k.GivenName},{k.FamilyName},{k.BirthDate},{k.Sex},{k.Postcode},{k.NhsNumber}");

    private static Known Changed(Random draw, Known k) => draw.Next(10) switch
    {
        0 => k with { GivenName = k.GivenName![..^1] },
        1 => k with { FamilyName = k.FamilyName + "e", NhsNumber = null },
        2 or 3 => k with { Postcode = Postcode(draw) },
        4 => k with { BirthDate = k.BirthDate![..8] + "01" },
        5 or 6 => k with { NhsNumber = null },
        _ => k,
    };

    private static Known Person(Random draw) => new(
        Name(draw, 2_000), null, Name(draw, 60_000), new DateOnly(2007, 1, 1).AddDays(draw.Next(6_570)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), draw.Next(2) == 0 ? "M" : "F", Postcode(draw), null, Number(draw));

    /// <summary>The commonest one in fifty or so, the rarest one of its own.</summary>
    private static string Name(Random draw, int kinds)
    {
        var rank = (int)(Math.Pow(kinds, draw.NextDouble()) - 1) * 31;
        return Starts[rank % Starts.Length] + Middles[rank / 7 % Middles.Length] + (rank % 3 == 0 ? Middles[rank / 11 % Middles.Length] : "") + Ends[rank / 5 % Ends.Length];
    }

    private static string Postcode(Random draw) => $"{"WENS"[draw.Next(4)]}{draw.Next(1, 21)} {draw.Next(10)}{(char)('A' + draw.Next(20))}{(char)('A' + draw.Next(20))}";

    private static string Number(Random draw)
    {
        while (true)
        {
            var digits = new int[9];
            var sum = 0;
            for (var i = 0; i < 9; i++)
            {
                digits[i] = draw.Next(10);
                sum += digits[i] * (10 - i);
            }

            var check = (11 - (sum % 11)) % 11;
            if (check < 10) { return string.Concat(digits) + check.ToString(CultureInfo.InvariantCulture); }
        }
    }
}
