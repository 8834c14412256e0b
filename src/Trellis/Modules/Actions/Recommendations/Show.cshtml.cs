using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Documents;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Recommendations;

/// <summary>What happened to one recommendation, from the first report to the evidence of what changed.</summary>
[Does(ActWords.ViewActions)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class ShowModel(TrellisDb db, ActionBook book, Meetings.Public.Bodies bodies, AgencyRegister register, EvidenceFiles files, FigureSince figures, Training.Public.CourseAnswers courses, Outbox outbox, LondonClock clock) : PageModel
{
    /// <summary>Something that happened, on a day.</summary>
    public sealed record Event(DateOnly On, string What, string Words, string Who, IReadOnlyList<Evidence> Evidence);

    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Answer { get; set; } = "";

    [BindProperty, StringLength(ActionPoint.LongestText, ErrorMessage = "The answer must be 4,000 characters or fewer")]
    public string Words { get; set; } = "";

    [BindProperty, StringLength(ActionPoint.LongestText, ErrorMessage = "What changed must be 4,000 characters or fewer")]
    public string Impact { get; set; } = "";

    [BindProperty]
    public string ShownBy { get; set; } = "";

    public static IReadOnlyList<Choice> ShownChoices => [.. Followed.Shown.Select(s => new Choice(s.Key, s.Value))];

    [BindProperty, StringLength(ActionPoint.LongestText, ErrorMessage = "What the body found must be 4,000 characters or fewer")]
    public string Closing { get; set; } = "";

    public Recommendation Of { get; private set; } = null!;

    public IReadOnlyList<ActionSummary> Actions { get; private set; } = [];

    /// <summary>Courses that answer it.</summary>
    public IReadOnlyList<Training.Public.AnsweringCourse> Courses { get; private set; } = [];

    public IReadOnlyList<Event> Story { get; private set; } = [];

    public Aim Aim { get; private set; } = new(null, "");

    public string Body { get; private set; } = "";

    public FilesField FilesField => files.Ask;

    public (string Words, TagColour Colour) Tag => RecommendationLook.Tag(Of, clock.Today);

    public static IReadOnlyList<Choice> AnswerChoices => [.. Recommendation.Answers.Select(a => new Choice(a.Key, a.Value))];

    private Actor Actor => db.Acting.Actor;

    public bool MayDisagree => Actor.May(ActWords.RaiseChallenge) && Of.ClosedAt is null;

    public bool MayAnswer => Actor.May(ActWords.AnswerRecommendation) && Of.ClosedAt is null && Of.Answer is null;

    public bool MayShow => Actor.May(ActWords.EvidenceImpact) && Of.ClosedAt is null && Of.Response.Length > 0;

    public bool MayClose => Actor.May(ActWords.CloseRecommendation) && Of.ClosedAt is null && Of.Response.Length > 0;

    public bool MayOpenCourses => Actor.May(ActWords.ViewTraining);

    public bool MaySet => Actor.May(ActWords.SetAction) && Of.ClosedAt is null;

    public TagColour Colour(ActionSummary action) => action.Colour switch { ActionColour.Red => TagColour.Red, ActionColour.Amber => TagColour.Yellow, ActionColour.Green => TagColour.Green, _ => TagColour.Grey };

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.AnswerRecommendation)]
    public async Task<IActionResult> OnPostAnswerAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!Recommendation.Answers.ContainsKey(Answer)) { ModelState.AddModelError(nameof(Answer), "Select whether it is accepted"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Reply(Answer, Words, Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        outbox.Settle(Of.Id);
        return await SavedAsync("Answered");
    }

    [Does(ActWords.EvidenceImpact)]
    public async Task<IActionResult> OnPostImpactAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!ModelState.IsValid) { return Page(); }
        if ((await files.LookAsync(Request.Form.Files)).Refused(out var wrong, out var looked)) { return this.Refuse(wrong); }
        if (Of.Show(Impact, looked, Actor, clock.Now, ShownBy).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("Saved what changed");
    }

    [Does(ActWords.CloseRecommendation)]
    public async Task<IActionResult> OnPostCloseAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Close(Closing, Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        outbox.Settle(Of.Id);
        return await SavedAsync("Closed");
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect($"/actions/recommendations/{Of.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        var reference = Reference.ToUpperInvariant();
        if (await db.Set<Recommendation>().Include(r => r.Followed).Include(r => r.Evidence).AsSplitQuery().FirstOrDefaultAsync(r => r.Reference == reference) is not { } found) { return false; }
        Of = found;
        Body = found.BodyId is { } body ? (await bodies.TitlesAsync()).GetValueOrDefault(body, "") : "";
        Actions = await book.OfSourceAsync(ActionSources.Recommendation, found.Id);
        Courses = await courses.OfAsync([found.Id]);
        Aim = new Aim(Actor.May(ActWords.ViewFigures) ? await figures.ReadAsync(found.Figure, found.Areas, found.MadeOn ?? London.DateOf(found.MadeAt)) : null, found.Standard);
        var (names, agencies) = (await register.NamesAsync(found.Followed.Select(f => f.ById).OfType<Guid>()), (await register.ListAsync()).ToDictionary(a => a.Code, a => a.Title));
        Story = [.. Told(names, agencies).OrderBy(e => e.On)];
        return true;
    }

    private IEnumerable<Event> Told(IReadOnlyDictionary<Guid, string> names, Dictionary<string, string> agencies)
    {
        var first = ActionWords.Joined(Of.Title, Of.Document.Length > 0 ? $"{Of.Document}{(Of.Line is { } line ? $", line {English.Number(line)}" : "")}" : "", Of.Number.Length > 0 ? $"number {Of.Number}" : "");
        yield return new Event(Of.MadeOn ?? London.DateOf(Of.MadeAt), $"Recommended to {Of.Recipient}", first, Body, []);
        if (Of.Response.Length > 0 && !Of.Followed.Exists(f => f.Kind == Followed.Answered)) { yield return new Event(Of.AnsweredOn ?? Of.MadeOn ?? London.DateOf(Of.MadeAt), "Answered, as a list says", Of.Response, Of.Recipient, []); }
        foreach (var said in Of.Followed.OrderBy(f => f.At).ThenBy(f => f.Id))
        {
            var what = said.Kind switch
            {
                Followed.Answered => said.Answer is { } answer ? $"Answered: {Recommendation.Answers[answer].ToLower(English.Culture)}" : "Answered",
                Followed.Impact => said.ShownBy is { } by && by is not "other" ? $"Evidence of what changed: {Followed.Shown[by].ToLower(English.Culture)}" : "Evidence of what changed",
                Followed.Closed => "Closed by the body that made it",
                _ => said.Step!.StartsWith("before", StringComparison.Ordinal) ? "Reminded that an answer is due" : "Reminded that the answer is overdue",
            };
            yield return new Event(London.DateOf(said.At), what, said.Text, said.ById is { } id && id != Actor.SystemId ? names.GetValueOrDefault(id, "Somebody") : "Trellis", [.. Of.Evidence.Where(e => e.SaidId == said.Id)]);
        }

        foreach (var course in Courses) { yield return new Event(course.LinkedOn, $"Course {course.Reference} linked: {course.Title}", course.Why, course.By, []); }

        foreach (var action in Actions)
        {
            yield return new Event(action.SetOn ?? Of.MadeOn ?? London.DateOf(Of.MadeAt), $"Action {action.Reference} set", action.Text, ActionWords.Joined(action.Owner, action.Agency is { } code ? agencies.GetValueOrDefault(code, code) : ""), []);
        }
    }
}
