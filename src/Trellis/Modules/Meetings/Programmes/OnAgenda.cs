using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Programmes;

/// <summary>Where a topic stands on an agenda, as far as whoever asks may know.</summary>
/// <param name="Link">Of the item.</param>
/// <param name="Decided">What was resolved under it, with how.</param>
public sealed record TopicPlace(string Link, string When, bool Cancelled, IReadOnlyList<string> Decided);

/// <summary>Topics of work programmes on agendas of meetings.</summary>
public sealed class OnAgenda(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    /// <summary>Coming meetings of a body, the next first.</summary>
    public async Task<IReadOnlyList<Meeting>> ComingAsync(Guid body, CancellationToken stop = default) =>
        (await db.Set<Meeting>().Include(m => m.Items).Where(m => (m.BodyId == body || m.WithBodyId == body) && m.CalledAt != null && m.CancelledAt == null && m.EndedAt == null && m.HeldOn >= clock.Today).OrderBy(m => m.HeldOn).ToListAsync(stop)).FindAll(IsTheirs);

    /// <summary>Puts an open item about a topic on the agenda, in the current unit of work. The caller saves.</summary>
    /// <returns>A refusal names Meeting, Purpose or Name.</returns>
    public Outcome<AgendaItem> Put(Body body, Topic topic, Meeting meeting, string purpose)
    {
        var (now, by) = (clock.Now, db.Acting.Actor.Agency);
        var words = new ItemWords(topic.Title, "report", purpose, topic.Lead.Length > Holder.LongestName ? topic.Lead[..Holder.LongestName] : topic.Lead, null, "open", []);
        if (meeting.Put(words, practice.Meetings, now, by).Refused(out var why, out var item)) { return why; }
        return body.PutOnAgenda(topic, item, now, by).Refused(out why, out _) ? why : item;
    }

    /// <summary>Where topics stand, by their ids. An agenda that is not out yet is known to those who keep it.</summary>
    public async Task<IReadOnlyDictionary<Guid, TopicPlace>> OfAsync(IEnumerable<Topic> topics, CancellationToken stop = default)
    {
        var on = topics.Where(t => t.ItemId is not null).ToDictionary(t => t.ItemId!.Value, t => t.Id);
        if (on.Count == 0) { return new Dictionary<Guid, TopicPlace>(); }
        var ids = on.Keys.ToArray();
        var items = (await db.Set<AgendaItem>().AsNoTracking().Include(i => i.Meeting).Where(i => ids.Contains(i.Id) && i.RemovedAt == null).ToListAsync(stop)).FindAll(i => i.Meeting is { } m && (m.PublishedAt is not null || (db.Acting.Actor.May(ActWords.SetAgenda) && IsTheirs(m))));
        var decided = (await db.Set<Decision>().AsNoTracking().Where(d => d.ItemId != null && ids.Contains(d.ItemId.Value)).OrderBy(d => d.Number).ToListAsync(stop)).ToLookup(d => d.ItemId!.Value);
        return items.ToDictionary(i => on[i.Id], i => new TopicPlace($"/meetings/{i.Meeting!.BodyId}/{i.MeetingId}/items/{i.Id}", MeetingPage.Said(i.Meeting!), i.Meeting!.CancelledAt is not null, [.. decided[i.Id].Select(d => $"{d.Words} ({d.HowInWords})")]));
    }

    /// <summary>Frees the topic an item is about, as the item is taken off its agenda.</summary>
    public async Task FreeAsync(Guid item, CancellationToken stop = default)
    {
        var body = await db.Set<Body>().Include(b => b.Topics).FirstOrDefaultAsync(b => b.Topics.Any(t => t.ItemId == item), stop);
        if (body?.Topics.Find(t => t.ItemId == item) is { } topic) { body.OffAgenda(topic, clock.Now, db.Acting.Actor.Agency); }
    }

    private bool IsTheirs(Meeting meeting) => meeting.Areas.All(db.Acting.Actor.Areas.Contains);
}
