using Trellis.Matching.Identifiers;
using Trellis.Matching.Text;

namespace Trellis.Matching.Comparing;

/// <summary>Compares texts that are not names; answers are places in <see cref="Levels"/>.</summary>
internal static class TextLikeness
{
    /// <summary>A text is taken to have no more words than this.</summary>
    private const int MostWords = 60;

    public static byte Compare(FieldKind kind, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) => kind switch
    {
        FieldKind.Postcode => (byte)(1 + (int)Places.PostcodeLikeness.Compare(one, other)),
        FieldKind.NhsNumber => Checked(one, other, NhsNumber.IsValid(one), NhsNumber.IsValid(other)),
        FieldKind.Upn => Checked(one, other, LastingUpn(one), LastingUpn(other)),
        FieldKind.Identifier => one.SequenceEqual(other) ? (byte)1 : (byte)(1 + Math.Min(3, Edits.Within(one, other, 2))),
        FieldKind.Email => Email(one, other),
        FieldKind.Code => one.SequenceEqual(other) ? (byte)1 : one.Length > 2 && other.Length > 2 && Edits.Within(one, other, 1) == 1 ? (byte)2 : (byte)3,
        _ => Words(one, other),
    };

    /// <summary>Whether two addresses have house numbers and not the same: such are at most a little alike.</summary>
    public static bool HaveOtherNumbers(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        ReadOnlySpan<byte> a = Number(one), b = Number(other);
        return !a.IsEmpty && !b.IsEmpty && !a.SequenceEqual(b);
    }

    private static bool LastingUpn(ReadOnlySpan<byte> value) => Upn.IsValid(value) && !Upn.IsTemporary(value);

    private static byte Checked(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, bool valid, bool otherValid)
    {
        if (one.SequenceEqual(other)) { return valid ? (byte)1 : (byte)Levels.Missing; }
        if (valid && otherValid) { return 3; }
        return (valid || otherValid) && Edits.Within(one, other, 1) <= 1 ? (byte)2 : (byte)Levels.Missing;
    }

    private static byte Email(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.SequenceEqual(other)) { return 1; }
        var (a, b) = (one.IndexOf((byte)'@'), other.IndexOf((byte)'@'));
        if (a > 0 && b > 0 && one[..a].SequenceEqual(other[..b])) { return 2; }
        var edits = Edits.Within(one, other, 3);
        if (edits <= 2) { return 3; }
        return edits <= 3 || JaroWinkler.Likeness(one, other) >= .9 ? (byte)4 : (byte)5;
    }

    private static byte Words(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.SequenceEqual(b)) { return 1; }
        var (shorter, longer) = (Math.Min(a.Length, b.Length), Math.Max(a.Length, b.Length));
        var edits = Edits.Within(a, b, 2);
        var number = Number(a);
        var otherNumber = Number(b);
        var sameNumber = number.SequenceEqual(otherNumber);
        if (sameNumber && shorter > 3 && (edits <= 1 || (edits == 2 && shorter >= 8))) { return 2; }

        Span<Range> words = stackalloc Range[MostWords];
        Span<Range> others = stackalloc Range[MostWords];
        var (n, m) = (Split(a, words), Split(b, others));
        if (n > 1 || m > 1)
        {
            var found = n <= m ? Shared(a, words[..n], b, others[..m]) : Shared(b, others[..m], a, words[..n]);
            var (least, most) = (Math.Min(n, m), Math.Max(n, m));
            if (sameNumber || number.IsEmpty || otherNumber.IsEmpty)
            {
                if (found == least && least == most) { return 2; }
                if (found == least && shorter >= 4) { return 3; }
                if (found * 3 >= most * 2) { return 4; }
            }

            if (found * 2 >= least && found > 0) { return 5; }
        }

        var likeness = JaroWinkler.Likeness(a, b);
        if (sameNumber && likeness >= .92) { return 4; }
        return likeness >= .84 && longer > 3 ? (byte)5 : (byte)6;
    }

    private static int Shared(ReadOnlySpan<byte> few, ReadOnlySpan<Range> words, ReadOnlySpan<byte> many, ReadOnlySpan<Range> others)
    {
        var (found, used) = (0, 0L);
        foreach (var word in words)
        {
            for (var j = 0; j < others.Length; j++)
            {
                if ((used & (1L << j)) != 0 || !IsNear(few[word], many[others[j]])) { continue; }
                used |= 1L << j;
                found++;
                break;
            }
        }

        return found;
    }

    /// <summary>Where its words stand, single spaces between them; returns how many.</summary>
    private static int Split(ReadOnlySpan<byte> text, Span<Range> words)
    {
        var (count, from) = (0, 0);
        while (count < words.Length)
        {
            var length = text[from..].IndexOf((byte)' ');
            words[count++] = length < 0 ? from.. : from..(from + length);
            if (length < 0) { break; }
            from += length + 1;
        }

        return count;
    }

    private static bool IsNear(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        one.SequenceEqual(other) || (one.Length >= 4 && other.Length >= 4 && !HasDigit(one) && Edits.Within(one, other, 1) <= 1);

    private static bool HasDigit(ReadOnlySpan<byte> word) => word.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;

    /// <summary>The first run of digits: the number of a house.</summary>
    private static ReadOnlySpan<byte> Number(ReadOnlySpan<byte> text)
    {
        var from = text.IndexOfAnyInRange((byte)'0', (byte)'9');
        if (from < 0) { return []; }
        var rest = text[from..];
        var to = rest.IndexOf((byte)' ');
        return to < 0 ? rest : rest[..to];
    }
}
