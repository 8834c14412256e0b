using System.Buffers;
using System.Text;

namespace Trellis.Matching.Identifiers;

/// <summary>An NHS number: ten digits, the last a check digit (modulus 11; NHS Data Dictionary, "NHS Number").</summary>
public static class NhsNumber
{
    public const int Length = 10;

    /// <param name="number">Ten digits and nothing else.</param>
    public static bool IsValid(ReadOnlySpan<byte> number) =>
        number.Length == Length && !number.ContainsAnyExceptInRange((byte)'0', (byte)'9') && CheckDigit(number[..^1]) == number[^1] - '0'
        && number.ContainsAnyExcept(number[0]); // ten alike pass the sum, and are what people type to get past a form

    /// <param name="number">Ten digits and nothing else.</param>
    public static bool IsValid(string number)
    {
        Span<byte> digits = stackalloc byte[Length];
        return number.Length == Length && Ascii.FromUtf16(number, digits, out _) is OperationStatus.Done && IsValid(digits);
    }

    /// <param name="nine">The digits before it, in ASCII.</param>
    /// <returns>0 to 9; null where no number has these nine digits.</returns>
    public static int? CheckDigit(ReadOnlySpan<byte> nine)
    {
        var sum = 0;
        for (var i = 0; i < nine.Length; i++) { sum += (nine[i] - '0') * (Length - i); }
        return (11 - (sum % 11)) switch { 11 => 0, 10 => null, var digit => digit };
    }

    /// <summary>As it is printed: "999 123 4560".</summary>
    public static string Spaced(string digits) => digits.Length == Length ? $"{digits[..3]} {digits[3..6]} {digits[6..]}" : digits;
}
