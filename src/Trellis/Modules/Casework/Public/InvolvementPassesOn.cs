using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Public;

/// <summary>Open matters that agencies are let into go on with the one that took their place.</summary>
public sealed class InvolvementPassesOn(TrellisDb db, LondonClock clock)
{
    /// <summary>References of the open matters these agencies are let into, of those whoever asks may let others into; each once.</summary>
    public async Task<IReadOnlyList<string>> OpenOfAsync(IReadOnlyCollection<string> agencies, CancellationToken stop = default)
    {
        var found = await HoldingAsync(agencies, stop);
        var matters = found.Select(i => i.MatterId).Distinct().ToArray();
        return await db.Matters.AsNoTracking().Where(m => matters.Contains(m.Id)).OrderBy(m => m.Reference).Select(m => m.Reference).ToListAsync(stop);
    }

    /// <summary>Ends how far each was let in, and lets the other in as far and as long, within the act under way; the caller saves.</summary>
    /// <returns>How many.</returns>
    public async Task<int> PassOnAsync(IReadOnlyCollection<string> agencies, string to, CancellationToken stop = default)
    {
        var held = await HoldingAsync(agencies, stop);
        var ids = held.Select(i => i.MatterId).Distinct().ToArray();
        var matters = await db.Matters.Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, stop);
        var there = await db.Involvements.AsNoTracking().Where(i => ids.Contains(i.MatterId) && i.Agency == to).ToListAsync(stop);
        foreach (var each in held)
        {
            var matter = matters[each.MatterId];
            var until = each.UntilAt;
            if (each.End(matter.OriginId, clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { throw new InvalidOperationException(why.Words); }
            if (there.Exists(t => t.MatterId == matter.Id && (t.Level == each.Level || t.Level == InvolvementLevel.Full) && t.HoldsAt(clock.Now))) { continue; }
            if (Involvement.Begin(matter, to, null, each.Level, clock.Now, until, db.Acting.Actor.Agency).Refused(out why, out var begun)) { throw new InvalidOperationException(why.Words); }
            db.Add(begun);
            there.Add(begun);
        }

        return held.Count;
    }

    /// <summary>Nothing of a hidden matter: there no agency is let in.</summary>
    private async Task<List<Involvement>> HoldingAsync(IReadOnlyCollection<string> agencies, CancellationToken stop)
    {
        var actor = db.Acting.Actor;
        if (!actor.May(ActWords.Involve)) { return []; }
        var (now, areas) = (clock.Now, actor.Areas.Where(actor.SeesAll).ToArray());
        return await db.Involvements.Where(i => i.Agency != null && agencies.Contains(i.Agency) && areas.Contains(i.Area) && (i.UntilAt == null || i.UntilAt > now) && db.Matters.Any(m => m.Id == i.MatterId && m.ClosedAt == null && m.HiddenTo == null))
            .OrderBy(i => i.FromAt).ThenBy(i => i.Id).ToListAsync(stop);
    }
}
