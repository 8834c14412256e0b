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
            foreach (var a in left.AsSpan(from, to - from))
            {
                hand.Count = 0;
                foreach (var key in mine[..keys.Write(one, a, kinds, mine)])
                {
                    if (postings[(int)key.Kind] is { } index) { index.Find(key.Hash, caps[(int)key.Kind], ref hand.Met, ref hand.Count); }
                }

                hand.CompareMet(a, same);
            }
        });
    }

    private List<Pair> EachChunk(int count, Action<double>? progress, Action<Hand, int, int> work)
    {
        var (chunks, next, done) = ((count + Chunk - 1) / Chunk, -1, 0);
        var found = new List<Pair>[chunks];
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

    /// <summary>What one thread needs: a scorer, room for whom a record meets, and the pairs it kept.</summary>
    private sealed class Hand(People one, People right, Model model, Frequencies frequencies, float least)
    {
        private readonly Scorer scorer = new(one.Layout, model, frequencies);
        private readonly Verdicts verdicts = new(one.Layout, model.Guarded);
        private List<Pair> kept = [];

        /// <summary>The records that share a key with the one at hand, so far; one that shares several stands there several times.</summary>
        public int[] Met = new int[256];

        public int Count;

        /// <summary>A bit for each record that was met: small enough to stay near the processor.</summary>
        private readonly ulong[] seen = new ulong[(right.Count / 64) + 1];

        public void CompareMet(int a, bool before)
        {
            var met = Met.AsSpan(0, Count);
            foreach (var b in met)
            {
                if ((seen[b >> 6] >> (b & 63) & 1) != 0 || (before && b >= a)) { continue; }
                seen[b >> 6] |= 1UL << (b & 63);
                Compare(a, b);
            }

            foreach (var b in met) { seen[b >> 6] = 0; }
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
