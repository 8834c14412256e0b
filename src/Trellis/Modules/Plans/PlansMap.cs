using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Plans;

internal static class PlansMap
{
    public static void MapPlans(this ModelBuilder model)
    {
        model.Entity<Plan>(plan =>
        {
            plan.ToTable("plan", "plans");
            plan.Property(p => p.Edition).IsConcurrencyToken();
            plan.Ignore(p => p.InOrder).Ignore(p => p.Actions);
            plan.HasMany(p => p.Priorities).WithOne(p => p.Plan).HasForeignKey(p => p.PlanId);
        });
        model.Entity<PlanPriority>(priority =>
        {
            priority.ToTable("priority", "plans");
            priority.Ignore(p => p.Of).Ignore(p => p.InOrder);
            priority.HasMany(p => p.Outcomes).WithOne(o => o.Priority).HasForeignKey(o => o.PriorityId);
        });
        model.Entity<PlanOutcome>(outcome =>
        {
            outcome.ToTable("outcome", "plans");
            outcome.Ignore(o => o.Of).Ignore(o => o.InOrder);
            outcome.HasMany(o => o.Actions).WithOne(a => a.Outcome).HasForeignKey(a => a.OutcomeId);
        });
        model.Entity<PlanAction>(action =>
        {
            action.ToTable("action", "plans");
            action.Ignore(a => a.IsPrinted).Ignore(a => a.Last).Ignore(a => a.Words).Ignore(a => a.Printed);
            action.HasMany(a => a.Progress).WithOne(p => p.Action).HasForeignKey(p => p.ActionId);
        });
        model.Entity<PlanProgress>().ToTable("progress", "plans");
    }
}
