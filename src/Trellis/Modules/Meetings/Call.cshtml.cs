using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Meetings;

/// <summary>Calls a meeting of a body, with the items that are on every agenda. What clashes is said first; whoever calls it decides.</summary>
[Does(ActWords.CallMeeting)]
public sealed class CallModel(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, Clashes clashes, MeetingNews news, LondonClock clock) : PageModel
{
    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    [BindProperty]
    public MeetingTimes Times { get; set; } = new();

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string With { get; set; } = "";

    [BindProperty]
    public string Chair { get; set; } = "";

    /// <summary>For which day and time clashes were shown.</summary>
    [BindProperty]
    public string Looked { get; set; } = "";

    public Body Of { get; private set; } = null!;

    public DateOnly? Due { get; private set; }

    public IReadOnlyList<string> Clashes { get; private set; } = [];

    public string LookedFor { get; private set; } = "";

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> ChairChoices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var typed = Times.Read(ModelState, nameof(Times), calendar);
        if (BodyChoices.All(b => b.Value != With)) { ModelState.AddModelError(nameof(With), "Select a body, or none"); }
        if (ChairChoices.All(c => c.Value != Chair)) { ModelState.AddModelError(nameof(Chair), "Select a seat, or none"); }
        if (Name.Trim().Length > Body.LongestTitle) { ModelState.AddModelError(nameof(Name), "What it is called must be 200 characters or fewer"); }
        if (typed is not { } when || !ModelState.IsValid) { return Page(); }

        Guid? other = Guid.TryParse(With, out var with) ? with : null;
        // A joint meeting is of both tables, so whoever sits at either, in any of their areas, sees it.
        string[] otherAreas = other is null ? [] : await db.Set<Body>().Where(b => b.Id == other).Select(b => b.Areas).SingleAsync(HttpContext.RequestAborted);
        LookedFor = $"{when.Day:yyyy-MM-dd} {Times.Starts.Trim()} {Times.Ends.Trim()} {With}";
        if (Looked != LookedFor)
        {
            Clashes = await clashes.OfAsync(Of, other, when, HttpContext.RequestAborted);
            if (Clashes.Count > 0) { return Page(); }
        }

        var (now, by) = (clock.Now, db.Acting.Actor.Agency);
        var meeting = new Meeting
        {
            BodyId = Of.Id,
            Areas = [.. Of.Areas.Union(otherAreas)],
            HeldOn = when.Day,
            StartsAt = when.Starts,
            EndsAt = when.Ends,
            How = Times.How,
            Place = Times.Place.Trim(),
            Link = Times.Link.Trim(),
            Title = Name.Trim(),
            WithBodyId = other,
            ChairSeatId = Guid.TryParse(Chair, out var chair) ? chair : Of.Seats.Find(s => s.Part == "chair" && s.UntilOn is null)?.Id,
        };
        db.Add(meeting.Called(now, by).WithStandingItems(practice.Meetings, now));
        news.Tell(Occasion.MeetingCalled, meeting, await OthersAsync(other), Of);
        await db.SaveChangesAsync();
        TempData["done"] = $"The meeting of {English.Date(meeting.HeldOn)} is called";
        return Redirect($"/meetings/{Of.Id}/{meeting.Id}");
    }

    private Task<List<Holder>> OthersAsync(Guid? other) => db.Set<Holder>().AsNoTracking().Where(h => h.BodyId == other).ToListAsync();

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Body>().Include(b => b.Seats).ThenInclude(s => s.Holders).AsSplitQuery().FirstOrDefaultAsync(b => b.Id == BodyId) is not { EndedOn: null } found || !found.Areas.All(a => db.Acting.Actor.Areas.Contains(a))) { return false; }
        Of = found;
        BodyChoices = [new("", "None"), .. (await db.Set<Body>().AsNoTracking().Where(b => b.Id != BodyId && b.EndedOn == null).OrderBy(b => b.Title).Select(b => new { b.Id, b.Title, b.Areas }).ToListAsync()).Where(b => b.Areas.All(a => db.Acting.Actor.Areas.Contains(a))).Select(b => new Choice(b.Id.ToString(), b.Title))];
        ChairChoices = [new("", "The chair’s"), .. Of.Seats.Where(s => s.UntilOn is null).OrderBy(s => s.Position).Select(s => new Choice(s.Id.ToString(), s.Title))];
        Due = await NextAsync();
        return true;
    }

    private async Task<DateOnly?> NextAsync() =>
        practice.Meetings.Cycle(Of.Cycle) is { } cycle && await db.Set<Meeting>().Where(m => m.BodyId == BodyId && m.CancelledAt == null).MaxAsync(m => (DateOnly?)m.HeldOn) is { } last
            ? Deadline.Due(cycle.Within, Moment.On(last), calendar).Date : null;
}
