using System.Buffers;
using System.Text;

namespace Trellis.Matching.Identifiers;

/// <summary>
/// A unique pupil number: a check letter, eleven digits, and a last one that is a letter when temporary (Department for
/// Education, "Unique pupil numbers"). The letter is the sum of digits times 2 to 13, modulo 23, in the alphabet without I, O, S.
/// </summary>
public static class Upn
{
    public const int Length = 13;

    private const string Alphabet = "ABCDEFGHJKLMNPQRTUVWXYZ";

    /// <param name="number">Thirteen capitals and digits.</param>
    public static bool IsValid(ReadOnlySpan<byte> number) => HasItsShape(number) && CheckLetter(number[1..]) == number[0];

    /// <param name="number">Thirteen capitals and digits.</param>
    public static bool IsValid(string number)
    {
        Span<byte> letters = stackalloc byte[Length];
        return Read(number, letters) && IsValid(letters);
    }

    /// <summary>Whether it looks like one, whatever its check letter.</summary>
    public static bool HasItsShape(string number)
    {
        Span<byte> letters = stackalloc byte[Length];
        return Read(number, letters) && HasItsShape(letters);
    }

    /// <summary>The letter that a number has to begin with.</summary>
    /// <param name="rest">The twelve characters after it, in ASCII: eleven digits, and a digit or letter of the alphabet.</param>
    public static char CheckLetter(ReadOnlySpan<byte> rest)
    {
        var sum = 0;
        for (var i = 0; i < rest.Length; i++) { sum += Value(rest[i]) * (i + 2); }
        return Alphabet[sum % Alphabet.Length];
    }

    /// <summary>Whether it is one a school makes up until the lasting one is known.</summary>
    public static bool IsTemporary(ReadOnlySpan<byte> number) => number.Length == Length && !IsDigit(number[^1]);

    private static bool HasItsShape(ReadOnlySpan<byte> number) =>
        number.Length == Length && char.IsAsciiLetterUpper((char)number[0]) && !number[1..^1].ContainsAnyExceptInRange((byte)'0', (byte)'9') && Value(number[^1]) >= 0;

    private static bool Read(string number, Span<byte> letters) => number.Length == Length && Ascii.FromUtf16(number, letters, out _) is OperationStatus.Done;

    private static int Value(byte letter) => IsDigit(letter) ? letter - '0' : Alphabet.IndexOf((char)letter, StringComparison.Ordinal);

    private static bool IsDigit(byte letter) => letter is >= (byte)'0' and <= (byte)'9';
}
