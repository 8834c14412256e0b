using Trellis.Matching.Comparing;

namespace Trellis.Matching.Weights;

/// <summary>Adds up what a model says of two records. One for each thread.</summary>
public sealed class Scorer
{
    private readonly Comparer comparer;
    private readonly float[][] weights;
    private readonly float[][] slopes;
    /// <summary>The most that a text can add which is not the same.</summary>
    private readonly float[] best;
    private readonly byte[] levels;
    private readonly float[] rarities;

    public Scorer(Layout layout, Model model, Frequencies frequencies, bool keep = true)
    {
        comparer = new Comparer(layout, frequencies, keep);
        weights = [.. model.Fields.Select(f => f.Weights.Select(w => (float)w).ToArray())];
        slopes = [.. model.Fields.Select(f => f.Rarity.Select(w => (float)w).ToArray())];
        best = [.. model.Fields.Select(f => (float)Enumerable.Range(0, f.Weights.Length).Where(l => l != 1 || f.Kind is FieldKind.NhsNumber or FieldKind.Upn).Max(l => f.Weights[l] + (f.Rarity[l] * Frequencies.RarestBits)))];
        levels = new byte[layout.Fields.Length];
        rarities = new float[layout.Fields.Length];
    }

    /// <summary>The levels found by the last score.</summary>
    public ReadOnlySpan<byte> Found => levels;

    /// <summary>The rarities found by the last score.</summary>
    public ReadOnlySpan<float> Rarities => rarities;

    /// <summary>The bits for two records being one person's, without those one has before comparing.</summary>
    /// <param name="least">Nothing more is compared, and the answer is minus infinity, once they cannot come to so many.</param>
    public float Score(People one, int a, People other, int b, float least = float.NegativeInfinity)
    {
        comparer.Begin(one, a, other, b, levels, rarities);
        var (so, hope) = (0f, .01f);
        for (var f = 0; f < levels.Length; f++)
        {
            if (levels[f] == Comparer.Open) { hope += best[f]; }
            else { so += Bits(f); }
        }

        foreach (var field in comparer.Texts)
        {
            if (so + hope < least) { return float.NegativeInfinity; }
            if (levels[field] != Comparer.Open) { continue; }
            comparer.Text(field, one, one[field, a], other, other[field, b], levels, rarities);
            hope -= best[field];
            so += Bits(field);
        }

        var bits = 0f;
        for (var f = 0; f < levels.Length; f++) { bits += Bits(f); }
        return bits;
    }

    /// <summary>What a field adds, by the last score.</summary>
    public float Bits(int field) => weights[field][levels[field]] + (slopes[field][levels[field]] * rarities[field]);
}
