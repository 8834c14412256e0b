using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires.Rounds;

/// <summary>Makes a round: which questionnaire, when, and whom it asks.</summary>
[Does(ActWords.RunRound)]
public sealed class NewModel(TrellisDb db, RoundKeeping rounds, Audience audience, AgencyRegister register, PracticeModel practice, LondonClock clock) : PageModel
{
    /// <summary>The questionnaire; none: it is chosen first.</summary>
    [FromQuery(Name = "of")]
    public string? Of { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty]
    public DateParts OpensOn { get; set; } = new();

    [BindProperty]
    public DateParts ClosesOn { get; set; } = new();

    [BindProperty]
    public string Before { get; set; } = "";

    [BindProperty]
    public string Beside { get; set; } = "";

    [BindProperty]
    public AudienceForm Whom { get; set; } = new();

    public Questionnaire? Questionnaire { get; private set; }

    public AudienceChoices Choices { get; private set; } = null!;

    public IReadOnlyList<Choice> QuestionnaireChoices => [.. practice.Questionnaires.Where(q => !IsTool(q)).Select(q => new Choice(q.Id, q.Title) { Hint = $"{practice.Codes["questionnaire-kind"].Find(q.Kind)?.Title}{(q.Anonymous ? $", anonymous, nothing shown of fewer than {q.Fewest}" : "")}. {q.Authority}" })];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> BeforeChoices { get; private set; } = [];

    public IReadOnlyList<Choice> BesideChoices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Questionnaire is null) { return Page(); }
        Areas = [.. AreaChoices.Select(a => a.Value)];
        Name = $"{Questionnaire.Title} {clock.Today.Year}";
        Before = BeforeChoices.Count > 1 ? BeforeChoices[1].Value : "";
        Beside = BesideChoices.Count > 1 ? BesideChoices[1].Value : "";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync() || Questionnaire is null) { return NotFound(); }
        var (opens, wrong) = OpensOn.Read("day it opens");
        if (wrong is not null) { ModelState.AddDateError(nameof(OpensOn), wrong); }
        var (closes, late) = ClosesOn.Read("last day");
        if (late is not null) { ModelState.AddDateError(nameof(ClosesOn), late); }
        if (closes is null && late is null) { ModelState.AddModelError(nameof(ClosesOn), "Enter the last day on which it can be answered"); }
        if (Areas.Any(a => AreaChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select areas from the list"); }
        if (BeforeChoices.All(b => b.Value != Before)) { ModelState.AddModelError(nameof(Before), "Select a round, or none"); }
        if (BesideChoices.All(b => b.Value != Beside)) { ModelState.AddModelError(nameof(Beside), "Select a survey, or none"); }
        if (!ModelState.IsValid) { return Page(); }
        var made = Round.Make(await rounds.ReferenceAsync(), Questionnaire, practice, Name, Areas, opens ?? clock.Today, closes!.Value, Id(Before), Id(Beside), clock.Now, db.Acting.Actor.Agency);
        if (made.Refused(out var why, out var round)) { return this.Refuse(why); }
        if ((await audience.ReadAsync(round, Whom.Chosen, [], HttpContext.RequestAborted)).Refused(out why, out var asked)) { return this.Refuse(why with { Field = $"Whom.{why.Field}" }); }
        db.Add(round);
        foreach (var invitee in asked) { await rounds.AskAsync(round, invitee); }
        if (round.OpensOn <= clock.Today) { _ = await rounds.OpenAsync(round, asked, HttpContext.RequestAborted); }
        await db.SaveChangesAsync();
        TempData["done"] = round.IsOpen ? $"{round.Title} is open: {English.Count(asked.Count, "is asked", "are asked")}" : $"{round.Title} opens on {English.Date(round.OpensOn)}";
        return Redirect($"/questionnaires/{round.Id}");
    }

    /// <summary>An audit tool is filled in for a record of an audit, and sent to nobody.</summary>
    private static bool IsTool(Questionnaire questionnaire) => questionnaire.Audience is ["auditors"];

    private static Guid? Id(string text) => Guid.TryParse(text, out var id) ? id : null;

    private async Task<bool> LoadAsync()
    {
        if (Of is null) { return true; }
        if (practice.Questionnaire(Of) is not { } questionnaire || IsTool(questionnaire)) { return false; }
        Questionnaire = questionnaire;
        Choices = await AudienceChoices.ReadAsync(register, practice, [.. db.Acting.Actor.Areas], clock.Today);
        var beside = questionnaire.Standards.Where(s => s.Beside is not null).Select(s => s.Beside!.Value.Questionnaire).Distinct().ToArray();
        var there = await db.Set<Round>().AsNoTracking().Where(r => r.Questionnaire == Of || beside.Contains(r.Questionnaire)).OrderByDescending(r => r.ClosesOn).Select(r => new { r.Id, r.Title, r.Questionnaire }).ToListAsync();
        BeforeChoices = [new("", "None"), .. there.Where(r => r.Questionnaire == Of).Select(r => new Choice(r.Id.ToString(), r.Title))];
        BesideChoices = [new("", "None"), .. there.Where(r => r.Questionnaire != Of).Select(r => new Choice(r.Id.ToString(), r.Title))];
        return true;
    }
}
