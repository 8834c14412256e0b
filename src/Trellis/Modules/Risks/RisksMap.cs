using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Risks;

internal static class RisksMap
{
    public static void MapRisks(this ModelBuilder model)
    {
        model.Entity<Risk>(risk =>
        {
            risk.ToTable("risk", "risks");
            risk.Property(r => r.Edition).IsConcurrencyToken();
            risk.Ignore(r => r.Now).Ignore(r => r.History);
            risk.HasMany(r => r.Weighings).WithOne(w => w.Risk).HasForeignKey(w => w.RiskId);
        });
        model.Entity<Weighing>().ToTable("weighing", "risks").Ignore(w => w.Score);
    }
}
