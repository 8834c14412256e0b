using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>Something that could tell who somebody is.</summary>
/// <param name="Kind">name, birth-date, address, school or reference.</param>
/// <param name="Whose">Of whom, for who decides it.</param>
public sealed record Telltale(string Kind, string Text, string Whose);

/// <summary>Where one stands in a text.</summary>
public sealed record Hit(int Start, int Length, string Kind, string Found, string Whose);

/// <summary>
/// Finds in a text what could tell who the people of a review are: their names and their relatives', birth dates however they are
/// written, addresses and postcodes, schools, numbers and references. It finds what is known of them, and cannot find what is not:
/// a jigsaw of small facts is for people to see.
/// </summary>
public static partial class Anonymity
{
    private const int ShortestName = 3;

    /// <summary>Titles and words of names that are nobody's in particular.</summary>
    private static readonly ImmutableHashSet<string> Nobodys = ["the", "and", "van", "von", "der", "den", "del", "bin", "bint", "not", "known", "unborn", "baby", "child", "mother", "father", "unknown"];

    public static ImmutableArray<Hit> Find(string text, IEnumerable<Telltale> telltales)
    {
        var hits = new List<Hit>();
        foreach (var told in telltales.DistinctBy(t => (t.Kind, t.Text.ToUpperInvariant())))
        {
            foreach (var pattern in Patterns(told))
            {
                foreach (Match found in Regex.Matches(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5))) { hits.Add(new Hit(found.Index, found.Length, told.Kind, found.Value, told.Whose)); }
            }
        }

        // The longest of what overlaps: a whole name, not its two halves besides.
        var kept = new List<Hit>();
        foreach (var hit in hits.OrderByDescending(h => h.Length).ThenBy(h => h.Start))
        {
            if (kept.TrueForAll(k => hit.Start >= k.Start + k.Length || k.Start >= hit.Start + hit.Length)) { kept.Add(hit); }
        }

        return [.. kept.OrderBy(h => h.Start)];
    }

    private static IEnumerable<string> Patterns(Telltale told) => told.Kind switch
    {
        "name" => NamePatterns(told.Text),
        "birth-date" => DateOnly.TryParseExact(told.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? DatePatterns(born) : [],
        "address" => AddressPatterns(told.Text),
        _ => told.Text.Trim().Length >= ShortestName ? [Whole(Loose(told.Text))] : [],
    };

    private static IEnumerable<string> NamePatterns(string name)
    {
        var words = name.Split([' ', '-'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= ShortestName && !Nobodys.Contains(w.ToLowerInvariant())).ToArray();
        if (words.Length > 1) { yield return Whole(string.Join(@"[\s-]+(\w+[\s-]+)?", words.Select(Loose))); }
        foreach (var word in words) { yield return Whole(Loose(word) + "(['’]s)?"); }
    }

    private static IEnumerable<string> DatePatterns(DateOnly born)
    {
        var (d, m, y, yy) = (born.Day, born.Month, born.Year, born.Year % 100);
        yield return string.Create(CultureInfo.InvariantCulture, $@"(?<!\d)0?{d}\s?[./-]\s?0?{m}\s?[./-]\s?({y}|{yy:00})(?!\d)");
        yield return string.Create(CultureInfo.InvariantCulture, $@"(?<!\d){y}-{m:00}-{d:00}(?!\d)");
        var month = born.ToString("MMMM", English.Culture);
        var named = $"({month}|{month[..3]}\\.?{(month[..3] is "Sep" ? "|Sept\\.?" : "")})";
        yield return string.Create(CultureInfo.InvariantCulture, $@"(?<!\d)0?{d}(st|nd|rd|th)?\s+(of\s+)?{named},?\s+({y}|{yy:00})(?!\d)");
        yield return string.Create(CultureInfo.InvariantCulture, $@"\b{named}\s+0?{d}(st|nd|rd|th)?,?\s+{y}(?!\d)");
    }

    /// <summary>The whole of it, its postcode, and each line that has a street in it.</summary>
    private static IEnumerable<string> AddressPatterns(string address)
    {
        foreach (Match code in Postcode().Matches(address)) { yield return Whole($@"{Loose(code.Groups["out"].Value)}\s?{Loose(code.Groups["in"].Value)}"); }
        foreach (var line in address.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Street().Match(line) is { Success: true } street) { yield return Whole($@"({Loose(street.Groups["number"].Value)}\s+)?{Loose(street.Groups["street"].Value)}"); }
        }
    }

    private static string Whole(string pattern) => $@"(?<!\w){pattern}(?!\w)";

    /// <summary>Spaces however many, apostrophes and hyphens however they are written.</summary>
    private static string Loose(string text) => string.Concat(text.Trim().Select(c => c switch
    {
        ' ' => @"\s+",
        '\'' or '’' or '‘' => "['’‘]",
        '-' or '‐' or '–' => "[-‐–]",
        _ => Regex.Escape(c.ToString()),
    }));

    [GeneratedRegex(@"\b(?<out>[A-Z]{1,2}\d[A-Z\d]?)\s*(?<in>\d[A-Z]{2})\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Postcode();

    [GeneratedRegex(@"^(?<number>\d+\s?[a-z]?)\s+(?<street>\p{L}[\p{L}'’ -]{3,})$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Street();
}
