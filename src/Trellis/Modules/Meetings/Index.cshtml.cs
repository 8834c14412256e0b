using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings;

/// <summary>The bodies of the partnership.</summary>
[Does(ActWords.ViewMeetings)]
public sealed class IndexModel(TrellisDb db) : PageModel
{
    public sealed record Line(Guid Id, string Title, string Kind, string? Cycle, int Seats, int Meetings, DateOnly? Last);

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public bool MayMake => db.Acting.Actor.May(ActWords.MakeBody);

    public async Task OnGetAsync() => Lines = await db.Set<Body>().AsNoTracking().OrderBy(b => b.Title)
        .Select(b => new Line(
            b.Id, b.Title, b.Kind, b.Cycle, b.Seats.Count(s => s.UntilOn == null),
            db.Set<Meeting>().Count(m => m.BodyId == b.Id), db.Set<Meeting>().Where(m => m.BodyId == b.Id).Max(m => (DateOnly?)m.HeldOn)))
        .ToListAsync();
}
