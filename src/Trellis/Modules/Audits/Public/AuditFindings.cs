using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Audits.Public;

/// <summary>A finding of an audit as other modules name it. It names nobody.</summary>
/// <param name="Audit">The reference of the audit: <c>Q101</c>.</param>
/// <param name="By">Whoever recorded it.</param>
public sealed record AuditFinding(Guid Id, int Number, string Text, string Audit, string[] Areas, Guid By);

/// <summary>What audits found, as far as the asker sees them.</summary>
public sealed class AuditFindings(TrellisDb db)
{
    public Task<AuditFinding?> FindAsync(Guid id, CancellationToken stop = default) => Found(f => f.Id == id).FirstOrDefaultAsync(stop);

    /// <param name="audit">The reference of the audit: <c>Q101</c>.</param>
    public Task<AuditFinding?> FindAsync(string audit, int number, CancellationToken stop = default) =>
        Found(f => f.Number == number && db.Set<Audit>().Any(a => a.Id == f.AuditId && a.Reference == audit)).FirstOrDefaultAsync(stop);

    public async Task<IReadOnlyList<AuditFinding>> OfAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop = default) =>
        ids.Count == 0 ? [] : await Found(f => ids.Contains(f.Id)).ToListAsync(stop);

    private IQueryable<AuditFinding> Found(Expression<Func<Finding, bool>> which) =>
        db.Set<Finding>().AsNoTracking().Where(which).Join(db.Set<Audit>(), f => f.AuditId, a => a.Id, (f, a) => new AuditFinding(f.Id, f.Number, f.Text, a.Reference, a.Areas, f.ById));
}
