using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Challenges;

/// <summary>One disagreement: what was said, and what whoever looks at it may do now.</summary>
[Does(ActWords.ViewChallenges)]
public sealed class ShowModel(ChallengeDesk desk, DisputedThings things, AgencyRegister register, Views views) : PageModel
{
    /// <summary>Something that was said or done.</summary>
    public sealed record Line(DateTimeOffset At, string What, string Who, string Words);

    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Answer { get; set; } = "";

    [BindProperty]
    public string Reply { get; set; } = "";

    [BindProperty]
    public string Agreed { get; set; } = "";

    [BindProperty]
    public string Further { get; set; } = "";

    [BindProperty(Name = "Safety")]
    public string? NewSafety { get; set; }

    [BindProperty]
    public string Post { get; set; } = "";

    [BindProperty]
    public string Outcome { get; set; } = "";

    [BindProperty]
    public string Changed { get; set; } = "";

    [BindProperty]
    public string Learning { get; set; } = "";

    public ChallengeDesk Desk => desk;

    public ChallengeRules Rules => desk.Rules;

    public Disagreement Of { get; private set; } = null!;

    public IReadOnlyList<Line> Story { get; private set; } = [];

    public IReadOnlyList<Choice> PostChoices { get; private set; } = [];

    /// <summary>Where what it is about is read; null where whoever looks does not see it.</summary>
    public string? AboutLink { get; private set; }

    public string Safety => Of.Turns.Where(t => t.Safety.Length > 0).OrderBy(t => t.At).ThenBy(t => t.Id).LastOrDefault()?.Safety ?? "";

    private Dictionary<string, string> agencies = [];

    private Disputed? about;

    private Actor Actor => desk.Actor;

    /// <summary>They raised it, or lead safeguarding for the agency that did.</summary>
    private bool IsRaiser => Of.RaisedBy == Actor.UserId || (Actor.Circles.Contains("challenges") && Actor.Agency == Of.FromAgency);

    private bool IsAsked => Of.WasAsked(Actor.UserId) || (Actor.Circles.Contains("challenges") && Actor.Agency is { } mine && mine == Of.LastPut?.Agency) || (Of.ToAgency is null && Of.Level == Disagreement.Between && Actor.Agency == Of.FromAgency);

    public bool MayAnswer => Of.State == Disagreement.Asked && Actor.May(ActWords.AnswerChallenge) && IsAsked && (Of.RaisedBy != Actor.UserId || Of.ToAgency is null);

    public bool MayAgree => Of.State == Disagreement.Answered && Actor.May(ActWords.RaiseChallenge) && IsRaiser;

    public bool MayEnd => Of.State != Disagreement.Closed && Actor.May(ActWords.EndChallenge) && IsRaiser;

    /// <summary>The stage it may be taken to now; null where it may not.</summary>
    public ChallengeStage? Next => Actor.May(ActWords.RaiseChallenge) && IsRaiser && (Of.State == Disagreement.Answered || Of.IsLate(desk.Clock.Today)) ? Rules.After(Of.Stage) : null;

    public DateOnly NextDue => desk.Due(Next!.Within);

    public IReadOnlyList<Choice> OutcomeChoices => [.. desk.Choices("challenge-outcome").Where(c => Of.State == Disagreement.Agreed || c.Value is "withdrawn" || (c.Value is "unresolved" && Of.State == Disagreement.Answered && Rules.After(Of.Stage) is null))];

    public (string Words, TagColour Colour) Tag => ChallengeLook.Tag(Of.State, Of.IsLate(desk.Clock.Today));

    public string AgencyTitle(string code) => agencies.GetValueOrDefault(code, code);

    public bool Opened(string field) => ModelState[field]?.Errors.Count > 0;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.AnswerChallenge)]
    public async Task<IActionResult> OnPostAnswerAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!MayAnswer) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (desk.Choices("challenge-position").All(c => c.Value != Answer)) { ModelState.AddModelError(nameof(Answer), "Select what your answer is"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Reply(Answer, Reply, await desk.KindAsync(Of.LastPut?.Agency), desk.Calendar, Actor, desk.Clock.Now).Refused(out var why, out var turn)) { return this.Refuse(why); }
        desk.TellAnswered(Of, turn);
        return await SavedAsync("Answered");
    }

    [Does(ActWords.RaiseChallenge)]
    public async Task<IActionResult> OnPostAgreeAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!MayAgree) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (Of.Agree(Agreed, Actor, desk.Clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        desk.Settle(Of);
        return await SavedAsync("Agreed. End it with what changed");
    }

    [Does(ActWords.RaiseChallenge)]
    public async Task<IActionResult> OnPostFurtherAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Next is not { } next) { return StatusCode(StatusCodes.Status403Forbidden); }
        if ((await desk.PutToAsync(Post, null, Of.MatterId, about?.HiddenTo, Of.Areas, NextDue, HttpContext.RequestAborted)).Refused(out var why, out var to)) { return this.Refuse(why); }
        if (Of.TakeFurther(next, Further, NewSafety ?? "", to, await desk.KindAsync(Of.FromAgency), Actor, desk.Clock.Now).Refused(out why, out var turn)) { return this.Refuse(why); }
        desk.Settle(Of);
        desk.TellAsked(Of, turn);
        return await SavedAsync($"Taken further: {next.Title.ToLower(English.Culture)}");
    }

    [Does(ActWords.EndChallenge)]
    public async Task<IActionResult> OnPostEndAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!MayEnd) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (OutcomeChoices.All(c => c.Value != Outcome)) { ModelState.AddModelError(nameof(Outcome), "Select how it ended"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.End(Outcome, Changed, Learning, Rules.After(Of.Stage) is null, await desk.KindAsync(Of.FromAgency), await desk.KindAsync(Of.ToAgency), Actor, desk.Clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        desk.Settle(Of);
        return await SavedAsync("Ended");
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        await desk.Db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect($"/challenges/{Of.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        var reference = Reference.ToUpperInvariant();
        if (await desk.Db.Set<Disagreement>().Include(c => c.Turns).FirstOrDefaultAsync(c => c.Reference == reference) is not { } found) { return false; }
        Of = found;
        about = found.AboutId is { } id ? await things.FindAsync($"{found.About}:{id}") : null;
        AboutLink = about is null || found.About is "decision" ? null : about.Link;
        if (found.MatterId is { } matter) { await views.SawAsync("challenge", ActWords.ViewChallenges, about?.People ?? [], found.Areas.FirstOrDefault(Actor.Areas.Contains), matter); }
        agencies = (await register.ListAsync()).ToDictionary(a => a.Code, a => a.Title);
        if (Next is not null) { PostChoices = await desk.PostChoicesAsync(found.Areas, null); }
        NewSafety ??= Safety;
        Story = Told(await register.NamesAsync(found.Turns.Select(t => t.ById)));
        return true;
    }

    private IReadOnlyList<Line> Told(IReadOnlyDictionary<Guid, string> names) => [.. Of.Turns.OrderBy(t => t.At).ThenBy(t => t.Id).Select(t => new Line(
        t.At,
        t.Kind switch
        {
            Turn.Raised => $"{Rules.Title(t.Stage)}: put to {t.Post}{(t.Agency is { } asked ? $", {AgencyTitle(asked)}" : "")}, to be answered by {(t.DueOn is { } due ? English.Date(due) : "no day")}",
            Turn.Further => $"{Rules.Title(t.Stage)}: taken further, to {t.Post}{(t.Agency is { } asked ? $", {AgencyTitle(asked)}" : "")}, to be answered by {(t.DueOn is { } due ? English.Date(due) : "no day")}",
            Turn.Answered => $"Answered: {desk.Title("challenge-position", t.Position!).ToLower(English.Culture)}",
            Turn.Agreed => "Agreed",
            Turn.Late => $"{Rules.Title(t.Stage)}: not answered in time",
            _ => "Ended",
        },
        t.ById == Actor.SystemId ? "Trellis" : names.GetValueOrDefault(t.ById, "Somebody"), t.Text))];
}
