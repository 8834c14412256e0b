namespace Trellis.Matching.Comparing;

/// <summary>How often each value of a field occurs, so that agreeing on Wojciechowska says more than agreeing on Smith.</summary>
public sealed class Frequencies
{
    /// <summary>No value counts as rarer than one in 2 to this many.</summary>
    internal const float RarestBits = 15;

    private readonly int[][] counts;
    private readonly int[] totals;
    /// <summary>Of names and places there are more than a small file shows.</summary>
    private readonly int[] least;
    private readonly int dates;
    /// <summary>Fields of which some level counts how rare the value is.</summary>
    private readonly bool[] counted;

    public Frequencies(Layout layout)
    {
        counts = [.. layout.Fields.Select(_ => new int[64])];
        totals = new int[layout.Fields.Length];
        dates = layout.BirthDate;
        counted = [.. layout.Fields.Select(f => Levels.Of(f.Kind).Any(l => l.Rarity > 0))];
        least = [.. layout.Fields.Select(f => f.Kind is FieldKind.Code or FieldKind.Words or FieldKind.Sex ? 1 : 1_000)];
    }

    /// <summary>Counts all records of one or two sets.</summary>
    public static Frequencies Of(params People[] sets)
    {
        var made = new Frequencies(sets[0].Layout);
        foreach (var set in sets)
        {
            for (var row = 0; row < set.Count; row++)
            {
                var codes = set.Row(row);
                for (var f = 0; f < codes.Length; f++) { made.Count(f, codes[f], 1); }
            }
        }

        return made;
    }

    internal void Count(int field, int code, int by)
    {
        if (code == 0 || !counted[field]) { return; }
        if (dates == field) { code = Day(code); }
        if (code >= counts[field].Length) { Array.Resize(ref counts[field], Math.Max(code + 1, counts[field].Length * 2)); }
        counts[field][code] += by;
        totals[field] += by;
    }

    internal int Of(int field, int code)
    {
        if (dates == field) { code = Day(code); }
        return code < counts[field].Length ? counts[field][code] : 0;
    }

    /// <summary>The bits in finding a value: minus the logarithm of its share.</summary>
    internal float Rarity(int field, int code) => Bits(field, Of(field, code));

    /// <summary>The bits in the commoner of two values.</summary>
    internal float CommonerOf(int field, int one, int other) => Bits(field, Math.Max(Of(field, one), Of(field, other)));

    /// <summary>The bits in finding either of two values.</summary>
    internal float Either(int field, int one, int other) => Bits(field, Of(field, one) + Of(field, other));

    /// <summary>Whether so many have it that it is hardly a slip for something else.</summary>
    internal bool IsEstablished(int field, int code) => Of(field, code) >= Math.Max(20, totals[field] / 20_000);

    /// <summary>Dates are many numbers far apart: they are counted under a short one, which two may have.</summary>
    private static int Day(int packed) => (int)(((uint)packed * 2654435761u) >> 14);

    private float Bits(int field, int count) => !counted[field] ? 0 : MathF.Min(RarestBits, MathF.Log2(Math.Max(totals[field], least[field]) / (float)Math.Max(count, 1)));
}
