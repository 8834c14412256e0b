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
    }

    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    /// <summary>Day of a meeting that is there already; the form then begins with what was taken.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? On { get; set; }

    [BindProperty]
    public DateParts Day { get; set; } = new();

    [BindProperty]
    public List<Row> Rows { get; set; } = [];

    public Body Of { get; private set; } = null!;

    public IReadOnlyList<Seat> Seats { get; private set; } = [];

    public Row Said(Guid seat) => Rows.Find(r => r.Seat == seat) ?? new Row { Seat = seat };

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Day = DateParts.Of(On ?? clock.Today);
        if (On is { } on && await MeetingAsync(on) is { } meeting) { Rows = [.. meeting.Now.Select(a => new Row { Seat = a.SeatId, State = a.State, Online = a.Online })]; }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var (day, wrong) = Day.Read("day of the meeting", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Day), wrong); }
        var said = Rows.Where(r => r.State.Length > 0).ToArray();
        if (said.Length == 0) { ModelState.AddModelError(nameof(Rows), "Select who came for at least one seat"); }
        if (said.Any(r => !Attendance.States.ContainsKey(r.State) || Seats.All(s => s.Id != r.Seat))) { ModelState.AddModelError(nameof(Rows), "Select one of the answers for each seat of this body"); }
        if (!ModelState.IsValid) { return Page(); }

        var (now, by) = (clock.Now, db.Acting.Actor.Agency);
        var meeting = await MeetingAsync(day!.Value);
        if (meeting is null)
        {
            meeting = new Meeting { BodyId = Of.Id, Areas = Of.Areas, HeldOn = day.Value }.Called(now, by);
            db.Add(meeting);
        }

        if (meeting.Take([.. said.Select(r => new Taken(r.Seat, r.State, r.Online))], now, clock.Today, by).Refused(out var why, out var changed)) { return this.Refuse(why with { Field = nameof(Day) }); }
        if (changed > 0) { await db.SaveChangesAsync(); }
        TempData["done"] = changed == 0 ? "Nothing reads otherwise than before" : "Saved who came";
        return Redirect($"/meetings/{Of.Id}?year={Figures.Public.Period.Financial(day.Value)}#attendance");
    }

    private Task<Meeting?> MeetingAsync(DateOnly day) => db.Set<Meeting>().Include(m => m.Attendances.Where(a => a.ReplacedAt == null)).FirstOrDefaultAsync(m => m.BodyId == BodyId && m.HeldOn == day);

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Body>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == BodyId) is not { } found || !found.Areas.All(a => db.Acting.Actor.Areas.Contains(a))) { return false; }
        Of = found;
        Seats = await db.Set<Seat>().AsNoTracking().Where(s => s.BodyId == BodyId && s.UntilOn == null).OrderBy(s => s.Position).ToListAsync();
        return true;
    }
}
