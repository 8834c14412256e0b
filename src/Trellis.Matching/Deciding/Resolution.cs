using Trellis.Matching.Blocking;
using Trellis.Matching.Weights;

namespace Trellis.Matching.Deciding;

/// <summary>A pair with what became of it.</summary>
/// <param name="Probability">That both are one person's, all candidates of both weighed against each other.</param>
/// <param name="Through">Joined because both belong to one group, though the two alone would not have been.</param>
public readonly record struct Decided(int A, int B, float Bits, double Probability, Outcome Outcome, Guard Guard, bool Through = false);

/// <summary>Decides pairs together: one record of a link has one partner, records of a set form groups.</summary>
public static class Resolution
{
    /// <summary>
    /// A link, one to one: the probability of a pair is its share of all that its two records could be partners in, so two
    /// candidates as good as each other are each even at best, and nobody is joined by a toss.
    /// </summary>
    /// <param name="pairs">Bits without the prior.</param>
    public static List<Decided> OneToOne(List<Pair> pairs, int left, int right, double prior, Model model)
    {
        var (ofLeft, ofRight, odds) = (new double[left], new double[right], new double[pairs.Count]);
        for (var i = 0; i < odds.Length; i++)
        {
            odds[i] = Odds(pairs[i].Bits + prior);
            if (pairs[i].Guard is Guard.TwinOrSibling or Guard.TwoNumbers) { continue; }
            ofLeft[pairs[i].A] += odds[i];
            ofRight[pairs[i].B] += odds[i];
        }

        var (order, keys) = (new int[odds.Length], new double[odds.Length]);
        for (var i = 0; i < keys.Length; i++)
        {
            var others = pairs[i].Guard is Guard.TwinOrSibling or Guard.TwoNumbers ? 0 : ofLeft[pairs[i].A] + ofRight[pairs[i].B] - (2 * odds[i]);
            (order[i], keys[i]) = (i, odds[i] / (1 + odds[i] + Math.Max(0, others)));
        }

        Array.Sort(Array.ConvertAll(keys, k => -k), order);
        var (takenLeft, takenRight) = (new bool[left], new bool[right]);
        var decided = new List<Decided>(pairs.Count);
        foreach (var i in order)
        {
            var pair = pairs[i];
            var outcome = Verdicts.Decide(keys[i], pairs[i].Guard, model);
            if (outcome != Outcome.Different && (takenLeft[pair.A] || takenRight[pair.B])) { outcome = Outcome.Different; }
            if (outcome == Outcome.Same) { takenLeft[pair.A] = takenRight[pair.B] = true; }
            decided.Add(new Decided(pair.A, pair.B, pair.Bits, keys[i], outcome, pairs[i].Guard));
        }

        return decided;
    }

    /// <summary>A set: groups first, then every pair within one is the same; what is likely but not grouped is to be looked at.</summary>
    public static List<Decided> Groups(List<Pair> pairs, int records, double prior, Model model)
    {
        var joins = Model.Bits(model.Same);
        var weighed = pairs.Select(p => p with { Bits = (float)(p.Bits + prior) }).ToList();
        var groups = Clusters.Group(records, weighed, i => pairs[i].Guard switch
        {
            Guard.TwinOrSibling or Guard.TwoNumbers => Tie.Apart,
            Guard.None when weighed[i].Bits >= joins => Tie.Joins,
            _ => Tie.Weak,
        }, model.Group, Unseen, Most);
        var (decided, listed) = (new List<Decided>(pairs.Count), new HashSet<long>());
        for (var i = 0; i < pairs.Count; i++)
        {
            var pair = pairs[i];
            var together = groups[pair.A] == groups[pair.B];
            var probability = Model.Probability(pair.Bits + prior);
            var outcome = Verdicts.Decide(probability, pairs[i].Guard, model);
            var through = together && outcome != Outcome.Same;
            if (together) { outcome = Outcome.Same; }
            else if (outcome == Outcome.Same) { outcome = Outcome.Review; }

            listed.Add(Key(pair.A, pair.B));
            decided.Add(new Decided(pair.A, pair.B, pair.Bits, together ? Math.Max(probability, model.Same) : probability, outcome, pairs[i].Guard, through));
        }

        foreach (var group in Enumerable.Range(0, records).GroupBy(r => groups[r]).Where(g => g.Skip(2).Any()))
        {
            var members = group.ToArray();
            foreach (var a in members)
            {
                foreach (var b in members)
                {
                    if (b < a && !listed.Contains(Key(a, b))) { decided.Add(new Decided(a, b, 0, model.Same, Outcome.Same, Guard.None, Through: true)); }
                }
            }
        }

        return decided;
    }

    /// <summary>What a pair that was not worth keeping counts in the average of two groups, in bits.</summary>
    internal const double Unseen = -8;

    /// <summary>No pair counts for more in it.</summary>
    internal const double Most = 14;

    private static double Odds(double bits) => double.Exp2(Math.Min(bits, 60));

    private static long Key(int a, int b) => a < b ? ((long)a << 32) | (uint)b : ((long)b << 32) | (uint)a;
}
