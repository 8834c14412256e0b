using System.Collections.Immutable;
using Trellis.Platform.Timescales;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/allegations.yaml</c>.</summary>
internal sealed class AllegationReader(IReadOnlyCollection<CodeList> codes, ImmutableArray<Area> areas, Mistakes mistakes)
{
    public const string File = "allegations.yaml";

    public AllegationRules Read(MapNode map)
    {
        var file = new Keys(map, "the allegations file", mistakes, "few", "few-for-each-hundred-settings", "promotion-within", "settings", "promotions", "checklist");
        var sectors = codes.FirstOrDefault(c => c.Id == AllegationRules.Sectors);
        if (sectors is null) { mistakes.Add(map.Place, $"there is no code list \"{AllegationRules.Sectors}\""); }
        var rules = new AllegationRules(file.Whole("few") ?? 0, file.Whole("few-for-each-hundred-settings") ?? 0, Within(file), [.. file.Items("settings").Select(n => Settings(n, sectors))], Titles(file, "promotions"), Titles(file, "checklist"));
        if (rules.Checklist.IsEmpty || rules.Promotions.IsEmpty) { mistakes.Add(map.Place, "the allegations file needs \"promotions\" and \"checklist\", with something in each"); }
        return rules;
    }

    private Limit Within(Keys file)
    {
        var text = file.Required("promotion-within");
        if (LimitParser.Read(text) is { } limit) { return limit; }
        if (text.Length > 0) { mistakes.Add(file.PlaceOf("promotion-within"), $"\"{text}\" is no length of time", LimitParser.Expected); }
        return new Limit(12, TimeUnit.Months);
    }

    private SettingCount Settings(Node node, CodeList? sectors)
    {
        var keys = new Keys(node, "a number of settings", mistakes, "sector", "areas", "on", "source");
        var sector = keys.Required("sector");
        if (sectors is not null && sector.Length > 0 && sectors.Find(sector) is null) { mistakes.Unknown(keys.PlaceOf("sector"), $"there is no sector \"{sector}\"", sector, sectors.Codes.Select(c => c.Id)); }
        var counts = ImmutableDictionary.CreateBuilder<string, int>();
        foreach (var entry in keys.Entries("areas"))
        {
            if (areas.All(a => a.Code != entry.Key)) { mistakes.Unknown(entry.Place, $"there is no area \"{entry.Key}\"", entry.Key, areas.Select(a => a.Code)); }
            if (entry.Value is TextNode { Text: var text } && int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0) { counts[entry.Key] = number; }
            else { mistakes.Add(entry.Place, "how many settings there are must be a whole number above 0", "a number such as 39"); }
        }

        return new SettingCount(sector, counts.ToImmutable(), keys.Date("on"), keys.Required("source"));
    }

    private ImmutableArray<(string Id, string Title)> Titles(Keys file, string key) => [.. file.Entries(key).Select(entry => (entry.Key, entry.Value is TextNode { Text.Length: > 0 } text ? text.Text : Missing(entry)))];

    private string Missing(Entry entry)
    {
        mistakes.Add(entry.Place, $"\"{entry.Key}\" needs words on the same line");
        return "";
    }
}
