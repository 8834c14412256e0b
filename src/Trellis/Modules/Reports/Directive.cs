using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Trellis.Modules.Reports;

/// <summary>Something wrong with a report's template, by line.</summary>
public sealed record ReportError(int Line, string Message)
{
    public override string ToString() => $"line {Line}: {Message}";
}

/// <summary>An order in a template: <c>:::chart measure=referrals areas=RBKC,WCC</c> on a line of its own, or <c>{figure referrals area=RBKC}</c> in a sentence.</summary>
/// <param name="Name">chart, table, figure, …</param>
/// <param name="Measure">The first word without a key, the usual place of a measure.</param>
/// <param name="Body">The lines up to <c>:::</c>, of an order that has any.</param>
public sealed partial record Directive(int Line, string Name, string? Measure, ImmutableDictionary<string, string> Settings, ImmutableArray<(int Line, string Text)> Body)
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["contents"] = [],
        ["chart"] = ["measure", "areas", "from", "to", "title"],
        ["series"] = ["measure", "areas", "from", "to", "title"],
        ["table"] = ["areas", "year", "title"],
        ["only"] = ["year"],
        ["plans"] = [],
        ["scrutiny"] = [],
        ["findings"] = [],
        ["sources"] = [],
        ["figure"] = ["area", "year"],
        ["change"] = ["area", "year"],
        ["area"] = [],
        ["year"] = [],
    };

    /// <summary>Orders that stand in a sentence.</summary>
    public static bool IsInline(string name) => name is "figure" or "change" or "area" or "year";

    /// <summary>Orders that go on to a line of three colons.</summary>
    public static bool HasBody(string name) => name is "table" or "only";

    public string? this[string key] => Settings.GetValueOrDefault(key);

    public IEnumerable<string> List(string key) => (this[key] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Reads the words of an order; what it does not understand goes to <paramref name="errors"/>.</summary>
    public static Directive Parse(int line, string text, List<ReportError> errors)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToArray();
        var name = words.FirstOrDefault() ?? "";
        var settings = ImmutableDictionary.CreateBuilder<string, string>();
        string? measure = null;
        if (!Known.TryGetValue(name, out var allowed))
        {
            errors.Add(new ReportError(line, $"“{name}” is not known. Known are {string.Join(", ", Known.Keys)}"));
            return new Directive(line, name, null, settings.ToImmutable(), []);
        }
        foreach (var word in words.Skip(1))
        {
            var split = Setting().Match(word);
            if (!split.Success)
            {
                if (measure is not null) { errors.Add(new ReportError(line, $"“{word}” is one word too many")); }
                measure = Bare(word);
            }
            else if (!allowed.Contains(split.Groups["key"].Value)) { errors.Add(new ReportError(line, $"“{split.Groups["key"].Value}” is not a setting of {name}")); }
            else if (!settings.TryAdd(split.Groups["key"].Value, Bare(split.Groups["value"].Value))) { errors.Add(new ReportError(line, $"“{split.Groups["key"].Value}” is set twice")); }
        }
        var directive = new Directive(line, name, measure ?? settings.GetValueOrDefault("measure"), settings.ToImmutable(), []);
        if (name is "figure" or "change" or "chart" or "series" && directive.Measure is null) { errors.Add(new ReportError(line, $"{name} needs a measure")); }
        if (name is "figure" or "change" && directive["area"] is null) { errors.Add(new ReportError(line, $"{name} needs an area")); }
        if (name is "chart" or "series" or "table" && directive["areas"] is null) { errors.Add(new ReportError(line, $"{name} needs areas")); }
        return directive;
    }

    private static string Bare(string text) => text.Replace("\"", "", StringComparison.Ordinal);

    // A word may hold quoted or bracketed stretches with spaces in them: areas="A, B", pupils[school phase=primary].
    [GeneratedRegex("""("[^"]*"|\[[^\]]*\]|[^\s"\[\]])+""", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?<key>[a-z]+)=(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Setting();
}
