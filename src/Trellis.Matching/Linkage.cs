using Trellis.Matching.Blocking;
using Trellis.Matching.Comparing;
using Trellis.Matching.Deciding;
using Trellis.Matching.Weights;

namespace Trellis.Matching;

/// <summary>What is done, from none to all of it.</summary>
public readonly record struct Progress(string What, double Share);

/// <summary>One pass over one set of records (dedupe) or two (link): find, score, look, decide.</summary>
public sealed class Linkage
{
    /// <summary>How far below even a pair may be and still be listed or weighed against others, in bits.</summary>
    private const double Kept = 7;

    private Linkage(People one, People? other, Model model, Frequencies frequencies, List<Pair> pairs, double prior)
    {
        (One, Other, Model, Frequencies, Pairs, Prior) = (one, other, model, frequencies, pairs, prior);
        Guards = new Guard[pairs.Count];
    }

    public People One { get; }

    public People? Other { get; }

    public Model Model { get; }

    public Frequencies Frequencies { get; }

    /// <summary>The pairs near enough to matter, without the prior.</summary>
    public List<Pair> Pairs { get; }

    /// <summary>Bits before comparing.</summary>
    public double Prior { get; }

    /// <summary>What stands against each pair.</summary>
    public Guard[] Guards { get; }

    private People Right => Other ?? One;

    /// <summary>The records that one may be a person's, of all there are.</summary>
    public static double Larger(People one, People? other) => Math.Max(one.Count, other?.Count ?? 0);

    /// <summary>What one would think of two records before any is compared: one in two has a partner in a link, one in five a second in a set.</summary>
    public static double Guess(People one, People? other) => Math.Log2((other is null ? .2 : .5) / Math.Max(2, Larger(one, other)));

    public static Linkage Run(People one, People? other, Model model, Frequencies? frequencies = null, int threads = 1, Action<Progress>? progress = null, CancellationToken stop = default)
    {
        var counted = frequencies ?? (other is null ? Frequencies.Of(one) : Frequencies.Of(one, other));
        var guess = model.PriorFor(Larger(one, other), Guess(one, other));
        var slack = model.PriorBits is null ? 3 : 0;
        var pairs = Candidates.Find(one, other, model, counted, (float)(-guess - Kept - slack), threads, s => progress?.Invoke(new Progress("Comparing", s)), stop);
        var all = other is null ? (double)one.Count * (one.Count - 1) / 2 : (double)one.Count * other.Count;
        var prior = model.PriorBits is null ? Math.Clamp(Training.Prior(pairs, Math.Max(all, 1), guess), guess - 3, guess + 6) : guess;
        if (prior < guess + slack) { pairs.RemoveAll(p => p.Bits + prior < -Kept); }
        var run = new Linkage(one, other, model, counted, pairs, prior);
        run.Look(threads);
        return run;
    }

    /// <summary>What becomes of every pair.</summary>
    public List<Decided> Decide(Model? thresholds = null) => Other is null
        ? Resolution.Groups(Pairs, Guards, One.Count, Prior, thresholds ?? Model)
        : Resolution.OneToOne(Pairs, Guards, One.Count, Other.Count, Prior, thresholds ?? Model);

    private void Look(int threads)
    {
        var parts = Math.Max(1, threads);
        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, t =>
        {
            var (scorer, verdicts) = (new Scorer(One.Layout, Model, Frequencies), new Verdicts(One.Layout, Model.Guarded));
            for (var i = (int)((long)Pairs.Count * t / parts); i < (int)((long)Pairs.Count * (t + 1) / parts); i++)
            {
                scorer.Score(One, Pairs[i].A, Right, Pairs[i].B);
                Guards[i] = verdicts.Look(scorer.Found);
            }
        });
    }
}
