using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Needs;

/// <summary>Asks people an agency named whether it may see their training: those who have not said, and not again so soon.</summary>
public sealed class Asking(TrellisDb db, PracticeModel practice, LondonClock clock)
{
    /// <summary>At once. Who names more presses again.</summary>
    public const int Most = 500;

    public Task<int> CountAsync(string agency, CancellationToken stop = default) => Due(agency).CountAsync(stop);

    /// <summary>Within the act that began. Returns how many; saves nothing.</summary>
    public async Task<int> AskAsync(string agency, CancellationToken stop = default)
    {
        var some = await Due(agency).Include(w => w.Workforce).OrderBy(w => w.Name).Take(Most).ToListAsync(stop);
        foreach (var of in some.GroupBy(w => w.Workforce!)) { db.AddRange(of.Key.Ask([.. of], clock.Now)); }
        return some.Count;
    }

    private IQueryable<Worker> Due(string agency)
    {
        var (before, today) = (clock.Now.AddDays(-practice.Training.AskToShowDays), clock.Today);
        return db.Set<Worker>().Where(w => w.Agency == agency && w.EndedOn == null && (w.LeftOn == null || w.LeftOn >= today) && (w.AskedAt == null || w.AskedAt < before) && !db.Set<Showing>().Any(s => s.Email == w.Email && s.Agency == w.Agency && s.TakenBackAt == null));
    }
}
