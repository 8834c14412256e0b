namespace Trellis.Modules.Figures;

/// <summary>Numbers written as English words, as public documents print the small ones.</summary>
public static class NumberWords
{
    private static readonly Dictionary<string, decimal> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["zero"] = 0, ["none"] = 0, ["nil"] = 0, ["no"] = 0, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6,
        ["seven"] = 7, ["eight"] = 8, ["nine"] = 9, ["ten"] = 10, ["eleven"] = 11, ["twelve"] = 12, ["thirteen"] = 13, ["fourteen"] = 14,
        ["fifteen"] = 15, ["sixteen"] = 16, ["seventeen"] = 17, ["eighteen"] = 18, ["nineteen"] = 19, ["twenty"] = 20, ["thirty"] = 30,
        ["forty"] = 40, ["fifty"] = 50, ["sixty"] = 60, ["seventy"] = 70, ["eighty"] = 80, ["ninety"] = 90, ["a hundred"] = 100,
        ["one hundred"] = 100, ["first"] = 1, ["second"] = 2, ["third"] = 3, ["fourth"] = 4, ["fifth"] = 5, ["sixth"] = 6, ["seventh"] = 7,
        ["eighth"] = 8, ["ninth"] = 9, ["tenth"] = 10, ["once"] = 1, ["twice"] = 2, ["half"] = 0.5m, ["a half"] = 0.5m, ["one half"] = 0.5m,
        ["a quarter"] = 0.25m, ["quarter"] = 0.25m, ["one quarter"] = 0.25m, ["three quarters"] = 0.75m, ["three-quarters"] = 0.75m,
        ["one and a half"] = 1.5m, ["two and a half"] = 2.5m,
    };

    /// <summary>"twelve", "twenty-one", "half", "third"; false for anything else.</summary>
    public static bool TryParse(string text, out decimal number)
    {
        var plain = text.Trim();
        if (Words.TryGetValue(plain, out number)) { return true; }

        var hyphen = plain.IndexOfAny(['-', ' ']);
        if (hyphen > 0 && Words.TryGetValue(plain[..hyphen], out var tens) && tens is >= 20 and <= 90
            && Words.TryGetValue(plain[(hyphen + 1)..], out var ones) && ones is >= 1 and <= 9 && ones % 1 == 0)
        {
            number = tens + ones;
            return true;
        }
        number = 0;
        return false;
    }
}
