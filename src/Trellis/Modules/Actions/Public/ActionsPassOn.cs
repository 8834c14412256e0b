using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Public;

/// <summary>Open actions of a body that ends go to the one that takes its place.</summary>
public sealed class ActionsPassOn(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    /// <summary>Carries forward what is open, within the act under way; the caller saves. Actions about a matter stay with it.</summary>
    /// <returns>How many.</returns>
    public async Task<int> CarryAllAsync(Guid from, Guid to, string reason, CancellationToken stop = default)
    {
        var ended = practice.Actions.Ended;
        var open = await db.Set<ActionPoint>().Include(a => a.Progress).Where(a => a.ForBodyId == from && a.MatterId == null && !ended.Contains(a.Status)).ToListAsync(stop);
        foreach (var action in open)
        {
            if (action.CarryForward(to, null, reason, db.Acting.Actor, practice.Actions, clock.Now).Refused(out var why)) { throw new InvalidOperationException($"{action.Reference}: {why.Words}"); }
        }

        return open.Count;
    }
}
