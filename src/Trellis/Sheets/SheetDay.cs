using System.Globalization;

namespace Trellis.Sheets;

/// <summary>Days as people here write them in lists: 2019-11-25, 25/11/2019, 25.11.19, 25 November 2019, 25-Nov-19. Never the month first.</summary>
public static class SheetDay
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm", "d/M/yyyy", "d/M/yy", "d.M.yyyy", "d.M.yy", "d-M-yyyy", "d MMMM yyyy", "d MMM yyyy", "d-MMM-yyyy", "d-MMM-yy", "d MMM yy",
    ];

    private static readonly CultureInfo British = new("en-GB", useUserOverride: false) { DateTimeFormat = { Calendar = new GregorianCalendar { TwoDigitYearMax = 2049 } } };

    public static bool TryRead(string written, out DateOnly day)
    {
        day = default;
        if (!DateTime.TryParseExact(written.Trim(), Formats, British, DateTimeStyles.AllowInnerWhite, out var at)) { return false; }
        day = DateOnly.FromDateTime(at);
        return true;
    }
}
