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

    /// <summary>How far above even a pair is that needs no other looked for by keys that say less: a thousand to one.</summary>
    private const double Certain = 10;

    private Linkage(People one, People? other, Model model, Frequencies frequencies, List<Pair> pairs, double prior)
    {
        (One, Other, Model, Frequencies, Pairs, Prior) = (one, other, model, frequencies, pairs, prior);
    }

    public People One { get; }

    public People? Other { get; }

    public Model Model { get; }

    public Frequencies Frequencies { get; }

    /// <summary>The pairs near enough to matter, without the prior.</summary>
    public List<Pair> Pairs { get; }

    /// <summary>Bits before comparing.</summary>
    public double Prior { get; }

    /// <summary>The records that one may be a person's, of all there are.</summary>
    public static double Larger(People one, People? other) => Math.Max(one.Count, other?.Count ?? 0);

    /// <summary>What one would think of two records before any is compared: one in two has a partner in a link, one in five a second in a set.</summary>
    public static double Guess(People one, People? other) => Math.Log2((other is null ? .2 : .5) / Math.Max(2, Larger(one, other)));

    public static Linkage Run(People one, People? other, Model model, Frequencies? frequencies = null, int threads = 1, Action<Progress>? progress = null, CancellationToken stop = default)
    {
        var counted = frequencies ?? (other is null ? Frequencies.Of(one) : Frequencies.Of(one, other));
        var guess = model.PriorFor(Larger(one, other), Guess(one, other));
        var slack = model.PriorBits is null ? 3 : 0;
        var pairs = Candidates.Find(one, other, model, counted, new Worth((float)(-guess - Kept - slack), (float)(Certain - guess)), threads, s => progress?.Invoke(new Progress("Comparing", s)), stop);
        var all = other is null ? (double)one.Count * (one.Count - 1) / 2 : (double)one.Count * other.Count;
        var prior = model.PriorBits is null ? Math.Clamp(Training.Prior(pairs, Math.Max(all, 1), guess), guess - 3, guess + 6) : guess;
        if (prior < guess + slack) { pairs.RemoveAll(p => p.Bits + prior < -Kept); }
        return new Linkage(one, other, model, counted, pairs, prior);
    }

    /// <summary>What becomes of every pair.</summary>
    public List<Decided> Decide(Model? thresholds = null) => Other is null
        ? Resolution.Groups(Pairs, One.Count, Prior, thresholds ?? Model)
        : Resolution.OneToOne(Pairs, One.Count, Other.Count, Prior, thresholds ?? Model);
}
