using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/reviews.yaml</c>. Read once processes are known.</summary>
internal sealed class ReviewReader(Known known, Mistakes mistakes)
{
    public const string File = "reviews.yaml";

    private const int LongestName = 60;

    public ReviewRules Read(MapNode map)
    {
        var keys = new Keys(map, "the reviews file", mistakes, "processes", "events", "silence", "same-event", "case-names");
        var processes = keys.Texts("processes");
        foreach (var wrong in processes.Where(p => !known.Processes.ContainsKey(p.Text))) { mistakes.Unknown(wrong.Place, $"there is no process \"{wrong.Text}\"", wrong.Text, known.Processes.Keys); }
        var names = keys.Texts("case-names");
        foreach (var twice in names.GroupBy(n => n.Text, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)) { mistakes.Add(twice.Last().Place, $"the case name \"{twice.Key}\" is given twice"); }
        foreach (var wrong in names.Where(n => n.Text.Trim().Length is 0 or > LongestName)) { mistakes.Add(wrong.Place, $"a case name has 1 to {LongestName} letters"); }
        if (names.IsEmpty) { mistakes.Add(keys.Place, "the reviews file needs \"case-names\"", "a list of names, such as trees or birds"); }
        return new ReviewRules([.. processes.Select(p => p.Text)], Amount(keys, "silence", TimeUnit.Days), Amount(keys, "same-event", TimeUnit.Hours), [.. names.Select(n => n.Text.Trim())]) { Events = [.. keys.Texts("events").Select(e => Event(e, processes)).OfType<string>()] };
    }

    private string? Event(TextNode reference, ImmutableArray<TextNode> processes)
    {
        if (known.Step(reference, "", mistakes) is not { } step) { return null; }
        if (processes.Any(p => p.Text == step.Process)) { return step.FactKind; }
        mistakes.Add(reference.Place, $"{step.Process} is not among the \"processes\" of reviews", "a step of a process that is a review");
        return null;
    }

    private int Amount(Keys keys, string key, TimeUnit unit)
    {
        var text = keys.Required(key);
        if (LimitParser.Read(text, LimitKind.Within) is { } limit && limit.Unit == unit && limit.Amount > 0) { return limit.Amount; }
        if (text.Length > 0) { mistakes.Add(keys.PlaceOf(key), $"\"{text}\" is not what \"{key}\" is given in", unit is TimeUnit.Days ? "days, such as 60 days" : "hours, such as 3 hours"); }
        return 1;
    }
}
