using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Casework.Steps;

/// <summary>What every page about one step works with.</summary>
public sealed record StepDesk(TrellisDb Db, PracticeModel Practice, StepWork Work, StepWriting Writing, AgencyRegister Agencies, Views Views, LondonClock Clock);

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

    protected AgencyRegister Register => desk.Agencies;

    protected LondonClock Clock => desk.Clock;

    public Actor Actor => desk.Db.Acting.Actor;

    public string Caption => $"{desk.Practice.ProcessIn(Step.Area, Step.Process).Title} {Step.Matter!.Reference}";

    /// <summary>Where one came from: the matter, or the work list for those who see only their agency's part of it.</summary>
    public string Whence => Actor.May(ActWords.ViewMatter) && (Actor.SeesAll(Step.Area) || !IsTheirs) ? $"/matters/{Step.MatterId}" : "/work";

    public IReadOnlyList<FormPerson> People => Form.People;

    public string Names => string.Join(" and ", Form.People.Select(p => p.Name));

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
        await desk.Views.SawAsync("step", ActWords.ViewStep, [.. step.People.Select(p => p.PersonId)], step.Area, step.MatterId);
        Form = await desk.Writing.FormAsync(step, values);
        return true;
    }

    protected async Task<string> NameOfAsync(Guid staff) => (await desk.Agencies.NamesAsync([staff])).GetValueOrDefault(staff, "Somebody");

    /// <param name="kept">Fields that are kept from this reader: not shown, and left as they are.</param>
    protected async Task<StepFields> FieldsAsync(IReadOnlyList<AnswerError> errors, Func<Field, bool>? kept = null)
    {
        var agencies = await desk.Agencies.ListAsync(Step.Area);
        return new StepFields(Form, desk.Practice, errors, [.. agencies.Select(a => (a.Code, a.Title, a.Kind))], desk.Clock.Today, kept ?? (_ => false));
    }

    /// <summary>Where one set of answers says something another does not, in words.</summary>
    protected IReadOnlyList<(string Label, string Text)> Differences(IReadOnlyDictionary<string, string[]> one, IReadOnlyDictionary<string, string[]> other)
    {
        var form = new StepForm(desk.Practice, Definition, Form.People, one, desk.Clock.Now);
        var (answered, _) = form.Read(completing: false);
        var otherForm = new StepForm(desk.Practice, Definition, Form.People, other, desk.Clock.Now);
        var (otherAnswered, _) = otherForm.Read(completing: false);
        var found = new List<(string, string)>();
        foreach (var part in form.Parts.Where(p => !p.IsOutcome))
        {
            foreach (var field in part.Section!.Fields)
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
