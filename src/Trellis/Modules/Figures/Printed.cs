using System.Globalization;
using System.Text.RegularExpressions;

namespace Trellis.Modules.Figures;

/// <summary>A number read back from printed text.</summary>
/// <param name="Number">Without its scale word: 2.2 of "2.2 million".</param>
/// <param name="Scale">1,000,000 of "2.2 million"; 1 without a scale word.</param>
/// <param name="HalfUnit">Half of the last printed place: 0.05 of "2.2". What lies this far away would be printed the same.</param>
/// <param name="Percent">A per cent sign is printed.</param>
/// <param name="OutOf">The ten of "nine out of ten", the six of "one in six"; null otherwise.</param>
public readonly partial record struct Printed(decimal Number, decimal Scale, decimal HalfUnit, bool Percent, decimal? OutOf)
{
    /// <summary>Reads figures, number words, ordinals, fractions and scale words; false when it is not a number.</summary>
    public static bool TryParse(string text, out Printed printed)
    {
        var plain = text.Trim().TrimEnd('*', '†', '‡').TrimStart('<', '>', '~').Trim().ToLowerInvariant();
        return Figures(plain, out printed) || Ratio(plain, out printed) || InWords(plain, out printed);
    }

    /// <summary>Whether this text is a way to print that value in that unit.</summary>
    public bool Agrees(decimal value, string unit)
    {
        if (OutOf is { } whole)
        {
            return unit switch
            {
                "one-in-n" => Number == 1 && value == whole,
                "percent" => Math.Abs((Number / whole * 100) - value) < 0.5m,
                "fraction" => value == Number / whole,
                _ => value == Number,
            };
        }
        if (Percent && unit is not "percent") { return unit is "fraction" && value == Number / 100; }
        if (unit is "percent" && !Percent && Number is > 0 and < 1 && value == Number * 100) { return true; }
        return value * UnitScale(unit) == Number * Scale || (Scale == 1 && value == Number);
    }

    /// <summary>What one of a unit stands for: 1,000 for thousands of pounds.</summary>
    public static decimal UnitScale(string unit)
    {
        if (unit.Contains("billion", StringComparison.Ordinal)) { return 1_000_000_000; }
        if (unit.Contains("million", StringComparison.Ordinal)) { return 1_000_000; }
        return unit.Contains("thousand", StringComparison.Ordinal) ? 1_000 : 1;
    }

    private static bool Figures(string text, out Printed printed)
    {
        printed = default;
        var match = Numeral().Match(text);
        if (!match.Success) { return false; }

        var digits = match.Groups["digits"].Value.Replace(",", "", StringComparison.Ordinal);
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) { return false; }
        var negative = match.Groups["sign"].Value is "-" or "−" or "–" || (text.StartsWith('(') && text.EndsWith(')'));
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : digits.Length - point - 1;
        var scale = match.Groups["scale"].Value switch
        {
            "m" or "million" => 1_000_000m,
            "bn" or "billion" => 1_000_000_000m,
            "k" or "thousand" => 1_000m,
            _ => 1m,
        };
        printed = new Printed(negative ? -number : number, scale, HalfPlace(places), match.Groups["percent"].Success, null);
        return true;
    }

    private static bool Ratio(string text, out Printed printed)
    {
        printed = default;
        var match = OneOf().Match(text);
        if (!match.Success || !Word(match.Groups["part"].Value, out var part) || !Word(match.Groups["whole"].Value, out var whole) || whole is 0) { return false; }
        printed = new Printed(part, 1, 0.5m, false, whole);
        return true;
    }

    private static bool InWords(string text, out Printed printed)
    {
        printed = default;
        var bare = text.EndsWith(" times", StringComparison.Ordinal) ? text[..^6] : text;
        if (!Word(bare, out var number)) { return false; }
        printed = new Printed(number, 1, 0.5m, false, null);
        return true;
    }

    private static bool Word(string text, out decimal number) =>
        NumberWords.TryParse(text, out number) || decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    private static decimal HalfPlace(int places)
    {
        var half = 0.5m;
        for (var i = 0; i < places; i++) { half /= 10; }
        return half;
    }

    [GeneratedRegex(@"^\(?(?<sign>[+\-−–])?\s*£?\s*(?<digits>\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?)(st|nd|rd|th)?\s*(?<percent>%|per cent)?\s*(?<scale>million|billion|thousand|bn|m|k)?(\s*times)?\)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Numeral();

    [GeneratedRegex(@"^(?<part>[\w-]+) (in|out of)( every)? (?<whole>[\w-]+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OneOf();
}
