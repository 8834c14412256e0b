using System.Collections.Immutable;
using Trellis.Practice.Yaml;

namespace Trellis.Practice.Reading;

/// <summary>Reads the form of one step: sections of fields.</summary>
internal sealed partial class FormReader(Known known, Mistakes mistakes, StepShape step, bool isPublic)
{
    public static readonly (string Word, FieldType Value)[] Types =
    [
        ("text", FieldType.Text), ("long-text", FieldType.LongText), ("date", FieldType.Date), ("date-time", FieldType.DateTime),
        ("number", FieldType.Number), ("money", FieldType.Money), ("yes-no", FieldType.YesNo), ("code", FieldType.Code),
        ("scale", FieldType.Scale), ("person", FieldType.Person), ("people", FieldType.People), ("agency", FieldType.Agency),
        ("agencies", FieldType.Agencies), ("school", FieldType.School), ("address", FieldType.Address), ("document", FieldType.Document),
        ("table", FieldType.Table), ("calculated", FieldType.Calculated),
    ];

    private static readonly string[] CodeKeys = ["many", "list"];

    public ImmutableArray<Section> Read(IEnumerable<Node> sections)
    {
        var form = sections.Select(Section).ToImmutableArray();
        foreach (var again in form.GroupBy(s => s.Id).Where(g => g.Count() > 1).Select(g => g.Last()))
        {
            mistakes.Add(again.Place, $"the section \"{again.Title}\" is in {step.FactKind} twice");
        }
        foreach (var again in form.SelectMany(s => s.Fields).GroupBy(f => f.Id).Where(g => g.Count() > 1).Select(g => g.Last()))
        {
            mistakes.Add(again.Place, $"the field \"{again.Id}\" is in {step.FactKind} twice");
        }
        foreach (var second in form.SelectMany(s => s.Fields).Where(f => f.Fact == FactUse.Occurred).Skip(1))
        {
            mistakes.Add(second.Place, $"{step.FactKind} already has a field that says when it happened", "one field with \"fact: occurred\"");
        }
        return form;
    }

    private Section Section(Node node)
    {
        var keys = new Keys(node, "a section", mistakes, "section", "hint", "per", "fields");
        var title = keys.Required("section");
        var perPerson = keys.OneOf("per", false, ("child", true), ("person", true), ("adult", true));
        if (!keys.Has("fields")) { mistakes.Add(keys.Place, $"the section \"{title}\" has no fields"); }
        var fields = keys.Entries("fields").ToArray();

        // What the page itself asks for has these names; a field for each person is named after the person too, and cannot be mistaken for it.
        foreach (var field in fields.Where(f => !perPerson && f.Key is ("why" or "part" or "go" or "names" or "edition")))
        {
            mistakes.Add(field.Place, $"a field cannot be called \"{field.Key}\" unless it is asked of each person", "another id");
        }

        return new Section(Slug(title), title, keys.Text("hint"), perPerson, [.. fields.Select(Field)], keys.Place);
    }

    private Field Field(Entry entry)
    {
        var keys = new Keys(
            entry.Value, "a field", mistakes, "label", "type", "hint", "required", "missing", "many", "list", "show-when", "sensitive", "carry",
            "voice", "fact", "from", "to", "max-length", "warn-when", "warning", "value", "columns", "by", "meeting-says");
        var shape = step.Fields.First(f => f.Id == entry.Key);
        if (!keys.Has("type")) { mistakes.Add(entry.Place, "a field needs \"type\"", $"one of {string.Join(", ", Types.Select(t => t.Word))}"); }
        // These are keys of the page itself, or names in conditions.
        if (entry.Key is "p" or "outcome" or "reason" or "previous" or "person" || entry.Key.Contains('.', StringComparison.Ordinal))
        {
            mistakes.Add(entry.Place, $"a field cannot be called \"{entry.Key}\"", "another id, without full stops");
        }
        var type = keys.OneOf("type", FieldType.Text, Types);
        var fact = keys.OneOf("fact", FactUse.None, ("true", FactUse.Detail), ("occurred", FactUse.Occurred), ("false", FactUse.None));
        CheckType(keys, type, fact, shape);
        var showWhen = keys.Text("show-when") is { } text ? known.ScopeOfForm(step, shape).Read(text, keys.PlaceOf("show-when"), mistakes) : null;
        return new Field(
            entry.Key, keys.Required("label", entry.Place), type, keys.Text("hint"), keys.Flag("required"),
            keys.Flag("many") || type is FieldType.People or FieldType.Agencies, Codes(keys, type), showWhen, Sensitive(keys), Carry(keys),
            keys.Flag("voice"), fact, keys.Number("from"), keys.Number("to"), MaxLength(keys, type), Warning(keys, shape), Calculation(keys, type),
            Columns(keys, type), entry.Place)
        {
            Missing = keys.Text("missing"),
            EachParticipant = keys.OneOf("by", false, ("each-participant", true)),
            MeetingSays = Says(keys, type, shape),
        };
    }

    private void CheckType(Keys keys, FieldType type, FactUse fact, FieldShape shape)
    {
        if (fact == FactUse.Detail && keys.Has("sensitive"))
        {
            mistakes.Add(keys.PlaceOf("fact"), "\"fact\" is refused on a sensitive field: whoever sees the matter reads its facts", "a field that is not sensitive");
        }
        if (isPublic && type is FieldType.Person or FieldType.People)
        {
            mistakes.Add(shape.Place, $"the public form {step.FactKind} may not choose people from the records", "text");
        }
        if (fact == FactUse.Detail
            && type is FieldType.Text or FieldType.LongText or FieldType.Person or FieldType.People or FieldType.Address or FieldType.Document or FieldType.Table)
        {
            mistakes.Add(keys.PlaceOf("fact"), $"\"fact\" is refused on a {keys.Text("type")} field: facts hold no free text, names, addresses or papers", "a code, date, number or yes-no field");
        }
        if (fact == FactUse.Detail && type is FieldType.Agencies or FieldType.School)
        {
            mistakes.Add(keys.PlaceOf("fact"), $"\"fact\" is refused on a {keys.Text("type")} field: what is answered is not looked up, and a fact holds codes alone", "a code field, or one agency");
        }
        if (fact == FactUse.Occurred && type is not (FieldType.Date or FieldType.DateTime))
        {
            mistakes.Add(keys.PlaceOf("fact"), "only a date or date-time can say when it happened", "type: date or type: date-time");
        }
        if (fact == FactUse.Occurred && shape.PerPerson)
        {
            mistakes.Add(keys.PlaceOf("fact"), "a step happens at one time for everyone, so a field asked for each person cannot say when", "\"fact: true\"");
        }
        if (type == FieldType.Scale && (keys.Number("from") is not { } from || keys.Number("to") is not { } to || from >= to))
        {
            mistakes.Add(shape.Place, "a scale needs \"from\" and \"to\", the smaller first");
        }
        foreach (var key in CodeKeys.Where(k => keys.Has(k) && type != FieldType.Code))
        {
            mistakes.Add(keys.PlaceOf(key), $"\"{key}\" belongs to a code field, not to a {keys.Text("type")} field");
        }
    }

    private MeetingSays Says(Keys keys, FieldType type, FieldShape shape)
    {
        var says = keys.OneOf("meeting-says", MeetingSays.Nothing, ("held", MeetingSays.Held), ("quorate", MeetingSays.Quorate), ("went-on-because", MeetingSays.WentOnBecause), ("dissent", MeetingSays.Dissent));
        var (fits, expected) = says switch
        {
            MeetingSays.Held => (type is FieldType.Date or FieldType.DateTime && !shape.PerPerson, "a date of the whole step"),
            MeetingSays.Quorate => (type is FieldType.YesNo && !shape.PerPerson, "a yes-no field of the whole step"),
            MeetingSays.WentOnBecause => (type is FieldType.LongText && !shape.PerPerson, "a long-text field of the whole step"),
            MeetingSays.Dissent => (type is FieldType.Table, "a table with an agency and a reason"),
            _ => (true, ""),
        };
        if (!fits) { mistakes.Add(keys.PlaceOf("meeting-says"), $"a meeting cannot say this of a {keys.Text("type")} field", expected); }
        return says;
    }

    private string? Codes(Keys keys, FieldType type)
    {
        if (type != FieldType.Code) { return null; }
        if (keys.Text("list") is not { } list)
        {
            mistakes.Add(keys.Place, "a code field needs \"list\"");
            return null;
        }
        KnownList(list, keys.PlaceOf("list"));
        return list;
    }

    private void KnownList(string list, Place place)
    {
        if (!known.Codes.ContainsKey(list)) { mistakes.Unknown(place, $"there is no code list \"{list}\"", list, known.Codes.Keys); }
    }

    private static int? MaxLength(Keys keys, FieldType type) => keys.Whole("max-length") ?? type switch
    {
        FieldType.Text => 200,
        FieldType.LongText => 20_000,
        FieldType.Address => 500,
        _ => null,
    };

    private static string Slug(string title) =>
        string.Join('-', new string([.. title.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
