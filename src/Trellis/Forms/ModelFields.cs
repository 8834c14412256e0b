using System.Globalization;
using Microsoft.AspNetCore.Html;
using Trellis.Components;
using Trellis.Platform.Conditions;
using Trellis.Platform.Documents;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Forms;

/// <summary>The practice model's fields in the GOV.UK look: what type of answer, which component.</summary>
/// <param name="kept">Fields kept from the reader: they are not asked.</param>
public class ModelFields(ModelForm form, PracticeModel practice, IReadOnlyList<AnswerError> errors, IReadOnlyList<(string Code, string Title, string Kind)> agencies, DateOnly today, Func<Field, bool> kept, DocumentStore documents)
{
    private const int MostRadios = 10;
    private const int EmptyRows = 3;

    /// <summary>The input names of a part, for the page to say which it shows.</summary>
    public string Names(FormPart part) => string.Join(' ', form.NamesOf(part, kept));

    /// <summary>Whether the form that shows these parts sends files.</summary>
    public bool HasFiles(IEnumerable<FormPart> parts) => parts.Any(p => p.Section?.Fields.Any(f => f.Type is FieldType.Document && !kept(f)) is true);

    /// <summary>The same form in other words: another language, easy read. Null: those of the model.</summary>
    public OtherWords? Words { get; init; }

    public virtual IEnumerable<IHtmlContent> Of(FormPart part) => part.Section?.Fields.Where(f => f.Type is not FieldType.Calculated && !kept(f)).Select(f => Shown(f, part.Person)) ?? [];

    /// <summary>One question of the whole form.</summary>
    public IHtmlContent Of(Field field) => kept(field) || field.Type is FieldType.Calculated ? El.Many() : Shown(field, null);

    protected string? ErrorOf(string key) => errors.FirstOrDefault(e => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase))?.Message;

    /// <summary>The input that says what a field that is shown only with certain outcomes hangs on.</summary>
    protected virtual string OutcomeKey(FormPerson? person) => "outcome";

    /// <summary>A field that hangs on another says which, for the script that hides it and for readers without script.</summary>
    private IHtmlContent Shown(Field field, FormPerson? person)
    {
        var question = form.IsGiven(field, person) ? Said(field, person) : Question(field, person);
        if (field.ShowWhen is not { } condition) { return question; }
        var (name, asks, values) = condition switch
        {
            Compare { Comparison: Comparison.Is or Comparison.In } c => (c.Name, "in", string.Join(' ', c.Values)),
            Compare { Comparison: Comparison.IsNot or Comparison.NotIn } c => (c.Name, "not-in", string.Join(' ', c.Values)),
            Present p => (p.Name, "present", ""),
            _ => (null, "", ""),
        };
        if (name is null) { return question; }
        var owner = form.Step.Form.FirstOrDefault(s => s.Fields.Any(f => f.Id == name));
        var watched = name is "outcome" ? OutcomeKey(person) : Answers.Key(owner?.PerPerson is true ? person?.Id.ToString() : null, name);
        return El.Div("t-when", question).With("data-when", watched).With("data-asks", asks).With("data-values", values);
    }

    /// <summary>What the meeting said, in place of the question.</summary>
    private IHtmlContent Said(Field field, FormPerson? person) => !form.IsShown(field, person) ? El.Many() : El.Div(
        "govuk-form-group", El.P("govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1", field.Label), El.P("govuk-body t-words govuk-!-margin-bottom-1", form.Text(field, person, form.Read(completing: false).Answered) ?? "Nothing"), El.P("govuk-hint", "From the meeting. Change it there"));

    private IHtmlContent Question(Field asked, FormPerson? person)
    {
        var field = Words?.Of(asked) ?? asked;
        var question = Asked(field, person);
        return Words?.Picture(field.Id) is { } picture ? El.Div("t-pictured", picture, question) : question;
    }

    private IHtmlContent Asked(Field field, FormPerson? person)
    {
        var key = Answers.Key(person?.Id.ToString(), field.Id);
        var error = errors.FirstOrDefault(e => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        var hint = Hint(field);
        var message = error?.Message;
        string? Get(string name) => form.Value(name);
        var optional = !field.Required;
        return field.Type switch
        {
            FieldType.LongText or FieldType.Address => Gov.Textarea(new TextareaField(key, field.Label) { Value = Get(key), Hint = hint, Error = message, Optional = optional, MaxLength = field.MaxLength > 2000 || Words is { IsEnglish: false } ? null : field.MaxLength, Rows = field.Type is FieldType.Address ? 4 : 6 }),
            FieldType.Date => Gov.Date(new DateField(key, field.Label) { Value = DateParts.From(key, Get), Hint = hint ?? DateHint, Error = message, Optional = optional, ErrorParts = Part(error) }),
            FieldType.DateTime => Gov.DateTime(new DateTimeField(key, field.Label) { Value = DateTimeParts.From(key, Get), Hint = hint ?? $"{DateHint} 2:30pm", Error = message, Optional = optional, ErrorParts = Part(error) }),
            FieldType.Number => Gov.Input(new InputField(key, field.Label) { Value = Get(key), Hint = hint, Error = message, Optional = optional, InputMode = "decimal", Width = 5 }),
            FieldType.Money => Gov.Input(new InputField(key, field.Label) { Value = Get(key), Hint = hint, Error = message, Optional = optional, InputMode = "decimal", Prefix = "£", Width = 10 }),
            FieldType.YesNo => Radios(key, field, hint, message, [Say(new Choice("yes", "Yes") { Conditional = Warn(field, "yes") }, "yes-no"), Say(new Choice("no", "No") { Conditional = Warn(field, "no") }, "yes-no")], inline: field.Warning is null && Words is null),
            FieldType.Scale => Radios(key, field, hint, message, [.. Enumerable.Range((int)(field.From ?? 0), (int)((field.To ?? 10) - (field.From ?? 0)) + 1).Select(n => new Choice(n.ToString(CultureInfo.InvariantCulture), n.ToString(CultureInfo.InvariantCulture)))], inline: true),
            FieldType.Code => Codes(key, field, hint, message),
            FieldType.Person => Radios(key, field, hint, message, [.. form.People.Select(p => new Choice(p.Id.ToString(), p.Name))], inline: false),
            FieldType.People => Boxes(key, field, hint, message, [.. form.People.Select(p => new Choice(p.Id.ToString(), p.Name))]),
            FieldType.Agency => Select(key, field, hint, message, [.. agencies.Select(a => new Choice(a.Code, a.Title))]),
            FieldType.School => Select(key, field, hint, message, [.. agencies.Where(a => a.Kind is "school").Select(a => new Choice(a.Code, a.Title))]),
            FieldType.Agencies => Boxes(key, field, hint, message, [.. agencies.Select(a => new Choice(a.Code, a.Title))]),
            FieldType.Table => Table(key, field, hint),
            FieldType.Document => Gov.Files(new FilesField(key, field.Label) { Hint = FilesHint(hint), Error = message, Optional = optional, Accept = DocumentCheck.Accept, Kept = [.. (form.Files(field, person) ?? []).Select(f => new Choice(f.Id.ToString(), $"{f.Name} ({f.Described})"))] }),
            _ => Gov.Input(new InputField(key, field.Label) { Value = Get(key), Hint = hint, Error = message, Optional = optional }),
        };
    }

    private string FilesHint(string? hint) => $"{(hint is null ? "" : $"{hint}. ")}{DocumentCheck.Kinds}, up to {documents.Limit.Megabytes} MB each.{(documents.IsScanning ? "" : " Files are not scanned for viruses here")}";

    private string DateHint => string.Create(English.Culture, $"For example, {today.AddDays(-3):d M yyyy}");

    private IHtmlContent Codes(string key, Field field, string? hint, string? error)
    {
        var chosen = form.Values.GetValueOrDefault(key, []);
        var choices = practice.Codes[field.Codes!].Codes.Where(c => c.InUse(today) || chosen.Contains(c.Id)).Select(c => new Choice(c.Id, c.Title)
        {
            Hint = c.Hint,
            Group = c.Group,
            Exclusive = c.Alone,
            Conditional = c.NeedsReason ? Gov.Textarea(new TextareaField($"{key}.reason", "Reason") { Value = form.Value($"{key}.reason"), Rows = 3 }) : Warn(field, c.Id),
        }).Select(c => Say(c, field.Codes!)).ToArray();
        if (field.Many) { return Boxes(key, field, hint, error, choices); }
        return choices.Length > MostRadios ? Select(key, field, hint, error, choices) : Radios(key, field, hint, error, choices, inline: false);
    }

    private HtmlContentBuilder Table(string key, Field field, string? hint)
    {
        var rows = form.Values.Keys.Where(k => k.StartsWith($"{key}.", StringComparison.OrdinalIgnoreCase)).Select(k => k[(key.Length + 1)..].Split('.')[0])
            .Select(r => int.TryParse(r, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n + 1 : 0).DefaultIfEmpty(0).Max();
        var all = new HtmlContentBuilder();
        if (hint is not null) { all.AppendHtml(El.P("govuk-hint", hint)); }
        for (var row = 0; row < Math.Min(rows + EmptyRows, 50); row++)
        {
            var cells = new HtmlContentBuilder();
            foreach (var column in field.Columns) { cells.AppendHtml(Question(column.AsField(), $"{key}.{row}.{column.Id}")); }
            all.AppendHtml(Gov.Fieldset($"{field.Label} {row + 1}", cells, LabelSize.Small));
        }

        return all;
    }

    private IHtmlContent Question(Field column, string key)
    {
        var error = errors.FirstOrDefault(e => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase));
        var message = error?.Message;
        return column.Type switch
        {
            FieldType.Date => Gov.Date(new DateField(key, column.Label) { Value = DateParts.From(key, form.Value), Optional = true, Error = message, ErrorParts = Part(error) }),
            FieldType.Agency => Gov.Select(new SelectField(key, column.Label, [.. agencies.Select(a => new Choice(a.Code, a.Title))]) { Value = form.Value(key), Optional = true, Error = message }),
            FieldType.Code => Gov.Select(new SelectField(key, column.Label, [.. practice.Codes[column.Codes!].Codes.Select(c => new Choice(c.Id, c.Title))]) { Value = form.Value(key), Optional = true, Error = message }),
            FieldType.LongText => Gov.Textarea(new TextareaField(key, column.Label) { Value = form.Value(key), Rows = 3, Optional = true, Error = message }),
            _ => Gov.Input(new InputField(key, column.Label) { Value = form.Value(key), Optional = true, Error = message }),
        };
    }

    private Choice Say(Choice choice, string list) => Words?.Of(choice, list) ?? choice;

    private IHtmlContent Radios(string key, Field field, string? hint, string? error, IReadOnlyList<Choice> choices, bool inline) =>
        Gov.Radios(new RadiosField(key, field.Label, choices) { Value = form.Value(key), Hint = hint, Error = error, Inline = inline, Optional = !field.Required });

    private IHtmlContent Boxes(string key, Field field, string? hint, string? error, IReadOnlyList<Choice> choices) =>
        Gov.Checkboxes(new CheckboxesField(key, field.Label, choices) { Values = form.Values.GetValueOrDefault(key, []), Hint = hint ?? "Select all that apply", Error = error, Optional = !field.Required });

    private IHtmlContent Select(string key, Field field, string? hint, string? error, IReadOnlyList<Choice> choices) =>
        Gov.Select(new SelectField(key, field.Label, choices) { Value = form.Value(key), Hint = hint, Error = error, Optional = !field.Required });

    private static IHtmlContent? Warn(Field field, string value) => field.Warning is { } warning && warning.When == value ? Gov.Warning(warning.Text) : null;

    private static string? Hint(Field field) => field.Voice && field.Hint is null ? "In the child’s own words where you can" : field.Hint;

    private static DatePart Part(AnswerError? error) => error?.Part switch
    {
        "day" => DatePart.Day,
        "month" => DatePart.Month,
        "year" => DatePart.Year,
        "time" => DatePart.Time,
        _ => DatePart.None,
    };
}
