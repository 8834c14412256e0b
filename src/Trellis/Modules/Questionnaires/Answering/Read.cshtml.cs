using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Questionnaires.Answering;

/// <summary>What was signed or sent, version by version, with what others made of the scores. Peers and the business unit moderate here.</summary>
[Does(ActWords.ViewQuestionnaires)]
public sealed class ReadModel(TrellisDb db, AnswerDesk desk, AgencyRegister register, Views views, LondonClock clock) : PageModel
{
    [FromRoute(Name = "invitation")]
    public Guid Id { get; set; }

    /// <summary>Which version; null: the last.</summary>
    [FromQuery(Name = "version")]
    public int? Number { get; set; }

    [BindProperty]
    public string Field { get; set; } = "";

    [BindProperty]
    public string Given { get; set; } = "";

    [BindProperty]
    public string Reason { get; set; } = "";

    public Round Round { get; private set; } = null!;

    public Invitee Invitee { get; private set; } = null!;

    public Reply Reply { get; private set; } = null!;

    public ResponseVersion? Version { get; private set; }

    public FrozenResponse? Written { get; private set; }

    /// <summary>What is written and not signed yet, for whoever writes it.</summary>
    public Answer? Draft { get; private set; }

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    private Actor Actor => db.Acting.Actor;

    public bool IsOwn => Invitee.StaffId is { } staff ? staff == Actor.UserId : Invitee.Agency is not null && Invitee.Agency == Actor.Agency;

    public bool MayModerate => Actor.May(ActWords.ModerateAnswers) && !IsOwn && Reply.Stands is { } stands && stands == Version;

    /// <summary>Whoever runs the round opens it again too.</summary>
    public bool MayReopen => Actor.May(ActWords.RunRound) && Actor.May(ActWords.ReopenQuestionnaire) && Reply.State is not Reply.Open && Round.IsOpen;

    public IEnumerable<Moderation> OfField(string field) => Reply.Moderations.Where(m => m.Field == field).OrderByDescending(m => m.At);

    public IReadOnlyList<Choice> ChoicesOf(Question question) => [.. question.Options.Select(o => new Choice(o.Code, o.Title))];

    public string By(Moderation moderation) => $"{Names.GetValueOrDefault(moderation.ById, "Somebody")}, {English.Date(London.DateOf(moderation.At))}";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.ModerateAnswers)]
    public async Task<IActionResult> OnPostModerateAsync()
    {
        if (!await LoadAsync() || !MayModerate) { return NotFound(); }
        if (Round.Asks.Field(Field) is not { HasColour: true } question) { return NotFound(); }
        if (Reply.Moderate(question, Given, Reason, clock.Now, Actor).Refused(out var why, out var made)) { return this.Refuse(why); }
        db.Add(made);
        await db.SaveChangesAsync();
        TempData["done"] = "What you make of it stands beside the agency’s own score";
        return Redirect($"/answer/{Id}/read");
    }

    [Does(ActWords.ReopenQuestionnaire)]
    public async Task<IActionResult> OnPostReopenAsync()
    {
        if (!await LoadAsync() || !(MayReopen || IsOwn)) { return NotFound(); }
        if (Reply.Reopen(await Reply.RatedAsync(db, HttpContext.RequestAborted), Reason, Round, clock.Now, Actor.Agency).Refused(out var why, out _)) { return this.Refuse(why); }
        db.Acting.Because(Reason);
        await desk.Rounds.TellAsync(Practice.Occasion.QuestionnaireReopened, Round, Invitee, string.Create(CultureInfo.InvariantCulture, $"reopened {Reply.Versions}"), HttpContext.RequestAborted);
        await db.SaveChangesAsync();
        TempData["done"] = "It is open again, and those who answer are told";
        return Redirect($"/answer/{Id}/read");
    }

    private async Task<bool> LoadAsync()
    {
        if (await desk.FindAsync(Id, HttpContext.RequestAborted) is not { Reply: { } response } answer) { return false; }
        (Round, Invitee, Reply) = (answer.Round, answer.Invitee, response);
        Version = Number is { } number ? response.Written.Find(v => v.Number == number) : response.Stands ?? response.Written.OrderByDescending(v => v.Number).FirstOrDefault();
        if (Number is not null && Version is null) { return false; }
        if (answer.Draft is not null && IsOwn && Number is null) { Draft = answer; }
        if (Draft is null && Version is null) { return false; }
        await views.SawAsync("questionnaire-response", ActWords.ViewQuestionnaires, [], Invitee.Area, cancellationToken: HttpContext.RequestAborted);
        Written = Draft is not null ? answer.Freeze(answer.Form.Read(completing: false).Answered, "") : FrozenResponse.Read(Version!.Body);
        Names = await register.NamesAsync(response.Moderations.Select(m => m.ById).Concat(response.Written.Select(v => v.ById)), HttpContext.RequestAborted);
        return true;
    }
}
