using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings;

/// <summary>The bodies of the partnership.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    public sealed record Line(Guid Id, string Title, string Kind, string? Cycle, int Seats, int Meetings, DateOnly? Last, DateOnly? Ended);

    private const int MostComing = 25;

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public bool MayMake => db.Acting.Actor.May(ActWords.MakeBody);

    /// <summary>Meetings from today on.</summary>
    public IReadOnlyList<(Meeting Meeting, string Body)> Coming { get; private set; } = [];

    public string CycleTitle(string cycle) => practice.Meetings.Cycle(cycle)?.Title ?? cycle;

    public async Task OnGetAsync()
    {
        Lines = await db.Set<Body>().AsNoTracking().OrderBy(b => b.EndedOn != null).ThenBy(b => b.Title)
            .Select(b => new Line(
                b.Id, b.Title, b.Kind, b.Cycle, b.Seats.Count(s => s.UntilOn == null),
                db.Set<Meeting>().Count(m => m.BodyId == b.Id && m.CancelledAt == null), db.Set<Meeting>().Where(m => m.BodyId == b.Id && m.CancelledAt == null && m.HeldOn <= clock.Today).Max(m => (DateOnly?)m.HeldOn), b.EndedOn))
            .ToListAsync();
        var titles = Lines.ToDictionary(l => l.Id, l => l.Title);
        Coming = [.. (await db.Set<Meeting>().AsNoTracking().Where(m => m.HeldOn >= clock.Today && m.CancelledAt == null).OrderBy(m => m.HeldOn).ThenBy(m => m.StartsAt).Take(MostComing).ToListAsync()).Select(m => (m, titles[m.BodyId]))];
    }
}
