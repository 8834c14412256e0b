using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Forms;
using Trellis.Modules.Questionnaires.Answering;
using Trellis.Platform.Documents;

namespace Trellis.Modules.Questionnaires.Guest;

/// <summary>One section, answered by somebody with a link.</summary>
[AllowAnonymous]
[EnableRateLimiting(Agencies.Public.OneTimeLinks.Tries)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class SectionModel(AnswerDesk desk, QuestionnaireGuests guests) : AnswerPage(desk)
{
    [FromRoute(Name = "section")]
    public string Section { get; set; } = "";

    public override string Here => "/questionnaire";

    public override string SectionAt(FormPart part) => $"/questionnaire/section/{part.Id}";

    protected override string Act => ActWords.GuestAnswers;

    public FormPart Part { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Was = Answer.Print(Answer.Form.Values, Answer.Form.NamesOf(Part));
        await ShowAsync([]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? was, string? go)
    {
        if (!await LoadAsync()) { return NotFound(); }
        Db.Acting.Begin(Act);
        return await SaveSectionAsync(Part, was ?? "", go ?? "");
    }

    private async Task<bool> LoadAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (await guests.InviteeAsync(HttpContext, Stop) is not { } id || await Desk.FindAsync(id, Stop) is not { MayWrite: true } answer || answer.Round.Anonymous || answer.Part(Section) is not { } part) { return false; }
        (Answer, Part) = (answer, part);
        await Desk.Views.SawAsync("questionnaire-guest", ActWords.GuestAnswers, [], answer.Invitee.Area, cancellationToken: Stop);
        return true;
    }
}
