using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Questionnaires.Answering;

/// <summary>A questionnaire somebody with an account is asked to answer: its sections, whom they are given to, and signing it. An anonymous one is the form itself.</summary>
[Does(ActWords.AnswerQuestionnaire)]
public sealed class IndexModel(AnswerDesk desk) : AnswerPage(desk)
{
    [FromRoute(Name = "invitation")]
    public Guid Id { get; set; }

    public override string Here => $"/answer/{Id}";

    protected override string Act => ActWords.AnswerQuestionnaire;

    public bool Sent { get; private set; }

    public bool MaySign => Answer.SignedBy is not { } role || Actor.Is(role);

    public bool MayReopen => Answer.Reply is { State: not Reply.Open } && Answer.Round.IsOpen && Actor.May(ActWords.ReopenQuestionnaire);

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    [BindProperty]
    public string Reason { get; set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Answer.Round.Anonymous) { Sent = await Desk.HasCastAsync(Answer, Act, Stop); }
        await ShowAsync([]);
        return Page();
    }

    public async Task<IActionResult> OnPostStartAsync()
    {
        if (!await LoadAsync() || Answer.Round.Anonymous) { return NotFound(); }
        if ((await Desk.BeginAsync(Answer, Stop)).Refused(out var why, out _)) { return await RefuseAsync(why); }
        await Db.SaveChangesAsync(Stop);
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostSendAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        return await SendAnonymouslyAsync(Here);
    }

    /// <summary>Sends it, or asks the executive to sign it.</summary>
    public Task<IActionResult> OnPostFinishAsync() => FinishAsync(signs: false);

    [Does(ActWords.SignQuestionnaire)]
    public Task<IActionResult> OnPostSignAsync() => FinishAsync(signs: true);

    [Does(ActWords.ReopenQuestionnaire)]
    public async Task<IActionResult> OnPostReopenAsync()
    {
        if (!await LoadAsync() || Answer.Reply is not { } response) { return NotFound(); }
        if (response.Reopen(await response.RatedAsync(Db, Stop), Reason, Answer.Round, Clock.Now, Actor.Agency).Refused(out var why, out _)) { return await RefuseAsync(why); }
        Db.Acting.Because(Reason);
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = "It is open again";
        return Redirect(Here);
    }

    private async Task<IActionResult> FinishAsync(bool signs)
    {
        if (!await LoadAsync() || Answer.Round.Anonymous || Answer.Reply is null || (signs && !MaySign)) { return NotFound(); }
        var (refused, errors) = await Desk.FinishAsync(Answer, signs, (await Desk.Register.NamesAsync([Actor.UserId], Stop)).GetValueOrDefault(Actor.UserId, ""), Stop);
        if (refused is not null) { return await RefuseAsync(refused); }
        if (errors.Count > 0) { return await RefuseAsync(new Refusal("", $"{English.Count(errors.Count, "answer is", "answers are")} missing. Sections that are not completed say which")); }
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = Answer.IsFinal ? "It is sent" : "The executive is asked to sign it";
        return Redirect(Here);
    }

    private async Task<IActionResult> RefuseAsync(Refusal why)
    {
        await ShowAsync([]);
        return this.Refuse(why);
    }

    private async Task<bool> LoadAsync()
    {
        if (await Desk.FindAsync(Id, Stop) is not { } answer || !Theirs(answer)) { return false; }
        Answer = answer;
        Names = await Desk.Register.NamesAsync((answer.Reply?.Delegations ?? []).Select(d => d.StaffId).Concat(answer.Reply?.FinalBy is { } by ? [by] : []), Stop);
        return true;

        bool Theirs(Answer a) => a.Invitee.WithdrawnAt is null && a.Round.OpenedAt is not null && (a.Invitee.StaffId == Actor.UserId || (a.Invitee.StaffId is null && !a.Invitee.ByLink && a.Invitee.Agency is not null && a.Invitee.Agency == Actor.Agency));
    }
}
