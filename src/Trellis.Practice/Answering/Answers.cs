using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Practice.Answering;

/// <summary>Reads what somebody wrote into the form of a step, and says what of it goes into the step's fact. Pure.</summary>
public static class Answers
{
    /// <summary>Below this key the stored answers of each person are kept.</summary>
    public const string People = "p";

    /// <summary>Key of a field in the form: the field's id, or <c>p.PERSON.field</c>.</summary>
    public static string Key(string? person, string field) => person is null ? field : $"{People}.{person}.{field}";

    /// <summary>Checks and normalises the answers of a form as it was sent.</summary>
    /// <param name="form">As the browser sent it. A date is <c>field.day</c>, <c>.month</c>, <c>.year</c>, a time <c>field.time</c>.</param>
    public static Answered Read(PracticeModel model, Step step, IReadOnlyDictionary<string, string[]> form, AnswerContext context)
    {
        var shown = new ShownFields(step, form, context);
        var errors = ImmutableArray.CreateBuilder<AnswerError>();
        var reader = new FieldReader(model, form, context, errors);
        var values = new JsonObject();
        var people = new JsonObject();
        foreach (var section in step.Form)
        {
            if (!section.PerPerson)
            {
                Read(section, null, values);
                continue;
            }
            foreach (var person in context.Persons)
            {
                if (people[person] is not JsonObject own) { people[person] = own = []; }
                Read(section, person, own);
            }
        }
        if (people.Count > 0) { values[People] = people; }
        return new Answered(values, errors.ToImmutable(), OccurredAt(step, values));

        void Read(Section section, string? person, JsonObject into)
        {
            foreach (var field in section.Fields.Where(f => shown.IsShown(f, person))) { reader.Read(field, Key(person, field.Id), into); }
        }
    }

    /// <summary>Whether a field is shown, given what is in the form so far.</summary>
    public static bool IsShown(Step step, Field field, string? person, IReadOnlyDictionary<string, string[]> form, AnswerContext context) =>
        new ShownFields(step, form, context).IsShown(field, person);

    /// <summary>Whether an outcome may be chosen, given what is in the form.</summary>
    public static bool MayEnd(Step step, Outcome outcome, IReadOnlyDictionary<string, string[]> form, AnswerContext context) => outcome.OnlyWhen is not { } condition || new ShownFields(step, form, context).Holds(condition);

    /// <summary>
    /// The coded details of the fact about one person: the outcome, and every answer marked <c>fact</c>. yes-no as yes and no,
    /// numbers and dates as invariant text. A calculated field is there when its value was put among the answers.
    /// </summary>
    /// <param name="values">As <see cref="Answered.Values"/> has them.</param>
    public static List<FactDetail> Details(Step step, JsonObject values, string? outcome, string? person = null)
    {
        var own = person is null ? null : values[People]?[person] as JsonObject;
        var details = outcome is null ? [] : new List<FactDetail> { new() { Field = "outcome", Code = outcome } };
        foreach (var field in step.Fields.Where(f => f.Fact == FactUse.Detail))
        {
            details.AddRange(Texts(own?[field.Id] ?? values[field.Id]).Select(code => new FactDetail { Field = field.Id, Code = code }));
        }
        return details;
    }

    /// <summary>When it happened, as the stored answers say; null when the form does not ask or has no answer.</summary>
    public static Moment? OccurredAt(Step step, JsonObject values) =>
        step.OccurredField is { } field && Texts(values[field.Id]).FirstOrDefault() is { } text ? MomentOf(text) : null;

    /// <summary>A stored date or date and time.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static Moment MomentOf(string text) => text.Contains('T', StringComparison.Ordinal)
        ? Moment.Exactly(London.At(
            DateOnly.ParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            TimeOnly.ParseExact(text[11..], "HH:mm", CultureInfo.InvariantCulture)))
        : Moment.On(DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Stored answers taken apart again as the form's inputs have them.</summary>
    public static Dictionary<string, string[]> ToForm(Step step, JsonObject values)
    {
        var form = new Dictionary<string, string[]>();
        foreach (var section in step.Form)
        {
            if (!section.PerPerson)
            {
                FormParts.Add(form, section.Fields, values, null);
                continue;
            }
            foreach (var (person, own) in values[People] as JsonObject ?? [])
            {
                if (own is JsonObject answers) { FormParts.Add(form, section.Fields, answers, person); }
            }
        }
        return form;
    }

    internal static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        null => [],
        JsonArray list => list.OfType<JsonValue>().Select(v => v.ToString()),
        JsonValue value => [value.ToString()],
        _ => [],
    };
}
