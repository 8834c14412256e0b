using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Audits;

internal static class AuditsMap
{
    private const string Schema = "audits";

    public static void MapAudits(this ModelBuilder model)
    {
        model.Entity<Audit>(audit =>
        {
            audit.ToTable("audit", Schema);
            audit.Property(a => a.Edition).IsConcurrencyToken();
            audit.Ignore(a => a.State);
            audit.HasOne<Audit>().WithMany().HasForeignKey(a => a.AgainOf);
            audit.HasMany(a => a.Auditors).WithOne(a => a.Audit).HasForeignKey(a => a.AuditId);
            audit.HasMany(a => a.Strata).WithOne(s => s.Audit).HasForeignKey(s => s.AuditId);
            audit.HasMany(a => a.Records).WithOne(r => r.Audit).HasForeignKey(r => r.AuditId);
            audit.HasMany(a => a.Approvals).WithOne(a => a.Audit).HasForeignKey(a => a.AuditId);
            audit.HasMany(a => a.Findings).WithOne(f => f.Audit).HasForeignKey(f => f.AuditId);
        });
        model.Entity<Auditor>().ToTable("auditor", Schema);
        model.Entity<Stratum>().ToTable("stratum", Schema).HasKey(s => new { s.AuditId, s.Area, s.Part });
        model.Entity<AuditRecord>().ToTable("record", Schema).Property(r => r.Edition).IsConcurrencyToken();
        model.Entity<Subject>(subject =>
        {
            subject.ToTable("subject", Schema).HasKey(s => s.RecordId);
            subject.HasOne(s => s.Audit).WithMany().HasForeignKey(s => s.AuditId);
            subject.HasOne<AuditRecord>().WithOne().HasForeignKey<Subject>(s => s.RecordId);
        });
        model.Entity<Approval>().ToTable("approval", Schema);
        model.Entity<Finding>().ToTable("finding", Schema);
        model.Entity<Sheet>(sheet =>
        {
            sheet.ToTable("sheet", Schema);
            sheet.Ignore(s => s.Written);
            sheet.Property(s => s.Edition).IsConcurrencyToken();
            sheet.HasOne<AuditRecord>().WithMany().HasForeignKey(s => s.RecordId);
        });
        model.Entity<Reported>().ToTable("reported", Schema);
    }
}
