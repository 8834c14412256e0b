using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/populations.yaml</c>: how many people rates are for.</summary>
internal sealed class PopulationReader(ImmutableArray<Area> areas, Mistakes mistakes)
{
    public const string File = "populations.yaml";

    public ImmutableArray<Population> Read(MapNode map) =>
        [.. new Keys(map, "the populations file", mistakes, "populations").Entries("populations").Select(entry =>
        {
            var keys = new Keys(entry.Value, "a population", mistakes, "title", "areas");
            return new Population(entry.Key, keys.Required("title", entry.Place), keys.Entries("areas").ToImmutableDictionary(a => a.Key, Counts), entry.Place);
        })];

    private ImmutableArray<PopulationCount> Counts(Entry area)
    {
        if (areas.All(a => a.Code != area.Key)) { mistakes.Unknown(area.Place, $"there is no area \"{area.Key}\"", area.Key, areas.Select(a => a.Code)); }
        if (area.Value is not ListNode list)
        {
            mistakes.Add(area.Place, $"the population of \"{area.Key}\" is a list", "one item for each day it was counted");
            return [];
        }

        var counts = list.Items.Select(Count).ToImmutableArray();
        foreach (var (before, next) in counts.Zip(counts.Skip(1)).Where(c => c.Second.On <= c.First.On)) { mistakes.Add(area.Place, $"the counts of \"{area.Key}\" are in the order of their days, and {next.On:yyyy-MM-dd} is not after {before.On:yyyy-MM-dd}"); }
        return counts;
    }

    private PopulationCount Count(Node node)
    {
        var keys = new Keys(node, "a population count", mistakes, "on", "people", "source");
        if (!keys.Has("on")) { mistakes.Add(keys.Place, "a population count needs \"on\"", "the day it is of"); }
        if (keys.Whole("people") is not > 0) { mistakes.Add(keys.PlaceOf("people"), "a population count needs \"people\"", "a whole number above 0"); }
        return new PopulationCount(keys.Date("on") ?? DateOnly.MinValue, keys.Whole("people") ?? 1, keys.Required("source"));
    }
}
