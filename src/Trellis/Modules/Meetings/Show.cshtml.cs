using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Meetings;

/// <summary>One body: what it is, and who came in a financial year.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class ShowModel(TrellisDb db, PracticeModel practice, WorkingCalendar calendar, LondonClock clock) : PageModel
{
    public static readonly IReadOnlyDictionary<string, string> InShort = new Dictionary<string, string>
    {
        ["present"] = "Yes",
        ["delegate"] = "Delegate",
        ["apology"] = "Apology",
        ["absent"] = "No",
        ["not-applicable"] = "Not applicable",
        ["unclear"] = "Not clear",
    };

    private const int MostMeetings = 24;

    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    /// <summary><c>2018-19</c>; the last with attendance when none is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Year { get; set; }

    public Body Of { get; private set; } = null!;

    public string? Parent { get; private set; }

    /// <summary>The body that took its place.</summary>
    public Public.BodySummary? Became { get; private set; }

    /// <summary>What it was called before.</summary>
    public IReadOnlyList<Members.BodyTitle> Before { get; private set; } = [];

    private ILookup<Guid, Members.Listed> Listed { get; set; } = Array.Empty<Members.Listed>().ToLookup(l => l.SeatId);

    public IReadOnlyList<string> Years { get; private set; } = [];

    public AttendanceTable Table { get; private set; } = null!;

    public IReadOnlyList<Meeting> Meetings { get; private set; } = [];

    public IReadOnlyList<Seat> Seats { get; private set; } = [];

    /// <summary>By when it should meet again; null when it has not met, or meets as needed.</summary>
    public DateOnly? Due { get; private set; }

    public string ListsWith(Seat seat) => string.Join(", ", Listed[seat.Id].Select(l => l.List));

    public DateOnly Today => clock.Today;

    public bool May(string act) => db.Acting.Actor.May(act) && Of.Areas.All(a => db.Acting.Actor.Areas.Contains(a));

    public string CycleTitle(string cycle) => practice.Meetings.Cycle(cycle)?.Title ?? cycle;

    public bool MayTake => db.Acting.Actor.May(ActWords.TakeAttendance) && Of.Areas.All(a => db.Acting.Actor.Areas.Contains(a));

    public string AreaTitles => string.Join(", ", Of.Areas.Select(a => practice.AreaTitle(a)));

    public async Task<IActionResult> OnGetAsync()
    {
        if (await db.Set<Body>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == BodyId) is not { } found) { return NotFound(); }
        Of = found;
        Parent = found.ParentId is { } parent ? await db.Set<Body>().Where(b => b.Id == parent).Select(b => b.Title).FirstOrDefaultAsync() : null;
        Became = found.BecameId is { } became ? await db.Set<Body>().Where(b => b.Id == became).Select(b => new Public.BodySummary(b.Id, b.Title, b.Areas)).FirstOrDefaultAsync() : null;
        Before = await db.Set<Members.BodyTitle>().AsNoTracking().Where(t => t.BodyId == BodyId).OrderByDescending(t => t.UntilOn).ToListAsync();
        Listed = (await db.Set<Members.Listed>().AsNoTracking().Where(l => l.BodyId == BodyId).OrderBy(l => l.FromOn).ToListAsync()).ToLookup(l => l.SeatId);
        Seats = await db.Set<Seat>().AsNoTracking().Include(s => s.Holders).Where(s => s.BodyId == BodyId && s.UntilOn == null).OrderBy(s => s.Position).ToListAsync();
        Meetings = await db.Set<Meeting>().AsNoTracking().Where(m => (m.BodyId == BodyId || m.WithBodyId == BodyId) && m.CalledAt != null).OrderByDescending(m => m.HeldOn).Take(MostMeetings).ToListAsync();
        if (Of.EndedOn is null && practice.Meetings.Cycle(Of.Cycle) is { } cycle && await db.Set<Meeting>().Where(m => m.BodyId == BodyId && m.CancelledAt == null && m.HeldOn <= clock.Today).MaxAsync(m => (DateOnly?)m.HeldOn) is { } last) { Due = Deadline.Due(cycle.Within, Moment.On(last), calendar).Date; }
        Years = [.. (await db.Set<Meeting>().Where(m => m.BodyId == BodyId).Select(m => m.HeldOn).ToListAsync()).Select(Period.Financial).Distinct().Order(StringComparer.Ordinal)];
        Year = Years.FirstOrDefault(y => y == Year) ?? (Years.Count > 0 ? Years[^1] : null);
        Table = Year is null ? new AttendanceTable([], [], new Share(0, 0, 0)) : await ReadAsync(Year);
        return Page();
    }

    private Task<AttendanceTable> ReadAsync(string year)
    {
        var (first, last) = Period.FinancialYear(year) ?? throw new InvalidOperationException($"{year} is no financial year");
        return AttendanceTable.ReadAsync(db, BodyId, first, last);
    }
}
