using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Actions;

internal static class ActionsMap
{
    public static void MapActions(this ModelBuilder model)
    {
        model.Entity<ActionPoint>(action =>
        {
            action.ToTable("action", "actions");
            action.Property(a => a.Edition).IsConcurrencyToken();
            action.Ignore(a => a.Last);
            action.Ignore(a => a.Whose);
            action.HasMany(a => a.Progress).WithOne(p => p.Action).HasForeignKey(p => p.ActionId);
        });
        model.Entity<Progress>().ToTable("progress", "actions");
        model.Entity<Recommendation>().ToTable("recommendation", "actions").Property(r => r.Edition).IsConcurrencyToken();
    }
}
