using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Figures.Public;

/// <summary>Which findings of the checker somebody explained.</summary>
public sealed class FindingsExplained(TrellisDb db)
{
    /// <summary>Keys of those that need no more asking.</summary>
    public async Task<IReadOnlySet<string>> KeysAsync(CancellationToken stop = default) =>
        (await db.Set<FindingExplained>().AsNoTracking().OrderBy(e => e.At).ToListAsync(stop)).GroupBy(e => e.Key).Where(g => g.Last().Closes).Select(g => g.Key).ToHashSet();
}
