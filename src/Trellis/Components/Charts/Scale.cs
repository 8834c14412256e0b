using System.Globalization;
using Trellis.Platform.Time;

namespace Trellis.Components.Charts;

/// <summary>Numbers to places: a range that begins at zero (or below), ends at a round number, and the round numbers between.</summary>
public sealed class Scale
{
    public Scale(IEnumerable<decimal> values, int mostTicks = 5)
    {
        var all = values.ToList();
        var (low, high) = (Math.Min(0, all.DefaultIfEmpty(0).Min()), Math.Max(0, all.DefaultIfEmpty(0).Max()));
        if (low == high) { high = 1; }
        Step = NiceStep((high - low) / mostTicks, all.TrueForAll(decimal.IsInteger));
        Low = Math.Floor(low / Step) * Step;
        High = Math.Ceiling(high / Step) * Step;
    }

    public decimal Low { get; }

    public decimal High { get; }

    public decimal Step { get; }

    public IEnumerable<decimal> Ticks
    {
        get
        {
            for (var tick = Low; tick <= High; tick += Step) { yield return tick; }
        }
    }

    /// <summary>0 at the low end, 1 at the high one.</summary>
    public double Share(decimal value) => (double)((value - Low) / (High - Low));

    /// <summary>1, 2 or 5 times a power of ten, no less than <paramref name="least"/>; whole where the values are.</summary>
    private static decimal NiceStep(decimal least, bool whole)
    {
        var power = 1m;
        while (power * 10 <= least) { power *= 10; }
        while (power > least) { power /= 10; }
        var step = least <= power ? power : least <= 2 * power ? 2 * power : least <= 5 * power ? 5 * power : 10 * power;
        return whole ? Math.Max(1, Math.Ceiling(step)) : step;
    }
}

/// <summary>How numbers and words are written in a chart, and about how wide they come out.</summary>
internal static class Writing
{
    /// <summary>"2,257", "94.5%", "£1,200", "−12"</summary>
    public static string Number(decimal value, string? unit)
    {
        var text = Math.Abs(value).ToString(decimal.IsInteger(value) ? "N0" : "#,##0.##", English.Culture);
        var sign = value < 0 ? "−" : "";
        return unit switch { "%" => $"{sign}{text}%", "£" => $"{sign}£{text}", _ => sign + text };
    }

    public static string Place(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Percent(double share) => Place(share * 100) + "%";

    /// <summary>Width in pixels in a plain sans-serif face, rather too much than too little.</summary>
    public static double Width(string text, double size) => size * text.Sum(c => c switch
    {
        'i' or 'j' or 'l' or 't' or 'f' or 'I' or '.' or ',' or '\'' or ' ' or '|' or ':' => 0.34,
        'm' or 'w' or 'M' or 'W' or '%' or '@' => 0.95,
        >= 'A' and <= 'Z' or '−' => 0.74,
        > '\u017f' => 1.0,
        _ => 0.58,
    });

    /// <summary>The text in lines no wider than this, broken at spaces; a single longer word stays whole.</summary>
    public static IReadOnlyList<string> Lines(string text, double width, double size)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length is 0 ? word : $"{line} {word}";
            if (line.Length > 0 && Width(longer, size) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }
        lines.Add(line);
        return lines;
    }
}
