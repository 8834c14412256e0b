using System.Globalization;
using System.Text;

namespace Trellis.Modules.Meetings.Agendas;

/// <summary>A meeting for a calendar (RFC 5545). It says what, when and where, and leads to the meeting: nothing of what is on the agenda.</summary>
public static class CalendarFile
{
    private const int LongestLine = 73;

    /// <param name="link">Of the meeting on this site.</param>
    /// <param name="atTable">The address for those who join online is for them alone.</param>
    public static byte[] Of(Meeting meeting, string bodies, string link, bool atTable, DateTimeOffset now)
    {
        var day = meeting.StartsAt is null;
        string?[] lines =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Trellis//Meetings//EN", "METHOD:PUBLISH", "BEGIN:VEVENT",
            $"UID:{meeting.Id}@trellis",
            $"SEQUENCE:{meeting.Edition.ToString(CultureInfo.InvariantCulture)}",
            $"DTSTAMP:{Utc(now)}",
            day ? $"DTSTART;VALUE=DATE:{meeting.HeldOn:yyyyMMdd}" : $"DTSTART:{Utc(meeting.StartsAt!.Value)}",
            day ? $"DTEND;VALUE=DATE:{meeting.HeldOn.AddDays(1):yyyyMMdd}" : $"DTEND:{Utc(meeting.Over!.Value)}",
            $"SUMMARY:{Text(meeting.Title.Length > 0 ? $"{bodies}: {meeting.Title}" : bodies)}",
            meeting.Place.Length > 0 ? $"LOCATION:{Text(meeting.Place)}" : meeting.How == "online" ? "LOCATION:Online" : null,
            $"DESCRIPTION:{Text(atTable && meeting.Link.Length > 0 ? $"Join online: {meeting.Link}\nAgenda and papers: {link}" : $"Agenda and papers: {link}")}",
            $"URL:{link}",
            meeting.CancelledAt is null ? "STATUS:CONFIRMED" : "STATUS:CANCELLED",
            "END:VEVENT", "END:VCALENDAR",
        ];
        return Encoding.UTF8.GetBytes(string.Concat(lines.OfType<string>().Select(l => $"{Folded(l)}\r\n")));
    }

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
