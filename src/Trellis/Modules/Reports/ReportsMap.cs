using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Reports.Writing;

namespace Trellis.Modules.Reports;

internal static class ReportsMap
{
    public static void MapReports(this ModelBuilder model)
    {
        model.Entity<WrittenReport>(report =>
        {
            report.ToTable("report", "reports");
            report.Property(r => r.Edition).IsConcurrencyToken();
            report.Ignore(r => r.Chapters).Ignore(r => r.LastProof).Ignore(r => r.LastPublication);
            report.HasMany(r => r.Sections).WithOne(s => s.Report).HasForeignKey(s => s.ReportId);
            report.HasMany(r => r.Proofs).WithOne(p => p.Report).HasForeignKey(p => p.ReportId);
            report.HasMany(r => r.Publications).WithOne(p => p.Report).HasForeignKey(p => p.ReportId);
        });
        model.Entity<ReportSection>(section =>
        {
            section.ToTable("section", "reports");
            section.Ignore(s => s.Open);
            section.HasMany(s => s.Versions).WithOne(v => v.Section).HasForeignKey(v => v.SectionId);
            section.HasMany(s => s.Remarks).WithOne(r => r.Section).HasForeignKey(r => r.SectionId);
        });
        model.Entity<SectionVersion>().ToTable("version", "reports");
        model.Entity<Remark>().ToTable("remark", "reports");
        model.Entity<ReportProof>(proof =>
        {
            proof.ToTable("proof", "reports");
            proof.HasMany(p => p.Texts).WithOne(t => t.Proof).HasForeignKey(t => t.ProofId);
            proof.HasMany(p => p.Approvals).WithOne(a => a.Proof).HasForeignKey(a => a.ProofId);
        });
        model.Entity<ProofText>(text =>
        {
            text.ToTable("proof_text", "reports");
            text.Property(t => t.Annex).HasColumnType("jsonb");
        });
        model.Entity<Approval>().ToTable("approval", "reports");
        model.Entity<Publication>(publication =>
        {
            publication.ToTable("publication", "reports");
            publication.HasMany(p => p.Renditions).WithOne(r => r.Publication).HasForeignKey(r => r.PublicationId);
        });
        model.Entity<Rendition>().ToTable("rendition", "reports").Ignore(r => r.Address);
    }
}
