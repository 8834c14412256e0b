using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>One action: how far it is, what was done, whose it is.</summary>
[Does(ActWords.ViewActions)]
public sealed class ShowModel(TrellisDb db, PracticeModel practice, Meetings.Public.Bodies bodies, AgencyRegister agencies, LondonClock clock) : PageModel
{
    private const int LongestOwner = 200;

    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Status { get; set; } = "";

    [BindProperty, StringLength(ActionPoint.LongestText, ErrorMessage = "What was done must be 4,000 characters or fewer")]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty, StringLength(LongestOwner, ErrorMessage = "Who does it must be 200 characters or fewer")]
    public string Owner { get; set; } = "";

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public ActionPoint Of { get; private set; } = null!;

    public string SetBy { get; private set; } = "";

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> StatusChoices => [.. practice.Actions.Statuses.Select(s => new Choice(s.Id, s.Title))];

    public string StatusTitle => TitleOf(Of.Status);

    public string Whose => string.Join(", ", new[] { Of.Owner, AgencyChoices.FirstOrDefault(a => a.Value == Of.Agency && a.Value.Length > 0)?.Label ?? "" }.Where(t => t.Length > 0)) is { Length: > 0 } named ? named : "Nobody named";

    public (string Words, TagColour Colour)? Tag => IndexModel.Looks(practice.Actions.Colour(Of.Status, Of.DueOn, Of.SaidOn ?? Of.SetOn, clock.Today), Of.AgreedAt);

    private Actor Actor => db.Acting.Actor;

    public bool MayUpdate => Actor.May(ActWords.UpdateAction) && Of.AgreedAt is null;

    public bool MayAssign => Actor.May(ActWords.SetAction) && Of.AgreedAt is null;

    public bool MayAgree => Actor.May(ActWords.AgreeAction) && Of.AgreedAt is null && practice.Actions.Find(Of.Status) is { Ends: true } && Of.Last?.ById != Actor.UserId;

    private IReadOnlyDictionary<Guid, string> names = new Dictionary<Guid, string>();

    public string TitleOf(string status) => practice.Actions.Find(status)?.Title ?? status;

    public string Who(Guid? staff) => staff is { } id ? id == Platform.Record.Actor.SystemId ? "A tracker" : names.GetValueOrDefault(id, "Somebody") : "A tracker";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        (Status, Agency, Owner, Due) = (Of.Status, Of.Agency ?? "", Of.Owner, Of.DueOn is { } due ? DateParts.Of(due) : new DateParts());
        return Page();
    }

    [Does(ActWords.UpdateAction)]
    public async Task<IActionResult> OnPostUpdateAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var status = practice.Actions.Find(Status);
        if (status is null) { ModelState.AddModelError(nameof(Status), "Select how far it is"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Update(status!, "", Text, Actor, clock.Now, clock.Today).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("Saved how far it is");
    }

    [Does(ActWords.SetAction)]
    public async Task<IActionResult> OnPostAssignAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var (due, wrong) = Due.Read("due date");
        if (wrong is not null) { ModelState.AddDateError(nameof(Due), wrong); }
        if (AgencyChoices.All(a => a.Value != Agency)) { ModelState.AddModelError(nameof(Agency), "Select an agency, or none"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Assign(Of.Whose with { Agency = Agency.Length == 0 ? null : Agency, Written = Owner }, due, clock.Now, Actor.Agency).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("Saved whose it is");
    }

    [Does(ActWords.AgreeAction)]
    public async Task<IActionResult> OnPostAgreeAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Of.Agree(Actor, practice.Actions, clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("Agreed");
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        await db.SaveChangesAsync();
        TempData["done"] = done;
        return Redirect($"/actions/{Of.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<ActionPoint>().Include(a => a.Progress).FirstOrDefaultAsync(a => a.Reference == Reference) is not { } found) { return false; }
        Of = found;
        SetBy = string.Join(", ", new[] { found.BodyId is { } body ? (await bodies.TitlesAsync()).GetValueOrDefault(body) : null, found.SetOn is { } on ? English.Date(on) : null, found.Item }.Where(t => !string.IsNullOrEmpty(t)));
        AgencyChoices = [new("", ""), .. (await agencies.ListAsync()).Select(a => new Choice(a.Code, a.Title))];
        names = await agencies.NamesAsync(found.Progress.Select(p => p.ById).Append(found.AgreedBy).OfType<Guid>());
        return true;
    }
}
