using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Trellis.Platform.Time;

namespace Trellis.Practice.Answering;

/// <summary>Reads one answer by the type of its field.</summary>
internal sealed partial class FieldReader(
    PracticeModel model, IReadOnlyDictionary<string, string[]> form, AnswerContext context, ImmutableArray<AnswerError>.Builder errors)
{
    private readonly DateOnly today = London.DateOf(context.Now);

    public void Read(Field field, string key, JsonObject into)
    {
        var before = errors.Count;
        JsonNode? value = field.Type switch
        {
            FieldType.Text or FieldType.LongText => Words(field, key),
            FieldType.Date or FieldType.DateTime => When(field, key),
            FieldType.Number or FieldType.Scale => Number(field, key),
            FieldType.Money => Money(key),
            FieldType.YesNo => Checked(key, v => v is "yes" or "no", "Select yes or no"),
            FieldType.Code => Codes(field, key, into),
            FieldType.Person => Checked(key, v => Guid.TryParse(v, out _), "Select a person from the list"),
            FieldType.People => Many(key, v => Guid.TryParse(v, out _), "Select people from the list"),
            FieldType.Agencies => Many(key, _ => true, ""),
            FieldType.Agency => Checked(key, v => context.Agencies?.Contains(v) ?? true, "Select an agency from the list"),
            FieldType.School => Checked(key, _ => true, ""),
            FieldType.Document => Many(key, v => Guid.TryParse(v, out _), "Add the file again"),
            FieldType.Address => Address(field, key),
            FieldType.Table => Table(field, key),
            _ => null,
        };
        if (value is not null) { into[field.Id] = value; }
        else if (field.Required && context.Completing && errors.Count == before) { errors.Add(new AnswerError(key, Wording.Missing(field))); }
    }

    /// <summary>Without the character that no database keeps in a text.</summary>
    private string[] Raw(string key) =>
        form.TryGetValue(key, out var values) ? [.. values.Select(v => v.Replace("\0", "", StringComparison.Ordinal).Trim()).Where(v => v.Length > 0)] : [];

    private JsonValue? Checked(string key, Func<string, bool> fits, string refusal)
    {
        if (Raw(key) is not [var text, ..]) { return null; }
        if (fits(text)) { return JsonValue.Create(text); }
        errors.Add(new AnswerError(key, refusal));
        return null;
    }

    private JsonArray? Many(string key, Func<string, bool> fits, string refusal)
    {
        var given = Raw(key).Distinct().ToList();
        if (given.Exists(v => !fits(v))) { errors.Add(new AnswerError(key, refusal)); }
        var values = given.Where(fits).ToList();
        return values.Count == 0 ? null : [.. values];
    }

    private JsonValue? Words(Field field, string key)
    {
        var text = string.Join('\n', Raw(key)).ReplaceLineEndings("\n");
        if (text.Length == 0) { return null; }
        if (text.Length > field.MaxLength)
        {
            errors.Add(new AnswerError(key, $"Your answer must be {field.MaxLength.Value.ToString("N0", CultureInfo.InvariantCulture)} characters or less"));
        }
        return JsonValue.Create(text);
    }

    private JsonValue? When(Field field, string key)
    {
        var happened = field.Fact == FactUse.Occurred;
        string? Part(string? part) => Raw(part is null ? key : $"{key}.{part}").FirstOrDefault();
        var (text, error, at) = field.Type == FieldType.Date
            ? DateAnswer.Day(Part, happened ? today : null)
            : DateAnswer.DayAndTime(Part, happened ? context.Now : null);
        if (error is not null) { errors.Add(new AnswerError(key, error, at)); }
        return text is null ? null : JsonValue.Create(text);
    }

    private JsonValue? Number(Field field, string key)
    {
        if (Raw(key) is not [var text, ..]) { return null; }
        var whole = field.Type == FieldType.Scale;
        if (Amount(text) is not { } number || (whole && number != decimal.Truncate(number)))
        {
            errors.Add(new AnswerError(key, whole ? "Your answer must be a whole number, like 5" : "Your answer must be a number, like 5"));
            return null;
        }
        if (number < field.From || number > field.To)
        {
            errors.Add(new AnswerError(key, Wording.Range(field)));
            return null;
        }
        // Without the noughts at the end: 2.0 and 2 are one answer to whoever counts them.
        return JsonValue.Create(number.ToString("0.############################", CultureInfo.InvariantCulture));
    }

    private JsonValue? Money(string key)
    {
        if (Raw(key) is not [var text, ..]) { return null; }
        var plain = text.Replace("£", "", StringComparison.Ordinal).Trim();
        if (Amount(plain) is { } amount && decimal.Round(amount, 2) == amount)
        {
            return JsonValue.Create(amount.ToString("0.00", CultureInfo.InvariantCulture));
        }
        errors.Add(new AnswerError(key, "Enter an amount in pounds, like 45 or 45.50"));
        return null;
    }

    /// <summary>As people here write a number: commas only between thousands. "45,50" is not 4550, and nobody can say what else it is.</summary>
    private static decimal? Amount(string text) =>
        NumberShape().IsMatch(text) && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("^[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\\.[0-9]*)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberShape();

    private JsonArray? Table(Field field, string key)
    {
        var prefix = $"{key}.";
        var rows = form.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))
            .Select(k => k[prefix.Length..].Split('.')[0])
            .Where(r => r.Length <= 4 && r.All(char.IsAsciiDigit))
            .Distinct()
            .OrderBy(r => int.Parse(r, CultureInfo.InvariantCulture));
        var table = new JsonArray();
        foreach (var row in rows)
        {
            var cells = new JsonObject();
            foreach (var column in field.Columns) { Read(column.AsField(), $"{key}.{row}.{column.Id}", cells); }
            if (cells.Count > 0) { table.Add((JsonNode)cells); }
        }
        return table.Count == 0 ? null : table;
    }
}
