using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Meetings;

internal static class MeetingsMap
{
    public static void MapMeetings(this ModelBuilder model)
    {
        model.Entity<Body>(body =>
        {
            body.ToTable("body", "meetings");
            body.Property(b => b.Edition).IsConcurrencyToken();
            body.HasOne<Body>().WithMany().HasForeignKey(b => b.ParentId);
            body.HasMany(b => b.Seats).WithOne(s => s.Body).HasForeignKey(s => s.BodyId);
        });
        model.Entity<Seat>().ToTable("seat", "meetings");
        model.Entity<Meeting>(meeting =>
        {
            meeting.ToTable("meeting", "meetings");
            meeting.Property(m => m.Edition).IsConcurrencyToken();
            meeting.Ignore(m => m.Now);
            meeting.HasOne<Body>().WithMany().HasForeignKey(m => m.BodyId);
            meeting.HasMany(m => m.Attendances).WithOne(a => a.Meeting).HasForeignKey(a => a.MeetingId);
        });
        model.Entity<Attendance>(attendance =>
        {
            attendance.ToTable("attendance", "meetings").HasOne<Seat>().WithMany().HasForeignKey(a => a.SeatId);
            attendance.Ignore(a => a.Filled);
            attendance.Ignore(a => a.Counts);
        });
    }
}
