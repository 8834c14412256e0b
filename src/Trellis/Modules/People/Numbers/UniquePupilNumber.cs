namespace Trellis.Modules.People.Numbers;

/// <summary>
/// Unique pupil numbers: a check letter by modulus 23, the three digits of an authority, eight more, and a digit, or a letter when it is
/// temporary (Department for Education, unique pupil numbers).
/// </summary>
public static class UniquePupilNumber
{
    private const int Length = 13;

    /// <summary>Not I, O and S, which look like digits.</summary>
    private const string Letters = "ABCDEFGHJKLMNPQRTUVWXYZ";

    public static bool IsValid(string number) => Fault(number) is null;

    /// <summary>What is wrong, in words for whoever typed it; null when it may be right.</summary>
    public static string? Fault(string number)
    {
        if (number.Length != Length || !char.IsAsciiLetterUpper(number[0]) || !number[1..12].All(char.IsAsciiDigit) || !(char.IsAsciiDigit(number[12]) || Letters.Contains(number[12], StringComparison.Ordinal)))
        {
            return "UPN must have a letter, 11 digits, and a last digit or letter";
        }

        return CheckLetter(number[1..]) == number[0] ? null : "This is not a UPN: its first letter does not fit the digits. Check each of them";
    }

    /// <param name="rest">The twelve characters after the letter.</param>
    public static char CheckLetter(string rest)
    {
        var sum = 0;
        for (var i = 0; i < rest.Length; i++) { sum += (char.IsAsciiDigit(rest[i]) ? rest[i] - '0' : Letters.IndexOf(rest[i], StringComparison.Ordinal)) * (i + 2); }
        return Letters[sum % Letters.Length];
    }
}
