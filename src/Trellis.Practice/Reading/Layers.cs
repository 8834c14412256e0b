using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Lays one step over another, key by key; forms meet section by section (same title) and field by field.</summary>
internal static class Layers
{
    public static MapNode Step(MapNode below, MapNode above, bool newSectionsFirst)
    {
        var step = below;
        foreach (var entry in above.Entries)
        {
            var value = entry is { Key: "form", Value: ListNode over } && below["form"] is ListNode form
                ? Form(form, over, newSectionsFirst)
                : entry.Value;
            step = step.With(entry.Key, value, entry.Place);
        }
        return step;
    }

    public static ListNode Form(ListNode below, ListNode above, bool newSectionsFirst)
    {
        var sections = below.Items;
        var added = ImmutableArray.CreateBuilder<Node>();
        foreach (var section in above.Items)
        {
            var same = sections.FirstOrDefault(s => Title(s) is { } title && title == Title(section));
            if (same is MapNode under && section is MapNode over) { sections = sections.Replace(same, Section(under, over)); }
            else { added.Add(section); }
        }
        return below with { Items = newSectionsFirst ? [.. added, .. sections] : [.. sections, .. added] };
    }

    /// <summary>Keys of the upper entries win; a field or outcome with <c>hide: true</c> goes.</summary>
    public static MapNode Entries(MapNode below, MapNode above)
    {
        var merged = below;
        foreach (var entry in above.Entries)
        {
            if (entry.Value is MapNode hidden && IsHidden(hidden)) { merged = merged.Without(entry.Key); }
            else if (below[entry.Key] is MapNode under && entry.Value is MapNode over) { merged = merged.With(entry.Key, Keys(under, over), entry.Place); }
            else { merged = merged.With(entry.Key, entry.Value, entry.Place); }
        }
        return merged;
    }

    public static MapNode Keys(MapNode below, MapNode above) =>
        above.Entries.Aggregate(below, (map, entry) => map.With(entry.Key, entry.Value, entry.Place));

    public static bool IsHidden(MapNode map) => map["hide"] is TextNode { Text: "true" or "yes" };

    public static string? Title(Node section) => (section as MapNode)?["section"] is TextNode title ? title.Text : null;

    private static MapNode Section(MapNode below, MapNode above) =>
        above.Entries.Aggregate(below, (section, entry) => section.With(
            entry.Key,
            entry is { Key: "fields", Value: MapNode over } && section["fields"] is MapNode fields ? Entries(fields, over) : entry.Value,
            entry.Place));
}
