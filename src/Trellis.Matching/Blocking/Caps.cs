namespace Trellis.Matching.Blocking;

/// <summary>How many records may share a key before it is passed over: the larger the set, the fewer for keys that say little.</summary>
internal static class Caps
{
    /// <summary>For each kind of key, by its number; 0 for those that are not used.</summary>
    public static int[] For(int records, ReadOnlySpan<KeyKind> kinds)
    {
        // So that coarse keys cost about the same share of the whole, whatever its size.
        var coarse = records switch { <= 10_000 => 1_000, <= 30_000 => 400, <= 150_000 => 60, <= 400_000 => 40, _ => 0 };
        var fine = records switch { <= 30_000 => 1_000, <= 150_000 => 200, _ => 60 };
        var caps = new int[(int)KeyKind.Other + 1];
        foreach (var kind in kinds)
        {
            caps[(int)kind] = kind switch
            {
                <= KeyKind.NamesAndOutward => fine,
                KeyKind.Other => records <= 30_000 ? coarse / 4 : 0,
                _ => coarse,
            };
        }

        return caps;
    }
}
