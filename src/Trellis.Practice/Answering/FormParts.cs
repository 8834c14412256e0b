using System.Globalization;
using System.Text.Json.Nodes;

namespace Trellis.Practice.Answering;

/// <summary>Takes stored answers apart into the inputs of a form: the other way round from <see cref="FieldReader"/>.</summary>
internal static class FormParts
{
    public static void Add(Dictionary<string, string[]> form, IEnumerable<Field> fields, JsonObject values, string? person)
    {
        foreach (var field in fields)
        {
            Add(form, field, Answers.Key(person, field.Id), values[field.Id]);
            if (values[$"{field.Id}.reason"] is { } reason) { form[$"{Answers.Key(person, field.Id)}.reason"] = [reason.ToString()]; }
        }
    }

    private static void Add(Dictionary<string, string[]> form, Field field, string key, JsonNode? value)
    {
        switch (value)
        {
            case null:
                return;
            case JsonArray rows when field.Type == FieldType.Table:
                for (var row = 0; row < rows.Count; row++)
                {
                    foreach (var column in field.Columns)
                    {
                        Add(form, column.AsField(), string.Create(CultureInfo.InvariantCulture, $"{key}.{row}.{column.Id}"), rows[row]?[column.Id]);
                    }
                }
                return;
            case var date when field.Type is FieldType.Date or FieldType.DateTime:
                AddDate(form, key, date.ToString());
                return;
            default:
                form[key] = [.. Answers.Texts(value)];
                return;
        }
    }

    private static void AddDate(Dictionary<string, string[]> form, string key, string text)
    {
        form[$"{key}.year"] = [text[..4]];
        form[$"{key}.month"] = [text[5..7].TrimStart('0')];
        form[$"{key}.day"] = [text[8..10].TrimStart('0')];
        if (text.Length > 11) { form[$"{key}.time"] = [text[11..]]; }
    }
}
