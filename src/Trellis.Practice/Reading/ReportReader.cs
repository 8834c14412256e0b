using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/reports.yaml</c>.</summary>
internal sealed class ReportReader(Mistakes mistakes)
{
    public const string File = "reports.yaml";

    public ReportRules Read(MapNode map)
    {
        var file = new Keys(map, "the reports file", mistakes, "reading-age", "longest-sentence", "acronyms", "words");
        var words = file.Entries("words").Select(e => (e.Key, Meaning: (e.Value as TextNode)?.Text.Trim() ?? "")).ToArray();
        foreach (var entry in file.Entries("words").Where(e => e.Value is not TextNode { Text.Length: > 0 })) { mistakes.Add(entry.Place, $"\"{entry.Key}\" needs what it means"); }
        return new ReportRules(Between(file, "reading-age", 7, 25), Between(file, "longest-sentence", 10, 100), [.. file.Words("acronyms")], [.. words]);
    }

    private int Between(Keys file, string key, int least, int most)
    {
        if (file.Whole(key) is { } number && number >= least && number <= most) { return number; }
        mistakes.Add(file.PlaceOf(key), $"\"{key}\" must be a whole number from {least} to {most}");
        return most;
    }
}
