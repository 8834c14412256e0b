using System.Globalization;

namespace Trellis.Returns.Census;

/// <summary>
/// What one element of a census holds: the text as it stands there, the day when the text is one, and the line of the file.
/// Comparisons are of days, and are false unless both sides are days: a rule about two dates says nothing while one is missing.
/// </summary>
public readonly struct Value(string? text, int line)
{
    private static readonly string[] Written = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'Z'"];

    /// <summary>Number of the day counted from 1; 0 where the text is no day.</summary>
    private readonly int day = DayIn(text);

    /// <summary>As it stands in the file, without blanks around it; null where there is none.</summary>
    public string? Text { get; } = text;

    /// <summary>Of the element; of its record where the element is missing.</summary>
    public int Line { get; } = line;

    public bool IsMissing => Text is null;

    public bool IsPresent => Text is not null;

    /// <summary>The text is a day that exists.</summary>
    public bool IsDay => day > 0;

    public DateOnly? Day => day > 0 ? DateOnly.FromDayNumber(day - 1) : null;

    /// <summary>Written as the census wants days: 2026-03-31.</summary>
    public bool IsPlainDay => IsDay && Text is { Length: 10 } && Text[4] == '-';

    /// <summary><c>true</c> or <c>1</c>, in any case.</summary>
    public bool IsTrue => Text is "1" or "true" || "true".Equals(Text, StringComparison.OrdinalIgnoreCase);

    /// <summary><c>false</c> or <c>0</c>, in any case. A missing one is neither.</summary>
    public bool IsFalse => Text is "0" or "false" || "false".Equals(Text, StringComparison.OrdinalIgnoreCase);

    public static bool operator <(Value left, Value right) => left.day > 0 && left.day < right.day;

    public static bool operator >(Value left, Value right) => right < left;

    public static bool operator <=(Value left, Value right) => left.day > 0 && left.day <= right.day;

    public static bool operator >=(Value left, Value right) => right <= left;

    public static bool operator <(Value left, DateOnly? right) => left.Day < right;

    public static bool operator >(Value left, DateOnly? right) => left.Day > right;

    public static bool operator <=(Value left, DateOnly? right) => left.Day <= right;

    public static bool operator >=(Value left, DateOnly? right) => left.Day >= right;

    /// <summary>Both are days, and the same.</summary>
    public bool SameDay(Value other) => day > 0 && day == other.day;

    /// <summary>The day so many days earlier; null when this is no day.</summary>
    public DateOnly? DaysEarlier(int days) => day > days ? DateOnly.FromDayNumber(day - 1 - days) : null;

    /// <summary>One of these codes, in any case.</summary>
    public bool Is(string code, string? or = null) =>
        Text is not null && (Text.Equals(code, StringComparison.OrdinalIgnoreCase) || Text.Equals(or, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Text ?? "";

    /// <summary>The common form is read by hand: a census holds hundreds of thousands of days.</summary>
    private static int DayIn(string? text)
    {
        if (text is null || text.Length is < 8 or > 20 || !char.IsAsciiDigit(text[0])) { return 0; }
        if (text.Length == 10 && text[4] == '-' && text[7] == '-')
        {
            var (year, month, date) = (Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2));
            return year >= 1 && month is >= 1 and <= 12 && date >= 1 && date <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, date).DayNumber + 1 : 0;
        }

        return DateTime.TryParseExact(text, Written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) ? DateOnly.FromDateTime(at).DayNumber + 1 : 0;
    }

    private static int Digits(string text, int from, int length)
    {
        var number = 0;
        for (var i = from; i < from + length; i++)
        {
            if (!char.IsAsciiDigit(text[i])) { return -1; }
            number = (number * 10) + text[i] - '0';
        }

        return number;
    }
}
