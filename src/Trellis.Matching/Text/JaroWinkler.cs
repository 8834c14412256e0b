using System.Numerics;
using System.Runtime.Intrinsics;

namespace Trellis.Matching.Text;

/// <summary>
/// Jaro–Winkler likeness of two short texts, 0 to 1 (Winkler 1990: up to four letters in front count a tenth each).
/// Shapes: spans of bytes as <see cref="Letters"/> writes them; beyond 64 bytes only the first 64 are compared.
/// </summary>
public static class JaroWinkler
{
    private const double PrefixWeight = 0.1;

    public static double Likeness(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.Length > 64) { one = one[..64]; }
        if (other.Length > 64) { other = other[..64]; }
        if (one.Length == 0 || other.Length == 0) { return one.Length == other.Length ? 1 : 0; }
        if (one.Length > other.Length)
        {
            var longer = one;
            one = other;
            other = longer;
        }

        var (shared, transposed) = other.Length <= 16 ? Short(one, other) : Long(one, other);
        if (shared == 0) { return 0; }

        double m = shared;
        var jaro = ((m / one.Length) + (m / other.Length) + ((m - (transposed / 2)) / m)) / 3;
        var prefix = 0;
        while (prefix < 4 && prefix < one.Length && one[prefix] == other[prefix]) { prefix++; }
        return jaro + (prefix * PrefixWeight * (1 - jaro));
    }

    private static (int Shared, int Transposed) Short(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var letters = Edits.Load(other);
        var reach = Math.Max((other.Length / 2) - 1, 0);
        var free = (uint)((1 << other.Length) - 1);
        var (mine, all) = (0u, free);
        var window = (1u << (reach + 1)) - 1; // letters 0 to reach for the first letter
        for (var i = 0; i < one.Length; i++)
        {
            var within = Vector128.Equals(letters, Vector128.Create(one[i])).ExtractMostSignificantBits() & window & free;
            var first = within & (0 - within);
            free ^= first;
            mine |= (first == 0 ? 0u : 1u) << i;
            window = i < reach ? (window << 1) | 1 : window << 1;
        }

        var (theirs, transposed) = (all ^ free, 0);
        for (var left = mine; left != 0; left &= left - 1, theirs &= theirs - 1)
        {
            if (one[BitOperations.TrailingZeroCount(left)] != other[BitOperations.TrailingZeroCount(theirs)]) { transposed++; }
        }

        return (BitOperations.PopCount(mine), transposed);
    }

    private static (int Shared, int Transposed) Long(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        Span<ulong> where = stackalloc ulong[128];
        where.Clear();
        for (var j = 0; j < other.Length; j++) { where[other[j] & 127] |= 1UL << j; }
        var reach = Math.Max((other.Length / 2) - 1, 0);
        var (mine, taken) = (0UL, 0UL);
        var window = reach >= 63 ? ulong.MaxValue : (1UL << (reach + 1)) - 1; // letters 0 to reach for the first letter
        for (var i = 0; i < one.Length; i++)
        {
            var within = where[one[i] & 127] & window & ~taken;
            var first = within & (0 - within);
            taken |= first;
            mine |= (first == 0 ? 0UL : 1UL) << i;
            window = i < reach ? (window << 1) | 1 : window << 1;
        }

        var transposed = 0;
        for (var (left, theirs) = (mine, taken); left != 0; left &= left - 1, theirs &= theirs - 1)
        {
            if (one[BitOperations.TrailingZeroCount(left)] != other[BitOperations.TrailingZeroCount(theirs)]) { transposed++; }
        }

        return (BitOperations.PopCount(mine), transposed);
    }
}
