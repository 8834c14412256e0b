namespace Trellis.Returns.Codes;

/// <summary>
/// The unique pupil number: a check letter, the number of an authority, and nine characters of which the last is a letter while the number is temporary.
/// Source: the department's guidance on unique pupil numbers.
/// </summary>
internal static class Upn
{
    /// <summary>Without I, O and S, which are read as 1, 0 and 5.</summary>
    private const string Letters = "ABCDEFGHJKLMNPQRTUVWXYZ";

    /// <summary>Authorities since April 1999, and 001 to 005 and 701 to 708, which stand for those that are none.</summary>
    private static readonly (int From, int To)[] Authorities =
    [
        (1, 5), (201, 213), (301, 320), (330, 336), (340, 344), (350, 359), (370, 373), (380, 384), (390, 394), (420, 420), (660, 681), (701, 708),
        (800, 803), (805, 808), (810, 813), (815, 816), (820, 823), (825, 826), (830, 831), (835, 841), (845, 846), (850, 852), (855, 857),
        (860, 861), (865, 896), (908, 909), (916, 916), (919, 919), (921, 921), (925, 926), (928, 929), (931, 931), (933, 933), (935, 938), (940, 941),
    ];

    /// <summary>Cumberland, and Westmorland and Furness, since April 2023.</summary>
    private static readonly (int From, int To) Since2023 = (942, 943);

    public static bool HasRightLetter(string upn) => upn.Length == 13 && CheckLetter(upn) == upn[0];

    /// <summary>Characters 2 to 13, each by its place, added, and what is left of a division by 23. Null when they are no digits, or the last neither digit nor letter.</summary>
    public static char? CheckLetter(string upn)
    {
        if (upn.Length != 13) { return null; }
        var sum = 0;
        for (var i = 1; i < 13; i++)
        {
            var value = char.IsAsciiDigit(upn[i]) ? upn[i] - '0' : i == 12 ? Letters.IndexOf(upn[i], StringComparison.Ordinal) : -1;
            if (value < 0) { return null; }
            sum += value * (i + 1);
        }

        return Letters[sum % 23];
    }

    /// <summary>Characters 2 to 4. A number too short to have them is another rule's matter.</summary>
    public static bool HasAuthority(string upn, int ending)
    {
        if (upn.Length < 4) { return true; }
        if (!AreDigits(upn, 1, 4)) { return false; }
        var number = int.Parse(upn.AsSpan(1, 3), System.Globalization.CultureInfo.InvariantCulture);
        return Array.Exists(Authorities, a => number >= a.From && number <= a.To) || (ending >= 2024 && number >= Since2023.From && number <= Since2023.To);
    }

    public static bool HasDigits(string upn) => AreDigits(upn, 4, 12);

    public static bool HasRightLast(string upn) => upn.Length >= 13 && (char.IsAsciiDigit(upn[12]) || Letters.Contains(upn[12], StringComparison.Ordinal));

    /// <summary>A letter, eleven digits, and a digit or, of a temporary number, a letter.</summary>
    public static bool IsWellFormed(string upn) => upn.Length == 13 && char.IsAsciiLetter(upn[0]) && AreDigits(upn, 1, 12) && HasRightLast(upn);

    private static bool AreDigits(string text, int from, int to)
    {
        if (text.Length < to) { return false; }
        for (var i = from; i < to; i++)
        {
            if (!char.IsAsciiDigit(text[i])) { return false; }
        }

        return true;
    }
}
