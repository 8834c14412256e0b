using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Platform.Time;

namespace Trellis.Practice.Answering;

/// <summary>Reads a date given as day, month and year, and a time given as people write it.</summary>
internal static partial class DateAnswer
{
    private static readonly string[] Parts = ["day", "month", "year"];

    /// <param name="part">An input of the field by name, or the whole as <c>2026-03-05</c> (null).</param>
    /// <param name="notAfter">The last day it may be.</param>
    /// <returns>The date as <c>2026-03-05</c>; or what is wrong and where; or nothing when nothing was written.</returns>
    public static (string? Text, string? Error, string? Part) Day(Func<string?, string?> part, DateOnly? notAfter)
    {
        var (date, error, at) = Date(part);
        if (date is not { } day) { return (null, error, at); }
        return day > notAfter ? (null, "Date must be today or in the past", "day") : (Text(day), null, null);
    }

    /// <returns>As <c>2026-03-05T14:30</c>.</returns>
    public static (string? Text, string? Error, string? Part) DayAndTime(Func<string?, string?> part, DateTimeOffset? notAfter)
    {
        var (date, error, at) = Date(part);
        var whole = part(null);
        var written = part("time") ?? (whole is { Length: > 11 } && whole[10] == 'T' ? whole[11..] : null);
        if (date is not { } day)
        {
            return error is null && written is not null ? (null, "Enter the date as well as the time", "day") : (null, error, at);
        }
        if (notAfter is { } last && day > London.DateOf(last)) { return (null, "Date must be today or in the past", "day"); }
        if (written is null) { return (null, "Enter the time, like 2:30pm or 14:30", "time"); }
        if (Time(written) is not { } time) { return (null, "Time must be like 2:30pm or 14:30", "time"); }
        return notAfter is { } now && London.At(day, time) > now
            ? (null, "Time must be in the past", "time")
            : ($"{Text(day)}T{time.ToString("HH:mm", CultureInfo.InvariantCulture)}", null, null);
    }

    /// <summary>Nobody alive was known to anybody before; and the database has no finite day for the first one of all.</summary>
    private const int FirstYear = 1900;

    private const int LastYear = 2200;

    private static (DateOnly? Day, string? Error, string? Part) Date(Func<string?, string?> part)
    {
        var (read, error, at) = AnyDate(part);
        return read?.Year switch
        {
            < FirstYear => (null, $"Year must be {FirstYear} or later", "year"),
            > LastYear => (null, $"Year must be {LastYear} or earlier", "year"),
            _ => (read, error, at),
        };
    }

    private static (DateOnly? Day, string? Error, string? Part) AnyDate(Func<string?, string?> part)
    {
        if (part(null) is { } whole)
        {
            return DateOnly.TryParseExact(whole[..Math.Min(10, whole.Length)], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
                ? (read, null, null)
                : (null, "Date must be a real date", "day");
        }
        var missing = Parts.Where(p => part(p) is null).ToList();
        if (missing.Count == Parts.Length) { return (null, null, null); }
        if (missing.Count > 0) { return (null, $"Date must include a {string.Join(" and ", missing)}", missing[0]); }

        var year = part("year")!;
        if (year.Length != 4 || !year.All(char.IsAsciiDigit)) { return (null, "Year must include 4 numbers", "year"); }
        var month = Month(part("month")!);
        if (month is null) { return (null, "Month must be a number from 1 to 12, or its name", "month"); }
        return int.TryParse(part("day"), NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && DateOnly.TryParseExact($"{year}-{month:00}-{day:00}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (date, null, null)
            : (null, "Date must be a real date", "day");
    }

    /// <summary>A number, or the month's name in full or from its first three letters.</summary>
    private static int? Month(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) { return number is >= 1 and <= 12 ? number : null; }
        var at = Array.FindIndex(English.Culture.DateTimeFormat.MonthNames, n => text.Length >= 3 && n.StartsWith(text, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : at + 1;
    }

    /// <summary><c>2:30pm</c>, <c>2.30 pm</c>, <c>2pm</c>, <c>14:30</c>, <c>midday</c>, <c>midnight</c>. "2" alone could be either half of the day.</summary>
    private static TimeOnly? Time(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();
        if (plain is "midday" or "noon") { return new TimeOnly(12, 0); }
        if (plain is "midnight") { return TimeOnly.MinValue; }
        var match = TimeShape().Match(plain);
        if (!match.Success || (!match.Groups["half"].Success && !match.Groups["minute"].Success)) { return null; }
        var hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"].Success ? int.Parse(match.Groups["minute"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (match.Groups["half"].Success)
        {
            if (hour is < 1 or > 12) { return null; }
            hour = (hour % 12) + (match.Groups["half"].Value == "pm" ? 12 : 0);
        }
        return hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [GeneratedRegex("^(?<hour>[0-9]{1,2})([:.](?<minute>[0-9]{2}))?(?<half>am|pm)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeShape();
}
