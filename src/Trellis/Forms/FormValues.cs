using System.Text.Json;

namespace Trellis.Forms;

/// <summary>What a form holds, by input name whatever its case.</summary>
public static class FormValues
{
    /// <summary>Inputs of the page itself, never answers.</summary>
    private static readonly HashSet<string> NotAnswers = new(StringComparer.OrdinalIgnoreCase) { "__RequestVerificationToken", "edition", "go", "part", "why", "names" };

    /// <summary>Longer than any form in the model: what is past it was not typed by a person.</summary>
    private const int LongestValue = 50_000;

    public static Dictionary<string, string[]> Empty() => new(StringComparer.OrdinalIgnoreCase);

    public static Dictionary<string, string[]> Read(string? json)
    {
        var values = Empty();
        foreach (var (name, value) in json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, string[]>>(json)!) { values[name] = value; }
        return values;
    }

    public static string Write(IReadOnlyDictionary<string, string[]> values) => JsonSerializer.Serialize(values);

    /// <summary>
    /// Lays what was posted over what was kept. A page shows some of the fields: <c>names</c> lists which, so that a box
    /// that was unticked, and so not posted, is empty rather than as before.
    /// </summary>
    /// <param name="asked">The input names this form may fill. What else is posted, nobody was asked.</param>
    public static Dictionary<string, string[]> Over(IReadOnlyDictionary<string, string[]> kept, IFormCollection posted, IEnumerable<string> asked)
    {
        var values = Empty();
        var may = asked.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var shown = posted["names"].SelectMany(n => (n ?? "").Split(' ')).Where(may.Contains).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in kept.Where(k => !Belongs(k.Key, shown))) { values[name] = value; }
        foreach (var (name, value) in posted.Where(p => !NotAnswers.Contains(p.Key) && Belongs(p.Key, may)))
        {
            values[name.ToLowerInvariant()] = [.. value.Select(v => (v ?? "").ReplaceLineEndings("\n").Replace("\u0001", "", StringComparison.Ordinal)).Select(v => v.Length > LongestValue ? v[..LongestValue] : v)];
        }

        return values;
    }

    /// <summary><c>received-at.day</c> belongs to <c>received-at</c>.</summary>
    private static bool Belongs(string name, HashSet<string> fields) => fields.Any(f => name.Equals(f, StringComparison.OrdinalIgnoreCase) || name.StartsWith($"{f}.", StringComparison.OrdinalIgnoreCase));
}
