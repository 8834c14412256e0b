using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Communications;

internal static class CommunicationsMap
{
    public static void MapCommunications(this ModelBuilder model)
    {
        model.Entity<Communication>(communication =>
        {
            communication.ToTable("communication", "communications");
            communication.Property(c => c.Edition).IsConcurrencyToken();
            communication.Ignore(c => c.ReachedNow);
            communication.HasMany(c => c.Reached).WithOne(r => r.Communication).HasForeignKey(r => r.CommunicationId);
        });
        model.Entity<Reach>().ToTable("reach", "communications");
    }
}
