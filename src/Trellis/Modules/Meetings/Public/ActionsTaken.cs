using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Public;

/// <summary>A meeting an action may be taken to.</summary>
/// <param name="When">"5 March 2026, 2pm to 4:30pm"</param>
public sealed record ComingMeeting(Guid Id, string When);

/// <summary>Where an action was taken to, and what was decided there, as far as the asker sees it.</summary>
/// <param name="Link">Of the item of the agenda.</param>
/// <param name="Decided">What was resolved under the item, with how; empty until something was.</param>
public sealed record TakenTo(string Link, string Body, string When, bool Cancelled, IReadOnlyList<string> Decided);

/// <summary>Actions that are taken to a meeting of the body that set them: an item of its agenda is about the action.</summary>
public sealed class ActionsTaken(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    /// <summary>Coming meetings of a body, the next first, whose agenda the asker may set.</summary>
    public async Task<IReadOnlyList<ComingMeeting>> ComingAsync(Guid body, CancellationToken stop = default)
    {
        if (!db.Acting.Actor.May(ActWords.SetAgenda)) { return []; }
        var found = await Coming().AsNoTracking().Where(m => m.BodyId == body || m.WithBodyId == body).OrderBy(m => m.HeldOn).ToListAsync(stop);
        return [.. found.Where(IsTheirs).Select(m => new ComingMeeting(m.Id, MeetingPage.Said(m)))];
    }

    /// <summary>Puts an item about an action on the agenda, in the current unit of work. The caller has begun the act, and saves.</summary>
    /// <param name="title">What the item is called, up to 300 characters. In an open item it names no child or family.</param>
    /// <param name="closed">It is for those at the table alone.</param>
    /// <returns>A refusal names <c>Meeting</c> or <c>Name</c>.</returns>
    public async Task<Outcome<TakenTo>> TakeAsync(Guid action, Guid body, Guid meeting, string title, bool closed, string lead, CancellationToken stop = default)
    {
        if (await Coming().Include(m => m.Items).FirstOrDefaultAsync(m => m.Id == meeting && (m.BodyId == body || m.WithBodyId == body), stop) is not { } found || !IsTheirs(found)) { return new Refusal("Meeting", "Select a coming meeting"); }
        if (title.Trim().Length is 0 or > AgendaItem.LongestTitle) { return new Refusal("Name", title.Trim().Length == 0 ? "Enter what the item is called" : "What the item is called must be 300 characters or fewer"); }
        var words = new ItemWords(title, "report", "decide", lead, null, closed ? "closed" : "open", []);
        if (found.Put(words, practice.Meetings, clock.Now, db.Acting.Actor.Agency, action).Refused(out var why, out var item)) { return why; }
        return new TakenTo(LinkOf(found, item.Id), "", MeetingPage.Said(found), Cancelled: false, []);
    }

    /// <summary>Where it was taken to, the latest first. An agenda that is not out yet is known to those who keep it.</summary>
    public async Task<IReadOnlyList<TakenTo>> OfAsync(Guid action, CancellationToken stop = default)
    {
        var items = await db.Set<AgendaItem>().AsNoTracking().Include(i => i.Meeting).Where(i => i.ActionId == action && i.RemovedAt == null).ToListAsync(stop);
        items = items.FindAll(i => i.Meeting is { } m && (m.PublishedAt is not null || db.Acting.Actor.May(ActWords.SetAgenda) && IsTheirs(m)));
        if (items.Count == 0) { return []; }
        var (ids, bodies) = (items.ConvertAll(i => i.Id), items.ConvertAll(i => i.Meeting!.BodyId));
        var titles = await db.Set<Body>().AsNoTracking().Where(b => bodies.Contains(b.Id)).ToDictionaryAsync(b => b.Id, b => b.Title, stop);
        var decided = (await db.Set<Decision>().AsNoTracking().Where(d => d.ItemId != null && ids.Contains(d.ItemId.Value)).OrderBy(d => d.Number).ToListAsync(stop)).ToLookup(d => d.ItemId!.Value);
        return [.. items.OrderByDescending(i => i.Meeting!.HeldOn).Select(i => new TakenTo(LinkOf(i.Meeting!, i.Id), titles.GetValueOrDefault(i.Meeting!.BodyId, "Another body"), MeetingPage.Said(i.Meeting!), i.Meeting!.CancelledAt is not null, [.. decided[i.Id].Select(d => $"{d.Words} ({d.HowInWords})")]))];
    }

    private IQueryable<Meeting> Coming() => db.Set<Meeting>().Where(m => m.CalledAt != null && m.CancelledAt == null && m.EndedAt == null && m.HeldOn >= clock.Today);

    private bool IsTheirs(Meeting meeting) => meeting.Areas.All(db.Acting.Actor.Areas.Contains);

    private static string LinkOf(Meeting meeting, Guid item) => $"/meetings/{meeting.BodyId}/{meeting.Id}/items/{item}";
}
