using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Audits.Public;

/// <summary>A finding of an audit as other modules name it. It names nobody.</summary>
/// <param name="Audit">The reference of the audit: <c>Q101</c>.</param>
/// <param name="By">Whoever recorded it.</param>
public sealed record AuditFinding(Guid Id, int Number, string Text, string Audit, string[] Areas, Guid By);

/// <summary>What audits found, as far as the asker sees them.</summary>
public sealed class AuditFindings(TrellisDb db)
{
    public Task<AuditFinding?> FindAsync(Guid id, CancellationToken stop = default) =>
        db.Set<Finding>().AsNoTracking().Where(f => f.Id == id).Join(db.Set<Audit>(), f => f.AuditId, a => a.Id, (f, a) => new AuditFinding(f.Id, f.Number, f.Text, a.Reference, a.Areas, f.ById)).FirstOrDefaultAsync(stop);
}
