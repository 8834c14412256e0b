using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Public;

/// <summary>Lets auditors into matters for a time, within the act under way: it is written with the save of whoever asks, or not at all.</summary>
public sealed class AuditorAccess(TrellisDb db, LondonClock clock)
{
    /// <summary>Lets each of them into each matter in full. Only whoever sees a matter lets somebody into it: of those closed to the asker, nothing.</summary>
    /// <returns>How many of the matters they were let into.</returns>
    public async Task<Outcome<int>> LetInAsync(IReadOnlyCollection<Guid> matters, IReadOnlyCollection<Guid> staff, DateTimeOffset until, CancellationToken stop = default)
    {
        var seen = await db.Matters.AsNoTracking().Where(m => matters.Contains(m.Id)).ToListAsync(stop);
        foreach (var (matter, auditor) in seen.SelectMany(m => staff.Select(s => (m, s))))
        {
            if (Involvement.Begin(matter, null, auditor, InvolvementLevel.Full, clock.Now, until, db.Acting.Actor.Agency).Refused(out var why, out var involvement)) { return why; }
            db.Add(involvement);
        }

        return seen.Count;
    }

    /// <summary>Ends what began at a moment, where it has not ended by itself.</summary>
    public async Task EndAsync(IReadOnlyCollection<Guid> matters, IReadOnlyCollection<Guid> staff, DateTimeOffset begun, CancellationToken stop = default)
    {
        var origins = await db.Matters.AsNoTracking().Where(m => matters.Contains(m.Id)).ToDictionaryAsync(m => m.Id, m => m.OriginId, stop);
        var given = await db.Involvements.Where(i => matters.Contains(i.MatterId) && i.StaffId != null && staff.Contains(i.StaffId.Value) && i.FromAt == begun).ToListAsync(stop);
        foreach (var involvement in given.Where(i => i.HoldsAt(clock.Now) && origins.ContainsKey(i.MatterId)))
        {
            if (involvement.End(origins[involvement.MatterId], clock.Now, null).Refused(out var why)) { throw new InvalidOperationException(why.Words); }
        }
    }
}
