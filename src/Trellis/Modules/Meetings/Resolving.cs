using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>Records what bodies decide, numbered in each body without gaps or doubles.</summary>
public sealed class Resolving(TrellisDb db, LondonClock clock)
{
    /// <summary>Added to the current unit of work.</summary>
    public async Task<Decision> AtMeetingAsync(Meeting meeting, AgendaItem item, string words, Voted voted, CancellationToken stop = default)
    {
        var decision = new Decision
        {
            BodyId = meeting.BodyId,
            Areas = meeting.Areas,
            MeetingId = meeting.Id,
            ItemId = item.Id,
            Number = await NextAsync(meeting.BodyId, stop),
            Words = words.Trim(),
            How = voted.How,
            VotesFor = voted.For,
            VotesAgainst = voted.Against,
            Abstained = voted.Abstained,
            DecidedOn = meeting.HeldOn,
            At = clock.Now,
        }.Made(db.Acting.Actor.Agency);
        db.Add(decision);
        return decision;
    }

    /// <summary>Added to the current unit of work.</summary>
    public async Task<Decision> OutsideAsync(Body body, string words, string why, DateOnly on, CancellationToken stop = default)
    {
        var decision = new Decision { BodyId = body.Id, Areas = body.Areas, Number = await NextAsync(body.Id, stop), Words = words.Trim(), How = "outside", WhyOutside = why.Trim(), DecidedOn = on, At = clock.Now }.Made(db.Acting.Actor.Agency);
        db.Add(decision);
        return decision;
    }

    /// <summary>A decision under an item that is not for the asker counts too, so the database numbers.</summary>
    private async Task<int> NextAsync(Guid body, CancellationToken stop)
    {
        await db.OneAtATimeAsync(body, stop);
        return await db.Database.SqlQuery<int>($"select meetings.next_decision({body}) as \"Value\"").SingleAsync(stop);
    }
}
