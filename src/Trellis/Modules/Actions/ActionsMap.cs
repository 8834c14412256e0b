using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Actions.Trackers;

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
            action.HasMany(a => a.Evidence).WithOne(e => e.Action).HasForeignKey(e => e.ActionId);
        });
        model.Entity<Progress>().ToTable("progress", "actions");
        model.Entity<Recommendation>(recommendation =>
        {
            recommendation.ToTable("recommendation", "actions");
            recommendation.Property(r => r.Edition).IsConcurrencyToken();
            recommendation.HasMany(r => r.Followed).WithOne(f => f.Recommendation).HasForeignKey(f => f.RecommendationId);
            recommendation.HasMany(r => r.Evidence).WithOne(e => e.Recommendation).HasForeignKey(e => e.RecommendationId);
        });
        model.Entity<Tracker>().ToTable("tracker", "actions").Property(t => t.Edition).IsConcurrencyToken();
        model.Entity<ActionPoint>().HasOne<Tracker>().WithMany().HasForeignKey(a => a.ListId);
        model.Entity<Recommendation>().HasOne<Tracker>().WithMany().HasForeignKey(r => r.ListId);
        model.Entity<Followed>().ToTable("followed", "actions");
        model.Entity<Evidence>(evidence =>
        {
            evidence.ToTable("evidence", "actions");
            evidence.HasMany(e => e.Pieces).WithOne(p => p.Of).HasForeignKey(p => p.EvidenceId);
        });
        model.Entity<EvidencePiece>().ToTable("evidence_piece", "actions").HasKey(p => new { p.EvidenceId, p.Number });
    }
}
