using System.Globalization;
using Trellis.Matching.Blocking;
using Trellis.Matching.Comparing;

namespace Trellis.Matching.Weights;

/// <summary>Learns a model from records: from labels where it is known who is who, otherwise by expectation and maximisation.</summary>
public static class Training
{
    private const double Ln2 = 0.69314718055994530942;

    /// <summary>From labels: logistic regression over the levels, begun from and held near the model given.</summary>
    /// <param name="pairs">The compared pairs; others are taken to be different people's.</param>
    public static Model FromLabels(People one, People? other, IReadOnlyList<Pair> pairs, int[] truth, int[]? otherTruth, Model start, double prior, Frequencies frequencies)
    {
        var layout = one.Layout;
        var scorer = new Scorer(layout, start, frequencies);
        var levelAt = new int[layout.Fields.Length];
        var rarityAt = new int[layout.Fields.Length];
        var count = 1;
        for (var f = 0; f < layout.Fields.Length; f++)
        {
            levelAt[f] = count;
            count += start.Fields[f].Weights.Length;
            rarityAt[f] = count;
            count += start.Fields[f].Weights.Length;
        }

        var (before, hold) = (new double[count], new double[count]);
        (before[0], hold[0]) = (prior * Ln2, .01);
        for (var f = 0; f < layout.Fields.Length; f++)
        {
            for (var l = 0; l < start.Fields[f].Weights.Length; l++)
            {
                (before[levelAt[f] + l], hold[levelAt[f] + l]) = (start.Fields[f].Weights[l] * Ln2, l == 0 ? 3 : 1.5);
                (before[rarityAt[f] + l], hold[rarityAt[f] + l]) = (start.Fields[f].Rarity[l] * Ln2, start.Fields[f].Rarity[l] > 0 ? 60 : 1e6);
            }
        }

        var matches = pairs.Count(p => truth[p.A] == (otherTruth ?? truth)[p.B]);
        var (keepOthers, draw) = (Math.Min(1.0, 250_000.0 / Math.Max(1, pairs.Count - matches)), new Random(20260301));
        var keepMatches = Math.Min(1.0, 120_000.0 / Math.Max(1, matches));
        var rows = new List<(int[], float[], bool, float)>();
        var right = other ?? one;
        Span<int> features = stackalloc int[(layout.Fields.Length * 2) + 1];
        Span<float> values = stackalloc float[features.Length];
        foreach (var pair in pairs)
        {
            var label = truth[pair.A] == (otherTruth ?? truth)[pair.B];
            var keep = label ? keepMatches : keepOthers;
            if (keep < 1 && draw.NextDouble() > keep) { continue; }
            scorer.Score(one, pair.A, right, pair.B);
            var n = 1;
            (features[0], values[0]) = (0, 1);
            for (var f = 0; f < layout.Fields.Length; f++)
            {
                var level = scorer.Found[f];
                (features[n], values[n]) = (levelAt[f] + level, 1);
                n++;
                if (start.Fields[f].Rarity[level] <= 0) { continue; }
                (features[n], values[n]) = (rarityAt[f] + level, scorer.Rarities[f]);
                n++;
            }

            rows.Add((features[..n].ToArray(), values[..n].ToArray(), label, (float)(1 / keep)));
        }

        var learnt = Regression.Fit(rows, before, hold);
        return start with
        {
            Learnt = string.Create(CultureInfo.InvariantCulture, $"labels: {matches} pairs of one person's records and {pairs.Count - matches} others among {one.Count} records"),
            PriorBits = learnt[0] / Ln2,
            PriorOf = Math.Max(one.Count, right.Count),
            Fields = [.. start.Fields.Select((field, f) => field with
            {
                Weights = [.. Enumerable.Range(0, field.Weights.Length).Select(l => Math.Round(learnt[levelAt[f] + l] / Ln2, 4))],
                Rarity = [.. Enumerable.Range(0, field.Weights.Length).Select(l => field.Rarity[l] <= 0 ? 0 : Math.Round(learnt[rarityAt[f] + l] / Ln2, 4))],
            })],
        };
    }

    /// <summary>
    /// Without labels: how often each level occurs by chance is counted in pairs drawn at random; how often for one person's
    /// records, and how many pairs those are, is found by turns (expectation, maximisation).
    /// </summary>
    public static Model Unlabelled(People one, People? other, IReadOnlyList<Pair> pairs, Model start, double prior, Frequencies frequencies, int rounds = 12)
    {
        var (layout, right) = (one.Layout, other ?? one);
        var scorer = new Scorer(layout, start, frequencies);
        var chance = Chance(one, right, other is null, start, scorer);
        var levels = new byte[pairs.Count, layout.Fields.Length];
        var rarities = new float[pairs.Count, layout.Fields.Length];
        for (var i = 0; i < pairs.Count; i++)
        {
            scorer.Score(one, pairs[i].A, right, pairs[i].B);
            for (var f = 0; f < layout.Fields.Length; f++) { (levels[i, f], rarities[i, f]) = (scorer.Found[f], scorer.Rarities[f]); }
        }

        var same = layout.Fields.Select(field => Levels.Of(field.Kind).Select(l => l.Same).ToArray()).ToArray();
        var bits = prior;
        for (var round = 0; round < rounds; round++)
        {
            var (counted, total) = (same.Select(s => new double[s.Length]).ToArray(), 0.0);
            for (var i = 0; i < pairs.Count; i++)
            {
                var sum = bits;
                for (var f = 0; f < layout.Fields.Length; f++)
                {
                    var l = levels[i, f];
                    if (l != Levels.Missing) { sum += Math.Log2(same[f][l] / chance[f][l]) + (start.Fields[f].Rarity[l] * rarities[i, f]); }
                }

                var p = Model.Probability(sum);
                total += p;
                for (var f = 0; f < layout.Fields.Length; f++) { counted[f][levels[i, f]] += p; }
            }

            var all = other is null ? (double)one.Count * (one.Count - 1) / 2 : (double)one.Count * right.Count;
            bits = Model.Bits(Math.Clamp(total / all, 1e-13, .5));
            for (var f = 0; f < same.Length; f++)
            {
                var on = counted[f].Skip(1).Sum();
                for (var l = 1; l < same[f].Length; l++)
                {
                    // What was believed before counts like fifty pairs, so that a level nobody has does not become impossible.
                    same[f][l] = (counted[f][l] + (50 * Levels.Of(layout.Fields[f].Kind)[l].Same)) / (on + 50);
                }
            }
        }

        return start with
        {
            Learnt = string.Create(CultureInfo.InvariantCulture, $"no labels: expectation and maximisation over {pairs.Count} pairs of {one.Count} records"),
            PriorBits = bits,
            PriorOf = Math.Max(one.Count, right.Count),
            Fields = [.. start.Fields.Select((field, f) => field with { Weights = [.. field.Weights.Select((w, l) => l == 0 ? 0 : Math.Round(Math.Log2(same[f][l] / chance[f][l]), 4))] })],
        };
    }

    /// <summary>The bits before comparing, from how many pairs look like one person's; weights stay as they are.</summary>
    public static double Prior(IReadOnlyList<Pair> pairs, double all, double start)
    {
        var (bits, before) = (start, double.NaN);
        for (var round = 0; round < 25 && Math.Abs(bits - before) is not < 1e-7; round++)
        {
            var total = 1.0;
            foreach (var pair in pairs) { total += Model.Probability(bits + pair.Bits); }
            (before, bits) = (bits, Model.Bits(Math.Clamp(total / all, 1e-13, .5)));
        }

        return bits;
    }

    private static double[][] Chance(People one, People right, bool same, Model start, Scorer scorer)
    {
        var layout = one.Layout;
        var (found, draw) = (layout.Fields.Select(f => new double[Levels.Of(f.Kind).Length]).ToArray(), new Random(20260302));
        for (var i = 0; i < 200_000; i++)
        {
            var (a, b) = (draw.Next(one.Count), draw.Next(right.Count));
            if (same && a == b) { continue; }
            scorer.Score(one, a, right, b);
            for (var f = 0; f < found.Length; f++) { found[f][scorer.Found[f]]++; }
        }

        return [.. found.Select((counts, f) =>
        {
            var (levels, on) = (Levels.Of(layout.Fields[f].Kind), counts.Skip(1).Sum());
            return levels.Select((level, l) => l == 0 || level.Rarity > 0 ? level.Chance : (counts[l] + (500 * level.Chance)) / (on + 500)).ToArray();
        })];
    }
}
