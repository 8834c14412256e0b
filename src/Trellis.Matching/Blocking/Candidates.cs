using Trellis.Matching.Comparing;
using Trellis.Matching.Weights;

namespace Trellis.Matching.Blocking;

/// <summary>Two records that were compared. Of a dedupe both rows are of the one set, A the greater.</summary>
/// <param name="Bits">For being one person's, without those one has before comparing.</param>
public readonly record struct Pair(int A, int B, float Bits);

/// <summary>Compares the records that agree on some key, and keeps the pairs worth keeping.</summary>
public static class Candidates
{
    /// <summary>Up to so many pairs all are compared: no key can miss what needs no key.</summary>
    private const long AllUpTo = 2_000_000;

    /// <summary>All pairs that score at least <paramref name="least"/> bits.</summary>
    /// <param name="other">The other set of a link; null to find records of one person within the first.</param>
    /// <param name="progress">Told the share done, from any thread.</param>
    public static List<Pair> Find(People one, People? other, Model model, Frequencies frequencies, float least, int threads, Action<double>? progress = null, CancellationToken stop = default)
    {
        var (right, same) = (other ?? one, other is null);
        var everything = (same ? (long)one.Count * (one.Count - 1) / 2 : (long)one.Count * right.Count) <= AllUpTo;
        var keys = new BlockKeys(one.Layout);
        var caps = Caps.For(right.Count);
        var postings = everything ? [] : Postings.Of(right, keys, caps.Keys, threads);

        const int Chunk = 2_048;
        var (chunks, next, done) = ((one.Count + Chunk - 1) / Chunk, -1, 0);
        var found = new List<Pair>[chunks];
        Parallel.For(0, Math.Max(1, threads), new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, _ =>
        {
            var scorer = new Scorer(one.Layout, model, frequencies);
            var seen = everything ? [] : new int[right.Count];
            Span<BlockKey> mine = stackalloc BlockKey[BlockKeys.Most];
            Span<int> rows = stackalloc int[Caps.Most];
            int chunk;
            while ((chunk = Interlocked.Increment(ref next)) < chunks)
            {
                stop.ThrowIfCancellationRequested();
                var kept = new List<Pair>();
                for (var a = chunk * Chunk; a < Math.Min(one.Count, (chunk + 1) * Chunk); a++)
                {
                    if (everything)
                    {
                        for (var b = 0; b < (same ? a : right.Count); b++) { Keep(a, b); }
                        continue;
                    }

                    var n = keys.Write(one, a, mine);
                    for (var k = 0; k < n; k++)
                    {
                        if (!caps.TryGetValue(mine[k].Kind, out var cap) || postings[(int)mine[k].Kind] is not { } index) { continue; }
                        var count = index.Find(mine[k].Hash, rows[..cap]);
                        if (count > cap) { continue; }
                        foreach (var b in rows[..count])
                        {
                            if ((same && b >= a) || seen[b] == a + 1) { continue; }
                            seen[b] = a + 1;
                            Keep(a, b);
                        }
                    }
                }

                found[chunk] = kept;
                progress?.Invoke((double)Interlocked.Increment(ref done) / chunks);

                void Keep(int a, int b)
                {
                    var bits = scorer.Score(one, a, right, b);
                    if (bits >= least) { kept.Add(new Pair(a, b, bits)); }
                }
            }
        });
        return [.. found.SelectMany(f => f)];
    }
}

/// <summary>How many records may share a key before it is passed over: the larger the set, the fewer for keys that say little.</summary>
internal static class Caps
{
    public const int Most = 2_000;

    public static Dictionary<KeyKind, int> For(int records)
    {
        // So that coarse keys cost about the same share of the whole, whatever its size.
        var coarse = records switch { <= 10_000 => 1_000, <= 30_000 => 400, <= 150_000 => 60, <= 400_000 => 40, _ => 0 };
        var fine = records switch { <= 30_000 => 1_000, <= 150_000 => 200, _ => 60 };
        var caps = new Dictionary<KeyKind, int>
        {
            [KeyKind.Identifier] = fine,
            [KeyKind.DateAndPostcode] = fine,
            [KeyKind.DateAndName] = fine,
            [KeyKind.PostcodeAndName] = fine,
            [KeyKind.NamesAndDayOfYear] = fine,
            [KeyKind.NamesAndYear] = fine,
            [KeyKind.NamesAndOutward] = fine,
        };
        if (coarse == 0) { return caps; }
        foreach (var kind in new[] { KeyKind.DateAndOther, KeyKind.NameAndOther, KeyKind.TwoOthers, KeyKind.DateAndOutward, KeyKind.Names, KeyKind.Date }) { caps[kind] = coarse; }
        if (records <= 30_000) { caps[KeyKind.Other] = coarse / 4; }
        return caps;
    }
}
