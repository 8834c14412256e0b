using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Duplicates;

internal static class DuplicatesMap
{
    public static void MapDuplicates(this ModelBuilder model)
    {
        model.Entity<PossiblePair>(pair =>
        {
            pair.ToTable("pair", "duplicates");
            pair.Property(p => p.Why).HasColumnType("jsonb");
            pair.Property(p => p.Edition).IsConcurrencyToken();
            pair.HasMany(p => p.Reviews).WithOne(r => r.Pair).HasForeignKey(r => r.PairId);
        });
        model.Entity<PairReview>().ToTable("review", "duplicates");
    }
}
