using System.Globalization;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/duplicates.yaml</c>.</summary>
internal static class DuplicateReader
{
    public const string File = "duplicates.yaml";

    private const int Most = 1000;

    public static DuplicateRules Read(MapNode map, Mistakes mistakes)
    {
        var keys = new Keys(map, "the duplicates file", mistakes, "second-review", "surprising");
        return new DuplicateRules(OneIn(keys, mistakes), Percent(keys, mistakes) / 100.0);
    }

    private static int OneIn(Keys keys, Mistakes mistakes)
    {
        var text = keys.Required("second-review");
        return Number(keys, "second-review", text.StartsWith("1 in ", StringComparison.Ordinal) ? text[5..] : "?", 1, Most, "such as 1 in 10", mistakes);
    }

    private static int Percent(Keys keys, Mistakes mistakes)
    {
        var text = keys.Required("surprising");
        return Number(keys, "surprising", text.EndsWith('%') ? text[..^1] : "?", 50, 100, "such as 92%", mistakes);
    }

    private static int Number(Keys keys, string key, string text, int least, int most, string like, Mistakes mistakes)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) { return number; }
        if (keys.Has(key)) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" cannot be read", $"{like}, from {least} to {most}"); }
        return least;
    }
}
