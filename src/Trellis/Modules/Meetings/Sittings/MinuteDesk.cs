using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Trellis.Forms;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Sittings;

/// <summary>What became of words that were sent.</summary>
/// <param name="From">The revision whoever sent them goes on from, when they have typed on meanwhile: it holds what they sent.</param>
/// <param name="Revision">The revision of <paramref name="Words"/>.</param>
/// <param name="Words">As it stands now, theirs and others'.</param>
public sealed record SavedMinute(int From, int Revision, string Words, ImmutableArray<Clash> Clashes);

/// <summary>Takes minutes as they are typed. What two people write at once is put together; nothing is overwritten unseen.</summary>
public sealed class MinuteDesk(TrellisDb db, LondonClock clock)
{
    /// <param name="from">The revision the sender's words began from.</param>
    public async Task<SavedMinute> SaveAsync(Guid meeting, Guid item, int from, string words, CancellationToken stop = default)
    {
        var mine = words.ReplaceLineEndings("\n");
        await db.OneAtATimeAsync(item, stop);
        var minute = await db.Set<Minute>().FirstOrDefaultAsync(m => m.ItemId == item, stop);
        if (minute is null)
        {
            if (mine.Length == 0) { return new SavedMinute(0, 0, "", []); }
            db.Add(minute = new Minute { ItemId = item, MeetingId = meeting });
        }

        var (saved, clashes) = (mine, ImmutableArray<Clash>.Empty);
        if (from != minute.Revision)
        {
            var ground = await db.Set<MinuteBefore>().AsNoTracking().Where(b => b.ItemId == item && b.Revision == from).Select(b => b.Words).FirstOrDefaultAsync(stop) ?? "";
            (saved, clashes) = Merging.Of(ground, minute.Words, mine);
        }

        if (saved == minute.Words && saved == mine) { return new SavedMinute(minute.Revision, minute.Revision, saved, clashes); }
        Keep(minute, mine);
        var branch = minute.Revision;
        if (saved != mine) { Keep(minute, saved); }
        await db.SaveChangesAsync(stop);
        return new SavedMinute(branch, minute.Revision, saved, clashes);
    }

    private void Keep(Minute minute, string words)
    {
        var before = minute.Save(words, db.Acting.Actor.UserId, clock.Now);
        if (before.Revision > 0) { db.Add(before); }
    }
}
