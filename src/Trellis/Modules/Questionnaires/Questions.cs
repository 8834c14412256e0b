using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires;

/// <summary>One answer to choose, and its colour by the rule of the questionnaire.</summary>
public sealed record Option(string Code, string Title, string? Colour);

/// <summary>A question as it stood when the round opened.</summary>
/// <param name="Type">As the practice model names it: code, yes-no, scale, number, long-text…</param>
/// <param name="Options">What can be chosen; empty where something is written or a number typed.</param>
public sealed record Question(string Id, string Section, string Label, string Type, IReadOnlyList<Option> Options)
{
    public bool IsChosen => Options.Count > 0;

    /// <summary>Free words: read by people and tagged, never counted.</summary>
    public bool IsWords => Type is "text" or "long-text";

    public bool HasColour => Options.Any(o => o.Colour is not null);

    public string? ColourOf(string answer) => Options.FirstOrDefault(o => o.Code == answer)?.Colour;

    public string TitleOf(string answer) => Options.FirstOrDefault(o => o.Code == answer)?.Title ?? answer;
}

/// <param name="Rating">The question that says how far it is met.</param>
/// <param name="BesideOf">Questionnaire and question asked of others about the same; null: none.</param>
public sealed record StandardAsked(string Id, string Title, string Section, IReadOnlyList<string> Criteria, IReadOnlyList<string> Fields, string Rating, string? BesideOf, string? BesideField);

/// <summary>
/// A questionnaire as it was when its round opened: questions, answers that could be chosen, standards, and the rule of colours. Results are
/// read with this for ever, whatever the practice model says since.
/// </summary>
public sealed record Questions(string Title, string Authority, IReadOnlyList<Question> Fields, IReadOnlyList<StandardAsked> Standards, int? Red, int? Amber)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ImmutableDictionary<FieldType, string> Types = new Dictionary<FieldType, string>
    {
        [FieldType.Text] = "text",
        [FieldType.LongText] = "long-text",
        [FieldType.Code] = "code",
        [FieldType.YesNo] = "yes-no",
        [FieldType.Scale] = "scale",
        [FieldType.Number] = "number",
        [FieldType.Document] = "document",
    }.ToImmutableDictionary();

    public GroupColours? Group => Red is { } red && Amber is { } amber ? new GroupColours(red, amber) : null;

    public Question? Field(string id) => Fields.FirstOrDefault(f => f.Id == id);

    public StandardAsked? Standard(string id) => Standards.FirstOrDefault(s => s.Id == id);

    public StandardAsked? StandardOf(string field) => Standards.FirstOrDefault(s => s.Fields.Contains(field));

    /// <summary>What is coloured and so counted: the ratings of standards, and every other coloured question.</summary>
    public IEnumerable<Question> Coloured => Fields.Where(f => f.HasColour);

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static Questions Read(string text) => JsonSerializer.Deserialize<Questions>(text, Json) ?? throw new InvalidOperationException("A round has no questions");

    public static Questions Of(Questionnaire questionnaire, PracticeModel practice) => new(
        questionnaire.Title, questionnaire.Authority,
        [.. questionnaire.Form.SelectMany(s => s.Fields.Select(f => new Question(f.Id, s.Title, f.Label, Types.GetValueOrDefault(f.Type, f.Type.ToString().ToLowerInvariant()), [.. OptionsOf(questionnaire, f, practice)])))],
        [.. questionnaire.Standards.Select(s => new StandardAsked(s.Id, s.Title, s.Section, s.Criteria, s.Fields, s.Rating, s.Beside?.Questionnaire, s.Beside?.Field))],
        questionnaire.Group?.Red, questionnaire.Group?.Amber);

    private static IEnumerable<Option> OptionsOf(Questionnaire questionnaire, Field field, PracticeModel practice)
    {
        var all = field.Type switch
        {
            FieldType.YesNo => [("yes", "Yes"), ("no", "No")],
            FieldType.Code => practice.Codes[field.Codes!].Codes.Select(c => (c.Id, c.Title)),
            FieldType.Scale => Enumerable.Range((int)(field.From ?? 0), (int)((field.To ?? 10) - (field.From ?? 0)) + 1).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)).Select(n => (n, n)),
            _ => [],
        };
        return all.Select(o => new Option(o.Item1, o.Item2, questionnaire.ColourOf(field, o.Item1)));
    }
}
