using System.Globalization;
using System.Text;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>A meeting as a calendar knows it.</summary>
/// <param name="Starts">Null when only the day is known; then <paramref name="Over"/> is too.</param>
/// <param name="Join">The address for those who join online; empty for whoever is not to have it.</param>
/// <param name="Link">Of the meeting on this site.</param>
public sealed record CalendarEntry(Guid Id, int Edition, DateOnly Day, DateTimeOffset? Starts, DateTimeOffset? Over, string Summary, string Place, string Join, string Link, bool Cancelled)
{
    /// <param name="atTable">The address for those who join online is for them alone.</param>
    public static CalendarEntry Of(Meeting meeting, string bodies, string link, bool atTable) => new(
        meeting.Id, meeting.Edition, meeting.HeldOn, meeting.StartsAt, meeting.Over, meeting.Title.Length > 0 ? $"{bodies}: {meeting.Title}" : bodies,
        meeting.Place.Length > 0 ? meeting.Place : meeting.How == "online" ? "Online" : "", atTable ? meeting.Link : "", link, meeting.CancelledAt is not null);
}

/// <summary>Meetings for a calendar (RFC 5545). It says what, when and where, and leads to the meeting: nothing of what is on the agenda.</summary>
public static class CalendarFile
{
    public const string Type = "text/calendar; charset=utf-8";

    private const int LongestLine = 73;

    public static byte[] Of(IEnumerable<CalendarEntry> entries, DateTimeOffset now)
    {
        IEnumerable<string?> lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Trellis//Meetings//EN", "METHOD:PUBLISH", .. entries.SelectMany(e => Lines(e, now)), "END:VCALENDAR"];
        return Encoding.UTF8.GetBytes(string.Concat(lines.OfType<string>().Select(l => $"{Folded(l)}\r\n")));
    }

    private static string?[] Lines(CalendarEntry entry, DateTimeOffset now) =>
    [
        "BEGIN:VEVENT",
        $"UID:{entry.Id}@trellis",
        $"SEQUENCE:{entry.Edition.ToString(CultureInfo.InvariantCulture)}",
        $"DTSTAMP:{Utc(now)}",
        entry.Starts is { } starts ? $"DTSTART:{Utc(starts)}" : $"DTSTART;VALUE=DATE:{entry.Day:yyyyMMdd}",
        entry.Over is { } over ? $"DTEND:{Utc(over)}" : $"DTEND;VALUE=DATE:{entry.Day.AddDays(1):yyyyMMdd}",
        $"SUMMARY:{Text(entry.Summary)}",
        entry.Place.Length > 0 ? $"LOCATION:{Text(entry.Place)}" : null,
        $"DESCRIPTION:{Text(entry.Join.Length > 0 ? $"Join online: {entry.Join}\nAgenda and papers: {entry.Link}" : $"Agenda and papers: {entry.Link}")}",
        $"URL:{entry.Link}",
        entry.Cancelled ? "STATUS:CANCELLED" : "STATUS:CONFIRMED",
        "END:VEVENT",
    ];

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Text(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).Replace(";", @"\;", StringComparison.Ordinal).Replace(",", @"\,", StringComparison.Ordinal).ReplaceLineEndings(@"\n");

    /// <summary>No line has more than 75 octets; what is over goes on after a space.</summary>
    private static string Folded(string line)
    {
        var (folded, length) = (new StringBuilder(), 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (length + rune.Utf8SequenceLength > LongestLine) { folded.Append("\r\n "); length = 1; }
            folded.Append(rune);
            length += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }
}
