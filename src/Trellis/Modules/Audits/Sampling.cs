using System.Security.Cryptography;
using System.Text;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Audits;

/// <summary>What the draw found in one part of one area.</summary>
public sealed record DrawnPart(string Area, string Part, int Population, int Excluded, int Drawn);

/// <summary>What was drawn: numbers for everybody, and the facts, in the order of their numbers, for the program.</summary>
public sealed record Drawn(IReadOnlyList<DrawnPart> Parts, IReadOnlyList<CountedFact> Facts)
{
    /// <summary>Tells this sample from any other, without naming what is in it.</summary>
    public byte[] Print => SHA256.HashData([.. Facts.SelectMany(f => f.Fact.ToByteArray(bigEndian: true))]);
}

/// <summary>
/// Draws records by a rule anybody can follow: the facts of each part are put in the order of a keyed hash of their id, the seed is the key, and
/// the first are taken. The same seed over the same facts draws the same records, in whatever order they are given; who does not know the
/// seed cannot choose what is drawn.
/// </summary>
public static class Sampling
{
    /// <param name="population">All there are, without those nobody may know of.</param>
    /// <param name="excluded">Those that cannot be audited: counted, never drawn.</param>
    /// <param name="sizes">How many are drawn in each area; where there are fewer, all of them.</param>
    public static Drawn Draw(IReadOnlyCollection<CountedFact> population, Func<CountedFact, bool> excluded, IReadOnlyDictionary<string, int> sizes, string seed)
    {
        var key = Encoding.UTF8.GetBytes(seed);
        var (parts, facts) = (new List<DrawnPart>(), new List<CountedFact>());
        foreach (var (area, size) in sizes.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            var here = population.Where(f => f.Area == area).GroupBy(f => f.Part).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => (Part: g.Key, All: g.Count(), Open: g.Where(f => !excluded(f)).Select(f => (Fact: f, Order: Order(key, f.Fact))).OrderBy(f => f.Order, StringComparer.Ordinal).Select(f => f.Fact).ToArray())).ToArray();
            var shares = Shares([.. here.Select(p => p.Open.Length)], size);
            foreach (var ((part, all, open), share) in here.Zip(shares))
            {
                parts.Add(new DrawnPart(area, part, all, all - open.Length, share));
                facts.AddRange(open.Take(share));
            }

            if (here.Length == 0) { parts.Add(new DrawnPart(area, "", 0, 0, 0)); }
        }

        return new Drawn(parts, facts);
    }

    /// <summary>In proportion, by largest remainders: as many as were asked for, or all there are.</summary>
    public static int[] Shares(IReadOnlyList<int> there, int size)
    {
        var all = there.Sum();
        if (all <= size) { return [.. there]; }
        var shares = there.Select(n => (int)((long)n * size / all)).ToArray();
        foreach (var (i, _) in there.Select((n, i) => (i, Left: (long)n * size % all)).OrderByDescending(r => r.Left).ThenBy(r => r.i).Take(size - shares.Sum())) { shares[i]++; }
        return shares;
    }

    private static string Order(byte[] key, Guid fact) => Convert.ToHexString(HMACSHA256.HashData(key, fact.ToByteArray(bigEndian: true)));
}
