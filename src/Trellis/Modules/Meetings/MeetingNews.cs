using Trellis.Modules.Actions.Public;
using Trellis.Platform.Messages;
using Trellis.Practice;

namespace Trellis.Modules.Meetings;

/// <summary>Tells those at the table of a meeting, within the current save. A message says which body and leads to the meeting, and no more.</summary>
public sealed class MeetingNews(TrellisDb db, PracticeModel practice, Outbox outbox)
{
    /// <param name="others">Seats' holders of the other body of a joint meeting.</param>
    /// <param name="body">With its seats and their holders.</param>
    public void Tell(Occasion occasion, Meeting meeting, IEnumerable<Holder> others, Body body)
    {
        foreach (var kind in practice.Messages.For(occasion, "meeting"))
        {
            // Of a joint meeting each reads it under their own body: the other may be of an area that is not theirs.
            foreach (var (user, theirs) in body.Seats.SelectMany(s => s.Holders).Concat(others).Where(h => h.StandsOn(meeting.HeldOn) && h.UserId is not null && h.UserId != db.Acting.Actor.UserId).DistinctBy(h => h.UserId).Select(h => (h.UserId!.Value, h.BodyId)))
            {
                outbox.Tell(new Notice(user, kind.Id, "meeting", Reference(meeting), $"/meetings/{theirs}/{meeting.Id}", meeting.Id, kind.Urgent, $"{occasion}-{meeting.Edition}", null));
            }
        }
    }

    /// <summary>Accounts of who holds the seat an action was given to, by the seat's title and agency, on a day.</summary>
    public static IEnumerable<Guid> HoldersOf(ActionOwner owner, IEnumerable<Seat> seats, DateOnly day) =>
        seats.Where(s => s.Title == owner.Written && s.Agency == owner.Agency).SelectMany(s => s.Holders).Where(h => !h.Deputy && h.StandsOn(day)).Select(h => h.UserId).OfType<Guid>();

    /// <summary><c>MEETING-5F3A21</c></summary>
    public static string Reference(Meeting meeting) => $"MEETING-{meeting.Id.ToString("N")[^6..].ToUpperInvariant()}";
}
