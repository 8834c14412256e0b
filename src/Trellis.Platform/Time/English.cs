using System.Globalization;

namespace Trellis.Platform.Time;

/// <summary>Dates, times and numbers as GOV.UK writes them.</summary>
public static class English
{
    public static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("en-GB");

    /// <summary>"5 March 2026"</summary>
    public static string Date(DateOnly day) => day.ToString("d MMMM yyyy", Culture);

    /// <summary>"5 March 2026, 2:05pm" in London.</summary>
    public static string DateTime(DateTimeOffset at) => $"{Date(London.DateOf(at))}, {Clock(at)}";

    /// <summary>"2:05pm" in London; "midday" and "midnight" as words.</summary>
    public static string Clock(DateTimeOffset at)
    {
        var wall = London.Wall(at);
        if (wall is { Hour: 12, Minute: 0 }) { return "midday"; }
        if (wall is { Hour: 0, Minute: 0 }) { return "midnight"; }
        var suffix = wall.Hour < 12 ? "am" : "pm";
        var hour = wall.Hour % 12 is 0 ? 12 : wall.Hour % 12;
        return wall.Minute is 0 ? $"{hour}{suffix}" : string.Create(Culture, $"{hour}:{wall.Minute:00}{suffix}");
    }

    /// <summary>"police, health and 1 more agency"</summary>
    public static string List(IReadOnlyList<string> parts) => parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}";

    /// <summary>"1,234"</summary>
    public static string Number(long value) => value.ToString("N0", Culture);

    /// <summary>"1 child", "3 children"</summary>
    public static string Count(long count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";
}
