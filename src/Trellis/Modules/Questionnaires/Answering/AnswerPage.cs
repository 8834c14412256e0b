using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Forms;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Practice.Answering;

namespace Trellis.Modules.Questionnaires.Answering;

/// <summary>What pages that answer a questionnaire share, whoever opens them: with an account, or with a link.</summary>
public abstract class AnswerPage(AnswerDesk desk) : PageModel
{
    /// <summary>The words it is shown in: a variant of the questionnaire.</summary>
    [FromQuery(Name = "words")]
    public string? In { get; set; }

    public Answer Answer { get; protected set; } = null!;

    public IReadOnlyList<AnswerError> Errors { get; protected set; } = [];

    public ModelFields Fields { get; private set; } = null!;

    /// <summary>Where these pages are.</summary>
    public abstract string Here { get; }

    public virtual string SectionAt(FormPart part) => $"{Here}/{part.Id}";

    /// <summary>The word under which what is sent is recorded.</summary>
    protected abstract string Act { get; }

    public Questionnaire Questionnaire => Answer.Questionnaire;

    public Wordings? Variant => Questionnaire.Variants.FirstOrDefault(v => v.Id == In);

    public string Title => Variant?.Title ?? Questionnaire.Title;

    public string? Hint => Variant is { } variant ? variant.Hint : Questionnaire.Hint;

    public string TitleOf(FormPart part) => Variant?.Sections.GetValueOrDefault(part.Id)?.Title ?? part.Title;

    protected AnswerDesk Desk => desk;

    protected TrellisDb Db => desk.Db;

    protected LondonClock Clock => desk.Clock;

    protected Actor Actor => desk.Actor;

    protected CancellationToken Stop => HttpContext.RequestAborted;

    /// <summary>Errors of the form with the ids their fields have on the page, and those of the page itself.</summary>
    public IReadOnlyList<(string Field, string Message)> PageErrors => [.. Errors.Select(e => (e.Key, e.Message))];

    protected async Task ShowAsync(IReadOnlyList<AnswerError> errors)
    {
        Errors = errors;
        foreach (var error in errors) { ModelState.AddModelError(error.Key, error.Message); }
        var agencies = await desk.Register.ListAsync(cancellationToken: Stop);
        Fields = new ModelFields(Answer.Form, desk.Practice, errors, [.. agencies.Select(a => (a.Code, a.Title, a.Kind))], Clock.Today, _ => false, desk.Store) { Words = Variant is { } variant ? new OtherWords(variant) : null };
    }

    /// <summary>An anonymous form, sent: all of it on one page, kept nowhere until it is in the box.</summary>
    protected async Task<IActionResult> SendAnonymouslyAsync(string done)
    {
        if (!Answer.Round.Anonymous) { return NotFound(); }
        if (await Desk.HasCastAsync(Answer, Act, Stop)) { return Redirect(done); }
        var values = FormValues.Over(FormValues.Empty(), Request.Form, Answer.Form.Parts.SelectMany(p => Answer.Form.NamesOf(p)));
        Answer = await Desk.WithAsync(Answer, values, Stop);
        var (refused, errors) = await Desk.CastAsync(Answer, Act, Stop);
        if (refused is null && errors.Count == 0) { return Redirect(done); }
        await ShowAsync(errors);
        if (refused is not null) { ModelState.AddModelError("", refused.Words); }
        return Page();
    }

    /// <summary>Saves a section. What somebody else saved in it meanwhile is not saved over unseen.</summary>
    protected async Task<IActionResult> SaveSectionAsync(FormPart part, string was, string go, bool again = true)
    {
        var names = Answer.Form.NamesOf(part).ToArray();
        var mine = Answer.Print(Answer.Form.Values, names) == was;
        var (values, errors) = await Desk.LayAsync(Answer, part, Request.Form, mine, Stop);
        var before = Answer.Form;
        Answer = await Desk.WithAsync(Answer, values, Stop);
        if (!mine)
        {
            Db.ChangeTracker.Clear();
            var (answered, _) = before.Read(completing: false);
            Theirs = [.. part.Section!.Fields.Where(f => Answer.Print(before.Values, [f.Id]) != Answer.Print(values, [f.Id])).Select(f => (f.Label, before.Text(f, null, answered) ?? "Nothing"))];
            Was = Answer.Print(before.Values, names);
            await ShowAsync([]);
            return Page();
        }

        try
        {
            await Db.SaveChangesAsync(Stop);
        }
        catch (DbUpdateConcurrencyException) when (again)
        {
            // Somebody saved another section in the same moment: theirs is read, and this one laid over it.
            Db.ChangeTracker.Clear();
            if (await Desk.FindAsync(Answer.Invitee.Id, Stop) is not { MayWrite: true } now) { return NotFound(); }
            Answer = now;
            return await SaveSectionAsync(part, was, go, again: false);
        }

        Was = Answer.Print(values, names);
        if (errors.Count > 0)
        {
            await ShowAsync(errors);
            return Page();
        }

        if (go is "save") { return Redirect(Here); }
        var wrong = Answer.Form.ErrorsOf(part, Answer.Form.Read(completing: true).Errors);
        if (wrong.Count == 0) { return Redirect(Here); }
        await ShowAsync(wrong);
        return Page();
    }

    /// <summary>What this section held when the page was made.</summary>
    public string Was { get; protected set; } = "";

    /// <summary>What somebody else saved in it meanwhile.</summary>
    public IReadOnlyList<(string Label, string Text)> Theirs { get; private set; } = [];

    private IReadOnlyList<AnswerError>? open;

    /// <summary>What still stands in the way of sending it.</summary>
    public IReadOnlyList<AnswerError> Missing => open ??= Answer.Form.Read(completing: true).Errors;

    public bool IsReady(FormPart part) => Answer.Form.ErrorsOf(part, Missing).Count == 0;

    public bool IsBegun(FormPart part) => Answer.Form.NamesOf(part).Any(n => Answer.Form.Values.Any(v => (v.Key.Equals(n, StringComparison.OrdinalIgnoreCase) || v.Key.StartsWith($"{n}.", StringComparison.OrdinalIgnoreCase)) && v.Value.Any(t => t.Length > 0)));
}
