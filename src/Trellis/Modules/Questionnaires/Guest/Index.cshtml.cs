using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Forms;
using Trellis.Modules.Questionnaires.Answering;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Questionnaires.Guest;

/// <summary>A questionnaire as somebody with a link sees it: what they are asked, what they answered, and nothing else.</summary>
[AllowAnonymous]
[EnableRateLimiting(Agencies.Public.OneTimeLinks.Tries)]
public sealed class IndexModel(AnswerDesk desk, QuestionnaireGuests guests) : AnswerPage(desk)
{
    public override string Here => "/questionnaire";

    public override string SectionAt(FormPart part) => $"/questionnaire/section/{part.Id}";

    protected override string Act => ActWords.GuestAnswers;

    public bool Sent { get; private set; }

    [BindProperty]
    public string By { get; set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Sent = Answer.Round.Anonymous ? await Desk.HasCastAsync(Answer, Act, Stop) : Answer.IsFinal;
        await ShowAsync([]);
        return Page();
    }

    public async Task<IActionResult> OnPostStartAsync()
    {
        if (!await LoadAsync() || Answer.Round.Anonymous) { return NotFound(); }
        Db.Acting.Begin(Act);
        if ((await Desk.BeginAsync(Answer, Stop)).Refused(out var why, out _)) { return await RefuseAsync(why); }
        await Db.SaveChangesAsync(Stop);
        return Redirect(Here);
    }

    public async Task<IActionResult> OnPostSendAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        return await SendAnonymouslyAsync(Here);
    }

    public async Task<IActionResult> OnPostFinishAsync()
    {
        if (!await LoadAsync() || Answer.Round.Anonymous || Answer.Reply is null) { return NotFound(); }
        if (By.Trim().Length is 0 or > 200) { return await RefuseAsync(new Refusal(nameof(By), "Enter your post, in 200 characters or fewer")); }
        Db.Acting.Begin(Act);
        var (refused, errors) = await Desk.FinishAsync(Answer, signs: true, By.Trim(), Stop);
        if (refused is not null) { return await RefuseAsync(refused); }
        if (errors.Count > 0) { return await RefuseAsync(new Refusal("", $"{English.Count(errors.Count, "answer is", "answers are")} missing. Sections that are not completed say which")); }
        await Db.SaveChangesAsync(Stop);
        return Redirect(Here);
    }

    public IActionResult OnPostLeave()
    {
        guests.Leave(HttpContext);
        return Redirect("/questionnaire/left");
    }

    private async Task<IActionResult> RefuseAsync(Refusal why)
    {
        await ShowAsync([]);
        return this.Refuse(why);
    }

    private async Task<bool> LoadAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (await guests.InviteeAsync(HttpContext, Stop) is not { } id || await Desk.FindAsync(id, Stop) is not { } answer) { return false; }
        Answer = answer;
        // Who opened an anonymous form, and when, is written nowhere.
        if (!answer.Round.Anonymous) { await Desk.Views.SawAsync("questionnaire-guest", ActWords.GuestAnswers, [], answer.Invitee.Area, cancellationToken: Stop); }
        return true;
    }
}
