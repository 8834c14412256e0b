using System.Globalization;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Reviews.Chronologies;

/// <summary>When something happened, as well as somebody knows: "3 March 2025, 16:15", "2025-03-03", "March 2025", "2025".</summary>
public readonly record struct WrittenWhen(DateOnly On, TimeOnly? At, string Precision)
{
    private static readonly string[] Times = ["H:mm", "H:mm:ss", "HHmm", "h:mmtt", "h:mm tt", "h.mmtt", "htt", "h tt", "H.mm"];
    private static readonly string[] Months = ["MMMM yyyy", "MMM yyyy", "yyyy-MM", "M/yyyy", "MM/yyyy"];

    /// <param name="time">A column of its own; empty where there is none.</param>
    public static bool TryRead(string written, string time, out WrittenWhen when)
    {
        when = default;
        var text = written.Trim();
        if (DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year)) { return time.Trim().Length == 0 && Set(new WrittenWhen(year, null, "year"), out when); }
        if (DateOnly.TryParseExact(text, Months, English.Culture, DateTimeStyles.None, out var month)) { return time.Trim().Length == 0 && Set(new WrittenWhen(month, null, "month"), out when); }
        var (day, clock) = Apart(text);
        if (!SheetDay.TryRead(day, out var on)) { return false; }
        clock = time.Trim().Length > 0 ? time.Trim() : clock;
        if (clock.Length == 0) { return Set(new WrittenWhen(on, null, "day"), out when); }
        return TryTime(clock, out var at) && Set(new WrittenWhen(on, at, "time"), out when);
    }

    public static bool TryTime(string written, out TimeOnly at) => TimeOnly.TryParseExact(written.Trim(), Times, English.Culture, DateTimeStyles.None, out at);

    /// <summary>"3 March 2025, 16:15", "2025-03-03 16:15", "03/03/2025 at 4.15pm" are a day and a time.</summary>
    private static (string Day, string Clock) Apart(string text)
    {
        var at = text.LastIndexOf(" at ", StringComparison.OrdinalIgnoreCase);
        if (at > 0) { return (text[..at].TrimEnd(','), text[(at + 4)..].Trim()); }
        for (var space = text.LastIndexOf(' '); space > 0; space = text.LastIndexOf(' ', space - 1))
        {
            if (SheetDay.TryRead(text, out _)) { break; }
            var (day, clock) = (text[..space].TrimEnd(',', ' '), text[(space + 1)..].Trim());
            if (TryTime(clock, out _) && SheetDay.TryRead(day, out _)) { return (day, clock); }
        }

        return (text, "");
    }

    private static bool Set(WrittenWhen read, out WrittenWhen when)
    {
        when = read;
        return true;
    }
}
