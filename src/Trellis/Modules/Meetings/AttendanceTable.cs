using Microsoft.EntityFrameworkCore;

namespace Trellis.Modules.Meetings;

/// <summary>Filled of those that count, with how many by a delegate. Seats that do not apply, and what a document leaves unclear, do not count.</summary>
public sealed record Share(int Filled, int ByDelegate, int Of)
{
    /// <summary>To one decimal; null when nothing counts.</summary>
    public decimal? Percent => Of == 0 ? null : Math.Round(100m * Filled / Of, 1, MidpointRounding.AwayFromZero);

    public static Share Among(IEnumerable<Attendance> attendances)
    {
        var counted = attendances.Where(a => a.Counts).ToArray();
        return new Share(counted.Count(a => a.Filled), counted.Count(a => a.State is "delegate"), counted.Length);
    }
}

/// <summary>Who came to which meeting: seats down, meetings across, with how well each was filled.</summary>
public sealed record AttendanceTable(IReadOnlyList<Meeting> Meetings, IReadOnlyList<AttendanceTable.Line> Lines, Share All)
{
    /// <param name="At">What is said of the seat, by meeting; null where nothing is.</param>
    public sealed record Line(Seat Seat, IReadOnlyList<Attendance?> At, Share Share);

    /// <summary>Seats that count somewhere and were never filled.</summary>
    public IEnumerable<Seat> Never => Lines.Where(l => l.Share is { Of: > 0, Filled: 0 }).Select(l => l.Seat);

    public Share Of(Meeting meeting) => Share.Among(meeting.Now);

    /// <summary>Of a body, between two days, both included.</summary>
    public static async Task<AttendanceTable> ReadAsync(TrellisDb db, Guid body, DateOnly from, DateOnly to, CancellationToken stop = default)
    {
        var meetings = await db.Set<Meeting>().AsNoTracking().Include(m => m.Attendances.Where(a => a.ReplacedAt == null)).AsSplitQuery()
            .Where(m => m.BodyId == body && m.HeldOn >= from && m.HeldOn <= to && m.Attendances.Any(a => a.ReplacedAt == null)).OrderBy(m => m.HeldOn).ToListAsync(stop);
        var seats = await db.Set<Seat>().AsNoTracking().Where(s => s.BodyId == body).OrderBy(s => s.Position).ToListAsync(stop);
        var by = meetings.SelectMany(m => m.Attendances.Select(a => (Meeting: m.Id, Attendance: a))).ToDictionary(a => (a.Meeting, a.Attendance.SeatId), a => a.Attendance);
        var lines = seats.Select(s => (Seat: s, At: meetings.Select(m => by.GetValueOrDefault((m.Id, s.Id))).ToArray()))
            .Where(l => l.At.Any(a => a is not null)).Select(l => new Line(l.Seat, l.At, Share.Among(l.At.OfType<Attendance>()))).ToArray();
        return new AttendanceTable(meetings, lines, Share.Among(by.Values));
    }
}
