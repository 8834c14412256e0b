using System.Text.Json;
using System.Text.Json.Nodes;
using Trellis.Platform.Documents;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework.Steps;

/// <summary>Somebody the form is about.</summary>
public sealed record FormPerson(Guid Id, string Name);

/// <summary>One part of the form as a page shows it: a section, a section for one person, or the outcome.</summary>
public sealed record FormPart(string Id, string Title, string? Hint, Section? Section, FormPerson? Person)
{
    public bool IsOutcome => Section is null;
}

/// <summary>The form of a step with what has been typed into it so far. Asks the practice model what to show and what is wrong; keeps nothing.</summary>
public sealed class StepForm
{
    private const int MostFieldsOnOnePage = 14;
    private const int MostPartsOnOnePage = 4;

    private readonly PracticeModel practice;
    private readonly DateTimeOffset now;
    private readonly DateOnly? codesOn;

    /// <summary>What agencies and people are called, by the code or id an answer holds.</summary>
    private readonly IReadOnlyDictionary<string, string> titles;

    /// <summary>The same step with other answers.</summary>
    public StepForm With(IReadOnlyDictionary<string, string[]> values) => new(practice, Step, People, values, now, titles, codesOn) { Documents = Documents, Given = Given, Each = Each };

    /// <summary>By id, those that may be named in an answer.</summary>
    public IReadOnlyDictionary<Guid, Document> Documents { get; init; } = new Dictionary<Guid, Document>();

    /// <summary>Input names of fields that are not asked: the meeting said them.</summary>
    public IReadOnlySet<string> Given { get; init; } = new HashSet<string>();

    /// <summary>What each participant answered, by the field that asks each.</summary>
    public IReadOnlyDictionary<string, string> Each { get; init; } = new Dictionary<string, string>();

    /// <summary>Said by the meeting, so that it is shown and not asked.</summary>
    public bool IsGiven(Field field, FormPerson? person) => Given.Contains(Answers.Key(person?.Id.ToString(), field.Id)) || Each.ContainsKey(field.Id);

    /// <param name="codesOn">The day it was completed, of a step that is put right: codes closed since may stay. Null: today.</param>
    public StepForm(PracticeModel practice, Step step, IReadOnlyList<FormPerson> people, IReadOnlyDictionary<string, string[]> values, DateTimeOffset now, IReadOnlyDictionary<string, string>? titles = null, DateOnly? codesOn = null)
    {
        (this.practice, Step, People, Values, this.now, this.codesOn) = (practice, step, people, values, now, codesOn);
        this.titles = titles ?? people.ToDictionary(p => p.Id.ToString(), p => p.Name);
        var sections = step.Form.SelectMany(s => s.PerPerson
            ? people.Select(p => new FormPart($"{s.Id}-{p.Id:N}", people.Count > 1 ? $"{s.Title}: {p.Name}" : s.Title, s.Hint, s, p))
            : [new FormPart(s.Id, s.Title, s.Hint, s, null)]);
        var outcome = new FormPart("outcome", step.Outcomes.Length > 1 ? "What happens next" : "Outcome", null, null, null);
        var first = step.Fields.Any(f => f.ShowWhen?.Names.Contains("outcome") is true);
        Parts = step.Outcomes.Length == 0 ? [.. sections] : first ? [outcome, .. sections] : [.. sections, outcome];
    }

    public Step Step { get; }

    public IReadOnlyList<FormPerson> People { get; }

    /// <summary>By input name, in no case: <c>received-at.day</c>, <c>p.PERSON.seen</c>.</summary>
    public IReadOnlyDictionary<string, string[]> Values { get; }

    public IReadOnlyList<FormPart> Parts { get; }

    /// <summary>So much that each part has a page of its own, behind a list of tasks.</summary>
    public bool IsLong => Parts.Count > MostPartsOnOnePage || Parts.Sum(p => p.Section?.Fields.Length ?? 1) > MostFieldsOnOnePage;

    /// <summary>Each person has their own outcome: what happens to one need not happen to another.</summary>
    public bool OutcomeEach => Step.PerPerson && People.Count > 1;

    public string OutcomeKey(Guid person) => OutcomeEach ? Answers.Key(person.ToString(), "outcome") : "outcome";

    public string ReasonKey(Guid person) => OutcomeEach ? Answers.Key(person.ToString(), "reason") : "reason";

    public string? Value(string key) => Values.TryGetValue(key, out var values) ? values.FirstOrDefault(v => v.Length > 0) : null;

    /// <summary>The input names of a part.</summary>
    /// <param name="kept">Fields kept from the reader: they are not asked.</param>
    public IEnumerable<string> NamesOf(FormPart part, Func<Field, bool>? kept = null) => part.IsOutcome
        ? (OutcomeEach ? People : People.Take(1)).SelectMany(p => new[] { OutcomeKey(p.Id), ReasonKey(p.Id) })
        : part.Section!.Fields.Where(f => f.Type is not FieldType.Calculated && !IsGiven(f, part.Person) && kept?.Invoke(f) is not true).Select(f => Answers.Key(part.Person?.Id.ToString(), f.Id));

    public Outcome? OutcomeFor(Guid person) => Value(OutcomeKey(person)) is { } id ? Step.Outcome(id) : Step.Outcomes.Length == 1 ? Step.Outcomes[0] : null;

    public bool IsShown(Field field, FormPerson? person) => Answers.IsShown(Step, field, person?.Id.ToString(), Values, Context(completing: false));

    /// <summary>Reads all of it. Errors are in the order of the form.</summary>
    /// <param name="completing">False while a draft is kept: then only what cannot be read is wrong.</param>
    public (Answered Answered, IReadOnlyList<AnswerError> Errors) Read(bool completing)
    {
        var answered = Answers.Read(practice, Step, Values, Context(completing));
        // What the meeting says nobody can put right here: whether it may decide is asked when the step is completed.
        var errors = answered.Errors.Where(e => !Given.Concat(Each.Keys).Any(key => e.Key.Equals(key, StringComparison.OrdinalIgnoreCase))).ToList();
        if (completing && Step.Outcomes.Length > 0) { errors.AddRange(OutcomeErrors()); }
        return (answered, errors);
    }

    public IReadOnlyList<AnswerError> ErrorsOf(FormPart part, IReadOnlyList<AnswerError> errors)
    {
        var names = part.IsOutcome ? NamesOf(part).ToArray() : [.. part.Section!.Fields.Select(f => Answers.Key(part.Person?.Id.ToString(), f.Id))];
        return [.. errors.Where(e => names.Any(n => e.Key == n || (!part.IsOutcome && e.Key.StartsWith($"{n}.", StringComparison.Ordinal))))];
    }

    /// <summary>What is kept for ever once it is completed. Call only when <see cref="Read"/> found nothing wrong.</summary>
    /// <param name="calculated">Calculated fields: (person, field) to code.</param>
    public Frozen Freeze(Answered answered, IReadOnlyDictionary<(Guid Person, string Field), string> calculated)
    {
        var parts = new List<Frozen.Part>();
        foreach (var part in Parts)
        {
            var answers = part.IsOutcome ? OutcomeAnswers() : part.Section!.Fields.Where(f => f.Type is not FieldType.Calculated && IsShown(f, part.Person)).Select(f => Answer(f, part.Person, answered));
            parts.Add(new Frozen.Part(part.Title, part.Person?.Id, [.. answers]));
        }

        var said = People.Select(p =>
        {
            var outcome = OutcomeFor(p.Id) ?? throw new InvalidOperationException("An outcome is missing");
            var details = Answers.Details(Step, answered.Values, null, p.Id.ToString()).Select(d => new Said.Code(d.Field, d.Code))
                .Concat(Hashes(p.Id)).Concat(calculated.Where(c => c.Key.Person == p.Id).Select(c => new Said.Code(c.Key.Field, c.Value)));
            return new Said(p.Id, outcome.Id, answered.Occurred, [.. details], Value(ReasonKey(p.Id)));
        });
        return new Frozen(Step.Title, parts, [.. said], JsonSerializer.Serialize(Values.Where(v => v.Value.Any(t => t.Length > 0)).ToDictionary()));
    }

    /// <summary>How an answer reads; null when there is none.</summary>
    public string? Text(Field field, FormPerson? person, Answered answered)
    {
        if (Each.TryGetValue(field.Id, out var each)) { return each; }
        var values = person is null ? answered.Values : answered.Values[Answers.People]?[person.Id.ToString()] as JsonObject;
        var node = values?[field.Id];
        if (field.Type is FieldType.Table && node is JsonArray rows)
        {
            return string.Join('\n', rows.OfType<JsonObject>().Select(r => string.Join(", ", field.Columns.Where(c => r[c.Id] is not null).Select(c => $"{c.Label}: {FieldText.Of(c.AsField(), r[c.Id]!.ToString(), practice, titles)}"))));
        }

        var texts = (node is JsonArray list ? list.Select(v => v?.ToString() ?? "") : node is null ? [] : [node.ToString()]).Select(v => FieldText.Of(field, v, practice, titles));
        var text = string.Join(", ", texts);
        return values?[$"{field.Id}.reason"] is { } reason ? $"{text}: {reason}" : text.Length == 0 ? null : text;
    }

    private Frozen.Answer Answer(Field field, FormPerson? person, Answered answered) =>
        new(field.Id, field.Label, Text(field, person, answered) ?? "Not given", field.Voice, field.Sensitive, Files(field, person));

    /// <summary>The documents of an answer; null where it has none.</summary>
    public IReadOnlyList<Frozen.File>? Files(Field field, FormPerson? person)
    {
        if (field.Type is not FieldType.Document || !Values.TryGetValue(Answers.Key(person?.Id.ToString(), field.Id), out var ids)) { return null; }
        return [.. ids.Select(v => Guid.TryParse(v, out var id) ? Documents.GetValueOrDefault(id) : null).OfType<Document>().Select(d => new Frozen.File(d.Id, d.Name, d.Type, d.Size, d.Hash, d.Scanned))];
    }

    /// <summary>The hashes of the documents that are about a person or about all, for the fact to prove them.</summary>
    private IEnumerable<Said.Code> Hashes(Guid person) => Parts.Where(p => !p.IsOutcome && (p.Person is null || p.Person.Id == person))
        .SelectMany(p => p.Section!.Fields.Where(f => IsShown(f, p.Person)).SelectMany(f => Files(f, p.Person) ?? [])).Select(f => new Said.Code("document", f.Sha256));

    private IEnumerable<Frozen.Answer> OutcomeAnswers()
    {
        foreach (var person in OutcomeEach ? People : People.Take(1))
        {
            yield return new Frozen.Answer("outcome", OutcomeEach ? person.Name : "Outcome", OutcomeFor(person.Id)?.Title ?? "Not given");
            if (Value(ReasonKey(person.Id)) is { } reason) { yield return new Frozen.Answer("reason", OutcomeEach ? $"Reason, {person.Name}" : "Reason", reason); }
        }
    }

    private IEnumerable<AnswerError> OutcomeErrors()
    {
        foreach (var person in OutcomeEach ? People : People.Take(1))
        {
            if (OutcomeFor(person.Id) is not { } outcome) { yield return new AnswerError(OutcomeKey(person.Id), OutcomeEach ? $"Select what happens next for {person.Name}" : "Select what happens next"); }
            else if (outcome.NeedsReason && Value(ReasonKey(person.Id)) is null) { yield return new AnswerError(ReasonKey(person.Id), $"Enter the reason for “{outcome.Title}”"); }
            else if (!Answers.MayEnd(Step, outcome, Values, Context(completing: true))) { yield return new AnswerError(OutcomeKey(person.Id), outcome.Refusal ?? $"“{outcome.Title}” does not go with the answers above"); }
        }
    }

    private AnswerContext Context(bool completing) => new(now)
    {
        Completing = completing,
        CodesOn = codesOn,
        Persons = [.. People.Select(p => p.Id.ToString())],
        Outcome = OutcomeEach ? null : People.Count > 0 ? OutcomeFor(People[0].Id)?.Id : null,
        OutcomeOf = OutcomeEach ? People.Where(p => OutcomeFor(p.Id) is not null).ToDictionary(p => p.Id.ToString(), p => OutcomeFor(p.Id)!.Id) : new Dictionary<string, string>(),
    };
}
