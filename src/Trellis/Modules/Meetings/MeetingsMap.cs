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
            body.Ignore(b => b.IsOpen);
            body.HasOne<Body>().WithMany().HasForeignKey(b => b.ParentId);
            body.HasOne<Body>().WithMany().HasForeignKey(b => b.BecameId);
            body.HasMany(b => b.Seats).WithOne(s => s.Body).HasForeignKey(s => s.BodyId);
            body.HasMany(b => b.Topics).WithOne(t => t.Body).HasForeignKey(t => t.BodyId);
            body.HasMany(b => b.Listings).WithOne(l => l.Body).HasForeignKey(l => l.BodyId);
            body.HasMany(b => b.Titles).WithOne(t => t.Body).HasForeignKey(t => t.BodyId);
            body.HasMany(b => b.Ties).WithOne(t => t.Body).HasForeignKey(t => t.BodyId);
        });
        model.Entity<Programmes.Topic>(topic =>
        {
            topic.ToTable("topic", "meetings").HasOne<Meeting>().WithMany().HasForeignKey(t => t.MeetingId);
            topic.HasOne<AgendaItem>().WithMany().HasForeignKey(t => t.ItemId);
        });
        model.Entity<Members.BodyTitle>().ToTable("body_title", "meetings");
        model.Entity<Members.Tie>().ToTable("tie", "meetings").HasOne<Body>().WithMany().HasForeignKey(t => t.OtherId);
        model.Entity<Members.Listed>().ToTable("listed", "meetings").HasOne<Seat>().WithMany().HasForeignKey(l => l.SeatId);
        model.Entity<Seat>().ToTable("seat", "meetings").HasMany(s => s.Holders).WithOne(h => h.Seat).HasForeignKey(h => h.SeatId);
        model.Entity<Holder>().ToTable("holder", "meetings").HasOne<Body>().WithMany().HasForeignKey(h => h.BodyId);
        model.Entity<Meeting>(meeting =>
        {
            meeting.ToTable("meeting", "meetings");
            meeting.Property(m => m.Edition).IsConcurrencyToken();
            meeting.Ignore(m => m.Now);
            meeting.Ignore(m => m.CameNow);
            meeting.HasMany(m => m.Came).WithOne(c => c.Meeting).HasForeignKey(c => c.MeetingId);
            meeting.HasMany(m => m.FedBack).WithOne(f => f.Meeting).HasForeignKey(f => f.MeetingId);
            meeting.Ignore(m => m.Agenda);
            meeting.Ignore(m => m.State);
            meeting.HasOne<Body>().WithMany().HasForeignKey(m => m.WithBodyId);
            meeting.HasOne<Seat>().WithMany().HasForeignKey(m => m.ChairSeatId);
            meeting.HasOne<Meeting>().WithMany().HasForeignKey(m => m.ApprovedInId);
            meeting.HasMany(m => m.Items).WithOne(i => i.Meeting).HasForeignKey(i => i.MeetingId);
            meeting.HasMany(m => m.Questions).WithOne(q => q.Meeting).HasForeignKey(q => q.MeetingId);
            meeting.HasMany(m => m.Declarations).WithOne(d => d.Meeting).HasForeignKey(d => d.MeetingId);
            meeting.HasOne<Body>().WithMany().HasForeignKey(m => m.BodyId);
            meeting.HasMany(m => m.Attendances).WithOne(a => a.Meeting).HasForeignKey(a => a.MeetingId);
        });
        model.Entity<Forums.ForumCame>().ToTable("forum_came", "meetings");
        model.Entity<Forums.ForumSaid>().ToTable("forum_said", "meetings");
        model.Entity<Forums.Cascade>(cascade =>
        {
            cascade.ToTable("cascade", "meetings");
            cascade.Ignore(c => c.People);
            cascade.HasOne(c => c.Body).WithMany().HasForeignKey(c => c.BodyId);
            cascade.HasOne<Meeting>().WithMany().HasForeignKey(c => c.MeetingId);
            cascade.HasMany(c => c.PassedOn).WithOne(p => p.Cascade).HasForeignKey(p => p.CascadeId);
        });
        model.Entity<Forums.PassedOn>().ToTable("passed_on", "meetings");
        model.Entity<AgendaItem>(item =>
        {
            item.ToTable("item", "meetings");
            item.Ignore(i => i.PapersNow);
            item.Ignore(i => i.InShort);
            item.HasMany(i => i.Papers).WithOne(p => p.Item).HasForeignKey(p => p.ItemId);
        });
        model.Entity<Paper>(paper =>
        {
            paper.ToTable("paper", "meetings").HasOne<Meeting>().WithMany().HasForeignKey(p => p.MeetingId);
            paper.Ignore(p => p.Header);
            paper.HasOne(p => p.File).WithMany().HasForeignKey(p => p.FileId);
        });
        model.Entity<PaperFile>(file =>
        {
            file.ToTable("paper_file", "meetings").HasOne(f => f.Item).WithMany().HasForeignKey(f => f.ItemId);
            file.HasMany(f => f.Pieces).WithOne(p => p.File).HasForeignKey(p => p.FileId);
        });
        model.Entity<PaperPiece>().ToTable("paper_piece", "meetings").HasKey(p => new { p.FileId, p.Number });
        model.Entity<Question>().ToTable("question", "meetings").HasOne<AgendaItem>().WithMany().HasForeignKey(q => q.ItemId);
        model.Entity<Declaration>(declaration =>
        {
            declaration.ToTable("declaration", "meetings").HasOne<AgendaItem>().WithMany().HasForeignKey(d => d.ItemId);
            declaration.HasOne<Seat>().WithMany().HasForeignKey(d => d.SeatId);
        });
        model.Entity<Decision>(decision =>
        {
            decision.ToTable("decision", "meetings").Ignore(d => d.HowInWords);
            decision.Property(d => d.Edition).IsConcurrencyToken();
            decision.HasOne<Body>().WithMany().HasForeignKey(d => d.BodyId);
            decision.HasOne<Meeting>().WithMany().HasForeignKey(d => d.MeetingId);
            decision.HasOne<AgendaItem>().WithMany().HasForeignKey(d => d.ItemId);
            decision.HasOne<Meeting>().WithMany().HasForeignKey(d => d.RatifiedInId);
        });
        model.Entity<Minute>(minute =>
        {
            minute.ToTable("minute", "meetings").HasKey(m => m.ItemId);
            minute.Property(m => m.Revision).IsConcurrencyToken();
            minute.HasOne<AgendaItem>().WithOne().HasForeignKey<Minute>(m => m.ItemId);
            minute.HasOne<Meeting>().WithMany().HasForeignKey(m => m.MeetingId);
        });
        model.Entity<MinuteBefore>(before =>
        {
            before.ToTable("minute_before", "meetings").HasKey(b => new { b.ItemId, b.Revision });
            before.HasOne<Minute>().WithMany().HasForeignKey(b => b.ItemId);
        });
        model.Entity<Calendars.CalendarLink>().ToTable("calendar_link", "meetings");
        model.Entity<Attendance>(attendance =>
        {
            attendance.ToTable("attendance", "meetings").HasOne<Seat>().WithMany().HasForeignKey(a => a.SeatId);
            attendance.Ignore(a => a.Filled);
            attendance.Ignore(a => a.Counts);
        });
    }
}
