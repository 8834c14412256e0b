using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>A process file before its references are read: overlays laid on, <c>like</c> filled in.</summary>
internal sealed record Draft(string Id, MapNode Map)
{
    public static readonly string[] Keys = ["process", "title", "about", "authority", "retention", "hidden", "opened-by", "steps", "statuses", "timescales"];

    public string? HiddenTo => (Map["hidden"] as TextNode)?.Text.Trim();

    public IEnumerable<Entry> Steps => (Map["steps"] as MapNode)?.Entries ?? [];

    public IEnumerable<Entry> Statuses => (Map["statuses"] as MapNode)?.Entries ?? [];

    public IEnumerable<Node> Timescales => (Map["timescales"] as ListNode)?.Items ?? [];

    /// <summary>Every step's shape, read leniently: what is wrong with it is said when it is read in full.</summary>
    public ImmutableArray<StepShape> Shapes() =>
        [.. Steps.Select(s => new StepShape(
            Id, s.Key, [.. Fields(s.Value)],
            [.. ((s.Value as MapNode)?["outcomes"] as MapNode)?.Entries.Select(o => o.Key) ?? []], s.Place))];

    private static IEnumerable<FieldShape> Fields(Node step) =>
        from section in ((step as MapNode)?["form"] as ListNode)?.Items.OfType<MapNode>() ?? []
        from field in (section["fields"] as MapNode)?.Entries ?? []
        let map = field.Value as MapNode
        select new FieldShape(field.Key, Text(map, "type") ?? "", Text(map, "list"), Text(map, "fact"), section["per"] is not null, field.Place);

    /// <summary>Fills in every step that says it is <c>like</c> another: what it says itself is laid over the other.</summary>
    public Draft WithLikenesses(Mistakes mistakes)
    {
        if (Map["steps"] is not MapNode steps) { return this; }
        var done = steps;
        foreach (var step in steps.Entries.Where(s => (s.Value as MapNode)?["like"] is TextNode))
        {
            done = done.With(step.Key, Likened(step, steps, [], mistakes), step.Place);
        }
        return this with { Map = Map.With("steps", done, steps.Place) };
    }

    private Node Likened(Entry step, MapNode steps, ImmutableArray<string> seen, Mistakes mistakes)
    {
        if (step.Value is not MapNode map || map["like"] is not TextNode like) { return step.Value; }
        if (seen.Contains(step.Key))
        {
            mistakes.Add(like.Place, $"{Id}.{step.Key} is like itself, by way of {string.Join(", ", seen)}");
            return map.Without("like");
        }
        if (steps.Find(like.Text) is not { } other)
        {
            mistakes.Unknown(like.Place, $"there is no step \"{like.Text}\" in {Id} to be like", like.Text, steps.Entries.Select(s => s.Key));
            return map.Without("like");
        }
        var whole = Likened(other, steps, seen.Add(step.Key), mistakes) as MapNode ?? new MapNode(other.Place, []);
        return Layers.Step(whole.Without("title", "hint", "repeats", "entry", "letter"), map.Without("like"), newSectionsFirst: true) with { Place = map.Place };
    }

    private static string? Text(MapNode? map, string key) => (map?[key] as TextNode)?.Text;
}
