using Trellis.Matching.Weights;

namespace Trellis.Matching.Deciding;

/// <summary>How many pairs were found, how many of them rightly, and how many there are.</summary>
public readonly record struct Measure(long Right, long Found, long True)
{
    public double Precision => Found == 0 ? 1 : (double)Right / Found;

    public double Recall => True == 0 ? 1 : (double)Right / True;

    public double F1 => Found + True == 0 ? 1 : 2.0 * Right / (Found + True);
}

/// <summary>One line of how well records were matched, each share with its 95% interval.</summary>
public sealed record Judged(Measure Measure, Interval Precision, Interval Recall, Interval F1);

/// <summary>Compares what was decided with who the records are. Truth is all true pairs: one that was never compared is missed.</summary>
public static class Judging
{
    /// <summary>All true pairs.</summary>
    public static long TruePairs(Labelled records)
    {
        if (records.Other is null) { return records.Truth.CountBy(t => t).Sum(c => (long)c.Value * (c.Value - 1) / 2); }
        var left = records.Truth.CountBy(t => t).ToDictionary(c => c.Key, c => c.Value);
        return records.OtherTruth!.Sum(t => (long)left.GetValueOrDefault(t));
    }

    public static bool IsTrue(Decided pair, Labelled records) => records.Truth[pair.A] == (records.OtherTruth ?? records.Truth)[pair.B];

    public static Measure Count(IReadOnlyList<Decided> pairs, Labelled records, Func<Decided, bool> chosen)
    {
        var (right, found) = (0L, 0L);
        foreach (var pair in pairs)
        {
            if (!chosen(pair)) { continue; }
            found++;
            if (IsTrue(pair, records)) { right++; }
        }

        return new Measure(right, found, TruePairs(records));
    }

    /// <summary>The same with intervals.</summary>
    public static Judged With(IReadOnlyList<Decided> pairs, Labelled records, Func<Decided, bool> chosen)
    {
        var all = Count(pairs, records, chosen);
        var people = new Dictionary<int, (int Right, int Found, int True)>();
        foreach (var pair in pairs)
        {
            if (!chosen(pair)) { continue; }
            var (right, found, actual) = people.GetValueOrDefault(records.Truth[pair.A]);
            people[records.Truth[pair.A]] = (right + (IsTrue(pair, records) ? 1 : 0), found + 1, actual);
        }

        var other = records.Other is null ? null : records.OtherTruth!.CountBy(t => t).ToDictionary(c => c.Key, c => c.Value);
        foreach (var (who, count) in records.Truth.CountBy(t => t))
        {
            var (right, found, _) = people.GetValueOrDefault(who);
            people[who] = (right, found, other is null ? count * (count - 1) / 2 : count * other.GetValueOrDefault(who));
        }

        var drawn = Drawing.Again([.. people.Values.Select(p => new Measure(p.Right, p.Found, p.True))], m => m.Precision, m => m.Recall, m => m.F1);
        return new Judged(all, drawn[0], drawn[1], drawn[2]);
    }

    /// <summary>The probability that, taken as the threshold, gives the best F1; and what it gives.</summary>
    public static (double Probability, Measure Measure) Best(IReadOnlyList<Decided> pairs, Labelled records) =>
        Along(pairs, records).MaxBy(p => p.Measure.F1);

    /// <summary>The most that is found while the share rightly found is at least this.</summary>
    public static double RecallAt(IReadOnlyList<Decided> pairs, Labelled records, double precision) =>
        Along(pairs, records).Where(p => p.Measure.Precision >= precision).Select(p => p.Measure.Recall).DefaultIfEmpty(0).Max();

    private static IEnumerable<(double Probability, Measure Measure)> Along(IReadOnlyList<Decided> pairs, Labelled records)
    {
        var (all, right, found) = (TruePairs(records), 0L, 0L);
        var order = pairs.Where(p => p.Outcome != Outcome.Different).OrderByDescending(p => p.Probability).ThenByDescending(p => p.Bits).ToArray();
        yield return (1, new Measure(0, 0, all));
        for (var i = 0; i < order.Length; i++)
        {
            found++;
            if (IsTrue(order[i], records)) { right++; }
            if (i + 1 < order.Length && order[i + 1].Probability == order[i].Probability && order[i + 1].Bits == order[i].Bits) { continue; }
            yield return (order[i].Probability, new Measure(right, found, all));
        }
    }
}
