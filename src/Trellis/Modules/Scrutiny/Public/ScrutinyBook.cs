using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Scrutiny.Public;

/// <summary>What independent scrutiny says of a year, to be shown by other modules: nothing is changed here.</summary>
public sealed class ScrutinyBook(TrellisDb db)
{
    /// <summary>As it was written last; empty while nobody wrote it.</summary>
    /// <param name="year">A financial year: <c>2026-27</c>.</param>
    public async Task<string> SummaryAsync(string year, CancellationToken stop = default) =>
        await db.Set<Summary>().AsNoTracking().Where(s => s.Year == year).OrderByDescending(s => s.At).ThenByDescending(s => s.Id).Select(s => s.Text).FirstOrDefaultAsync(stop) ?? "";
}
