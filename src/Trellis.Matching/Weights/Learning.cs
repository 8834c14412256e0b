using Trellis.Matching.Comparing;
using Trellis.Matching.Deciding;

namespace Trellis.Matching.Weights;

/// <summary>Records of which it is known who they are: rows of one or two sets and a number for each person.</summary>
public sealed record Labelled(People One, int[] Truth, People? Other, int[]? OtherTruth)
{
    /// <summary>Those of the people of one half; people are put into halves by their number, so all records of one are in one half.</summary>
    public Labelled Half(int half) => new(Take(One, Truth, half, out var truth), truth, Other is null ? null : Take(Other, OtherTruth!, half, out var other), Other is null ? null : Truths(OtherTruth!, half));

    /// <summary>In which half a person is.</summary>
    public static int HalfOf(int person) => (int)((((uint)person * 2654435761u) >> 16) & 1);

    private static int[] Truths(int[] truth, int half) => [.. truth.Where(t => HalfOf(t) == half)];

    private static People Take(People from, int[] truth, int half, out int[] kept)
    {
        var people = new People(from.Layout, from.Words, from.Count);
        var codes = new int[from.Layout.Fields.Length];
        for (var row = 0; row < from.Count; row++)
        {
            if (HalfOf(truth[row]) != half) { continue; }
            for (var f = 0; f < codes.Length; f++) { codes[f] = from[f, row]; }
            people.Add(codes);
        }

        kept = Truths(truth, half);
        return people;
    }
}

/// <summary>Makes a model of its own for some records: weights, prior and thresholds.</summary>
public static class Learning
{
    /// <summary>From labelled records: weights, then the thresholds that give the best F1 on the same records.</summary>
    public static Model FromLabels(Labelled records, Frequencies frequencies, int threads, Action<Progress>? progress = null)
    {
        var start = Model.Default(records.One.Layout);
        var run = Linkage.Run(records.One, records.Other, start, frequencies, threads, progress);
        progress?.Invoke(new Progress("Learning", .1));
        var model = Training.FromLabels(records.One, records.Other, run.Pairs, records.Truth, records.OtherTruth, start, run.Prior, frequencies);
        progress?.Invoke(new Progress("Learning", .5));

        // Once more, with pairs that the weights learnt find near.
        run = Linkage.Run(records.One, records.Other, model, frequencies, threads);
        model = Training.FromLabels(records.One, records.Other, run.Pairs, records.Truth, records.OtherTruth, start, model.PriorBits!.Value, frequencies);
        run = Linkage.Run(records.One, records.Other, model, frequencies, threads);
        progress?.Invoke(new Progress("Learning", .8));
        if (NeedsNoGuard(records, run))
        {
            model = model with { Guarded = false, Learnt = model.Learnt + "; they have nobody whom only the given name tells apart from another, so the guard is off" };
            run = Linkage.Run(records.One, records.Other, model, frequencies, threads);
        }

        return Thresholds(records, run, model);
    }

    /// <summary>Without labels.</summary>
    public static Model Unlabelled(People one, People? other, Frequencies frequencies, int threads, Action<Progress>? progress = null)
    {
        var start = Model.Default(one.Layout);
        var run = Linkage.Run(one, other, start, frequencies, threads, progress);
        progress?.Invoke(new Progress("Learning", .3));
        return Training.Unlabelled(one, other, run.Pairs, start, run.Prior, frequencies);
    }

    /// <summary>
    /// Of fifty or more likely pairs that the guard holds back, not one in a hundred is two people's: these records have
    /// no twins. Never of records with NHS numbers or UPNs, which are children's.
    /// </summary>
    private static bool NeedsNoGuard(Labelled records, Linkage run)
    {
        if (records.One.Layout.Fields.Any(f => f.Kind is FieldKind.NhsNumber or FieldKind.Upn)) { return false; }
        var held = run.Pairs.Where(p => p.Guard != Guard.None && p.Bits + run.Prior >= 1).ToArray();
        var two = held.Count(p => records.Truth[p.A] != (records.OtherTruth ?? records.Truth)[p.B]);
        return held.Length >= 50 && two * 100 <= held.Length;
    }

    private static Model Thresholds(Labelled records, Linkage run, Model model)
    {
        double[] sames = [-2, -1, 0, 1, 2, 3, 5];
        double[] groups = records.Other is null ? [-3, -2, -1, 1, 2] : [];
        var (best, chosen) = (-1.0, model);
        foreach (var bits in sames) { Try(bits, 0); }
        var found = Model.Bits(chosen.Same);
        foreach (var group in groups) { Try(found, group); }

        // What is to be looked at: as far down as F1 of both together still rises. Above Same it is about what the guard holds back.
        best = -1;
        var same = chosen;
        for (var down = -5.5; down <= 5; down += .75)
        {
            var trial = same with { Review = Math.Round(Model.Probability(Model.Bits(same.Same) - down), 4) };
            var listed = Judging.Count(run.Decide(trial), records, d => d.Outcome is Outcome.Same or Outcome.Review);
            if (listed.F1 > best) { (best, chosen) = (listed.F1, trial); }
        }

        return chosen;

        void Try(double bits, double group)
        {
            var trial = model with { Same = Math.Round(Model.Probability(bits), 4), Group = group, Review = Math.Round(Model.Probability(Math.Min(bits - 1.5, -.5)), 4) };
            var judged = Judging.Count(run.Decide(trial), records, d => d.Outcome == Outcome.Same);
            if (judged.F1 > best) { (best, chosen) = (judged.F1, trial); }
        }
    }
}
