using System.Globalization;

namespace Trellis.Modules.Figures;

/// <summary>Numbers written as English words, as public documents print the small ones.</summary>
public static class NumberWords
{
    private const string Units =
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen";

    private const string Tens = "twenty thirty forty fifty sixty seventy eighty ninety";

    private const string Ordinals = "first second third fourth fifth sixth seventh eighth ninth tenth";

    private const string Others =
        "none=0 nil=0 no=0 once=1 twice=2 a_hundred=100 one_hundred=100 half=0.5 a_half=0.5 one_half=0.5 quarter=0.25 a_quarter=0.25 one_quarter=0.25 "
        + "three_quarters=0.75 three-quarters=0.75 one_and_a_half=1.5 two_and_a_half=2.5";

    private static readonly Dictionary<string, decimal> Words = Units.Split(' ').Select((word, i) => (word, (decimal)i))
        .Concat(Tens.Split(' ').Select((word, i) => (word, (i + 2) * 10m)))
        .Concat(Ordinals.Split(' ').Select((word, i) => (word, i + 1m)))
        .Concat(Others.Split(' ').Select(pair => (pair.Split('=')[0].Replace('_', ' '), decimal.Parse(pair.Split('=')[1], CultureInfo.InvariantCulture))))
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

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
