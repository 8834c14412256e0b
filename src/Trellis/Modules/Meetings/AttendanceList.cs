using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Meetings;

/// <summary>
/// Attendance by seat and meeting, as a list: <c>meeting_date</c>, <c>seat</c>, <c>attended</c> (true, false, or empty where the document does not
/// say), and where they are there <c>printed</c>, <c>delegate</c>, <c>note</c>, <c>document</c>, <c>line</c>.
/// </summary>
public sealed class AttendanceList(TrellisDb db, Bodies bodies, LondonClock clock)
{
    public static readonly ImmutableArray<string> Required = ["meeting_date", "seat", "attended"];

    internal sealed record Row(int Line, DateOnly Day, string Seat, string State, string Printed, string Note, string Document, int? DocumentLine);

    public ListKind Kind => new("attendance", "Import attendance by seat and meeting", Required, TakeAsync);

    public async Task<TakenIn> TakeAsync(Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var (rows, errors) = Read(sheet, clock.Today);
        if (errors.Count > 0) { return TakenIn.Refused(errors); }

        var (now, by) = (clock.Now, db.Acting.Actor.Agency);
        db.Acting.Begin(ActWords.ImportAttendance);
        var (body, isNew) = await bodies.NamedAsync(sheet, asked, "board", now, by, stop);
        var notes = new List<string>();
        if (isNew) { notes.Add($"The body “{body.Title}” is new"); }
        var seatsBefore = body.Seats.Count;
        var held = await db.Set<Meeting>().Include(m => m.Attendances.Where(a => a.ReplacedAt == null)).Where(m => m.BodyId == body.Id).ToListAsync(stop);
        var (added, changed, newMeetings) = (0, 0, 0);
        foreach (var day in rows.GroupBy(r => r.Day).OrderBy(g => g.Key))
        {
            var meeting = held.Find(m => m.HeldOn == day.Key);
            if (meeting is null)
            {
                meeting = new Meeting { BodyId = body.Id, Areas = body.Areas, HeldOn = day.Key }.Held(now, by);
                db.Add(meeting);
                newMeetings++;
            }

            var before = meeting.Now.ToDictionary(a => a.SeatId);
            var taken = day.Select(r => new Taken(body.SeatOf(r.Seat, now, by).Id, r.State, false, "", r.Printed, r.Note, r.Document, r.DocumentLine)).ToArray();
            foreach (var other in taken.Where(t => before.TryGetValue(t.SeatId, out var was) && !was.Reads(t)))
            {
                changed++;
                notes.Add($"{English.Date(day.Key)}, {body.Seats.Find(s => s.Id == other.SeatId)!.Title}: was {Attendance.States[before[other.SeatId].State].ToLowerInvariant()}, now {Attendance.States[other.State].ToLowerInvariant()}");
            }

            added += taken.Count(t => !before.ContainsKey(t.SeatId));
            if (meeting.Take(taken, now, clock.Today, by).Refused(out var why, out _)) { return TakenIn.Refused(day.Select(r => new RowError(r.Line, "date", why.Words)).Take(1)); }
        }

        if (newMeetings > 0) { notes.Add($"{English.Count(newMeetings, "meeting is", "meetings are")} new"); }
        if (body.Seats.Count > seatsBefore) { notes.Add($"{English.Count(body.Seats.Count - seatsBefore, "seat is", "seats are")} new"); }
        if (!asked.Preview && added + changed > 0) { await db.SaveChangesAsync(stop); }
        return new TakenIn([], [.. notes], added, changed, rows.Length - added - changed);
    }

    /// <summary>Its rows, and what cannot be read of them.</summary>
    internal static (Row[] Rows, List<RowError> Errors) Read(Sheet sheet, DateOnly today)
    {
        var errors = sheet.Errors.ToList();
        var rows = sheet.Rows.Select(r => Read(r, today, errors)).OfType<Row>().ToArray();
        foreach (var twice in rows.GroupBy(r => (r.Day, r.Seat.ToLowerInvariant())).Where(g => g.Count() > 1)) { errors.Add(new RowError(twice.Last().Line, "duplicate", $"This seat at this meeting is already on line {twice.First().Line}")); }
        return (rows, errors);
    }

    private static Row? Read(SheetRow row, DateOnly today, List<RowError> errors)
    {
        var before = errors.Count;
        if (!DateOnly.TryParseExact(row["meeting_date"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) { errors.Add(new RowError(row.Line, "date", $"meeting_date “{row["meeting_date"]}” is not a date like 2018-04-17")); }
        else if (day > today) { errors.Add(new RowError(row.Line, "date", $"meeting_date {row["meeting_date"]} is in the future: attendance is taken on the day of the meeting or after it")); }
        if (row["seat"].Length is 0 or > Body.LongestTitle) { errors.Add(new RowError(row.Line, "seat", row["seat"].Length == 0 ? "seat is empty" : $"seat is longer than {Body.LongestTitle} characters")); }
        var byDelegate = row["delegate"].ToLowerInvariant();
        if (byDelegate is not ("" or "true" or "false")) { errors.Add(new RowError(row.Line, "delegate", $"delegate “{row["delegate"]}” must be true, false or empty")); }
        var state = row["attended"].ToLowerInvariant() switch { "true" => byDelegate is "true" ? "delegate" : "present", "false" => "absent", "" => "unclear", _ => null };
        if (state is null) { errors.Add(new RowError(row.Line, "attended", $"attended “{row["attended"]}” must be true, false, or empty where the document does not say")); }
        if (state is "absent" or "unclear" && byDelegate is "true") { errors.Add(new RowError(row.Line, "delegate", "A delegate came, so attended must be true")); }
        var line = row.DocumentLine(errors);
        return errors.Count > before ? null : new Row(row.Line, day, row["seat"], state!, row["printed"], row["note"], row["document"], line);
    }
}
