using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Meetings.Public;

/// <summary>A meeting a report may be taken to.</summary>
public sealed record MeetingForReport(Guid Id, string Title);

/// <summary>Reports other modules make, taken to a meeting: an item of its agenda with the report as its paper.</summary>
public sealed class ReportsTaken(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    /// <summary>Coming meetings whose agenda the asker may set, the next first.</summary>
    public async Task<IReadOnlyList<MeetingForReport>> ComingAsync(CancellationToken stop = default)
    {
        if (!db.Acting.Actor.May(ActWords.SetAgenda)) { return []; }
        var bodies = await db.Set<Body>().AsNoTracking().ToDictionaryAsync(b => b.Id, b => b.Title, stop);
        var found = await db.Set<Meeting>().AsNoTracking().Where(m => m.CalledAt != null && m.CancelledAt == null && m.EndedAt == null && m.HeldOn >= clock.Today).OrderBy(m => m.HeldOn).ToListAsync(stop);
        return [.. found.Where(m => m.Areas.All(db.Acting.Actor.Areas.Contains)).Select(m => new MeetingForReport(m.Id, $"{bodies.GetValueOrDefault(m.BodyId, "A body")}, {MeetingPage.Said(m)}"))];
    }

    /// <summary>Puts the report on the agenda, within the current unit of work. The caller has begun the act, and saves.</summary>
    /// <param name="body">The report as Markdown.</param>
    /// <returns>Where the item is. A refusal names <c>Meeting</c>.</returns>
    public async Task<Outcome<string>> TakeAsync(Guid meeting, string title, string lead, string summary, string body, CancellationToken stop = default)
    {
        var found = await db.Set<Meeting>().Include(m => m.Items).ThenInclude(i => i.Papers).FirstOrDefaultAsync(m => m.Id == meeting && m.CalledAt != null && m.CancelledAt == null && m.EndedAt == null && m.HeldOn >= clock.Today, stop);
        if (found is null || !found.Areas.All(db.Acting.Actor.Areas.Contains)) { return new Refusal("Meeting", "Select a coming meeting"); }
        var (now, by) = (clock.Now, db.Acting.Actor);
        var name = title.Length > AgendaItem.LongestTitle ? title[..AgendaItem.LongestTitle] : title;
        if (found.Put(new ItemWords(name, "report", "discuss", lead, null, "open", []), practice.Meetings, now, by.Agency).Refused(out var why, out var item)) { return why with { Field = "Meeting" }; }
        var paper = new Paper { ItemId = item.Id, MeetingId = found.Id, Item = item, Title = name, ReportOf = lead, Author = "", Contact = "", Wards = "", Classification = "", Summary = summary, Recommendations = "", Finance = "", Legal = "", Background = "", Body = body, At = now, ById = by.UserId };
        if (found.Lay(item, paper, null, now, by.Agency).Refused(out var no, out _)) { return no with { Field = "Meeting" }; }
        return $"/meetings/{found.BodyId}/{found.Id}/items/{item.Id}";
    }
}
