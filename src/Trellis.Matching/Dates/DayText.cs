using System.Globalization;

namespace Trellis.Matching.Dates;

/// <summary>
/// A birth date as a number, year × 16384 + month × 128 + day; day, or month and day, are 0 where only the rest is known, and
/// the whole is 0 where nothing is.
/// </summary>
public static class DayText
{
    public static int Packed(int year, int month, int day) => (year << 14) | (month << 7) | day;

    public static int Packed(DateOnly day) => Packed(day.Year, day.Month, day.Day);

    public static int Year(int packed) => packed >> 14;

    public static int Month(int packed) => (packed >> 7) & 127;

    public static int Day(int packed) => packed & 127;

    /// <summary>Reads a date. True with 0 when there is none. False when the text is no day of the calendar; with its digits where it has a date's shape, otherwise with 0.</summary>
    /// <param name="format"><c>yyyy-MM-dd</c> and the like: y, M, d runs and signs between. Null: ISO 8601, or day/month/year.</param>
    public static bool TryRead(ReadOnlySpan<char> text, string? format, out int packed)
    {
        packed = 0;
        text = text.Trim();
        if (text.IsEmpty) { return true; }
        if (format is not null) { return Formatted(text, format, out packed); }

        // A time after an ISO date is not a birth date's business.
        if (text.Length > 10 && text[4] == '-' && text[10] is 'T' or ' ') { text = text[..10]; }
        if (text.Length >= 4 && Digits(text[..4], out var year) && (text.Length == 4 || text[4] is '-' or '/'))
        {
            if (text.Length == 4) { return Made(year, 0, 0, out packed); }
            var rest = text[5..];
            var sign = rest.IndexOfAny('-', '/');
            if (sign < 0) { return Digits(rest, out var only) && Made(year, only, 0, out packed); }
            return Digits(rest[..sign], out var m) && Digits(rest[(sign + 1)..], out var d) && Made(year, m, d, out packed);
        }

        var first = text.IndexOfAny('/', '-', '.');
        if (first <= 0) { return false; }
        var second = text[(first + 1)..].IndexOfAny('/', '-', '.');
        if (second <= 0) { return false; }
        return Digits(text[..first], out var day) && Digits(text.Slice(first + 1, second), out var month)
            && text.Length - first - second - 2 == 4 && Digits(text[(first + second + 2)..], out year) && Made(year, month, day, out packed);
    }

    private static bool Formatted(ReadOnlySpan<char> text, string format, out int packed)
    {
        packed = 0;
        if (text.Length != format.Length)
        {
            return DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var other) && Made(other.Year, other.Month, other.Day, out packed);
        }

        var (year, month, day) = (0, 0, 0);
        for (var i = 0; i < format.Length; i++)
        {
            var digit = text[i] - '0';
            if (format[i] is not ('y' or 'M' or 'd'))
            {
                if (text[i] != format[i]) { return false; }
                continue;
            }

            if (digit is < 0 or > 9) { return false; }
            switch (format[i])
            {
                case 'y': year = (year * 10) + digit; break;
                case 'M': month = (month * 10) + digit; break;
                default: day = (day * 10) + digit; break;
            }
        }

        return Made(year, month, day, out packed);
    }

    private static bool Digits(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    // Agencies' systems let in the 45th of June; that it is no day says little about who it is, and is compared as typed.
    private static bool Made(int year, int month, int day, out int packed)
    {
        packed = 0;
        if (year is < 1000 or > 2999 || month is < 0 or > 99 || day is < 0 or > 99) { return false; }
        packed = Packed(year, month, day);
        return month == 0 ? day == 0 : month <= 12 && day <= DateTime.DaysInMonth(year, month);
    }
}
