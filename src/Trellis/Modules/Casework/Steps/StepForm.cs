using System.Text.Json;
using Trellis.Forms;
using Trellis.Platform.Documents;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework.Steps;

/// <summary>The form of a step: with outcomes, for each person where each has their own, and frozen when it is completed.</summary>
public sealed class StepForm : ModelForm
{
    /// <summary>The same step with other answers.</summary>
    public StepForm With(IReadOnlyDictionary<string, string[]> values) => new(Practice, Step, People, values, Now, Titles, CodesOn) { Attached = Attached, Given = Given, Each = Each };

    /// <param name="codesOn">The day it was completed, of a step that is put right: codes closed since may stay. Null: today.</param>
    public StepForm(PracticeModel practice, Step step, IReadOnlyList<FormPerson> people, IReadOnlyDictionary<string, string[]> values, DateTimeOffset now, IReadOnlyDictionary<string, string>? titles = null, DateOnly? codesOn = null)
        : base(practice, step, people, values, now, titles, codesOn)
    {
        if (step.Outcomes.Length == 0) { return; }
        var outcome = new FormPart("outcome", step.Outcomes.Length > 1 ? "What happens next" : "Outcome", null, null, null);
        var first = step.Fields.Any(f => f.ShowWhen?.Names.Contains("outcome") is true);
        Parts = first ? [outcome, .. Parts] : [.. Parts, outcome];
    }

    /// <summary>By id, those that may be named in an answer.</summary>
    public IReadOnlyDictionary<Guid, Document> Documents { init => Attached = value.ToDictionary(d => d.Key, d => new AttachedFile(d.Value.Id, d.Value.Name, d.Value.Type, d.Value.Size, d.Value.Hash, d.Value.Scanned)); }

    /// <summary>Each person has their own outcome: what happens to one need not happen to another.</summary>
    public bool OutcomeEach => Step.PerPerson && People.Count > 1;

    public string OutcomeKey(Guid person) => OutcomeEach ? Answers.Key(person.ToString(), "outcome") : "outcome";

    public string ReasonKey(Guid person) => OutcomeEach ? Answers.Key(person.ToString(), "reason") : "reason";

    /// <inheritdoc/>
    public override IEnumerable<string> NamesOf(FormPart part, Func<Field, bool>? kept = null) => part.IsOutcome
        ? (OutcomeEach ? People : People.Take(1)).SelectMany(p => new[] { OutcomeKey(p.Id), ReasonKey(p.Id) })
        : base.NamesOf(part, kept);

    public Outcome? OutcomeFor(Guid person) => Value(OutcomeKey(person)) is { } id ? Step.Outcome(id) : Step.Outcomes.Length == 1 ? Step.Outcomes[0] : null;

    /// <inheritdoc/>
    public override (Answered Answered, IReadOnlyList<AnswerError> Errors) Read(bool completing)
    {
        var (answered, errors) = base.Read(completing);
        return (answered, completing && Step.Outcomes.Length > 0 ? [.. errors, .. OutcomeErrors()] : errors);
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

    private Frozen.Answer Answer(Field field, FormPerson? person, Answered answered) =>
        new(field.Id, field.Label, Text(field, person, answered) ?? "Not given", field.Voice, field.Sensitive, Files(field, person));

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

    /// <inheritdoc/>
    protected override AnswerContext Context(bool completing) => base.Context(completing) with
    {
        Outcome = OutcomeEach ? null : People.Count > 0 ? OutcomeFor(People[0].Id)?.Id : null,
        OutcomeOf = OutcomeEach ? People.Where(p => OutcomeFor(p.Id) is not null).ToDictionary(p => p.Id.ToString(), p => OutcomeFor(p.Id)!.Id) : new Dictionary<string, string>(),
    };
}
