using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Forms;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires.Answering;

/// <summary>One section, answered and saved on the way, or given to a colleague.</summary>
[Does(ActWords.AnswerQuestionnaire)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class SectionModel(AnswerDesk desk, PostHolders posts) : AnswerPage(desk)
{
    [FromRoute(Name = "invitation")]
    public Guid Id { get; set; }

    [FromRoute(Name = "section")]
    public string Section { get; set; } = "";

    [BindProperty]
    public string Colleague { get; set; } = "";

    public override string Here => $"/answer/{Id}";

    protected override string Act => ActWords.AnswerQuestionnaire;

    public FormPart Part { get; private set; } = null!;

    public IReadOnlyList<Choice> Colleagues { get; private set; } = [];

    public Delegation? Given => Answer.GivenTo(Section);

    public bool IsMine => Given?.StaffId == Actor.UserId && Given.DoneAt is null;

    public Standard? StandardOf(Field field) => Questionnaire.StandardOf(field.Id);

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
        if (go is "done" && IsMine) { Answer.Reply!.Done(Given!, Clock.Now, Actor.Agency); }
        return await SaveSectionAsync(Part, was ?? "", go ?? "");
    }

    public async Task<IActionResult> OnPostGiveAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Colleagues.All(c => c.Value != Colleague) || !Guid.TryParse(Colleague, out var colleague))
        {
            await ShowAsync([]);
            return this.Refuse(new Refusal(nameof(Colleague), "Select a colleague"));
        }

        if (Answer.Reply!.Give(Section, colleague, Clock.Now, Actor).Refused(out var why, out var given))
        {
            await ShowAsync([]);
            return this.Refuse(why);
        }

        Db.Add(given);
        Desk.Rounds.Tell(Occasion.SectionGiven, Answer.Round, Answer.Invitee.Id, $"{Here}/{Section}", [colleague], $"{given.Id:N}");
        await Db.SaveChangesAsync(Stop);
        TempData["done"] = $"“{Part.Title}” is given to {Colleagues.First(c => c.Value == Colleague).Label}";
        return Redirect(Here);
    }

    private async Task<bool> LoadAsync()
    {
        if (await Desk.FindAsync(Id, Stop) is not { } answer || answer.Round.Anonymous || !answer.MayWrite || answer.Part(Section) is not { } part) { return false; }
        if (answer.Invitee.StaffId is { } staff ? staff != Actor.UserId : answer.Invitee.Agency is null || answer.Invitee.ByLink || answer.Invitee.Agency != Actor.Agency) { return false; }
        (Answer, Part) = (answer, part);
        if (answer.Invitee.StaffId is null)
        {
            await using var own = await Db.OpenAsync(Stop);
            var there = await posts.OfPostAsync(own.Connection, answer.Invitee.Agency!, null, null, null, null, Stop);
            Colleagues = [.. (await Desk.Register.NamesAsync(there, Stop)).Where(n => n.Key != Actor.UserId).OrderBy(n => n.Value, StringComparer.Ordinal).Select(n => new Choice(n.Key.ToString(), n.Value))];
        }

        return true;
    }
}
