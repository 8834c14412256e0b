using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Voice;

internal static class VoiceMap
{
    public static void MapVoice(this ModelBuilder model)
    {
        model.Entity<Heard>(heard =>
        {
            heard.ToTable("heard", "voice");
            heard.Property(h => h.Edition).IsConcurrencyToken();
            heard.Ignore(h => h.State);
            heard.HasMany(h => h.CameOf).WithOne(c => c.Heard).HasForeignKey(c => c.HeardId);
        });
        model.Entity<CameOf>().ToTable("came_of", "voice");
    }
}
