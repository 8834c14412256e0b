using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/reports.yaml</c>.</summary>
internal sealed class ReportReader(Mistakes mistakes)
{
    public const string File = "reports.yaml";

    public ReportRules Read(MapNode map)
    {
        var file = new Keys(map, "the reports file", mistakes, "reading-age", "longest-sentence", "acronyms", "words");
        var words = file.Items("words").Select(node => new Keys(node, "a word", mistakes, "word", "means")).Select(w => (Term: w.Required("word"), Meaning: w.Required("means"))).ToArray();
        foreach (var twice in words.GroupBy(w => w.Term, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)) { mistakes.Add(file.PlaceOf("words"), $"the word \"{twice.Key}\" is given twice"); }
        return new ReportRules(Between(file, "reading-age", 7, 25), Between(file, "longest-sentence", 10, 100), [.. file.Words("acronyms")], [.. words]);
    }

    private int Between(Keys file, string key, int least, int most)
    {
        if (file.Whole(key) is { } number && number >= least && number <= most) { return number; }
        mistakes.Add(file.PlaceOf(key), $"\"{key}\" must be a whole number from {least} to {most}");
        return most;
    }
}
