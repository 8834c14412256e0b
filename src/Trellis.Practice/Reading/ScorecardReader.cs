using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads <c>practice/scorecard.yaml</c>.</summary>
internal sealed class ScorecardReader(ImmutableArray<Figure> figures, ImmutableArray<Area> areas, Mistakes mistakes)
{
    public const string File = "scorecard.yaml";

    public Scorecard Read(MapNode map)
    {
        var keys = new Keys(map, "the scorecard", mistakes, "over", "shown", "elsewhere", "special-cause", "priorities");
        ListReader.KnownAreas(keys.Texts("elsewhere"), areas, mistakes);
        return new Scorecard(
            keys.OneOf("over", "quarter", ("quarter", "quarter"), ("month", "month"), ("year", "year")),
            Number(keys, "shown"), keys.Words("elsewhere"), Rules(keys), [.. keys.Entries("priorities").Select(Priority)]);
    }

    private SpecialCause Rules(Keys file)
    {
        if (file.Node("special-cause") is not { } node)
        {
            mistakes.Add(file.Place, "the scorecard needs \"special-cause\"", "fewest, run and trend");
            return Scorecard.None.SpecialCause;
        }

        var keys = new Keys(node, "\"special-cause\"", mistakes, "fewest", "run", "trend");
        return new SpecialCause(Number(keys, "fewest"), Number(keys, "run"), Number(keys, "trend"));
    }

    private ScorecardPriority Priority(Entry entry)
    {
        var keys = new Keys(entry.Value, "a priority", mistakes, "title", "figures");
        var named = keys.Texts("figures");
        foreach (var unknown in named.Where(n => figures.All(f => f.Id != n.Text))) { mistakes.Unknown(unknown.Place, $"there is no figure \"{unknown.Text}\"", unknown.Text, figures.Select(f => f.Id)); }
        if (named.IsEmpty) { mistakes.Add(entry.Place, $"the priority \"{entry.Key}\" has no figures"); }
        return new ScorecardPriority(entry.Key, keys.Required("title", entry.Place), [.. named.Select(n => n.Text)]);
    }

    private int Number(Keys keys, string key)
    {
        if (keys.Whole(key) is { } number and > 1) { return number; }
        mistakes.Add(keys.PlaceOf(key), $"\"{key}\" must be a whole number of at least 2");
        return 2;
    }
}
