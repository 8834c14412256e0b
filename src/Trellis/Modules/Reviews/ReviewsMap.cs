using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Reviews.Chronologies;
using Trellis.Modules.Reviews.Drafts;
using Trellis.Modules.Reviews.Learning;

namespace Trellis.Modules.Reviews;

internal static class ReviewsMap
{
    public static void MapReviews(this ModelBuilder model)
    {
        model.Entity<Review>().ToTable("review", "reviews").Property(r => r.Edition).IsConcurrencyToken();
        model.Entity<Entry>(entry =>
        {
            entry.ToTable("entry", "reviews").Property(e => e.Edition).IsConcurrencyToken();
            entry.Ignore(e => e.When);
            entry.HasOne<Incoming>().WithMany().HasForeignKey(e => e.IncomingId);
        });
        model.Entity<Incoming>(incoming =>
        {
            incoming.ToTable("incoming", "reviews").Property(i => i.Edition).IsConcurrencyToken();
            incoming.Property(i => i.Map).HasColumnType("jsonb");
        });
        model.Entity<ReviewDraft>(draft =>
        {
            draft.ToTable("draft", "reviews").Property(d => d.Edition).IsConcurrencyToken();
            draft.Ignore(d => d.Parts);
        });
        model.Entity<DecidedHit>().ToTable("hit", "reviews").HasOne<ReviewDraft>().WithMany().HasForeignKey(h => h.DraftId);
        model.Entity<ControlledCopy>(copy =>
        {
            copy.ToTable("copy", "reviews").Property(c => c.Edition).IsConcurrencyToken();
            copy.Ignore(c => c.Mark);
            copy.HasOne<ReviewDraft>().WithMany().HasForeignKey(c => c.DraftId);
        });
        model.Entity<CopyLink>(link =>
        {
            link.ToTable("copy_link", "reviews").Property(l => l.Edition).IsConcurrencyToken();
            link.HasOne<ControlledCopy>().WithMany().HasForeignKey(l => l.CopyId);
        });
        model.Entity<FactualReply>(reply =>
        {
            reply.ToTable("reply", "reviews");
            reply.HasOne<ControlledCopy>().WithMany().HasForeignKey(r => r.CopyId);
        });
        model.Entity<Finding>().ToTable("finding", "reviews");
        model.Entity<Considered>().ToTable("considered", "reviews").Property(c => c.Edition).IsConcurrencyToken();
    }
}
