using Trellis.Matching.Comparing;
using Trellis.Matching.Deciding;
using Trellis.Matching.Weights;

namespace Trellis.Matching.Blocking;

/// <summary>Compares records of two sets (or one with itself) on as many cores as it may.</summary>
/// <param name="least">Pairs with fewer bits are not kept.</param>
internal sealed class Search(People one, People? other, Model model, Frequencies frequencies, float least, int threads, CancellationToken stop)
{
    private const int Chunk = 2_048;

    private readonly People right = other ?? one;
    private readonly bool same = other is null;
    private readonly BlockKeys keys = new(one.Layout);
    private readonly Hand[] hands = [.. Enumerable.Range(0, Math.Max(1, threads)).Select(_ => new Hand(one, other ?? one, model, frequencies, least))];

    /// <summary>Every record with every other.</summary>
    public List<Pair> All(Action<double>? progress) => EachChunk(one.Count, progress, (hand, from, to) =>
    {
        for (var a = from; a < to; a++)
        {
            for (var b = 0; b < (same ? a : right.Count); b++) { hand.Compare(a, b); }
        }
    });

    /// <summary>Those of some rows that share a key which no more share than <paramref name="caps"/> has for its kind.</summary>
    public List<Pair> Pass(int[] left, int[] rest, int[] caps, Action<double>? progress)
    {
        var postings = Postings.Of(right, rest, keys, caps, threads);
        var kinds = BlockKeys.Kinds(caps);
        return EachChunk(left.Length, progress, (hand, from, to) =>
        {
            Span<BlockKey> mine = stackalloc BlockKey[BlockKeys.Most];
            Span<int> rows = stackalloc int[Caps.Most];
            for (var i = from; i < to; i++)
            {
                var a = left[i];
                foreach (var key in mine[..keys.Write(one, a, kinds, mine)])
                {
                    var cap = caps[(int)key.Kind];
                    if (postings[(int)key.Kind] is not { } index) { continue; }
                    var count = index.Find(key.Hash, rows[..cap]);
                    if (count > cap) { continue; }
                    foreach (var b in rows[..count])
                    {
                        if ((same && b >= a) || !hand.IsNew(a, b)) { continue; }
                        hand.Compare(a, b);
                    }
                }
            }
        });
    }

    private List<Pair> EachChunk(int count, Action<double>? progress, Action<Hand, int, int> work)
    {
        var (chunks, next, done) = ((count + Chunk - 1) / Chunk, -1, 0);
        var found = new List<Pair>[chunks];
        foreach (var hand in hands) { hand.Begin(); }
        Parallel.For(0, hands.Length, new ParallelOptions { MaxDegreeOfParallelism = hands.Length }, h =>
        {
            int chunk;
            while ((chunk = Interlocked.Increment(ref next)) < chunks)
            {
                stop.ThrowIfCancellationRequested();
                work(hands[h], chunk * Chunk, Math.Min(count, (chunk + 1) * Chunk));
                found[chunk] = hands[h].Take();
                progress?.Invoke((double)Interlocked.Increment(ref done) / chunks);
            }
        });
        var all = new List<Pair>(found.Sum(f => f.Count));
        foreach (var some in found) { all.AddRange(some); }
        return all;
    }

    /// <summary>What one thread needs: a scorer, whom it compared last, and the pairs it kept.</summary>
    private sealed class Hand(People one, People right, Model model, Frequencies frequencies, float least)
    {
        private readonly Scorer scorer = new(one.Layout, model, frequencies);
        private readonly Verdicts verdicts = new(one.Layout, model.Guarded);
        private int[] seen = [];
        private List<Pair> kept = [];

        public void Begin() => seen = [];

        /// <summary>Whether the two have not met by an earlier key of this pass.</summary>
        public bool IsNew(int a, int b)
        {
            if (seen.Length == 0) { seen = new int[right.Count]; }
            if (seen[b] == a + 1) { return false; }
            seen[b] = a + 1;
            return true;
        }

        public void Compare(int a, int b)
        {
            var bits = scorer.Score(one, a, right, b, least);
            if (bits < least) { return; }
            var guard = verdicts.Look(scorer.Found);
            kept.Add(new Pair(a, b, bits, guard, guard == Guard.None && verdicts.IsPlain(scorer.Found)));
        }

        public List<Pair> Take()
        {
            var taken = kept;
            kept = [];
            return taken;
        }
    }
}
