using System.Globalization;
using System.Text;

namespace Trellis.Platform.Documents;

/// <summary>What a document is called when it is given out again: a name for one file in one folder, on any system, that reads as it is.</summary>
public static class DocumentName
{
    private const int Longest = 100;
    private static readonly HashSet<string> Reserved = new(["con", "prn", "aux", "nul", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"com{n}", $"lpt{n}" })], StringComparer.OrdinalIgnoreCase);

    /// <summary>Without folders, without characters that hide or turn others about, with the ending of its type.</summary>
    /// <param name="given">As the browser sent it.</param>
    /// <param name="ending">Of its type, without the dot.</param>
    public static string Clean(string given, string ending)
    {
        var last = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var dot = last.LastIndexOf('.');
        var stem = Plain(dot > 0 ? last[..dot] : last);
        if (stem.Length > Longest) { stem = stem[..(char.IsHighSurrogate(stem[Longest - 1]) ? Longest - 1 : Longest)]; }
        stem = stem.Trim(' ', '.', '-');
        if (stem.Length == 0) { stem = "document"; }
        if (Reserved.Contains(stem.Split('.')[0])) { stem = $"_{stem}"; }
        return $"{stem}.{ending}";
    }

    /// <summary>The ending a file was given, lower case, without the dot; empty when it has none.</summary>
    public static string Ending(string given)
    {
        var dot = given.LastIndexOf('.');
        return dot < 0 ? "" : given[(dot + 1)..].ToLowerInvariant();
    }

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var rune in text.IsNormalized() ? text.EnumerateRunes() : text.Normalize().EnumerateRunes())
        {
            var kind = Rune.GetUnicodeCategory(rune);
            if (kind is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned) { continue; }
            if (rune.Value < 128 && "<>:\"/\\|?*;%".Contains((char)rune.Value, StringComparison.Ordinal)) { plain.Append('-'); }
            else { plain.Append(rune.ToString()); }
        }

        return plain.ToString();
    }
}
