using System.Globalization;

namespace Trellis.Households.Names;

/// <summary>Where names come from: what children are called, and how family names pass on. Read from <c>Origins/</c>.</summary>
public sealed class Origin
{
    private readonly Dictionary<string, string> _lines;

    private Origin(string code, string text)
    {
        Code = code;
        _lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(": ", 2)).ToDictionary(l => l[0], l => l[1].Trim(), StringComparer.Ordinal);
        Boys = new WordList(Line("boys"), Line("boys-stems"), Line("boys-endings"), Number("given-tail"));
        Girls = new WordList(Line("girls"), Line("girls-stems"), Line("girls-endings"), Number("given-tail"));
        Family = new WordList(Line("family"), Line("family-stems"), Line("family-endings"), Number("family-tail"));
        Other = new WordList(Line("other"), "", "", 0);
        Weight = Number("weight");
        Middle = Number("middle");
        Abroad = Number("abroad");
        IsDense = Line("dense").Length > 0;
        ExtraChildren = Line("children") switch { "more" => 0.4, "some-more" => 0.2, _ => 0 };
        Custom = Enum.Parse<Custom>(Line("custom") switch
        {
            "two-middle" => nameof(Custom.MothersInTheMiddle),
            var custom => custom.Replace("-", "", StringComparison.Ordinal),
        }, ignoreCase: true);
        if (Line("first-name").Split(' ') is [var first, var share])
        {
            (FirstName, FirstNameShare) = (first, double.Parse(share, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>All of them, in the order of their codes.</summary>
    public static IReadOnlyList<Origin> All { get; } = [.. Resources("Origins/").Select(r => new Origin(r["Origins/".Length..], Resource(r)))];

    public string Code { get; }
    public WordList Boys { get; }
    public WordList Girls { get; }
    public WordList Family { get; }

    /// <summary>Names used at school instead, where that is the custom.</summary>
    public WordList Other { get; }

    /// <summary>Share of the households, in relation to the others'.</summary>
    public double Weight { get; }

    /// <summary>Share of the children who have a middle name.</summary>
    public double Middle { get; }

    /// <summary>Share of the households that came from abroad, whose birth dates others wrote down.</summary>
    public double Abroad { get; }

    /// <summary>A community in which strangers share names and birth dates more often than elsewhere.</summary>
    public bool IsDense { get; }

    /// <summary>Share of the households that have more children than the usual number.</summary>
    public double ExtraChildren { get; }

    public Custom Custom { get; }

    /// <summary>The name of honour some families put before every son's own, and the share of them; null without.</summary>
    public string? FirstName { get; }

    public double FirstNameShare { get; }

    public WordList Given(char sex) => sex == 'M' ? Boys : Girls;

    /// <summary>A data file of this program, by its name without ending.</summary>
    internal static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(Origin).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static IEnumerable<string> Resources(string under) =>
        typeof(Origin).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(under, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private string Line(string key) => _lines.GetValueOrDefault(key, "");

    private double Number(string key) => Line(key) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : 0;
}
