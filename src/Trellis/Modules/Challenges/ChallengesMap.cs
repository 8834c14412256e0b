using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Challenges.Events;

namespace Trellis.Modules.Challenges;

internal static class ChallengesMap
{
    public static void MapChallenges(this ModelBuilder model)
    {
        model.Entity<Disagreement>(challenge =>
        {
            challenge.ToTable("challenge", "challenges");
            challenge.Property(c => c.Edition).IsConcurrencyToken();
            challenge.Ignore(c => c.LastPut);
            challenge.HasMany(c => c.Turns).WithOne(t => t.Disagreement).HasForeignKey(t => t.ChallengeId);
        });
        model.Entity<Turn>().ToTable("turn", "challenges");
        model.Entity<AssuranceEvent>(happened =>
        {
            happened.ToTable("event", "challenges");
            happened.Property(e => e.Edition).IsConcurrencyToken();
            happened.HasMany(e => e.Questions).WithOne(q => q.Event).HasForeignKey(q => q.EventId);
        });
        model.Entity<EventQuestion>().ToTable("event_question", "challenges");
        model.Entity<Assurance>(assurance =>
        {
            assurance.ToTable("assurance", "challenges");
            assurance.Property(a => a.Edition).IsConcurrencyToken();
            assurance.HasOne<AssuranceEvent>().WithMany().HasForeignKey(a => a.EventId);
            assurance.HasMany(a => a.Lines).WithOne(l => l.Of).HasForeignKey(l => l.AssuranceId);
        });
        model.Entity<AssuranceLine>(line =>
        {
            line.ToTable("assurance_line", "challenges").HasKey(l => new { l.AssuranceId, l.QuestionId });
            line.HasOne<EventQuestion>().WithMany().HasForeignKey(l => l.QuestionId);
        });
    }
}
