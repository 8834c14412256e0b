using System.Collections.Immutable;

namespace Trellis.Practice.Yaml;

/// <summary>A piece of a practice file: text, a list, or keys with values. Each knows its line.</summary>
internal abstract record Node(Place Place);

/// <summary>Always text: <c>yes</c> stays a word and <c>2018-07-04</c> is a date only where a date is asked for.</summary>
internal sealed record TextNode(Place Place, string Text) : Node(Place);

internal sealed record ListNode(Place Place, ImmutableArray<Node> Items) : Node(Place);

internal sealed record MapNode(Place Place, ImmutableArray<Entry> Entries) : Node(Place)
{
    public Entry? Find(string key) => Entries.FirstOrDefault(e => e.Key == key);

    public Node? this[string key] => Find(key)?.Value;

    public MapNode With(string key, Node value, Place place)
    {
        var entry = new Entry(key, place, value);
        var at = Entries.Select(e => e.Key).ToList().IndexOf(key);
        return this with { Entries = at < 0 ? Entries.Add(entry) : Entries.SetItem(at, entry) };
    }

    public MapNode Without(params string[] keys) => this with { Entries = [.. Entries.Where(e => !keys.Contains(e.Key))] };
}

internal sealed record Entry(string Key, Place Place, Node Value);
