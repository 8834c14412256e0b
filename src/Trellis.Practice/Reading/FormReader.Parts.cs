using System.Collections.Immutable;
using Trellis.Practice.Language;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

internal sealed partial class FormReader
{
    private const string CalculationShape = "\"count of STEP for person within 12 months\"";

    private string? Sensitive(Keys keys)
    {
        if (keys.Text("sensitive") is not { } role) { return null; }
        if (known.Roles.All(r => r.Id != role))
        {
            mistakes.Unknown(keys.PlaceOf("sensitive"), $"there is no role \"{role}\"", role, known.Roles.Select(r => r.Id));
        }
        return role;
    }

    /// <summary><c>contact.source</c>: a step of this process and one of its fields.</summary>
    private (string Step, string Field)? Carry(Keys keys)
    {
        if (keys.Text("carry") is not { } from) { return null; }
        var place = keys.PlaceOf("carry");
        var parts = from.Split('.');
        if (parts.Length != 2)
        {
            mistakes.Add(place, $"\"{from}\" does not say what to bring forward", "step.field, a step of this process and its field");
            return null;
        }
        if (known.Step(new TextNode(place, parts[0]), step.Process, mistakes) is not { } source) { return null; }
        if (source.Fields.All(f => f.Id != parts[1]))
        {
            mistakes.Unknown(place, $"{source.FactKind} has no field \"{parts[1]}\"", parts[1], source.Fields.Select(f => f.Id));
            return null;
        }
        return (parts[0], parts[1]);
    }

    private Warning? Warning(Keys keys, FieldShape shape)
    {
        if (keys.Text("warn-when") is not { } when)
        {
            if (keys.Has("warning")) { mistakes.Add(keys.PlaceOf("warning"), "a warning needs \"warn-when\", the answer that shows it"); }
            return null;
        }
        if (known.MeaningOf(shape).Values is { } values && !values.Contains(when))
        {
            mistakes.Unknown(keys.PlaceOf("warn-when"), $"\"{when}\" is not {known.MeaningOf(shape).What}", when, values);
        }
        return new Warning(when, keys.Required("warning"));
    }

    private Calculation? Calculation(Keys keys, FieldType type)
    {
        if (type != FieldType.Calculated)
        {
            if (keys.Has("value")) { mistakes.Add(keys.PlaceOf("value"), "\"value\" belongs to a calculated field"); }
            return null;
        }
        var words = keys.Required("value").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var place = keys.PlaceOf("value");
        if (words is not ["count", "of", var kind, "for", "person", "within", .. var limit] || LimitParser.Read(string.Join(' ', limit)) is not { } within)
        {
            mistakes.Add(place, "this cannot be calculated", CalculationShape);
            return null;
        }
        return known.Step(new TextNode(place, kind), step.Process, mistakes) is { } counted ? new Calculation(counted.FactKind, within) : null;
    }

    /// <summary>Short (<c>agency: agency</c>) or with label, type and list.</summary>
    private ImmutableArray<Column> Columns(Keys keys, FieldType type)
    {
        if (type == FieldType.Table && !keys.Has("columns")) { mistakes.Add(keys.Place, "a table needs \"columns\""); }
        if (type != FieldType.Table && keys.Has("columns")) { mistakes.Add(keys.PlaceOf("columns"), "\"columns\" belongs to a table"); }
        return [.. keys.Entries("columns").Select(Column)];
    }

    private Column Column(Entry entry)
    {
        var node = entry.Value is TextNode word
            ? new MapNode(entry.Place, [new Entry("type", word.Place, word), new Entry("label", entry.Place, new TextNode(entry.Place, Sentence(entry.Key)))])
            : entry.Value;
        var keys = new Keys(node, "a column", mistakes, "label", "type", "list");
        var type = keys.OneOf("type", FieldType.Text, Types);
        if (type is FieldType.Table or FieldType.Calculated)
        {
            mistakes.Add(keys.PlaceOf("type"), "a column cannot be a table or calculated");
        }
        if (isPublic && type is FieldType.Person or FieldType.People)
        {
            mistakes.Add(entry.Place, $"the public form {step.FactKind} may not choose people from the records", "text");
        }
        return new Column(entry.Key, keys.Required("label", entry.Place), type, Codes(keys, type), entry.Place);
    }

    private static string Sentence(string id) => char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');
}
