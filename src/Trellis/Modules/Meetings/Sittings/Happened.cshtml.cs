using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Sittings;

/// <summary>What happened under an item besides what was said: interests declared, actions set, what was decided.</summary>
[Does(ActWords.MinuteMeeting)]
public sealed class HappenedModel(MeetingDesk desk, Resolving resolving, ActionSetting setting, ActionBook book) : MeetingPage(desk)
{
    [FromRoute(Name = "item")]
    public Guid ItemId { get; set; }

    [BindProperty]
    public string Seat { get; set; } = "";

    [BindProperty]
    public string Interest { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public bool Withdrew { get; set; }

    [BindProperty]
    public string Resolved { get; set; } = "";

    [BindProperty]
    public string How { get; set; } = "";

    [BindProperty]
    public string For { get; set; } = "";

    [BindProperty]
    public string Against { get; set; } = "";

    [BindProperty]
    public string Abstained { get; set; } = "";

    [BindProperty]
    public string ToDo { get; set; } = "";

    [BindProperty]
    public string Whose { get; set; } = "";

    [BindProperty]
    public string Owner { get; set; } = "";

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public AgendaItem Item { get; private set; } = null!;

    public UnderItem Under { get; private set; } = null!;

    public IReadOnlyList<Choice> WhoseChoices => [new("", "Nobody’s at the table"), .. Seats.Select(s => new Choice(s.Id.ToString(), SeatWithHolder(s)))];

    private bool MayRecord => May(ActWords.MinuteMeeting) && Meeting is { ApprovedAt: null, CancelledAt: null };

    public bool MayDecide => May(ActWords.DecideMeeting) && Meeting is { BegunAt: not null, ApprovedAt: null };

    public IReadOnlyList<Choice> SeatChoices => [new("", "Select a seat"), .. Seats.Select(s => new Choice(s.Id.ToString(), SeatWithHolder(s)))];

    public IReadOnlyList<Choice> InterestChoices => [.. Declaration.Kinds.Select(k => new Choice(k.Key, k.Value))];

    public IReadOnlyList<Choice> WithdrewChoices => [new("true", "They left the table while it was discussed")];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostDeclareAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var seat = Seats.FirstOrDefault(s => s.Id.ToString() == Seat);
        if (seat is null) { ModelState.AddModelError(nameof(Seat), "Select whose seat"); }
        if (!Declaration.Kinds.ContainsKey(Interest)) { ModelState.AddModelError(nameof(Interest), "Select what kind of interest"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Meeting.Declare(Item, seat!, Interest, Words, Withdrew, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Done("The declaration is recorded");
    }

    [Does(ActWords.DecideMeeting)]
    public async Task<IActionResult> OnPostDecideAsync()
    {
        if (!await LoadAsync() || !MayDecide) { return NotFound(); }
        if (Resolved.Trim().Length is 0 or > Decision.LongestWords) { ModelState.AddModelError(nameof(Resolved), Resolved.Trim().Length == 0 ? "Enter what was resolved" : "What was resolved must be 8,000 characters or fewer"); }
        if (How is not ("consensus" or "vote")) { ModelState.AddModelError(nameof(How), "Select how it was decided"); }
        var (votes, against, abstained) = How == "vote" ? (Votes(nameof(For), For, "Votes for", required: true), Votes(nameof(Against), Against, "Votes against", required: true), Votes(nameof(Abstained), Abstained, "Abstained", required: false)) : (null, null, null);
        if (How == "vote" && ModelState.IsValid && votes <= against) { ModelState.AddModelError(nameof(For), "A decision has more votes for it than against. Record a motion that was lost in the minutes"); }
        if (!ModelState.IsValid) { return Page(); }
        await resolving.AtMeetingAsync(Meeting, Item, Resolved, new Voted(How, votes, against, abstained));
        await Db.SaveChangesAsync();
        return Done("The decision is recorded");
    }

    public async Task<IActionResult> OnPostActAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var seat = Seats.FirstOrDefault(s => s.Id.ToString() == Whose);
        if (seat is null && Whose.Length > 0) { ModelState.AddModelError(nameof(Whose), "Select a seat, or nobody’s at the table"); }
        var (due, wrong) = Due.Read("day it is to be done by");
        if (wrong is not null) { ModelState.AddDateError(nameof(Due), wrong); }
        if (!ModelState.IsValid) { return Page(); }
        var asked = new ActionToSet(Meeting.Areas, ToDo)
        {
            BodyId = Meeting.BodyId,
            MeetingId = Meeting.Id,
            AgendaItemId = Item.Id,
            Item = Item.Title,
            SourceId = Meeting.Id,
            SetOn = Meeting.HeldOn <= Clock.Today ? Meeting.HeldOn : Clock.Today,
            Owner = new ActionOwner(seat?.Agency, Owner.Trim().Length > 0 ? Owner.Trim() : seat?.Title ?? ""),
            DueOn = due,
        };
        if ((await setting.SetAsync(asked, HttpContext.RequestAborted)).Refused(out var why, out var made)) { return this.Refuse(why with { Field = why.Field switch { "Text" => nameof(ToDo), "DueOn" => nameof(Due), _ => nameof(Owner) } }); }
        await Db.SaveChangesAsync();
        return Done($"Action {made.Reference} is set");
    }

    private int? Votes(string field, string typed, string what, bool required)
    {
        if (typed.Trim().Length == 0 && !required) { return null; }
        if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1000) { return number; }
        ModelState.AddModelError(field, $"{what} must be a whole number");
        return null;
    }

    private RedirectResult Done(string words)
    {
        TempData["done"] = words;
        return Redirect($"{Here}/items/{ItemId}/happened");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || !MayRecord || ItemOf(ItemId) is not { } item) { return false; }
        Item = item;
        Under = await UnderItem.ReadAsync(this, item, Db, book, Practice, HttpContext.RequestAborted);
        return true;
    }
}
