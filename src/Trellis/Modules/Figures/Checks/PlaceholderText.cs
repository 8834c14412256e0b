using System.Text.RegularExpressions;

namespace Trellis.Modules.Figures.Checks;

/// <summary>Finds what a drafter meant to fill in and did not: "X children", "xx%", "TBC", "???", "[insert figure]", "#REF!".</summary>
public static partial class PlaceholderText
{
    /// <summary>The placeholder and a few words after it; null when there is none.</summary>
    public static string? In(string text)
    {
        var match = Placeholder().Match(text);
        return match.Success ? match.Value.Trim() : null;
    }

    /// <summary>Placeholders of a whole text, by line from 1.</summary>
    public static IEnumerable<(int Line, string Left, string Text)> Scan(TextReader text)
    {
        var number = 0;
        while (text.ReadLine() is { } line)
        {
            number++;
            if (In(line) is { } left) { yield return (number, left, line.Trim()); }
        }
    }

    // "X" alone is a placeholder where a number belongs: at the start of a line or after a word that leads to a number, and before a plain word or a
    // per cent sign. "Mr X", "Child X" and "X-ray" are not.
    [GeneratedRegex(
        """
        (?<![\p{L}\p{N}])(TBC|TBA|TBD|tbc|tba|tbd)(?![\p{L}\p{N}])
        | \?{2,}
        | \[\s*(insert|add|number|figure|date|name|tbc|x+)\b[^\]]*\]
        | \#(REF!|N/A|VALUE!|DIV/0!|NAME\?)
        | Error!\s(Reference|Bookmark)
        | (?<![\p{L}\p{N}])([xX]{2,}|[xX]{1,})\s?%
        | £[xX]+(?![\p{L}\p{N}])
        | (?<![\p{L}\p{N}])[xX]{2,}\s+\p{L}{3,}
        | (^|(?<=(\b(of|were|was|are|over|about|around|than|total|to|from|by)\s)))X\s+(?!and\b|or\b)\p{L}{3,}(\s\p{L}+)?
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Placeholder();
}
