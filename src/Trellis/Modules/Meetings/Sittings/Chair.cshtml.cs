using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Actions.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Sittings;

/// <summary>The chair's screen: the item the meeting is at, how long it has taken, and what comes next. Refreshed by itself.</summary>
[Does(ActWords.MinuteMeeting)]
public sealed class ChairModel(MeetingDesk desk, ActionBook book) : MeetingPage(desk)
{
    [BindProperty]
    public Guid Item { get; set; }

    public ActionCounts Actions { get; private set; } = new(0, 0, 0, 0, 0);

    public AgendaItem? Now => Meeting.ItemNow is { } now ? ItemOf(now) : null;

    public AgendaItem? Next => Now is { } now ? Meeting.Agenda.FirstOrDefault(i => i.Position > now.Position) : Meeting.EndedAt is null && Meeting.Agenda is [var first, ..] ? first : null;

    private int Minutes => Now?.BegunAt is { } begun ? (int)(Clock.Now - begun).TotalMinutes : 0;

    public bool Over => Now?.Minutes is { } meant && Minutes > meant;

    public string Taken => $"{English.Count(Minutes, "minute", "minutes")} so far{(Now?.Minutes is { } meant ? $" of {English.Number(meant)}" : "")}.";

    /// <summary>What time it is, and how that is to the end of the meeting with what is still to come.</summary>
    public string Clocked
    {
        get
        {
            if (Meeting.BegunAt is null) { return "The meeting has not begun."; }
            if (Meeting.EndedAt is { } ended) { return $"The meeting ended at {English.Clock(ended)}."; }
            var time = $"It is {English.Clock(Clock.Now)}";
            if (Meeting.EndsAt is not { } ends) { return $"{time}."; }
            var left = (int)(ends - Clock.Now).TotalMinutes;
            var needed = Meeting.Agenda.Where(i => Now is null || i.Position > Now.Position).Sum(i => i.Minutes ?? 0) + Math.Max(0, (Now?.Minutes ?? 0) - Minutes);
            return $"{time}. {(left >= 0 ? $"{English.Count(left, "minute", "minutes")} left" : $"{English.Count(-left, "minute", "minutes")} over")}, and the items still to come are meant to take {English.Number(needed)}.";
        }
    }

    public string Table
    {
        get
        {
            var filled = Share.Among(Meeting.Now).Filled;
            return $"{English.Count(filled, "seat is", "seats are")} filled{(Of.Quorum is { } needed ? filled >= needed ? $": quorate ({English.Number(needed)} needed)" : $": not quorate ({English.Number(needed)} needed)" : "")}.";
        }
    }

    /// <summary>Who declared an interest in the item the meeting is at.</summary>
    public IEnumerable<string> Interests => Meeting.Declarations.Where(d => d.ItemId == Meeting.ItemNow).Select(d => $"{(Seats.FirstOrDefault(s => s.Id == d.SeatId) is { } seat ? SeatWithHolder(seat) : "A member")}{(d.Withdrew ? ", leaves the table" : "")}");

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostReachAsync()
    {
        if (!await LoadAsync() || ItemOf(Item) is not { } item) { return NotFound(); }
        if (Meeting.Reach(item, Clock.Now, By).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        return Redirect($"{Here}/chair");
    }

    private async Task<bool> LoadAsync()
    {
        if (!await FindAsync() || !May(ActWords.MinuteMeeting) || Meeting.CancelledAt is not null) { return false; }
        Actions = await book.CountAsync(Meeting.BodyId, HttpContext.RequestAborted);
        return true;
    }
}
