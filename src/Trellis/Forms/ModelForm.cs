using System.Text.Json.Nodes;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Forms;

/// <summary>Somebody the form is about.</summary>
public sealed record FormPerson(Guid Id, string Name);

/// <summary>A document added to a form: what it is called, and the hash that proves it is the one.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Hex.</param>
/// <param name="Scanned">A virus scanner found nothing in it; false: none was named.</param>
public sealed record AttachedFile(Guid Id, string Name, string Type, int Size, string Sha256, bool Scanned)
{
    /// <summary>"PDF, 1.2 MB"</summary>
    public string Described => $"{Type.ToUpperInvariant()}, {(Size >= 1_000_000 ? $"{Size / 1e6:0.0} MB" : $"{Math.Max(1, Size / 1000)} kB")}{(Scanned ? "" : ", not scanned for viruses")}";
}

/// <summary>One part of the form as a page shows it: a section, a section for one person, or the outcome.</summary>
public sealed record FormPart(string Id, string Title, string? Hint, Section? Section, FormPerson? Person)
{
    public bool IsOutcome => Section is null;
}

/// <summary>A form of the practice model with what has been typed into it so far. Asks the practice model what to show and what is wrong; keeps nothing.</summary>
public class ModelForm
{
    private const int MostFieldsOnOnePage = 14;
    private const int MostPartsOnOnePage = 4;

    /// <summary>What agencies and people are called, by the code or id an answer holds.</summary>
    private readonly IReadOnlyDictionary<string, string> titles;

    /// <param name="codesOn">The day it was completed, of one that is put right: codes closed since may stay. Null: today.</param>
    public ModelForm(PracticeModel practice, Step step, IReadOnlyList<FormPerson> people, IReadOnlyDictionary<string, string[]> values, DateTimeOffset now, IReadOnlyDictionary<string, string>? titles = null, DateOnly? codesOn = null)
    {
        (Practice, Step, People, Values, Now, CodesOn) = (practice, step, people, values, now, codesOn);
        this.titles = titles ?? people.ToDictionary(p => p.Id.ToString(), p => p.Name);
        Parts = [.. step.Form.SelectMany(s => s.PerPerson
            ? people.Select(p => new FormPart($"{s.Id}-{p.Id:N}", people.Count > 1 ? $"{s.Title}: {p.Name}" : s.Title, s.Hint, s, p))
            : [new FormPart(s.Id, s.Title, s.Hint, s, null)])];
    }

    protected PracticeModel Practice { get; }

    protected DateTimeOffset Now { get; }

    protected DateOnly? CodesOn { get; }

    protected IReadOnlyDictionary<string, string> Titles => titles;

    /// <summary>By id, those that may be named in an answer.</summary>
    public IReadOnlyDictionary<Guid, AttachedFile> Attached { get; init; } = new Dictionary<Guid, AttachedFile>();

    /// <summary>Input names of fields that are not asked: the meeting said them.</summary>
    public IReadOnlySet<string> Given { get; init; } = new HashSet<string>();

    /// <summary>What each participant answered, by the field that asks each.</summary>
    public IReadOnlyDictionary<string, string> Each { get; init; } = new Dictionary<string, string>();

    /// <summary>Said by the meeting, so that it is shown and not asked.</summary>
    public bool IsGiven(Field field, FormPerson? person) => Given.Contains(Answers.Key(person?.Id.ToString(), field.Id)) || Each.ContainsKey(field.Id);

    /// <summary>The form as the model has it: of a step, of a questionnaire.</summary>
    public Step Step { get; }

    public IReadOnlyList<FormPerson> People { get; }

    /// <summary>By input name, in no case: <c>received-at.day</c>, <c>p.PERSON.seen</c>.</summary>
    public IReadOnlyDictionary<string, string[]> Values { get; }

    public IReadOnlyList<FormPart> Parts { get; protected init; }

    /// <summary>So much that each part has a page of its own, behind a list of tasks.</summary>
    public bool IsLong => Parts.Count > MostPartsOnOnePage || Parts.Sum(p => p.Section?.Fields.Length ?? 1) > MostFieldsOnOnePage;

    public string? Value(string key) => Values.TryGetValue(key, out var values) ? values.FirstOrDefault(v => v.Length > 0) : null;

    /// <summary>The input names of a part.</summary>
    /// <param name="kept">Fields kept from the reader: they are not asked.</param>
    public virtual IEnumerable<string> NamesOf(FormPart part, Func<Field, bool>? kept = null) =>
        part.Section?.Fields.Where(f => f.Type is not FieldType.Calculated && !IsGiven(f, part.Person) && kept?.Invoke(f) is not true).Select(f => Answers.Key(part.Person?.Id.ToString(), f.Id)) ?? [];

    public bool IsShown(Field field, FormPerson? person) => Answers.IsShown(Step, field, person?.Id.ToString(), Values, Context(completing: false));

    /// <summary>Reads all of it. Errors are in the order of the form.</summary>
    /// <param name="completing">False while a draft is kept: then only what cannot be read is wrong.</param>
    public virtual (Answered Answered, IReadOnlyList<AnswerError> Errors) Read(bool completing)
    {
        var answered = Answers.Read(Practice, Step, Values, Context(completing));
        // What the meeting says nobody can put right here: whether it may decide is asked when the step is completed.
        return (answered, [.. answered.Errors.Where(e => !Given.Concat(Each.Keys).Any(key => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))]);
    }

    public IReadOnlyList<AnswerError> ErrorsOf(FormPart part, IReadOnlyList<AnswerError> errors)
    {
        var names = part.IsOutcome ? NamesOf(part).ToArray() : [.. part.Section!.Fields.Select(f => Answers.Key(part.Person?.Id.ToString(), f.Id))];
        return [.. errors.Where(e => names.Any(n => e.Key == n || (!part.IsOutcome && e.Key.StartsWith($"{n}.", StringComparison.Ordinal))))];
    }

    /// <summary>How an answer reads; null when there is none.</summary>
    public string? Text(Field field, FormPerson? person, Answered answered)
    {
        if (Each.TryGetValue(field.Id, out var each)) { return each; }
        var values = person is null ? answered.Values : answered.Values[Answers.People]?[person.Id.ToString()] as JsonObject;
        var node = values?[field.Id];
        if (field.Type is FieldType.Table && node is JsonArray rows)
        {
            return string.Join('\n', rows.OfType<JsonObject>().Select(r => string.Join(", ", field.Columns.Where(c => r[c.Id] is not null).Select(c => $"{c.Label}: {FieldText.Of(c.AsField(), r[c.Id]!.ToString(), Practice, titles)}"))));
        }

        var texts = (node is JsonArray list ? list.Select(v => v?.ToString() ?? "") : node is null ? [] : [node.ToString()]).Select(v => FieldText.Of(field, v, Practice, titles));
        var text = string.Join(", ", texts);
        return values?[$"{field.Id}.reason"] is { } reason ? $"{text}: {reason}" : text.Length == 0 ? null : text;
    }

    /// <summary>The documents of an answer; null where it has none.</summary>
    public IReadOnlyList<AttachedFile>? Files(Field field, FormPerson? person)
    {
        if (field.Type is not FieldType.Document || !Values.TryGetValue(Answers.Key(person?.Id.ToString(), field.Id), out var ids)) { return null; }
        return [.. ids.Select(v => Guid.TryParse(v, out var id) ? Attached.GetValueOrDefault(id) : null).OfType<AttachedFile>()];
    }

    protected virtual AnswerContext Context(bool completing) => new(Now)
    {
        Completing = completing,
        CodesOn = CodesOn,
        Persons = [.. People.Select(p => p.Id.ToString())],
        // People and documents are among the titles too: those are told by ids, agencies by codes.
        Agencies = Step.Fields.Any(f => f.Type is FieldType.Agency) && titles.Keys.Where(k => !Guid.TryParse(k, out _)).ToHashSet() is { Count: > 0 } agencies ? agencies : null,
    };
}
