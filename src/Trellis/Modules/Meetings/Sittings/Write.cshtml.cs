using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Sittings;

/// <summary>The minute-taker's screen: saves as it is typed, and says who else has it open. Without script it is one form for each item.</summary>
[Does(ActWords.MinuteMeeting)]
public sealed class WriteModel(MeetingDesk desk, MinuteDesk minutes) : MeetingPage(desk)
{
    private const string TooLong = "The minutes of an item must be 200,000 characters or fewer";
    private const int LeastRows = 3;
    private const int MostRows = 24;
    private const int CharactersInRow = 80;

    /// <summary>What is asked for anew covers so much of what was answered last.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    public sealed record Other(string Name, Guid? Item);

    private sealed record PresenceRow(Guid UserId, Guid? ItemId);

    [BindProperty]
    public string Chair { get; set; } = "";

    [BindProperty]
    public Guid Item { get; set; }

    [BindProperty]
    public int From { get; set; }

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string Ended { get; set; } = "";

    [BindProperty]
    public string Because { get; set; } = "";

    public IReadOnlyDictionary<Guid, Minute> Minutes { get; private set; } = new Dictionary<Guid, Minute>();

    public IReadOnlyList<Other> Others { get; private set; } = [];

    /// <summary>Somebody changed the same paragraph of this item while it was typed without script.</summary>
    public Guid? ClashAt { get; private set; }

    public SavedMinute? Clash { get; private set; }

    public string OthersInWords => Others.Count == 0 ? "" : $"{string.Join(", ", Others.Select(o => o.Name))} {(Others.Count == 1 ? "has" : "have")} these minutes open too.";

    private int Filled => Share.Among(Meeting.Now).Filled;

    public bool Quorate => Of.Quorum is null || Filled >= Of.Quorum;

    public string Quorum => $"{English.Count(Filled, "seat is", "seats are")} filled{(Of.Quorum is { } needed ? $" of the {English.Number(needed)} it takes to decide" : "")}.";

    public int Rows(AgendaItem item) => Math.Clamp((Minutes.GetValueOrDefault(item.Id)?.Words ?? "").Split('\n').Sum(l => 1 + (l.Length / CharactersInRow)) + 1, LeastRows, MostRows);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Chair = Seats.FirstOrDefault(s => s.Id == Meeting.ChairSeatId)?.HolderOn(Meeting.HeldOn)?.Name ?? "";
        Ended = Meeting.BegunAt is not null ? English.Clock(Clock.Now) : "";
        return Page();
    }

    /// <summary>What changed since, and who is there: asked every few seconds.</summary>
    public async Task<IActionResult> OnGetNewsAsync(DateTimeOffset? since, Guid? item)
    {
        if (await LiveAsync() is not { } live) { return NotFound(); }
        var (now, after) = (Clock.Now, (since ?? DateTimeOffset.MinValue.AddDays(1)) - Overlap);
        var changed = await Db.Set<Minute>().AsNoTracking().Where(m => m.MeetingId == MeetingId && m.At >= after).Select(m => new { item = m.ItemId, revision = m.Revision, words = m.Words }).ToListAsync();
        Others = await HereAsync(item);
        return new JsonResult(new { since = now, now = live.ItemNow, changed, here = OthersInWords });
    }

    public async Task<IActionResult> OnPostSaveAsync()
    {
        var byScript = Request.Headers["X-Requested-With"] == "XMLHttpRequest";
        if (await LiveAsync() is not { } live || !await Db.Set<AgendaItem>().AnyAsync(i => i.Id == Item && i.MeetingId == MeetingId && i.RemovedAt == null)) { return NotFound(); }
        if (Words.Length > Minute.Longest || live.ApprovedAt is not null)
        {
            var why = live.ApprovedAt is not null ? "The minutes of this meeting are approved, so nothing was saved" : TooLong;
            if (byScript) { return new JsonResult(new { refused = why }); }
            ModelState.AddModelError(nameof(Words), why);
            return await LoadAsync() ? Page() : NotFound();
        }

        var saved = await minutes.SaveAsync(MeetingId, Item, From, Words, HttpContext.RequestAborted);
        if (byScript) { return new JsonResult(new { from = saved.From, revision = saved.Revision, words = saved.Words, clashes = saved.Clashes.Select(c => new { theirs = c.Theirs, mine = c.Mine }) }); }
        if (saved.Clashes.Length == 0)
        {
            TempData["done"] = "The minutes are saved";
            return Redirect($"{Here}/write#item-{Item}");
        }

        return await ToSettleAsync(saved);
    }

    public async Task<IActionResult> OnPostBeginAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Meeting.Begin(Chair, null, Clock.Now, Clock.Today, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        TempData["done"] = "The meeting has begun";
        return Redirect($"{Here}/write");
    }

    public async Task<IActionResult> OnPostReachAsync()
    {
        if (!await LoadAsync() || ItemOf(Item) is not { } item) { return NotFound(); }
        if (Words.Length > Minute.Longest) { ModelState.AddModelError(nameof(Words), TooLong); return Page(); }
        // What was typed meanwhile goes along: without script the button sends it.
        var saved = await minutes.SaveAsync(MeetingId, item.Id, From, Words, HttpContext.RequestAborted);
        if (saved.Clashes.Length > 0) { return await ToSettleAsync(saved); }
        Db.Acting.Begin(ActWords.MinuteMeeting);
        if (Meeting.Reach(item, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Redirect($"{Here}/write#item-{item.Id}");
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (DateTimeParts.ReadTime(Ended) is not { } time) { ModelState.AddModelError(nameof(Ended), Ended.Trim().Length == 0 ? "Enter when it ended" : "When it ended must be a time, like 4:10pm or 16:10"); return Page(); }
        var at = London.At(Meeting.HeldOn, time);
        if (at < Meeting.StartsAt) { ModelState.AddModelError(nameof(Ended), "It cannot have ended before it was to start"); }
        else if (at > Clock.Now.AddMinutes(1)) { ModelState.AddModelError(nameof(Ended), "It cannot have ended later than now"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Meeting.End(Filled, Of.Quorum, Because, at, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        TempData["done"] = "The meeting has ended";
        return Redirect($"{Here}/minutes");
    }

    /// <summary>Theirs is kept; what this person wrote is shown after it, to be settled and saved.</summary>
    private async Task<IActionResult> ToSettleAsync(SavedMinute saved)
    {
        (ClashAt, Clash) = (Item, saved with { Words = string.Join("\n\n", saved.Clashes.Select(c => c.Mine).Prepend(saved.Words)) });
        ModelState.Clear();
        return await LoadAsync() ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || !May(ActWords.MinuteMeeting) || Meeting.CancelledAt is not null || Meeting.ApprovedAt is not null) { return false; }
        await SawAsync("meeting-minutes"); // what is asked for by itself afterwards is the same look
        Minutes = await Db.Set<Minute>().AsNoTracking().Where(m => m.MeetingId == MeetingId).ToDictionaryAsync(m => m.ItemId);
        Others = await HereAsync(null);
        return true;
    }

    /// <summary>Only what saving needs to know: this is asked many times a minute.</summary>
    private async Task<(Guid? ItemNow, DateTimeOffset? ApprovedAt)?> LiveAsync()
    {
        var found = await Db.Set<Meeting>().AsNoTracking().Where(m => m.Id == MeetingId && (m.BodyId == BodyId || m.WithBodyId == BodyId) && m.CancelledAt == null).Select(m => new { m.Areas, m.ItemNow, m.ApprovedAt }).FirstOrDefaultAsync();
        return found is not null && found.Areas.All(a => Db.Acting.Actor.Areas.Contains(a)) ? (found.ItemNow, found.ApprovedAt) : null;
    }

    private async Task<IReadOnlyList<Other>> HereAsync(Guid? item)
    {
        var rows = await Db.Database.SqlQuery<PresenceRow>($"select user_id as \"UserId\", item_id as \"ItemId\" from meetings.here({MeetingId}, {item})").ToListAsync();
        if (rows.Count == 0) { return []; }
        var names = await Agencies.NamesAsync(rows.Select(r => r.UserId));
        return [.. rows.Select(r => new Other(names.GetValueOrDefault(r.UserId, "Somebody"), r.ItemId)).OrderBy(o => o.Name, StringComparer.Ordinal)];
    }
}
