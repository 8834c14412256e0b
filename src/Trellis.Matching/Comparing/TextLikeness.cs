using Trellis.Matching.Identifiers;
using Trellis.Matching.Names;
using Trellis.Matching.Text;

namespace Trellis.Matching.Comparing;

/// <summary>Compares texts that are not names; answers are places in <see cref="Levels"/>.</summary>
internal static class TextLikeness
{
    public static byte Compare(FieldKind kind, Value one, Value other) => kind switch
    {
        FieldKind.Postcode => (byte)(1 + (int)Places.PostcodeLikeness.Compare(one.Letters, other.Letters)),
        FieldKind.NhsNumber => Checked(one, other, NhsNumber.IsValid(one.Letters), NhsNumber.IsValid(other.Letters)),
        FieldKind.Upn => Checked(one, other, LastingUpn(one), LastingUpn(other)),
        FieldKind.Identifier => one == other ? (byte)1 : (byte)(1 + Math.Min(3, Edits.Within(one.Letters, other.Letters, 2))),
        FieldKind.Email => Email(one.Letters, other.Letters),
        FieldKind.Code => one == other ? (byte)1 : one.Letters.Length > 2 && other.Letters.Length > 2 && Edits.Within(one.Letters, other.Letters, 1) == 1 ? (byte)2 : (byte)3,
        _ => Words(one, other),
    };

    private static bool LastingUpn(Value value) => Upn.IsValid(value.Letters) && !Upn.IsTemporary(value.Letters);

    private static byte Checked(Value one, Value other, bool valid, bool otherValid)
    {
        if (one == other) { return valid ? (byte)1 : (byte)Levels.Missing; }
        if (valid && otherValid) { return 3; }
        return (valid || otherValid) && Edits.Within(one.Letters, other.Letters, 1) <= 1 ? (byte)2 : (byte)Levels.Missing;
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

    private static byte Words(Value one, Value other)
    {
        if (one == other) { return 1; }
        ReadOnlySpan<byte> a = one.Letters, b = other.Letters;
        var (shorter, longer) = (Math.Min(a.Length, b.Length), Math.Max(a.Length, b.Length));
        var edits = Edits.Within(a, b, 2);
        var number = Number(a);
        var otherNumber = Number(b);
        var sameNumber = number.SequenceEqual(otherNumber);
        if (sameNumber && shorter > 3 && (edits <= 1 || (edits == 2 && shorter >= 8))) { return 2; }

        var (n, m) = (Math.Max(one.Parts.Length, 1), Math.Max(other.Parts.Length, 1));
        if (n > 1 || m > 1)
        {
            var (few, many) = n <= m ? (one, other) : (other, one);
            var found = Shared(few, many);
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

    private static int Shared(Value few, Value many)
    {
        var (found, used) = (0, 0L);
        for (var i = 0; i < Math.Max(few.Parts.Length, 1); i++)
        {
            var word = few.Parts.Length == 0 ? few : few.Parts[i];
            for (var j = 0; j < Math.Min(many.Parts.Length, 60); j++)
            {
                if ((used & (1L << j)) != 0 || !IsNear(word, many.Parts[j])) { continue; }
                used |= 1L << j;
                found++;
                break;
            }
        }

        return found;
    }

    private static bool IsNear(Value one, Value other) =>
        one == other || (one.Letters.Length >= 4 && other.Letters.Length >= 4 && !HasDigit(one) && Edits.Within(one.Letters, other.Letters, 1) <= 1);

    private static bool HasDigit(Value value) => value.Letters.AsSpan().IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;

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
