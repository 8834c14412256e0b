using Trellis.Matching.Text;

namespace Trellis.Matching.Places;

/// <summary>How two places are alike by postcode.</summary>
public enum PostcodeAlike
{
    Same,

    /// <summary>A slip of the keyboard: one letter or digit wrong, missing, too many, or two changed about.</summary>
    Typing,

    /// <summary>The same sector, W10 5, or one is only that or the outward part of the other.</summary>
    Sector,

    /// <summary>The same outward part, W10.</summary>
    Outward,

    /// <summary>The same area, W.</summary>
    Area,

    Different,
}

/// <summary>Compares British postcodes written without spaces; whatever has another shape is compared as it stands.</summary>
internal static class PostcodeLikeness
{
    public static PostcodeAlike Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        if (one.SequenceEqual(other)) { return PostcodeAlike.Same; }
        var a = Outward(one);
        var b = Outward(other);
        var (full, otherFull) = (IsFull(one), IsFull(other));
        if (full != otherFull && a.SequenceEqual(b)) { return PostcodeAlike.Sector; }
        if (full && otherFull && a.SequenceEqual(b) && one[^3] == other[^3] && Edits.Within(one, other, 1) > 1) { return PostcodeAlike.Sector; }
        if (Edits.Within(one, other, 1) <= 1 && one.Length >= 4 && other.Length >= 4) { return PostcodeAlike.Typing; }
        if (a.SequenceEqual(b)) { return PostcodeAlike.Outward; }
        return Area(one).SequenceEqual(Area(other)) && Area(one).Length > 0 ? PostcodeAlike.Area : PostcodeAlike.Different;
    }

    /// <summary>Whether it ends in digit, letter, letter.</summary>
    internal static bool IsFull(ReadOnlySpan<byte> code) => code.Length is >= 5 and <= 7 && IsDigit(code[^3]) && !IsDigit(code[^2]) && !IsDigit(code[^1]);

    internal static ReadOnlySpan<byte> Outward(ReadOnlySpan<byte> code) => IsFull(code) ? code[..^3] : code.Length > 4 ? code[..^2] : code;

    private static ReadOnlySpan<byte> Area(ReadOnlySpan<byte> code)
    {
        var letters = 0;
        while (letters < code.Length && !IsDigit(code[letters])) { letters++; }
        return letters > 0 ? code[..letters] : code[..Math.Min(2, code.Length)];
    }

    private static bool IsDigit(byte c) => c is >= (byte)'0' and <= (byte)'9';
}
