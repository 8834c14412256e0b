using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>One item: its papers, who declared an interest, what was decided; and its form for those who keep the agenda.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class ItemModel(MeetingDesk desk, Resolving resolving, ActionSetting setting, ActionBook book) : ItemForm(desk)
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

    /// <summary>Set under this item; under the item of earlier actions, all that the body has open.</summary>
    public IReadOnlyList<ActionSummary> Actions { get; private set; } = [];

    public bool IsOfActions => Practice.Meetings.First.FirstOrDefault(f => f.Id == Item.Standing)?.Does == "actions";

    public IReadOnlyList<Choice> WhoseChoices => [new("", "Nobody’s at the table"), .. Seats.Select(s => new Choice(s.Id.ToString(), SeatWithHolder(s)))];

    public IReadOnlyList<Decision> Decisions { get; private set; } = [];

    public IReadOnlyList<(string Seat, Declaration Declared)> Declarations => [.. Meeting.Declarations.Where(d => d.ItemId == ItemId).Select(d => (Seats.FirstOrDefault(s => s.Id == d.SeatId) is { } seat ? SeatWithHolder(seat) : "A seat", d))];

    public bool MayDeclare => May(ActWords.MinuteMeeting) && Meeting is { ApprovedAt: null, CancelledAt: null };

    public bool MayDecide => May(ActWords.DecideMeeting) && Meeting is { BegunAt: not null, ApprovedAt: null };

    public IReadOnlyList<Choice> SeatChoices => [new("", "Select a seat"), .. Seats.Select(s => new Choice(s.Id.ToString(), SeatWithHolder(s)))];

    public IReadOnlyList<Choice> InterestChoices => [.. Declaration.Kinds.Select(k => new Choice(k.Key, k.Value))];

    public IReadOnlyList<Choice> WithdrewChoices => [new("true", "They left the table while it was discussed")];

    private string Self => $"{Here}/items/{ItemId}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Show(Item);
        return Page();
    }

    [Does(ActWords.SetAgenda)]
    public async Task<IActionResult> OnPostChangeAsync()
    {
        if (!await LoadAsync() || !Keeps) { return NotFound(); }
        if (Typed() is not { } words) { return Page(); }
        if (Meeting.Change(Item, words, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Done("The item is saved", Self);
    }

    [Does(ActWords.SetAgenda)]
    public async Task<IActionResult> OnPostRemoveAsync()
    {
        if (!await LoadAsync() || !Keeps) { return NotFound(); }
        if (Meeting.TakeOff(Item, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Done("The item is off the agenda", $"{Here}/agenda");
    }

    [Does(ActWords.MinuteMeeting)]
    public async Task<IActionResult> OnPostDeclareAsync()
    {
        if (!await LoadAsync() || !MayDeclare) { return NotFound(); }
        Show(Item);
        var seat = Seats.FirstOrDefault(s => s.Id.ToString() == Seat);
        if (seat is null) { ModelState.AddModelError(nameof(Seat), "Select whose seat"); }
        if (!Declaration.Kinds.ContainsKey(Interest)) { ModelState.AddModelError(nameof(Interest), "Select what kind of interest"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Meeting.Declare(Item, seat!, Interest, Words, Withdrew, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Done("The declaration is recorded", Self);
    }

    [Does(ActWords.DecideMeeting)]
    public async Task<IActionResult> OnPostDecideAsync()
    {
        if (!await LoadAsync() || !MayDecide) { return NotFound(); }
        Show(Item);
        if (Resolved.Trim().Length is 0 or > Decision.LongestWords) { ModelState.AddModelError(nameof(Resolved), Resolved.Trim().Length == 0 ? "Enter what was resolved" : "What was resolved must be 8,000 characters or fewer"); }
        if (How is not ("consensus" or "vote")) { ModelState.AddModelError(nameof(How), "Select how it was decided"); }
        var (votes, against, abstained) = How == "vote" ? (Votes(nameof(For), For, "Votes for", required: true), Votes(nameof(Against), Against, "Votes against", required: true), Votes(nameof(Abstained), Abstained, "Abstained", required: false)) : (null, null, null);
        if (How == "vote" && ModelState.IsValid && votes <= against) { ModelState.AddModelError(nameof(For), "A decision has more votes for it than against. Record a motion that was lost in the minutes"); }
        if (!ModelState.IsValid) { return Page(); }
        await resolving.AtMeetingAsync(Meeting, Item, Resolved, new Voted(How, votes, against, abstained));
        await Db.SaveChangesAsync();
        return Done("The decision is recorded", Self);
    }

    [Does(ActWords.MinuteMeeting)]
    public async Task<IActionResult> OnPostActAsync()
    {
        if (!await LoadAsync() || !MayDeclare) { return NotFound(); }
        Show(Item);
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
        return Done($"Action {made.Reference} is set", Self);
    }

    private int? Votes(string field, string typed, string what, bool required)
    {
        if (typed.Trim().Length == 0 && !required) { return null; }
        if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 1000) { return number; }
        ModelState.AddModelError(field, $"{what} must be a whole number");
        return null;
    }

    private RedirectResult Done(string words, string to)
    {
        TempData["done"] = words;
        return Redirect(to);
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || !AgendaShown || ItemOf(ItemId) is not { } item) { return false; }
        Item = item;
        Actions = IsOfActions ? await book.OpenOfAsync(Meeting.BodyId, HttpContext.RequestAborted) : [.. (await book.OfMeetingAsync(Meeting.Id, HttpContext.RequestAborted)).Where(a => a.AgendaItemId == item.Id)];
        Decisions = await Db.Set<Decision>().AsNoTracking().Where(d => d.ItemId == ItemId).OrderBy(d => d.Number).ToListAsync();
        return true;
    }
}
