using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Actions.Public;

namespace Trellis.Modules.Meetings.Sittings;

/// <summary>What minutes are made of, as far as the reader sees it.</summary>
/// <param name="Minutes">By item.</param>
/// <param name="Actions">Set at the meeting, by item; those of no item under the empty id.</param>
public sealed record WrittenMinutes(Meeting Meeting, IReadOnlyDictionary<Guid, Minute> Minutes, IReadOnlyList<Decision> Decisions, ILookup<Guid, ActionSummary> Actions, IReadOnlyList<Decision> Ratified);

/// <summary>Reads the minutes of a meeting with what was decided and set.</summary>
public sealed class Written(TrellisDb db, ActionBook actions)
{
    public async Task<WrittenMinutes> ReadAsync(Meeting meeting, CancellationToken stop = default)
    {
        var minutes = await db.Set<Minute>().AsNoTracking().Where(m => m.MeetingId == meeting.Id).ToDictionaryAsync(m => m.ItemId, stop);
        var decisions = await db.Set<Decision>().AsNoTracking().Where(d => d.MeetingId == meeting.Id || d.RatifiedInId == meeting.Id).OrderBy(d => d.Number).ToListAsync(stop);
        return new WrittenMinutes(meeting, minutes, decisions.FindAll(d => d.MeetingId == meeting.Id), (await actions.OfMeetingAsync(meeting.Id, stop)).ToLookup(a => a.AgendaItemId ?? Guid.Empty), decisions.FindAll(d => d.RatifiedInId == meeting.Id));
    }
}
