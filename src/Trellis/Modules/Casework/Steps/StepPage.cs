using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Forms;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework.Steps;

/// <summary>What every page about one step works with.</summary>
public sealed record StepDesk(TrellisDb Db, PracticeModel Practice, StepWork Work, StepWriting Writing, AgencyRegister Agencies, StepDocuments Documents, Views Views, LondonClock Clock);

/// <summary>What every page about one step begins with: find it, check that the reader may open it, note that they looked.</summary>
public abstract class StepPage(StepDesk desk) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    public CaseStep Step { get; private set; } = null!;

    public Step Definition { get; private set; } = null!;

    public StepForm Form { get; protected set; } = null!;

    public DateTimeOffset Now => desk.Clock.Now;

    protected TrellisDb Db => desk.Db;

    protected PracticeModel Practice => desk.Practice;

    protected StepWork Work => desk.Work;

    protected StepWriting Writing => desk.Writing;

    protected StepDocuments Documents => desk.Documents;

    protected AgencyRegister Register => desk.Agencies;

    protected LondonClock Clock => desk.Clock;

    public Actor Actor => desk.Db.Acting.Actor;

    public string Caption => $"{desk.Practice.ProcessIn(Step.Area, Step.Process).Title} {Step.Matter!.Reference}";

    /// <summary>Where one came from: the matter, or the work list for those who see only their agency's part of it.</summary>
    public string Whence => Actor.May(ActWords.ViewMatter) && (Actor.SeesAll(Step.Area) || !IsTheirs) ? $"/matters/{Step.MatterId}" : "/work";

    public IReadOnlyList<FormPerson> People => Form.People;

    /// <summary>Of a step of a review: where its chronology is written.</summary>
    public IEnumerable<(string Text, string Href)> ReviewLinks => Reviews.Public.ReviewLinks.Of(desk.Practice, Step.Process, Step.MatterId, Actor);

    /// <summary>Those who came, or whom it is about, are asked what they thought, and the reader sees to it.</summary>
    public bool AsksFeedback => Step.State is StepState.Done && IsTheirs && Actor.May(ActWords.AskFeedback) && desk.Practice.Feedback.For(Step.Kind).Any();

    public string Names => string.Join(" and ", Form.People.Select(p => p.Name));

    private Guid? begunBy;

    private IReadOnlyDictionary<string, string[]> typed = FormValues.Empty();

    /// <summary>An agency that was asked answers itself: nobody else reads on in its answer or completes it.</summary>
    public bool IsAnothers => Definition.AskAgencies && Step.Agency is { } agency && agency != Actor.Agency;

    /// <summary>What the model keeps to a role is for that role and for who wrote it: the author of the step; of a draft, who began it, and whoever fills in what nobody has.</summary>
    public bool KeptFromMe(Field field) => KeptFromMe(field.Sensitive, field.Id);

    public bool KeptFromMe(Frozen.Answer answer) => KeptFromMe(answer.Sensitive, answer.Field);

    private bool KeptFromMe(string? role, string field)
    {
        if (role is null || Actor.Is(role)) { return false; }
        if (Step.State is not StepState.Open) { return Step.AuthorId != Actor.UserId; }
        return begunBy is { } other && other != Actor.UserId && typed.Any(t => t.Value.Any(v => v.Length > 0) && t.Key.Split('.').Contains(field, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Reads what it finds; other pages work on it, and are for those whose step it is.</summary>
    protected virtual bool OnlyReads => false;

    /// <summary>One works on every step of an area one sees whole, and else on those of one's own agency.</summary>
    public bool IsTheirs => Actor.SeesAll(Step.Area) || (Step.Agency is { } agency && agency == Actor.Agency && Actor.Areas.Contains(Step.Area));

    private bool there;

    /// <summary>What to answer when <see cref="FindAsync"/> said no: not there, or there and not theirs to work on.</summary>
    protected IActionResult NotForThem() => there ? StatusCode(StatusCodes.Status403Forbidden) : NotFound();

    /// <summary>False: there is no such step, or not for this reader, or it is not theirs to work on.</summary>
    protected async Task<bool> FindAsync(IReadOnlyDictionary<string, string[]>? values = null)
    {
        if (await desk.Work.FindAsync(Id) is not { } step) { return false; }
        (Step, Definition, there) = (step, desk.Work.Definition(step), true);
        if (!OnlyReads && !IsTheirs) { return false; }
        if (step.State is StepState.Open or StepState.NotNeeded && await desk.Db.Drafts.AsNoTracking().FirstOrDefaultAsync(d => d.StepId == Id) is { } draft)
        {
            (begunBy, typed) = (draft.BegunBy, await desk.Writing.ReadAsync(step, draft.Answers));
        }

        await desk.Views.SawAsync("step", ActWords.ViewStep, [.. step.People.Select(p => p.PersonId)], step.Area, step.MatterId);
        Form = await desk.Writing.FormAsync(step, values);
        return true;
    }

    protected async Task<string> NameOfAsync(Guid staff) => (await desk.Agencies.NamesAsync([staff])).GetValueOrDefault(staff, "Somebody");

    /// <summary>Fields that are kept from this reader are not shown, and left as they are.</summary>
    protected async Task<StepFields> FieldsAsync(IReadOnlyList<AnswerError> errors)
    {
        var agencies = await desk.Agencies.ListAsync(Step.Area);
        return new StepFields(Form, desk.Practice, errors, [.. agencies.Select(a => (a.Code, a.Title, a.Kind))], desk.Clock.Today, KeptFromMe, desk.Documents.Store);
    }

    /// <summary>Where one set of answers says something another does not, in words.</summary>
    protected IReadOnlyList<(string Label, string Text)> Differences(IReadOnlyDictionary<string, string[]> one, IReadOnlyDictionary<string, string[]> other)
    {
        var form = Form.With(one);
        var (answered, _) = form.Read(completing: false);
        var otherForm = Form.With(other);
        var (otherAnswered, _) = otherForm.Read(completing: false);
        var found = new List<(string, string)>();
        foreach (var part in form.Parts.Where(p => !p.IsOutcome))
        {
            foreach (var field in part.Section!.Fields.Where(f => !KeptFromMe(f)))
            {
                var text = form.Text(field, part.Person, answered);
                if (text is not null && text != otherForm.Text(field, part.Person, otherAnswered)) { found.Add((part.Person is { } person && Form.People.Count > 1 ? $"{field.Label} ({person.Name})" : field.Label, text)); }
            }
        }

        return found;
    }

    /// <summary>Somebody did the same in the same moment: the row had changed, or theirs stands where this one would.</summary>
    protected static bool SomebodyWasFirst(DbUpdateException clash) =>
        clash is DbUpdateConcurrencyException or { InnerException: Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation or Npgsql.PostgresErrorCodes.DeadlockDetected } };

    /// <summary>The errors, where the error summary and the fields find them.</summary>
    protected void Show(IReadOnlyList<AnswerError> errors)
    {
        foreach (var error in errors) { ModelState.AddModelError(error.Key, error.Message); }
    }

    public IReadOnlyList<PageError> PageErrors(IEnumerable<AnswerError> errors) => [.. errors.Select(e => new PageError(e.Message, $"#{FieldId.Of(e.Key)}{(e.Part is "month" or "year" or "time" ? $"-{char.ToUpperInvariant(e.Part[0])}{e.Part[1..]}" : "")}"))];
}

/// <summary>Somebody wrote the same meanwhile: who, when, and what they wrote where it differs.</summary>
public sealed record StepClash(string Who, DateTimeOffset At, IReadOnlyList<(string Label, string Text)> Theirs);
