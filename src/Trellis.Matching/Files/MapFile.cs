using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Trellis.Matching.Comparing;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Trellis.Matching.Files;

/// <summary>A field and the columns it is read from.</summary>
/// <param name="Columns">Several are read as one, with spaces between.</param>
/// <param name="Format">How dates are written, for example <c>dd/MM/yyyy</c>; null for ISO 8601 or day/month/year.</param>
public sealed record MappedField(Field Field, ImmutableArray<string> Columns, string? Format);

/// <summary>Which column of an extract is which field: a YAML file, documented in <c>docs/matching.md</c>.</summary>
public sealed record MapFile
{
    private static readonly Dictionary<string, FieldKind> Known = new(StringComparer.Ordinal)
    {
        ["given name"] = FieldKind.GivenName,
        ["middle names"] = FieldKind.MiddleNames,
        ["family name"] = FieldKind.FamilyName,
        ["birth date"] = FieldKind.BirthDate,
        ["sex"] = FieldKind.Sex,
        ["postcode"] = FieldKind.Postcode,
        ["address"] = FieldKind.Address,
        ["NHS number"] = FieldKind.NhsNumber,
        ["UPN"] = FieldKind.Upn,
        ["email"] = FieldKind.Email,
        ["school"] = FieldKind.Words,
    };

    private static readonly Dictionary<string, FieldKind> Kinds = new(StringComparer.Ordinal)
    {
        ["given-name"] = FieldKind.GivenName,
        ["middle-names"] = FieldKind.MiddleNames,
        ["family-name"] = FieldKind.FamilyName,
        ["birth-date"] = FieldKind.BirthDate,
        ["sex"] = FieldKind.Sex,
        ["postcode"] = FieldKind.Postcode,
        ["address"] = FieldKind.Address,
        ["nhs-number"] = FieldKind.NhsNumber,
        ["upn"] = FieldKind.Upn,
        ["identifier"] = FieldKind.Identifier,
        ["email"] = FieldKind.Email,
        ["code"] = FieldKind.Code,
        ["words"] = FieldKind.Words,
    };

    public required string Id { get; init; }

    public required ImmutableArray<MappedField> Fields { get; init; }

    /// <summary>A column with all names in one, from which missing given, middle and family names are taken.</summary>
    public string? FullName { get; init; }

    public string? Truth { get; init; }

    /// <summary>What of the truth column says who it is; the first group where there is one.</summary>
    public Regex? TruthPattern { get; init; }

    public string? Errors { get; init; }

    public string? Origin { get; init; }

    public Layout Layout => new([.. Fields.Select(f => f.Field)]);

    /// <exception cref="InvalidDataException">What is wrong, with its line.</exception>
    public static MapFile Read(TextReader text, string name)
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

        if (yaml.Documents.Count != 1 || yaml.Documents[0].RootNode is not YamlMappingNode root) { throw new InvalidDataException($"{name}:1: a map has \"id\" and \"fields\""); }
        return new Reading(name).Map(root);
    }

    private sealed class Reading(string name)
    {
        public MapFile Map(YamlMappingNode root)
        {
            Only(root, "id", "fields", "full name", "truth", "errors", "origin");
            if (Get(root, "fields") is not YamlMappingNode { Children.Count: > 0 } fields) { throw Wrong(root, "a map needs \"fields\": which field is in which column"); }
            var mapped = fields.Children.Select(f => Field(f.Key, f.Value)).ToImmutableArray();
            foreach (var kind in new[] { FieldKind.GivenName, FieldKind.MiddleNames, FieldKind.FamilyName, FieldKind.BirthDate })
            {
                if (mapped.Count(f => f.Field.Kind == kind) > 1) { throw Wrong(fields, $"there can be one field of kind {kind}"); }
            }

            if (Get(root, "full name") is not null)
            {
                foreach (var part in new[] { "given name", "middle names", "family name" })
                {
                    if (mapped.All(f => f.Field.Kind != Known[part])) { mapped = mapped.Add(new MappedField(new Field(part, Known[part]), [], null)); }
                }
            }

            var (truth, pattern) = Truth(Get(root, "truth"));
            return new MapFile
            {
                Id = Text(Get(root, "id") ?? throw Wrong(root, "a map needs \"id\": the column that names a record")),
                Fields = mapped,
                FullName = Get(root, "full name") is { } full ? Text(full) : null,
                Truth = truth,
                TruthPattern = pattern,
                Errors = Get(root, "errors") is { } errors ? Text(errors) : null,
                Origin = Get(root, "origin") is { } origin ? Text(origin) : null,
            };
        }

        private MappedField Field(YamlNode key, YamlNode value)
        {
            var called = Text(key);
            if (value is YamlScalarNode)
            {
                if (!Known.TryGetValue(called, out var known)) { throw Wrong(value, $"\"{called}\" needs a kind: {{column: {Text(value)}, kind: words}}. Kinds: {string.Join(", ", Kinds.Keys)}"); }
                return new MappedField(new Field(called, known), [Text(value)], null);
            }

            if (value is YamlSequenceNode list && Known.TryGetValue(called, out var listed)) { return new MappedField(new Field(called, listed), Texts(list), null); }
            if (value is not YamlMappingNode map) { throw Wrong(value, $"\"{called}\" must be a column, or a column with kind and format"); }
            Only(map, "column", "columns", "kind", "format");
            var columns = Get(map, "columns") is YamlSequenceNode several ? Texts(several) : Get(map, "column") is { } one ? [Text(one)] : throw Wrong(map, $"\"{called}\" needs \"column\"");
            var kind = Get(map, "kind") switch
            {
                { } said => Kinds.TryGetValue(Text(said), out var k) ? k : throw Wrong(said, $"there is no kind \"{Text(said)}\". Kinds: {string.Join(", ", Kinds.Keys)}"),
                null => Known.TryGetValue(called, out var k) ? k : throw Wrong(map, $"\"{called}\" needs \"kind\": one of {string.Join(", ", Kinds.Keys)}"),
            };
            return new MappedField(new Field(called, kind), columns, Get(map, "format") is { } format ? Text(format) : null);
        }

        private (string? Column, Regex? Pattern) Truth(YamlNode? node)
        {
            if (node is not YamlMappingNode map) { return (node is null ? null : Text(node), null); }
            Only(map, "column", "pattern");
            var column = Text(Get(map, "column") ?? throw Wrong(map, "\"truth\" needs \"column\""));
            if (Get(map, "pattern") is not { } pattern) { return (column, null); }
            try
            {
                return (column, new Regex(Text(pattern), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));
            }
            catch (ArgumentException e)
            {
                throw Wrong(pattern, $"this is not a pattern: {e.Message}");
            }
        }

        private void Only(YamlMappingNode map, params string[] known)
        {
            foreach (var key in map.Children.Keys)
            {
                if (!known.Contains(Text(key))) { throw Wrong(key, $"\"{Text(key)}\" is not known here; known are {string.Join(", ", known)}"); }
            }
        }

        private static YamlNode? Get(YamlMappingNode map, string key) => map.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: { } v } && v == key).Value;

        private ImmutableArray<string> Texts(YamlSequenceNode list) => [.. list.Children.Select(Text)];

        private string Text(YamlNode node) => node is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Wrong(node, "this must be a text on one line");

        private InvalidDataException Wrong(YamlNode at, string why) => new($"{name}:{at.Start.Line}: {why}");
    }
}
