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

namespace Trellis.Modules.Actions;

/// <summary>One action: how far it is, what was done, whose it is, and all that may be done with it.</summary>
[Does(ActWords.ViewActions)]
[RequestSizeLimit(DocumentLimit.MostAtOnce)]
[RequestFormLimits(MultipartBodyLengthLimit = DocumentLimit.MostAtOnce)]
public sealed class ShowModel(TrellisDb db, PracticeModel practice, Meetings.Public.Bodies bodies, Meetings.Public.ActionsTaken taken, AgencyRegister agencies, PostHolders posts, EvidenceFiles files, FigureSince figures, Views views, Outbox outbox, LondonClock clock) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Status { get; set; } = "";

    [BindProperty, StringLength(ActionPoint.LongestText, ErrorMessage = "What was done must be 4,000 characters or fewer")]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Post { get; set; } = "";

    [BindProperty, StringLength(ActionPoint.LongestOwner, ErrorMessage = "Who does it must be 200 characters or fewer")]
    public string Owner { get; set; } = "";

    [BindProperty]
    public DateParts Due { get; set; } = new();

    [BindProperty]
    public DateParts NewDue { get; set; } = new();

    [BindProperty, StringLength(ActionPoint.LongestText, ErrorMessage = "Why the due date changes must be 4,000 characters or fewer")]
    public string WhyDue { get; set; } = "";

    [BindProperty, StringLength(ActionPoint.LongestText, ErrorMessage = "What is still to be done must be 4,000 characters or fewer")]
    public string Reason { get; set; } = "";

    [BindProperty]
    public string ToBody { get; set; } = "";

    [BindProperty, StringLength(ActionPoint.LongestText, ErrorMessage = "Why it is carried forward must be 4,000 characters or fewer")]
    public string WhyCarried { get; set; } = "";

    [BindProperty]
    public string Figure { get; set; } = "";

    [BindProperty, StringLength(ActionPoint.LongestStandard, ErrorMessage = "The standard must be 500 characters or fewer")]
    public string Standard { get; set; } = "";

    public ActionPoint Of { get; private set; } = null!;

    public ActionWords Words { get; private set; } = null!;

    public OwnerChoices Owners { get; private set; } = null!;

    public Aim Aim { get; private set; } = new(null, "");

    /// <summary>Who holds the post whose it is; null when it names none.</summary>
    public string? Holders { get; private set; }

    /// <summary>Meetings it was taken to, with what was decided there.</summary>
    public IReadOnlyList<Meetings.Public.TakenTo> Taken { get; private set; } = [];

    /// <summary>The recommendation it was set because of.</summary>
    public Recommendation? Because { get; private set; }

    public FilesField FilesField => files.Ask;

    public IReadOnlyList<Choice> StatusChoices => [.. practice.Actions.Statuses.Select(s => new Choice(s.Id, s.Title))];

    public IReadOnlyList<Choice> BodyChoices => [.. Words.Bodies.OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];

    public IReadOnlyList<Choice> FigureChoices => [new("", "No figure"), .. practice.Figures.OrderBy(f => f.Title, StringComparer.Ordinal).Select(f => new Choice(f.Id, f.Title))];

    public string SetBy => ActionWords.Joined(Words.Body(Of.BodyId), Of.SetOn is { } on ? English.Date(on) : null, Of.Item);

    public string Whose => ActionWords.Joined(Of.Owner.Length > 0 ? Of.Owner : Of.PostTitle, Words.Agency(Of.Agency)) is { Length: > 0 } named ? named : "Nobody named";

    public ActionLook Look => practice.Actions.Colour(Of.Status, Of.DueOn, Of.SaidOn ?? Of.SetOn, clock.Today);

    public (string Words, TagColour Colour)? Tag => ActionWords.Tag(Look, Of.AgreedAt);

    private Actor Actor => db.Acting.Actor;

    private bool Ended => practice.Actions.Find(Of.Status) is { Ends: true };

    private bool IsWaiting => Ended && Of.AgreedAt is null && Of.Last?.ById != Actor.UserId;

    public bool MayDisagree => Actor.May(ActWords.RaiseChallenge);

    public bool MayUpdate => Actor.May(ActWords.UpdateAction) && Of.AgreedAt is null;

    public bool MayAssign => Actor.May(ActWords.SetAction) && Of.AgreedAt is null;

    public bool MayAgree => Actor.May(ActWords.AgreeAction) && IsWaiting;

    public bool MaySendBack => Actor.May(ActWords.SendBackAction) && IsWaiting;

    public bool MayReDate => Actor.May(ActWords.ReDateAction) && !Ended;

    public bool MayCarry => Actor.May(ActWords.CarryAction) && !Ended && Of.MatterId is null;

    public bool MayTake => Actor.May(ActWords.SetAgenda) && Of.MayBeTaken(practice.Actions);

    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();

    public string Who(Guid? staff) => staff is { } id ? id == Actor.SystemId ? "Trellis" : names.GetValueOrDefault(id, "Somebody") : "A tracker";

    /// <summary>What was said or done, in words.</summary>
    public string What(Progress said) => said.Kind switch
    {
        Progress.Agreed => "Agreed that it is complete",
        Progress.SentBack => $"Sent back: {Words.StatusTitle(said.Status).ToLower(English.Culture)}",
        Progress.ReDated => $"Due date changed from {(said.DueWas is { } was ? English.Date(was) : "none")} to {English.Date(said.DueOn!.Value)}",
        Progress.CarriedForward => $"Carried forward to {Words.Body(said.BodyId)}",
        Progress.HandedOver => "Handed over to another agency",
        Progress.Escalated => $"Escalated: {Step(said)}",
        _ => Words.StatusTitle(said.Status),
    };

    public string Step(Progress escalated) => practice.Actions.Escalations.FirstOrDefault(e => e.Id == escalated.Step)?.Title ?? escalated.Step!;

    public IEnumerable<Progress> Escalated => Of.EscalatedNow(practice.Actions);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Of.MatterId is { } matter) { await views.SawAsync("action", ActWords.ViewActions, [], Of.Areas[0], matter); }
        (Status, Agency, Post, Owner, Due) = (Of.Status, Of.Agency ?? "", Owners.Of(Of.Whose), Of.Owner, DateParts.Of(Of.DueOn));
        (Figure, Standard) = (Of.Figure ?? "", Of.Standard);
        return Page();
    }

    [Does(ActWords.UpdateAction)]
    public async Task<IActionResult> OnPostUpdateAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var status = practice.Actions.Find(Status);
        if (status is null) { ModelState.AddModelError(nameof(Status), "Select how far it is"); }
        if (Of.AgreedAt is not null) { ModelState.AddModelError(nameof(Status), "It was agreed that this action is complete, so it stays so"); }
        if (!ModelState.IsValid) { return Page(); }
        if ((await files.LookAsync(Request.Form.Files)).Refused(out var wrong, out var looked)) { return this.Refuse(wrong); }
        if (Of.Update(status!, "", Text, Actor, clock.Now, clock.Today, looked).Refused(out var why, out _)) { return this.Refuse(why); }
        if (status!.Ends) { outbox.Settle(Of.Id); }
        return await SavedAsync("Saved how far it is");
    }

    [Does(ActWords.SetAction)]
    public async Task<IActionResult> OnPostAssignAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var due = Of.DueOn;
        if (due is null)
        {
            var (given, wrong) = Due.Read("due date");
            if (wrong is not null) { ModelState.AddDateError(nameof(Due), wrong); }
            due = given;
        }

        if (Owners.Read(Agency, Post, Owner) is not { } owner) { ModelState.AddModelError(nameof(Post), "Select a post of the agency you chose, or no post"); return Page(); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Assign(owner, due, clock.Now, Actor).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("Saved whose it is");
    }

    [Does(ActWords.SetAction)]
    public async Task<IActionResult> OnPostAimAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Figure.Length > 0 && practice.Figures.All(f => f.Id != Figure)) { ModelState.AddModelError(nameof(Figure), "Select a figure, or none"); }
        if (!ModelState.IsValid) { return Page(); }
        Of.Aim(Figure.Length == 0 ? null : Figure, Standard, clock.Now, Actor);
        return await SavedAsync("Saved what it is meant to change");
    }

    [Does(ActWords.AgreeAction)]
    public async Task<IActionResult> OnPostAgreeAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Of.Agree(Actor, practice.Actions, clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        outbox.Settle(Of.Id);
        return await SavedAsync("Agreed");
    }

    [Does(ActWords.SendBackAction)]
    public async Task<IActionResult> OnPostSendBackAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!ModelState.IsValid) { return Page(); }
        var to = practice.Actions.Find("in-progress") ?? practice.Actions.First;
        if (Of.SendBack(to, Reason, Actor, practice.Actions, clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("Sent back");
    }

    [Does(ActWords.ReDateAction)]
    public async Task<IActionResult> OnPostReDateAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var (due, wrong) = NewDue.Read("new due date", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(NewDue), wrong); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.ReDate(due!.Value, WhyDue, Actor, practice.Actions, clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        outbox.Settle(Of.Id);
        return await SavedAsync("Changed the due date");
    }

    [Does(ActWords.CarryAction)]
    public async Task<IActionResult> OnPostCarryAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!Guid.TryParse(ToBody, out var body) || !Words.Bodies.ContainsKey(body)) { ModelState.AddModelError(nameof(ToBody), "Select the body it is carried forward to"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.CarryForward(body, null, WhyCarried, Actor, practice.Actions, clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("Carried forward");
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect($"/actions/{Of.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        var reference = Reference.ToUpperInvariant();
        if (await db.Set<ActionPoint>().Include(a => a.Progress).Include(a => a.Evidence).AsSplitQuery().FirstOrDefaultAsync(a => a.Reference == reference) is not { } found) { return false; }
        Of = found;
        Taken = await taken.OfAsync(found.Id);
        Words = await ActionWords.ReadAsync(practice, bodies, agencies, clock);
        Owners = await OwnerChoices.ReadAsync(agencies, found.Areas, clock.Today);
        names = await agencies.NamesAsync(found.Progress.Select(p => p.ById).Append(found.AgreedBy).OfType<Guid>());
        Aim = new Aim(Actor.May(ActWords.ViewFigures) ? await figures.ReadAsync(found.Figure, found.Areas, found.SetOn ?? London.DateOf(found.MadeAt)) : null, found.Standard);
        if (found.Source is ActionSources.Recommendation && found.SourceId is { } because) { Because = await db.Set<Recommendation>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == because); }
        if (found.Whose is { NamesAPost: true, Agency: { } agency } whose)
        {
            await using var own = await db.OpenAsync();
            var holding = await posts.OfPostAsync(own.Connection, agency, whose.Role, whose.Team, whose.Title, whose.Area);
            Holders = holding.Count == 0 ? "Nobody now" : string.Join(", ", (await agencies.NamesAsync(holding)).Values.Order(StringComparer.Ordinal));
        }

        return true;
    }
}
