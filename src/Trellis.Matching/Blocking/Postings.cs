using System.Numerics;
using Trellis.Matching.Comparing;

namespace Trellis.Matching.Blocking;

/// <summary>Which records of a set have a key: a fixed index, made once for one pass over the set.</summary>
internal sealed class Postings
{
    private readonly int[] starts;

    /// <summary>The whole hash of a key above, a row below: they are read together.</summary>
    private readonly ulong[] rows;
    private readonly int mask;

    private Postings(int[] starts, ulong[] rows)
    {
        (this.starts, this.rows) = (starts, rows);
        mask = starts.Length - 2;
    }

    /// <summary>An index for each kind of key that has a cap; null where no record has one.</summary>
    public static Postings?[] Of(People people, int[] rows, BlockKeys keys, int[] caps, int threads)
    {
        var kinds = BlockKeys.Kinds(caps);
        var count = (int)KeyKind.Other + 1;
        var all = new (KeyList List, int)[threads];
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t =>
        {
            var list = new KeyList(count);
            Span<BlockKey> found = stackalloc BlockKey[BlockKeys.Most];
            var (from, to) = ((int)((long)rows.Length * t / threads), (int)((long)rows.Length * (t + 1) / threads));
            foreach (var row in rows.AsSpan(from, to - from))
            {
                foreach (var key in found[..keys.Write(people, row, kinds, found)]) { list.Add((int)key.Kind, key.Hash, row); }
            }

            all[t] = (list, t);
        });
        var made = new Postings?[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, k =>
        {
            var total = all.Sum(l => l.List.Counts[k]);
            if (total > 0) { made[k] = Make([.. all.Select(l => l.List)], k, total); }
        });
        return made;
    }

    /// <summary>Adds the rows that have the key to those met; none where more than <paramref name="most"/> have it.</summary>
    public void Find(uint hash, int most, ref int[] met, ref int count)
    {
        var (bucket, before) = ((int)(hash >> 8) & mask, count);
        foreach (var held in rows.AsSpan(starts[bucket]..starts[bucket + 1]))
        {
            if ((uint)(held >> 32) != hash) { continue; }
            if (count - before == most)
            {
                count = before;
                return;
            }

            if (count == met.Length) { Array.Resize(ref met, count * 2); }
            met[count++] = (int)(uint)held;
        }
    }

    private static Postings Make(KeyList[] lists, int kind, int total)
    {
        var buckets = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(total, 16));
        var (starts, mask) = (new int[buckets + 1], buckets - 1);
        foreach (var list in lists)
        {
            foreach (var hash in list.HashesOf(kind)) { starts[((int)(hash >> 8) & mask) + 1]++; }
        }

        for (var i = 0; i < buckets; i++) { starts[i + 1] += starts[i]; }
        var (rows, next) = (new ulong[total], starts.AsSpan(0, buckets).ToArray());
        foreach (var list in lists)
        {
            var hashes = list.HashesOf(kind);
            var of = list.RowsOf(kind);
            for (var i = 0; i < hashes.Length; i++) { rows[next[(int)(hashes[i] >> 8) & mask]++] = ((ulong)hashes[i] << 32) | (uint)of[i]; }
        }

        return new Postings(starts, rows);
    }

    private sealed class KeyList(int kinds)
    {
        private readonly uint[][] hashes = [.. Enumerable.Range(0, kinds).Select(_ => new uint[64])];
        private readonly int[][] rows = [.. Enumerable.Range(0, kinds).Select(_ => new int[64])];

        public int[] Counts { get; } = new int[kinds];

        public ReadOnlySpan<uint> HashesOf(int kind) => hashes[kind].AsSpan(0, Counts[kind]);

        public ReadOnlySpan<int> RowsOf(int kind) => rows[kind].AsSpan(0, Counts[kind]);

        public void Add(int kind, uint hash, int row)
        {
            var at = Counts[kind]++;
            if (at == hashes[kind].Length)
            {
                Array.Resize(ref hashes[kind], at * 2);
                Array.Resize(ref rows[kind], at * 2);
            }

            (hashes[kind][at], rows[kind][at]) = (hash, row);
        }
    }
}
