using System.Globalization;
using System.Text;

namespace Trellis.Modules.Training.Open;

/// <summary>Coming workshops for anybody's calendar (RFC 5545). It says what, when and where; the joining link is for those who are booked.</summary>
public static class CalendarOfTraining
{
    private const int LongestLine = 73;

    public static void Map(WebApplication site) => site.MapGet("/courses/calendar.ics", async (HttpContext http, OpenDesk desk, CancellationToken stop) =>
    {
        await desk.Door.EnterAsync(stop);
        var (from, until) = desk.Programme.Ahead;
        var lines = (await desk.Programme.WorkshopsAsync(null, from, until, bookable: true, stop)).SelectMany(w => Lines(w, $"{http.Request.Scheme}://{http.Request.Host}", desk.Clock.Now));
        return Results.Bytes(Encoding.UTF8.GetBytes(string.Concat(lines.Prepend("METHOD:PUBLISH").Prepend("PRODID:-//Trellis//Training//EN").Prepend("VERSION:2.0").Prepend("BEGIN:VCALENDAR").Append("END:VCALENDAR").Select(l => $"{Folded(l)}\r\n"))), "text/calendar; charset=utf-8");
    }).AllowAnonymous();

    private static IEnumerable<string> Lines(Listed of, string site, DateTimeOffset now) =>
    [
        "BEGIN:VEVENT", $"UID:{of.Id}@trellis", $"SEQUENCE:{of.Edition.ToString(CultureInfo.InvariantCulture)}", $"DTSTAMP:{Utc(now)}", $"DTSTART:{Utc(of.StartsAt)}", $"DTEND:{Utc(of.EndsAt)}",
        $"SUMMARY:{Text(of.Course)}", $"LOCATION:{Text(of.Where)}", $"URL:{site}/courses/book/{of.Reference.ToLowerInvariant()}", "STATUS:CONFIRMED", "END:VEVENT",
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
