using System.Collections.Immutable;
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
        var keys = new Keys(map, "the duplicates file", mistakes, "second-review", "surprising", "without-a-name");
        return new DuplicateRules(OneIn(keys, mistakes), Percent(keys, "surprising", keys.Required("surprising"), 50, "such as 92%", mistakes)) { WithoutName = [.. keys.Items("without-a-name").Select(n => Nameless(n, mistakes))] };
    }

    private static NamelessRule Nameless(Node node, Mistakes mistakes)
    {
        const string what = "a rule of those without a name";
        var keys = new Keys(node, what, mistakes, "same", "by-chance");
        var same = keys.Texts("same");
        foreach (var field in same.Where(f => !NamelessRule.Fields.Contains(f.Text))) { mistakes.Unknown(field.Place, $"{what} cannot ask for \"{field.Text}\"", field.Text, NamelessRule.Fields); }
        ImmutableArray<string> fields = [.. same.Select(f => f.Text)];
        if (fields.Length == 0) { mistakes.Add(keys.Place, $"{what} needs \"same\"", "same: [upn]"); }
        double? chance = keys.Text("by-chance") is { } text ? Percent(keys, "by-chance", text, 1, "such as 2%", mistakes) : null;
        var numbers = fields.Count(NamelessRule.Numbers.Contains);
        if (numbers > 1) { mistakes.Add(keys.PlaceOf("same"), $"{what} asks for one number", "another rule for the other number"); }
        if (fields.Length > 0 && numbers == 0 && (chance is null || !fields.Contains(NamelessRule.BirthDate))) { mistakes.Add(keys.PlaceOf("same"), $"{what} without a number asks for the birth date, and says by-chance", "same: [birth-date, sex, ethnic-group] and by-chance: 2%"); }
        return new NamelessRule(fields, numbers > 0 ? null : chance ?? 0);
    }

    private static int OneIn(Keys keys, Mistakes mistakes)
    {
        var text = keys.Required("second-review");
        return Number(keys, "second-review", text.StartsWith("1 in ", StringComparison.Ordinal) ? text[5..] : "?", 1, Most, "such as 1 in 10", mistakes);
    }

    private static double Percent(Keys keys, string key, string text, int least, string like, Mistakes mistakes) =>
        Number(keys, key, text.EndsWith('%') ? text[..^1] : "?", least, 100, like, mistakes) / 100.0;

    private static int Number(Keys keys, string key, string text, int least, int most, string like, Mistakes mistakes)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) { return number; }
        if (keys.Has(key)) { mistakes.Add(keys.PlaceOf(key), $"\"{key}\" cannot be read", $"{like}, from {least} to {most}"); }
        return least;
    }
}
