using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>What a body decided, at meetings and outside them; the latter wait for a meeting to ratify them.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class DecisionsModel(TrellisDb db, Resolving resolving, ActionSetting setting, ActionNotes notes, ActionBook book, LondonClock clock) : PageModel
{
    private const int LongestChoice = 90;

    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string ToDo { get; set; } = "";

    [BindProperty]
    public string Whose { get; set; } = "";

    [BindProperty]
    public DateParts Due { get; set; } = new();

    [BindProperty]
    public string Ratified { get; set; } = "";

    [BindProperty]
    public string At { get; set; } = "";

    public Body Of { get; private set; } = null!;

    public IReadOnlyList<Decision> All { get; private set; } = [];

    public IReadOnlyList<Choice> RatifyChoices => [.. All.Where(d => d.How == "outside" && d.RatifiedInId is null).Select(d => new Choice(d.Id.ToString(), $"{English.Number(d.Number)}. {(d.Words.Length > LongestChoice ? $"{d.Words[..LongestChoice]}…" : d.Words)}"))];

    public IReadOnlyList<Choice> MeetingChoices { get; private set; } = [];

    /// <summary>Seats that stand today, with who holds them.</summary>
    public IReadOnlyList<Choice> WhoseChoices => [new("", "Nobody’s at the table"), .. Seats.Select(s => new Choice(s.Id.ToString(), s.HolderOn(clock.Today) is { } holder ? $"{s.Title}: {holder.Name}" : s.Title))];

    /// <summary>What a decision outside a meeting set, by the decision.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<ActionSummary>> Set { get; private set; } = new Dictionary<Guid, IReadOnlyList<ActionSummary>>();

    private IEnumerable<Seat> Seats => Of.Seats.Where(s => s.UntilOn is null || s.UntilOn >= clock.Today).OrderBy(s => s.Position);

    private IReadOnlyList<Meeting> meetings = [];

    public bool May(string act) => db.Acting.Actor.May(act) && Of.Areas.All(a => db.Acting.Actor.Areas.Contains(a));

    public DateOnly DayOf(Guid meeting) => meetings.FirstOrDefault(m => m.Id == meeting)?.HeldOn ?? default;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.DecideMeeting)]
    public async Task<IActionResult> OnPostOutsideAsync()
    {
        if (!await LoadAsync() || !May(ActWords.DecideMeeting)) { return NotFound(); }
        if (Words.Trim().Length is 0 or > Decision.LongestWords) { ModelState.AddModelError(nameof(Words), Words.Trim().Length == 0 ? "Enter what was decided" : "What was decided must be 8,000 characters or fewer"); }
        if (Why.Trim().Length is 0 or > Decision.LongestWords) { ModelState.AddModelError(nameof(Why), Why.Trim().Length == 0 ? "Enter why it could not wait, and how members were asked" : "This must be 8,000 characters or fewer"); }
        var (on, wrong) = On.Read("day of the decision", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); }
        else if (on > clock.Today) { ModelState.AddModelError(nameof(On), "The day of the decision must be today or in the past"); }
        var seat = Seats.FirstOrDefault(s => s.Id.ToString() == Whose);
        if (seat is null && Whose.Length > 0) { ModelState.AddModelError(nameof(Whose), "Select a seat, or nobody’s at the table"); }
        var (due, late) = Due.Read("day it is to be done by");
        if (late is not null) { ModelState.AddDateError(nameof(Due), late); }
        if (ToDo.Trim().Length == 0 && (seat is not null || due is not null)) { ModelState.AddModelError(nameof(ToDo), "Enter what is to be done"); }
        if (!ModelState.IsValid) { return Page(); }
        var decision = await resolving.OutsideAsync(Of, Words, Why, on!.Value, HttpContext.RequestAborted);
        if (ToDo.Trim().Length > 0)
        {
            var asked = new ActionToSet(Of.Areas, ToDo) { BodyId = Of.Id, SourceId = decision.Id, SetOn = on.Value, Owner = new ActionOwner(seat?.Agency, seat?.Title ?? ""), DueOn = due };
            if ((await setting.SetAsync(asked, HttpContext.RequestAborted)).Refused(out var not, out var set)) { return this.Refuse(not with { Field = not.Field == "DueOn" ? nameof(Due) : nameof(ToDo) }); }
            await notes.TellAsync(set, owner => MeetingNews.HoldersOf(owner, Seats, clock.Today), HttpContext.RequestAborted);
        }

        await db.SaveChangesAsync();
        return Done("The decision is recorded. A meeting ratifies it");
    }

    [Does(ActWords.DecideMeeting)]
    public async Task<IActionResult> OnPostRatifyAsync()
    {
        if (!await LoadAsync() || !May(ActWords.DecideMeeting)) { return NotFound(); }
        if (MeetingChoices.All(c => c.Value != At) || meetings.FirstOrDefault(m => m.Id.ToString() == At) is not { } at) { ModelState.AddModelError(nameof(At), "Select which meeting"); return Page(); }
        if (await db.Set<Decision>().FirstOrDefaultAsync(d => d.BodyId == BodyId && d.Id.ToString() == Ratified) is not { } decision) { ModelState.AddModelError(nameof(Ratified), "Select which decision"); return Page(); }
        if (decision.Ratify(at, clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why with { Field = nameof(Ratified) }); }
        await db.SaveChangesAsync();
        return Done("The decision is ratified");
    }

    private RedirectResult Done(string words)
    {
        TempData["done"] = words;
        return Redirect($"/meetings/{BodyId}/decisions");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Body>().AsNoTracking().Include(b => b.Seats).ThenInclude(s => s.Holders).AsSplitQuery().FirstOrDefaultAsync(b => b.Id == BodyId) is not { } found) { return false; }
        Of = found;
        All = await db.Set<Decision>().AsNoTracking().Where(d => d.BodyId == BodyId).OrderByDescending(d => d.Number).ToListAsync();
        meetings = await db.Set<Meeting>().AsNoTracking().Where(m => m.BodyId == BodyId || m.WithBodyId == BodyId).OrderByDescending(m => m.HeldOn).ToListAsync();
        var set = new Dictionary<Guid, IReadOnlyList<ActionSummary>>();
        foreach (var outside in All.Where(d => d.How == "outside")) { set[outside.Id] = await book.OfSourceAsync(ActionSources.Meeting, outside.Id, HttpContext.RequestAborted); }
        Set = set;
        MeetingChoices = [.. meetings.Where(m => m.BegunAt is not null && m.ApprovedAt is null).Select(m => new Choice(m.Id.ToString(), MeetingPage.Said(m)))];
        return true;
    }
}
