using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>Takes who came to a meeting, seat by seat; a meeting of that day is called with it when there is none.</summary>
[Does(ActWords.TakeAttendance)]
public sealed class TakeModel(TrellisDb db, LondonClock clock) : PageModel
{
    public sealed record Row
    {
        public Guid Seat { get; init; }

        public string State { get; init; } = "";

        public bool Online { get; init; }

        public string Delegate { get; init; } = "";
    }

    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    /// <summary>Day of a meeting that is there already; the form then begins with what was taken.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? On { get; set; }

    /// <summary>The meeting it is of; null for the body's meeting of a day.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Meeting { get; set; }

    [BindProperty]
    public DateParts Day { get; set; } = new();

    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    public Body Of { get; private set; } = null!;

    public IReadOnlyList<Seat> Seats { get; private set; } = [];

    private Meeting? called;

    /// <summary>The day the seats' holders are shown of.</summary>
    public DateOnly Shown => called?.HeldOn ?? On ?? clock.Today;

    public bool IsOfMeeting => called is not null;

    public Row Said(Guid seat) => Rows.Find(r => r.Seat == seat) ?? new Row { Seat = seat };

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var day = called?.HeldOn ?? On ?? clock.Today;
        Day = DateParts.Of(day);
        if ((called ?? (On is null ? null : await OnDayAsync(day))) is { } meeting) { Rows = [.. meeting.Now.Select(a => new Row { Seat = a.SeatId, State = a.State, Online = a.Online, Delegate = a.Delegate })]; }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var (day, wrong) = called is null ? Day.Read("day of the meeting", required: true) : (called.HeldOn, null);
        if (wrong is not null) { ModelState.AddDateError(nameof(Day), wrong); }
        var said = Rows.Where(r => r.State.Length > 0).ToArray();
        if (said.Length == 0) { ModelState.AddModelError(nameof(Rows), "Select who came for at least one seat"); }
        if (said.Any(r => !Attendance.States.ContainsKey(r.State) || Seats.All(s => s.Id != r.Seat))) { ModelState.AddModelError(nameof(Rows), "Select one of the answers for each seat of this body"); }
        if (said.Any(r => r.Delegate.Trim().Length > Holder.LongestName)) { ModelState.AddModelError(nameof(Rows), "The name of a delegate must be 200 characters or fewer"); }
        if (said.FirstOrDefault(r => r.Delegate.Trim().Length > 0 && r.State != "delegate") is { } named) { ModelState.AddModelError(nameof(Rows), $"{Seats.First(s => s.Id == named.Seat).Title} has a delegate’s name and does not say that a delegate came"); }
        if (!ModelState.IsValid) { return Page(); }

        var (now, by) = (clock.Now, db.Acting.Actor.Agency);
        var meeting = called ?? await OnDayAsync(day!.Value);
        if (meeting is not null && !IsTheirs(meeting))
        {
            ModelState.AddModelError(nameof(Day), "A meeting held together with a body of another area: whoever acts in both takes who came");
            return Page();
        }

        if (meeting is null)
        {
            meeting = new Meeting { BodyId = Of.Id, Areas = Of.Areas, HeldOn = day!.Value }.Held(now, by);
            db.Add(meeting);
        }

        if (meeting.Take([.. said.Select(r => new Taken(r.Seat, r.State, r.Online, r.Delegate.Trim()))], now, clock.Today, by).Refused(out var why, out var changed)) { return this.Refuse(why with { Field = nameof(Day) }); }
        if (changed > 0) { await db.SaveChangesAsync(); }
        TempData["done"] = changed == 0 ? "Nothing reads otherwise than before" : "Saved who came";
        return Redirect(called is null ? $"/meetings/{Of.Id}?year={Figures.Public.Period.Financial(day!.Value)}#attendance" : $"/meetings/{Of.Id}/{called.Id}");
    }

    /// <summary>A joint meeting is of the areas of both bodies.</summary>
    private bool IsTheirs(Meeting meeting) => meeting.Areas.All(a => db.Acting.Actor.Areas.Contains(a));

    private Task<Meeting?> OnDayAsync(DateOnly day) => db.Set<Meeting>().Include(m => m.Attendances.Where(a => a.ReplacedAt == null)).FirstOrDefaultAsync(m => m.BodyId == BodyId && m.HeldOn == day);

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Body>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == BodyId) is not { } found || !found.Areas.All(a => db.Acting.Actor.Areas.Contains(a))) { return false; }
        Of = found;
        called = Meeting is { } id ? await db.Set<Meeting>().Include(m => m.Attendances.Where(a => a.ReplacedAt == null)).FirstOrDefaultAsync(m => m.Id == id && m.BodyId == BodyId) : null;
        if (Meeting is not null && (called is null || !IsTheirs(called))) { return false; }
        Guid[] bodies = called?.WithBodyId is { } other ? [BodyId, other] : [BodyId];
        Seats = [.. (await db.Set<Seat>().AsNoTracking().Include(s => s.Holders).Where(s => bodies.Contains(s.BodyId) && s.UntilOn == null).ToListAsync()).OrderBy(s => s.BodyId == BodyId ? 0 : 1).ThenBy(s => s.Position)];
        return true;
    }
}
