using System.Collections.Immutable;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Trellis.Modules.Actions.Trackers;

/// <summary>How a tracker is read.</summary>
/// <param name="Columns">What a column is called in it: our name to theirs.</param>
/// <param name="Words">What it writes for how far an action is, beside what the practice model knows: as written, to a status.</param>
/// <param name="Sheet">Of a workbook; null: the first.</param>
/// <param name="Body">Whose it is; null: nobody said.</param>
public sealed record TrackerMap(ImmutableSortedDictionary<string, string> Columns, ImmutableSortedDictionary<string, string> Words, string? Sheet = null, string? Body = null)
{
    private const int LongestBody = 200;

    public static readonly TrackerMap None = new(ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty);

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    public static TrackerMap OfJson(string json) => JsonSerializer.Deserialize<TrackerMap>(json, JsonSerializerOptions.Web) ?? None;

    /// <summary>A YAML file: <c>columns</c> and <c>statuses</c> with ours and theirs, <c>sheet</c>, <c>body</c>.</summary>
    /// <exception cref="InvalidDataException">What is wrong, with its line.</exception>
    public static TrackerMap Read(TextReader text, string name)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(text);
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException)
        {
            throw new InvalidDataException($"{name}:{(e as YamlException)?.Start.Line ?? 1}: this cannot be read: {e.Message}", e);
        }

        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root) { throw new InvalidDataException($"{name}:1: a map has \"columns\" and \"statuses\""); }
        var map = None;
        foreach (var (key, value) in root.Children)
        {
            map = ((key as YamlScalarNode)?.Value, value) switch
            {
                ("columns", YamlMappingNode columns) => map with { Columns = Pairs(columns, name) },
                ("statuses", YamlMappingNode words) => map with { Words = Pairs(words, name) },
                ("sheet", YamlScalarNode { Value: { Length: > 0 } sheet }) => map with { Sheet = sheet },
                ("body", YamlScalarNode { Value: { Length: > 0 and <= LongestBody } body }) => map with { Body = body },
                var (word, _) => throw new InvalidDataException($"{name}:{key.Start.Line}: \"{word}\" cannot be read. A map has \"columns\" and \"statuses\" with a line for each, \"sheet\" and \"body\""),
            };
        }

        return map;
    }

    private static ImmutableSortedDictionary<string, string> Pairs(YamlMappingNode node, string name)
    {
        var pairs = ImmutableSortedDictionary.CreateBuilder<string, string>();
        foreach (var (key, value) in node.Children)
        {
            if (key is not YamlScalarNode { Value: { Length: > 0 } ours } || value is not YamlScalarNode { Value: { Length: > 0 } theirs }) { throw new InvalidDataException($"{name}:{key.Start.Line}: a line here is two words with a colon between"); }
            pairs[ours] = theirs;
        }

        return pairs.ToImmutable();
    }
}
