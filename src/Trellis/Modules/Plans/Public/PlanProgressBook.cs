using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Plans.Public;

/// <summary>What a plan says came of one of its priorities, for the annual report.</summary>
public sealed record ProgressOfPriority(string Plan, string Priority, string Words);

/// <summary>The progress text of plans, as it was written for everybody to read.</summary>
public sealed class PlanProgressBook(TrellisDb db)
{
    /// <param name="year">A financial year. A plan is of it that has a day in it, or names no days.</param>
    public async Task<IReadOnlyList<ProgressOfPriority>> OfYearAsync(string year, CancellationToken stop = default)
    {
        var (first, last) = Period.FinancialYear(year)!.Value;
        var plans = await db.Set<Plan>().AsNoTracking().Include(p => p.Priorities).Where(p => (p.FromOn == null || p.FromOn <= last) && (p.UntilOn == null || p.UntilOn >= first)).OrderBy(p => p.FromOn).ThenBy(p => p.Title).ToListAsync(stop);
        return [.. plans.SelectMany(p => p.InOrder.Where(x => x.Progress.Length > 0).Select(x => new ProgressOfPriority(p.Title, x.Title, x.Progress)))];
    }
}
