using Trellis.Platform.Time;

namespace Trellis.Modules.Figures.Public;

/// <summary>Numbers as a report prints them: the value of the document, never rounded, with the document's own "about" and "over".</summary>
public static class NumberText
{
    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase) { "%", "average", "increase", "decrease", "improvement", "average increase", "baseline", "c" };

    /// <summary>"2,257", "21%", "over 150", "£5,000".</summary>
    public static string Of(PublishedRow row)
    {
        var words = row.Qualifiers.Where(q => !Silent.Contains(q)).Select(q => q.ToLower(English.Culture));
        return string.Join(' ', words.Append(Of(row.Value, row.Unit)));
    }

    public static string Of(decimal value, string unit)
    {
        var number = Math.Abs(value).ToString("#,0.####", English.Culture);
        var sign = value < 0 ? "−" : "";
        return unit switch
        {
            "percent" => $"{sign}{number}%",
            "gbp" => $"{sign}£{number}",
            "gbp-thousand" => $"{sign}£{number} thousand",
            "gbp-billion" => $"{sign}£{number} billion",
            "one-in-n" => $"one in {number}",
            "out-of-10" => $"{number} out of ten",
            "per-1000" => $"{number} per thousand",
            "per-10000" => $"{number} per ten thousand",
            "per-100000" => $"{number} per hundred thousand",
            _ when unit.StartsWith("million", StringComparison.Ordinal) => $"{number} million",
            _ => sign + number,
        };
    }
}
