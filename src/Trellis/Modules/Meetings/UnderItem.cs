using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Actions.Public;
using Trellis.Practice;

namespace Trellis.Modules.Meetings;

/// <summary>What was declared, decided and set under an item of an agenda.</summary>
/// <param name="Declarations">With the seat, and who held it.</param>
/// <param name="Actions">Set under this item; under the item of earlier actions, all that the body has open.</param>
/// <param name="OfActions">It is the item of earlier actions.</param>
/// <param name="Topic">The topic of the body’s work programme it is about.</param>
/// <param name="About">The action that was taken to the meeting, as far as the asker sees it.</param>
public sealed record UnderItem(ActionSummary? About, IReadOnlyList<(string Seat, Declaration Declared)> Declarations, IReadOnlyList<Decision> Decisions, IReadOnlyList<ActionSummary> Actions, bool OfActions, Programmes.Topic? Topic)
{
    public static async Task<UnderItem> ReadAsync(MeetingPage page, AgendaItem item, TrellisDb db, ActionBook book, PracticeModel practice, CancellationToken stop)
    {
        var meeting = page.Meeting;
        var ofActions = practice.Meetings.First.FirstOrDefault(f => f.Id == item.Standing)?.Does == "actions";
        return new UnderItem(
            item.ActionId is { } about ? await book.FindAsync(about, stop) : null,
            [.. meeting.Declarations.Where(d => d.ItemId == item.Id).Select(d => (page.Seats.FirstOrDefault(s => s.Id == d.SeatId) is { } seat ? page.SeatWithHolder(seat) : "A seat", d))],
            await db.Set<Decision>().AsNoTracking().Where(d => d.ItemId == item.Id).OrderBy(d => d.Number).ToListAsync(stop),
            ofActions ? await book.OpenOfAsync(meeting.BodyId, stop) : [.. (await book.OfMeetingAsync(meeting.Id, stop)).Where(a => a.AgendaItemId == item.Id)],
            ofActions,
            await db.Set<Programmes.Topic>().AsNoTracking().FirstOrDefaultAsync(t => t.ItemId == item.Id, stop));
    }
}
