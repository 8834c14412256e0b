using System.Globalization;
using Trellis.Platform.Time;

namespace Trellis.Components;

/// <summary>Which boxes of a date an error is about.</summary>
[Flags]
public enum DatePart
{
    None = 0,
    Day = 1,
    Month = 2,
    Year = 4,
    Time = 8,
    Date = Day | Month | Year,
    All = Date | Time,
}

/// <summary>What is wrong with a typed date, and where.</summary>
public sealed record DateFault(string Message, DatePart Parts);

/// <summary>
/// A date as typed: three boxes, anything in them. A page binds it by name (<c>Born.Day</c>, <c>Born.Month</c>, <c>Born.Year</c>),
/// so that what was typed is shown again whatever it was.
/// </summary>
public sealed record DateParts
{
    public string? Day { get; init; }

    public string? Month { get; init; }

    public string? Year { get; init; }

    public bool IsEmpty => string.IsNullOrWhiteSpace(Day) && string.IsNullOrWhiteSpace(Month) && string.IsNullOrWhiteSpace(Year);

    public static DateParts Of(DateOnly? day) => day is not { } d
        ? new()
        : new() { Day = Text(d.Day), Month = Text(d.Month), Year = Text(d.Year) };

    /// <summary>The parts of a form whose names are data: <paramref name="get"/> answers <c>name.Day</c> and so on.</summary>
    public static DateParts From(string name, Func<string, string?> get) =>
        new() { Day = get($"{name}.Day"), Month = get($"{name}.Month"), Year = get($"{name}.Year") };

    /// <summary>
    /// The date, or what is wrong with it in the words of the GOV.UK pattern. An empty date is no date and no fault, unless
    /// <paramref name="required"/>. Months may be typed as words; years must have four digits.
    /// </summary>
    /// <param name="label">What the date is, as in a sentence: "date of birth".</param>
    public (DateOnly? Date, DateFault? Fault) Read(string label, bool required = false)
    {
        if (IsEmpty) { return (null, required ? new DateFault($"Enter {Article(label)}", DatePart.Date) : null); }

        var missing = (Blank(Day) ? DatePart.Day : DatePart.None) | (Blank(Month) ? DatePart.Month : DatePart.None) | (Blank(Year) ? DatePart.Year : DatePart.None);
        if (missing is not DatePart.None) { return (null, new DateFault($"{Start(label)} must include a {Words(missing)}", missing)); }

        var (day, month, year) = (Number(Day), MonthNumber(Month!), Number(Year));
        if (year is not null && Year!.Trim().Length is not 4) { return (null, new DateFault($"Year of {Middle(label)} must include 4 numbers", DatePart.Year)); }

        var wrong = (day is >= 1 and <= 31 ? DatePart.None : DatePart.Day) | (month is >= 1 and <= 12 ? DatePart.None : DatePart.Month) | (year is >= 1800 and <= 2200 ? DatePart.None : DatePart.Year);
        if (wrong is DatePart.None && day > DateTime.DaysInMonth(year!.Value, month!.Value)) { wrong = DatePart.Day; }
        return wrong is DatePart.None
            ? (new DateOnly(year!.Value, month!.Value, day!.Value), null)
            : (null, new DateFault($"{Start(label)} must be a real date", wrong));
    }

    internal static string Start(string label) => label.Length is 0 ? label : char.ToUpper(label[0], English.Culture) + label[1..];

    internal static string Middle(string label) =>
        label.Length > 1 && char.IsUpper(label[0]) && !char.IsUpper(label[1]) ? char.ToLower(label[0], English.Culture) + label[1..] : label;

    internal static string Article(string label) => label.EndsWith('?') ? "a date" : $"the {Middle(label)}";

    internal static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);

    private static string Words(DatePart parts)
    {
        var words = new[] { DatePart.Day, DatePart.Month, DatePart.Year }.Where(p => parts.HasFlag(p)).Select(p => p.ToString().ToLowerInvariant());
        return string.Join(" and ", words);
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static int? MonthNumber(string text)
    {
        if (Number(text) is { } number) { return number; }
        var word = text.Trim();
        for (var month = 1; month <= 12; month++)
        {
            var name = English.Culture.DateTimeFormat.GetMonthName(month);
            if (word.Length >= 3 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase)) { return month; }
        }
        return null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
