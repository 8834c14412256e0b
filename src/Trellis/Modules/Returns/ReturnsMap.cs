using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Returns.Feed;
using Trellis.Modules.Returns.TakingIn;

namespace Trellis.Modules.Returns;

internal static class ReturnsMap
{
    public static void MapReturns(this ModelBuilder model)
    {
        model.Entity<Submission>(submission =>
        {
            submission.ToTable("submission", "returns");
            submission.Property(s => s.Edition).IsConcurrencyToken();
            submission.Property(s => s.Outcomes).HasColumnType("jsonb");
            submission.Property(s => s.Oddities).HasColumnType("jsonb");
            submission.Ignore(s => s.Year).Ignore(s => s.RuleOutcomes).Ignore(s => s.FileOddities);
        });
        model.Entity<Intake>(intake =>
        {
            intake.ToTable("intake", "returns");
            intake.Property(i => i.Edition).IsConcurrencyToken();
            intake.Property(i => i.Tables).HasColumnType("jsonb");
            intake.Ignore(i => i.IsFeed).Ignore(i => i.Title).Ignore(i => i.Read);
        });
        model.Entity<SentFeed>(feed =>
        {
            feed.ToTable("feed", "returns");
            feed.Property(f => f.Edition).IsConcurrencyToken();
            feed.Property(f => f.Problems).HasColumnType("jsonb");
            feed.Property(f => f.Look).HasColumnType("jsonb");
            feed.Ignore(f => f.Wrong).Ignore(f => f.Looked).Ignore(f => f.IsCensus).Ignore(f => f.MayBeTakenIn);
        });
        model.Entity<KeptIssue>(issue =>
        {
            issue.ToTable("issue", "returns");
            issue.Property(i => i.Shown).HasColumnType("jsonb");
            issue.Ignore(i => i.Places);
            issue.HasOne(i => i.Submission).WithMany().HasForeignKey(i => i.SubmissionId);
        });
    }
}
