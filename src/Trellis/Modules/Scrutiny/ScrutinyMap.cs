using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Scrutiny.Questions;

namespace Trellis.Modules.Scrutiny;

internal static class ScrutinyMap
{
    public static void MapScrutiny(this ModelBuilder model)
    {
        model.Entity<Activity>(activity =>
        {
            activity.ToTable("activity", "scrutiny");
            activity.Property(a => a.Edition).IsConcurrencyToken();
            activity.Ignore(a => a.State);
            activity.HasMany(a => a.Visits).WithOne(v => v.Activity).HasForeignKey(v => v.ActivityId);
            activity.HasMany(a => a.Findings).WithOne(f => f.Activity).HasForeignKey(f => f.ActivityId);
        });
        model.Entity<Visit>().ToTable("visit", "scrutiny");
        model.Entity<Finding>().ToTable("finding", "scrutiny");
        model.Entity<Question>(question =>
        {
            question.ToTable("question", "scrutiny");
            question.Property(q => q.Edition).IsConcurrencyToken();
            question.HasMany(q => q.Turns).WithOne(t => t.Question).HasForeignKey(t => t.QuestionId);
            question.HasOne<Activity>().WithMany().HasForeignKey(q => q.ActivityId);
        });
        model.Entity<Turn>().ToTable("turn", "scrutiny");
        model.Entity<Summary>().ToTable("summary", "scrutiny");
    }
}
