using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/risks.yaml</c>.</summary>
internal sealed class RiskReader(Mistakes mistakes)
{
    public const string File = "risks.yaml";

    public RiskRules Read(MapNode map)
    {
        var file = new Keys(map, "the risks file", mistakes, "likelihood", "impact", "bands");
        var bands = file.Entries("bands").Select(Band).ToImmutableArray();
        if (bands.IsEmpty || bands[0].From is not 1) { mistakes.Add(map.Place, "the first band must be from 1, so that each risk is in one", "\"bands\" with \"from: 1\" first"); }
        foreach (var (before, band) in bands.Zip(bands.Skip(1)).Where(b => b.Second.From <= b.First.From)) { mistakes.Add(map.Place, $"the band \"{band.Id}\" must be from more than {before.From}, like the one before it"); }
        return new RiskRules(Words(file, "likelihood"), Words(file, "impact"), bands);
    }

    private ImmutableArray<string> Words(Keys file, string key)
    {
        var entries = file.Entries(key);
        if (!entries.Select(e => e.Key).SequenceEqual(["1", "2", "3", "4", "5"], StringComparer.Ordinal)) { mistakes.Add(file.PlaceOf(key), $"\"{key}\" must have words for 1 to {RiskRules.Most}, in this order"); }
        return [.. entries.Select(e => (e.Value as TextNode)?.Text ?? "")];
    }

    private RiskBand Band(Entry entry)
    {
        var keys = new Keys(entry.Value, "a band", mistakes, "title", "from", "colour", "review");
        return new RiskBand(entry.Key, keys.Required("title", entry.Place), keys.Whole("from") ?? 0, keys.OneOf("colour", "green", ("green", "green"), ("amber", "amber"), ("red", "red")), keys.Limit("review"));
    }
}
