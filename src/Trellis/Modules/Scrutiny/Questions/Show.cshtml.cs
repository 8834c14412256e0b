using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Scrutiny.Questions;

/// <summary>A question to an agency: it answers, and the scrutineer says how far that assures, or asks again.</summary>
[Does(ActWords.ViewScrutiny)]
public sealed class ShowModel(ScrutinyDesk desk, AgencyRegister register) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Answer { get; set; } = "";

    [BindProperty]
    public string Verdict { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public string Again { get; set; } = "";

    [BindProperty]
    public DateParts Until { get; set; } = new();

    public ScrutinyDesk Desk => desk;

    public Question Of { get; private set; } = null!;

    public Activity? Because { get; private set; }

    public string AgencyTitle { get; private set; } = "";

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public IReadOnlyList<Turn> Said => [.. Of.Turns.OrderBy(t => t.At).ThenBy(t => t.Id)];

    public bool MayAnswer => desk.May(ActWords.AnswerScrutiny) && desk.Actor.Agency == Of.Agency && Of.State != Question.Settled;

    public bool MayJudge => desk.May(ActWords.AskScrutiny) && Of.State == Question.Answered;

    public bool Opened(params string[] fields) => fields.Any(f => ModelState[f]?.Errors.Count > 0);

    /// <summary>What a turn is, in words.</summary>
    public string What(Turn turn) => turn.Kind switch
    {
        Question.Asked => "Asked",
        Question.Answered => "Answered",
        Question.Settled => desk.Title(ScrutinyDesk.Verdicts, Of.Verdict!),
        _ => desk.Rules.Escalations.FirstOrDefault(e => e.Id == turn.Step) is { } step ? $"Not answered in time. Told: {step.Title}" : "Reminded",
    };

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Until = DateParts.Of(desk.Due());
        return Page();
    }

    [Does(ActWords.AnswerScrutiny)]
    public async Task<IActionResult> OnPostAnswerAsync()
    {
        if (!await LoadAsync() || !MayAnswer) { return NotFound(); }
        if (Of.Replies(Answer, await desk.KindAsync(Of.Agency), desk.Actor, desk.Clock.Now).Refused(out var why, out var turn)) { return this.Refuse(why); }
        desk.Db.Add(turn);
        desk.TellAnswered(Of, turn);
        return await SavedAsync("Your agency’s answer is sent");
    }

    [Does(ActWords.AskScrutiny)]
    public async Task<IActionResult> OnPostSettleAsync()
    {
        if (!await LoadAsync() || !MayJudge) { return NotFound(); }
        if (desk.Choices(ScrutinyDesk.Verdicts).All(v => v.Value != Verdict)) { ModelState.AddModelError(nameof(Verdict), "Select how far it assures you"); return Page(); }
        if (Of.Settles(Verdict, Why, await desk.KindAsync(Of.Agency), desk.Actor, desk.Clock.Now).Refused(out var why, out var turn)) { return this.Refuse(why); }
        desk.Db.Add(turn);
        desk.Settle(Of);
        return await SavedAsync("The question is settled");
    }

    [Does(ActWords.AskScrutiny)]
    public async Task<IActionResult> OnPostAgainAsync()
    {
        if (!await LoadAsync() || !MayJudge) { return NotFound(); }
        var (until, wrong) = Until.Read("day to answer by", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Until), wrong); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.AsksAgain(Again, until, await desk.KindAsync(Of.Agency), desk.Actor, desk.Clock.Now).Refused(out var why, out var turn)) { return this.Refuse(why); }
        desk.Db.Add(turn);
        await desk.TellAskedAsync(Of, turn);
        return await SavedAsync("They are asked again");
    }

    private async Task<IActionResult> SavedAsync(string words)
    {
        await desk.Db.SaveChangesAsync();
        TempData["done"] = words;
        return Redirect($"/scrutiny/questions/{Of.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        var (reference, stop) = (Reference.ToUpperInvariant(), HttpContext.RequestAborted);
        if (await desk.Db.Set<Question>().Include(q => q.Turns).FirstOrDefaultAsync(q => q.Reference == reference, stop) is not { } found) { return false; }
        Of = found;
        Because = found.ActivityId is { } of ? await desk.Db.Set<Activity>().AsNoTracking().FirstOrDefaultAsync(a => a.Id == of, stop) : null;
        AgencyTitle = (await desk.AgenciesAsync(stop)).GetValueOrDefault(found.Agency, found.Agency);
        Names = await register.NamesAsync([.. found.Turns.Select(t => t.ById).Distinct()], stop);
        return true;
    }
}
