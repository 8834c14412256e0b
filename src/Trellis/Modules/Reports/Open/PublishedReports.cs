using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Reports.Writing;

namespace Trellis.Modules.Reports.Open;

/// <summary>A report as anybody reads it.</summary>
/// <param name="Notices">What was corrected, the last first, with its day.</param>
public sealed record PublishedReport(string Year, string Title, string Body, string Annex, DateTimeOffset At, int Number, IReadOnlyList<(DateTimeOffset At, string Words)> Notices, IReadOnlyList<Rendition> Renditions);

/// <summary>What is published: read without signing in, exactly as the partners approved it.</summary>
public sealed class PublishedReports(TrellisDb db)
{
    public async Task<PublishedReport?> ReadAsync(string year, CancellationToken stop)
    {
        var all = await db.Set<Publication>().AsNoTracking().Where(p => p.Year == year).OrderByDescending(p => p.Number).ToListAsync(stop);
        if (all.Count == 0) { return null; }
        var proof = await db.Set<ReportProof>().AsNoTracking().Include(p => p.Texts).FirstAsync(p => p.Id == all[0].ProofId, stop);
        var ids = all.Select(p => p.Id).ToArray();
        var renditions = await db.Set<Rendition>().AsNoTracking().Where(r => ids.Contains(r.PublicationId)).OrderByDescending(r => r.At).ToListAsync(stop);
        return new PublishedReport(year, proof.Title, proof.Texts[0].Body, proof.Texts[0].Annex, all[0].At, all[0].Number, [.. all.Where(p => p.Notice.Length > 0).Select(p => (p.At, p.Notice))], [.. renditions.DistinctBy(r => r.Address).OrderBy(r => r.Address, StringComparer.Ordinal)]);
    }
}
