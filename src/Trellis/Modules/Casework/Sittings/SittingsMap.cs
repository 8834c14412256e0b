using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Casework.Sittings;

internal static class SittingsMap
{
    public static void MapSittings(this ModelBuilder model)
    {
        model.Entity<Sitting>(sitting =>
        {
            sitting.ToTable("sitting", "casework");
            sitting.Ignore(s => s.Day);
            sitting.Ignore(s => s.MayDecide);
            sitting.Property(s => s.Edition).IsConcurrencyToken();
            sitting.HasOne<CaseStep>().WithMany().HasForeignKey(s => s.StepId);
            sitting.HasMany(s => s.Came).WithOne(c => c.Sitting).HasForeignKey(c => c.SittingId);
        });
        model.Entity<Invited>(invited =>
        {
            invited.ToTable("invited", "casework");
            invited.Ignore(i => i.Numbers);
            invited.Property(i => i.Scales).HasColumnType("jsonb");
            invited.Property(i => i.Edition).IsConcurrencyToken();
            invited.HasOne<CaseStep>().WithMany().HasForeignKey(i => i.StepId);
            invited.HasOne<CaseStep>().WithMany().HasForeignKey(i => i.ReportId);
        });
        model.Entity<Attended>(attended =>
        {
            attended.ToTable("attended", "casework").HasKey(a => new { a.SittingId, a.InvitedId });
            attended.HasOne<Invited>().WithMany().HasForeignKey(a => a.InvitedId);
        });
        model.Entity<SentCopy>(sent =>
        {
            sent.ToTable("sent", "casework");
            sent.Property(s => s.Edition).IsConcurrencyToken();
            sent.HasOne<CaseStep>().WithMany().HasForeignKey(s => s.StepId);
            sent.HasOne<Invited>().WithMany().HasForeignKey(s => s.InvitedId);
        });
        model.Entity<Feedback.AskedFeedback>(asked =>
        {
            asked.ToTable("feedback", "casework");
            asked.Ignore(a => a.Invitation);
            asked.Property(a => a.Edition).IsConcurrencyToken();
            asked.HasOne<CaseStep>().WithMany().HasForeignKey(a => a.StepId);
        });
        model.Entity<GuestLink>(link =>
        {
            link.ToTable("guest_link", "casework");
            link.Property(l => l.Edition).IsConcurrencyToken();
            link.HasOne<CaseStep>().WithMany().HasForeignKey(l => l.StepId);
            link.HasOne<Invited>().WithMany().HasForeignKey(l => l.InvitedId);
        });
    }
}
