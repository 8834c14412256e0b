using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Training.Answers;
using Trellis.Modules.Training.Materials;
using Trellis.Modules.Training.Needs;

namespace Trellis.Modules.Training;

internal static class TrainingMap
{
    public static void MapTraining(this ModelBuilder model)
    {
        model.Entity<Course>().ToTable("course", "training").Property(c => c.Edition).IsConcurrencyToken();
        model.Entity<Trainer>().ToTable("trainer", "training").Property(t => t.Edition).IsConcurrencyToken();
        model.Entity<Workshop>(workshop =>
        {
            workshop.ToTable("workshop", "training");
            workshop.Property(w => w.Edition).IsConcurrencyToken();
            workshop.Ignore(w => w.Day);
            workshop.Ignore(w => w.LastDay);
            workshop.Ignore(w => w.Online);
            workshop.HasOne(w => w.Course).WithMany().HasForeignKey(w => w.CourseId);
            workshop.HasMany(w => w.Sessions).WithOne(s => s.Workshop).HasForeignKey(s => s.WorkshopId);
            workshop.HasMany(w => w.Leading).WithOne(l => l.Workshop).HasForeignKey(l => l.WorkshopId);
        });
        model.Entity<WorkshopSession>().ToTable("session", "training").HasKey(s => new { s.WorkshopId, s.Number });
        model.Entity<Leading>(leading =>
        {
            leading.ToTable("leader", "training").HasKey(l => new { l.WorkshopId, l.TrainerId });
            leading.HasOne<Trainer>().WithMany().HasForeignKey(l => l.TrainerId);
        });
        model.Entity<Delegate>().ToTable("delegate", "training").Property(d => d.Edition).IsConcurrencyToken();
        model.Entity<Booking>(booking =>
        {
            booking.ToTable("booking", "training");
            booking.Property(b => b.Edition).IsConcurrencyToken();
            booking.Ignore(b => b.Stands);
            booking.Ignore(b => b.Attended);
            booking.Ignore(b => b.AsksManager);
            booking.HasOne(b => b.Workshop).WithMany().HasForeignKey(b => b.WorkshopId);
            booking.HasOne(b => b.Delegate).WithMany().HasForeignKey(b => b.DelegateId);
            // Whoever books for a colleague may be new, and is written first.
            booking.HasOne<Delegate>().WithMany().HasForeignKey(b => b.BookedBy);
        });
        model.Entity<Charge>(charge =>
        {
            charge.ToTable("charge", "training");
            charge.Property(c => c.Edition).IsConcurrencyToken();
            charge.Ignore(c => c.IsOpen);
            charge.Ignore(c => c.State);
            charge.HasOne<Booking>().WithMany().HasForeignKey(c => c.BookingId);
        });
        model.Entity<Payment>(payment =>
        {
            payment.ToTable("payment", "training");
            payment.Property(p => p.Edition).IsConcurrencyToken();
            payment.Ignore(p => p.IsOpen);
            payment.Ignore(p => p.State);
            payment.HasOne<Trainer>().WithMany().HasForeignKey(p => p.TrainerId);
            payment.HasOne<Workshop>().WithMany().HasForeignKey(p => p.WorkshopId);
        });
        model.Entity<Proof>().ToTable("proof", "training").Property(p => p.Edition).IsConcurrencyToken();
        model.Entity<Letter>(letter =>
        {
            letter.ToTable("letter", "training");
            letter.HasOne<Booking>().WithMany().HasForeignKey(l => l.BookingId);
            letter.HasOne<Proof>().WithMany().HasForeignKey(l => l.ProofId);
            letter.HasOne<Delegate>().WithMany().HasForeignKey(l => l.DelegateId);
            letter.HasOne<Worker>().WithMany().HasForeignKey(l => l.WorkerId);
        });
        model.Entity<Evaluation>(evaluation =>
        {
            evaluation.ToTable("evaluation", "training").HasMany(e => e.Ratings).WithOne(r => r.Evaluation).HasForeignKey(r => r.EvaluationId);
            evaluation.HasOne<Booking>().WithOne().HasForeignKey<Evaluation>(e => e.Id);
        });
        model.Entity<Rating>().ToTable("rating", "training").HasKey(r => new { r.EvaluationId, r.Outcome, r.What });
        model.Entity<FollowUp>().ToTable("follow_up", "training").HasOne<Booking>().WithOne().HasForeignKey<FollowUp>(f => f.Id);
        model.Entity<Workforce>(force =>
        {
            force.ToTable("workforce", "training").Property(f => f.Edition).IsConcurrencyToken();
            force.HasMany(f => f.Workers).WithOne(w => w.Workforce).HasForeignKey(w => w.WorkforceId);
            force.HasMany(f => f.Counts).WithOne(c => c.Workforce).HasForeignKey(c => c.WorkforceId);
        });
        model.Entity<Worker>().ToTable("worker", "training");
        model.Entity<StaffCount>().ToTable("staff_count", "training").HasKey(c => new { c.WorkforceId, c.Area, c.Role });
        model.Entity<Learnt>(learnt =>
        {
            learnt.ToTable("learnt", "training").Property(l => l.Edition).IsConcurrencyToken();
            learnt.HasOne(l => l.File).WithOne(f => f.Learnt).HasForeignKey<LearntFile>(f => f.LearntId);
        });
        model.Entity<LearntFile>().ToTable("learnt_file", "training").HasMany(f => f.Pieces).WithOne(p => p.File).HasForeignKey(p => p.FileId);
        model.Entity<LearntPiece>().ToTable("learnt_piece", "training").HasKey(p => new { p.FileId, p.Number });
        model.Entity<Material>(material =>
        {
            material.ToTable("material", "training").Property(m => m.Edition).IsConcurrencyToken();
            material.HasOne(m => m.Course).WithMany().HasForeignKey(m => m.CourseId);
            material.HasOne(m => m.Workshop).WithMany().HasForeignKey(m => m.WorkshopId);
            material.HasOne(m => m.File).WithOne(f => f.Material).HasForeignKey<MaterialFile>(f => f.MaterialId);
        });
        model.Entity<MaterialFile>().ToTable("material_file", "training").HasMany(f => f.Pieces).WithOne(p => p.File).HasForeignKey(p => p.FileId);
        model.Entity<MaterialPiece>().ToTable("material_piece", "training").HasKey(p => new { p.FileId, p.Number });
        model.Entity<CourseAnswer>(answer =>
        {
            answer.ToTable("answer", "training").Property(a => a.Edition).IsConcurrencyToken();
            answer.HasOne(a => a.Course).WithMany().HasForeignKey(a => a.CourseId);
        });
        model.Entity<Showing>().ToTable("showing", "training").Property(s => s.Edition).IsConcurrencyToken();
        model.Entity<PrintedMatrix>().ToTable("printed_matrix", "training").HasMany(m => m.Rows).WithOne(r => r.Matrix).HasForeignKey(r => r.MatrixId);
        model.Entity<PrintedCount>().ToTable("printed_count", "training").HasKey(r => new { r.MatrixId, r.Number });
    }
}
