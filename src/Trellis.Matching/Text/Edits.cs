using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Trellis.Matching.Text;

/// <summary>
/// How many letters were typed wrongly: Damerau–Levenshtein distance in its restricted form (optimal string alignment:
/// insertion, deletion, substitution, and transposition of neighbours, no part edited twice), after Hyyrö, "A bit-vector
/// algorithm for computing Levenshtein and Damerau edit distances" (2003). Shapes: spans of bytes as <see cref="Letters"/> writes them.
/// </summary>
public static class Edits
{
    /// <summary>The distance, or <paramref name="bound"/> + 1 when it is larger than the bound.</summary>
    public static int Within(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, int bound)
    {
        if (one.Length > other.Length)
        {
            var longer = one;
            one = other;
            other = longer;
        }

        if (other.Length - one.Length > bound) { return bound + 1; }
        if (one.Length == 0) { return other.Length; }

        var distance = one.Length switch
        {
            <= 16 => Short(one, other, bound),
            <= 64 => Long(one, other, bound),
            _ => Table(one, other),
        };
        return Math.Min(distance, bound + 1);
    }

    private static int Short(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, int bound)
    {
        var letters = Load(pattern);
        var (vp, vn, d0, before) = (uint.MaxValue, 0u, 0u, 0u);
        var (distance, last, real) = (pattern.Length, 1u << (pattern.Length - 1), (uint)((1 << pattern.Length) - 1));
        for (var j = 0; j < text.Length; j++)
        {
            var same = Vector128.Equals(letters, Vector128.Create(text[j])).ExtractMostSignificantBits() & real;
            var swapped = ((~d0 & same) << 1) & before;
            d0 = (((same & vp) + vp) ^ vp) | same | vn | swapped;
            var hp = vn | ~(d0 | vp);
            var hn = d0 & vp;
            if ((hp & last) != 0) { distance++; }
            if ((hn & last) != 0) { distance--; }
            if (distance - (text.Length - j - 1) > bound) { return bound + 1; }
            hp = (hp << 1) | 1;
            vp = (hn << 1) | ~(d0 | hp);
            vn = hp & d0;
            before = same;
        }

        return distance;
    }

    private static int Long(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, int bound)
    {
        Span<ulong> where = stackalloc ulong[128];
        where.Clear();
        for (var i = 0; i < pattern.Length; i++) { where[pattern[i] & 127] |= 1UL << i; }
        var (vp, vn, d0, before) = (ulong.MaxValue, 0UL, 0UL, 0UL);
        var (distance, last) = (pattern.Length, 1UL << (pattern.Length - 1));
        for (var j = 0; j < text.Length; j++)
        {
            var same = where[text[j] & 127];
            var swapped = ((~d0 & same) << 1) & before;
            d0 = (((same & vp) + vp) ^ vp) | same | vn | swapped;
            var hp = vn | ~(d0 | vp);
            var hn = d0 & vp;
            if ((hp & last) != 0) { distance++; }
            if ((hn & last) != 0) { distance--; }
            if (distance - (text.Length - j - 1) > bound) { return bound + 1; }
            hp = (hp << 1) | 1;
            vp = (hn << 1) | ~(d0 | hp);
            vn = hp & d0;
            before = same;
        }

        return distance;
    }

    private static int Table(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var (before, last, now) = (new int[other.Length + 1], new int[other.Length + 1], new int[other.Length + 1]);
        for (var j = 0; j <= other.Length; j++) { last[j] = j; }
        for (var i = 1; i <= one.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var least = Math.Min(Math.Min(last[j], now[j - 1]) + 1, last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) { least = Math.Min(least, before[j - 2] + 1); }
                now[j] = least;
            }

            (before, last, now) = (last, now, before);
        }

        return last[other.Length];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Load(ReadOnlySpan<byte> text)
    {
        if (text.Length == 16) { return Vector128.Create(text); }
        Span<byte> padded = stackalloc byte[16];
        padded.Clear();
        text.CopyTo(padded);
        return Vector128.Create<byte>(padded);
    }
}
