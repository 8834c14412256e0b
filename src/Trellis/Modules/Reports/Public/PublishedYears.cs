using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Reports.Writing;

namespace Trellis.Modules.Reports.Public;

/// <param name="Address">Where anybody reads it.</param>
public sealed record PublishedYear(string Title, string Address, DateTimeOffset At, bool Corrected);

/// <summary>Which annual reports are published, for pages that list what the partnership publishes.</summary>
public sealed class PublishedYears(TrellisDb db)
{
    /// <summary>Each year once, the last first.</summary>
    public async Task<IReadOnlyList<PublishedYear>> ListAsync(CancellationToken stop = default)
    {
        var all = await db.Set<Publication>().AsNoTracking().ToListAsync(stop);
        return [.. all.GroupBy(p => p.Year).Select(g => g.MaxBy(p => p.Number)!).OrderByDescending(p => p.Year).Select(p => new PublishedYear($"Annual report {p.Year}", $"/published/annual-report/{p.Year}", p.At, p.Number > 1))];
    }
}
