namespace Trellis.Modules.People.Numbers;

/// <summary>NHS numbers: ten digits, the last a check digit by modulus 11 (NHS data dictionary).</summary>
public static class NhsNumber
{
    private const int Length = 10;

    public static bool IsValid(string digits) => Fault(digits) is null;

    /// <summary>What is wrong, in words for whoever typed it; null when it may be right.</summary>
    public static string? Fault(string digits)
    {
        if (digits.Length != Length || !digits.All(char.IsAsciiDigit)) { return "NHS number must have 10 digits"; }
        return CheckDigit(digits[..9]) == digits[9] - '0' ? null : "This is not an NHS number: its last digit does not fit the others. Check each digit";
    }

    /// <summary>Null: no number has these nine digits.</summary>
    public static int? CheckDigit(string nine)
    {
        var sum = 0;
        for (var i = 0; i < Length - 1; i++) { sum += (nine[i] - '0') * (Length - i); }
        return (11 - (sum % 11)) switch { 11 => 0, 10 => null, var digit => digit };
    }

    /// <summary>"999 123 4560".</summary>
    public static string Spaced(string digits) => digits.Length == Length ? $"{digits[..3]} {digits[3..6]} {digits[6..]}" : digits;
}
