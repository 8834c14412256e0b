using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions.Public;

/// <summary>Open actions of a body, or of an agency, that ends go to the one that takes its place.</summary>
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

    /// <summary>Open actions of these agencies, as far as whoever asks sees them: reference and text.</summary>
    public async Task<IReadOnlyList<(string Reference, string Text)>> OpenOfAsync(IReadOnlyCollection<string> agencies, CancellationToken stop = default) =>
        [.. (await Open(agencies).OrderBy(a => a.Reference).Select(a => new { a.Reference, a.Text }).ToListAsync(stop)).Select(a => (a.Reference, a.Text))];

    /// <summary>Hands them to another agency, within the act under way; the caller saves. Whose they are, as written, stays.</summary>
    /// <returns>How many.</returns>
    public async Task<int> HandOverAsync(IReadOnlyCollection<string> agencies, string to, string reason, CancellationToken stop = default)
    {
        var open = await Open(agencies).Include(a => a.Progress).ToListAsync(stop);
        foreach (var action in open)
        {
            if (action.HandOver(to, reason, db.Acting.Actor, practice.Actions, clock.Now).Refused(out var why)) { throw new InvalidOperationException($"{action.Reference}: {why.Words}"); }
        }

        return open.Count;
    }

    private IQueryable<ActionPoint> Open(IReadOnlyCollection<string> agencies)
    {
        var ended = practice.Actions.Ended;
        return db.Set<ActionPoint>().Where(a => a.Agency != null && agencies.Contains(a.Agency) && !ended.Contains(a.Status));
    }
}
