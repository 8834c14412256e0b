namespace Trellis.Matching.Identifiers;

/// <summary>
/// A unique pupil number: a check letter, eleven digits, and a last one that is a letter when temporary (Department for
/// Education, "Unique pupil numbers"). The letter is the sum of digits times 2 to 13, modulo 23, in the alphabet without I, O, S.
/// </summary>
public static class Upn
{
    private const string Alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ";

    /// <param name="number">Thirteen capitals and digits.</param>
    public static bool IsValid(ReadOnlySpan<byte> number)
    {
        if (number.Length != 13 || number[1..12].ContainsAnyExceptInRange((byte)'0', (byte)'9')) { return false; }
        var sum = 0;
        for (var i = 1; i < 12; i++) { sum += (number[i] - '0') * (i + 1); }
        var last = number[12] is >= (byte)'0' and <= (byte)'9' ? number[12] - '0' : Alphabet.IndexOf((char)number[12], StringComparison.Ordinal);
        return last >= 0 && Alphabet[(sum + (last * 13)) % 23] == number[0];
    }

    /// <summary>Whether it is one a school makes up until the lasting one is known.</summary>
    public static bool IsTemporary(ReadOnlySpan<byte> number) => number.Length == 13 && number[12] is < (byte)'0' or > (byte)'9';
}
