using Microsoft.AspNetCore.Html;
using Trellis.Components;
using Trellis.Forms;
using Trellis.Platform.Documents;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework.Steps;

/// <summary>The fields of a step, and the question what happens next.</summary>
public sealed class StepFields(StepForm form, PracticeModel practice, IReadOnlyList<AnswerError> errors, IReadOnlyList<(string Code, string Title, string Kind)> agencies, DateOnly today, Func<Field, bool> kept, DocumentStore documents)
    : ModelFields(form, practice, errors, agencies, today, kept, documents)
{
    private readonly StepForm step = form;

    /// <inheritdoc/>
    public override IEnumerable<IHtmlContent> Of(FormPart part) => part.IsOutcome ? (step.OutcomeEach ? step.People : step.People.Take(1)).Select(Outcome) : base.Of(part);

    /// <inheritdoc/>
    protected override string OutcomeKey(FormPerson? person) => step.OutcomeKey(person?.Id ?? step.People[0].Id);

    private IHtmlContent Outcome(FormPerson person)
    {
        var (key, reason) = (step.OutcomeKey(person.Id), step.ReasonKey(person.Id));
        var label = step.OutcomeEach ? $"What happens next for {person.Name}?" : "What happens next?";
        var error = ErrorOf(key);
        var reasonError = ErrorOf(reason);
        var choices = step.Step.Outcomes.Select(o => new Choice(o.Id, o.Title) { Hint = o.Hint }).ToArray();
        var radios = Gov.Radios(new RadiosField(key, label, choices) { Value = step.Value(key) ?? (choices.Length == 1 ? choices[0].Value : null), Error = error });
        var asking = step.Step.Outcomes.Where(o => o.NeedsReason).ToArray();
        if (asking.Length == 0) { return radios; }
        var why = El.Div("t-when", Gov.Textarea(new TextareaField(reason, "Reason") { Value = step.Value(reason), Error = reasonError, Rows = 4, Hint = $"Needed for {string.Join(" and ", asking.Select(o => $"“{o.Title}”"))}" }))
            .With("data-when", key).With("data-asks", "in").With("data-values", string.Join(' ', asking.Select(o => o.Id)));
        return El.Many(radios, why);
    }
}
