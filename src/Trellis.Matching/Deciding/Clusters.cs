using Trellis.Matching.Blocking;

namespace Trellis.Matching.Deciding;

/// <summary>How a pair may count when groups are joined; of several between two groups, the greatest holds.</summary>
public enum Tie
{
    /// <summary>It adds to the average, and is not enough to join by.</summary>
    Weak,

    /// <summary>Enough to join by.</summary>
    Joins,

    /// <summary>It keeps its groups apart.</summary>
    Apart,
}

/// <summary>
/// Groups records into people. Two groups become one when, over all pairs between them, the evidence is for it on average;
/// a pair that was never worth keeping counts against. So a record that is like one member only does not chain two people together,
/// and two records that can't be one person's are never put together through a third.
/// </summary>
public static class Clusters
{
    /// <summary>The number of the group of every record.</summary>
    /// <param name="pairs">Bits with the prior in.</param>
    /// <param name="of">How a pair of the list, by its place, may count.</param>
    /// <param name="threshold">The average from which groups are joined, in bits.</param>
    /// <param name="unseen">What a pair counts that is not among the pairs.</param>
    /// <param name="most">No pair counts more than this many bits.</param>
    public static int[] Group(int records, IReadOnlyList<Pair> pairs, Func<int, Tie> of, double threshold, double unseen, double most)
    {
        var between = new Dictionary<long, (double Sum, int Known, Tie Tie)>(pairs.Count);
        var near = new Dictionary<int, HashSet<int>>();
        var queue = new PriorityQueue<(int, int, int, int), double>();
        var (version, size, into) = (new int[records], new int[records], new int[records]);
        for (var i = 0; i < records; i++) { (size[i], into[i]) = (1, i); }

        for (var i = 0; i < pairs.Count; i++)
        {
            var pair = pairs[i];
            if (pair.Bits < unseen / 2 && of(i) != Tie.Apart) { continue; }
            between[Key(pair.A, pair.B)] = (Math.Clamp(pair.Bits, unseen, most), 1, of(i));
            Near(pair.A).Add(pair.B);
            Near(pair.B).Add(pair.A);
            Offer(pair.A, pair.B);
        }

        while (queue.TryDequeue(out var next, out _))
        {
            var (a, b, va, vb) = next;
            if (into[a] != a || into[b] != b || version[a] != va || version[b] != vb) { continue; }
            if (Near(a).Count < Near(b).Count) { (a, b) = (b, a); }
            into[b] = a;
            version[a]++;
            Near(a).Remove(b);
            between.Remove(Key(a, b));
            foreach (var c in Near(b))
            {
                if (c == a) { continue; }
                var moved = between[Key(b, c)];
                between.Remove(Key(b, c));
                between[Key(a, c)] = between.TryGetValue(Key(a, c), out var held) ? (held.Sum + moved.Sum, held.Known + moved.Known, (Tie)Math.Max((int)held.Tie, (int)moved.Tie)) : moved;
                Near(c).Remove(b);
                Near(c).Add(a);
                Near(a).Add(c);
            }

            near.Remove(b);
            size[a] += size[b];
            foreach (var c in Near(a)) { Offer(a, c); }
        }

        for (var i = 0; i < records; i++) { into[i] = Top(i); }
        return into;

        HashSet<int> Near(int record) => near.TryGetValue(record, out var held) ? held : near[record] = [];

        void Offer(int a, int b)
        {
            var (sum, known, tie) = between[Key(a, b)];
            if (tie != Tie.Joins) { return; }
            var all = (double)size[a] * size[b];
            var mean = (sum + ((all - known) * unseen)) / all;
            if (mean >= threshold) { queue.Enqueue((a, b, version[a], version[b]), -mean); }
        }

        int Top(int record)
        {
            while (into[record] != record) { record = into[record]; }
            return record;
        }
    }

    private static long Key(int a, int b) => a < b ? ((long)a << 32) | (uint)b : ((long)b << 32) | (uint)a;
}
