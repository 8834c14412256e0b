using Trellis.Matching.Comparing;

namespace Trellis.Matching.Weights;

/// <summary>Adds up what a model says of two records. One for each thread.</summary>
public sealed class Scorer
{
    private readonly Comparer comparer;
    private readonly float[][] weights;
    private readonly float[][] slopes;
    private readonly byte[] levels;
    private readonly float[] rarities;

    public Scorer(Layout layout, Model model, Frequencies frequencies, bool keep = true)
    {
        comparer = new Comparer(layout, frequencies, keep);
        weights = [.. model.Fields.Select(f => f.Weights.Select(w => (float)w).ToArray())];
        slopes = [.. model.Fields.Select(f => f.Rarity.Select(w => (float)w).ToArray())];
        levels = new byte[layout.Fields.Length];
        rarities = new float[layout.Fields.Length];
    }

    /// <summary>The levels found by the last score.</summary>
    public ReadOnlySpan<byte> Found => levels;

    /// <summary>The rarities found by the last score.</summary>
    public ReadOnlySpan<float> Rarities => rarities;

    /// <summary>The bits for two records being one person's, without those one has before comparing.</summary>
    public float Score(People one, int a, People other, int b)
    {
        comparer.Compare(one, a, other, b, levels, rarities);
        var bits = 0f;
        for (var f = 0; f < levels.Length; f++) { bits += Bits(f); }
        return bits;
    }

    /// <summary>What a field adds, by the last score.</summary>
    public float Bits(int field) => weights[field][levels[field]] + (slopes[field][levels[field]] * rarities[field]);
}
