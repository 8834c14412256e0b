using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Platform.Time;

namespace Trellis.Components;

/// <summary>A London date and time as typed: a date's three boxes and one for the time ("2:05pm", "14:05", "midday").</summary>
public sealed partial record DateTimeParts
{
    public string? Day { get; init; }

    public string? Month { get; init; }

    public string? Year { get; init; }

    public string? Time { get; init; }

    public DateParts Date => new() { Day = Day, Month = Month, Year = Year };

    public bool IsEmpty => Date.IsEmpty && DateParts.Blank(Time);

    /// <summary>A moment known only to the day has no time in its box.</summary>
    public static DateTimeParts Of(Moment? moment)
    {
        if (moment is not { } m) { return new(); }
        var date = DateParts.Of(m.Date);
        return new() { Day = date.Day, Month = date.Month, Year = date.Year, Time = m.DayOnly ? null : English.Clock(m.At) };
    }

    /// <summary>The parts of a form whose names are data: <paramref name="get"/> answers <c>name.Day</c>, <c>name.Time</c> and so on.</summary>
    public static DateTimeParts From(string name, Func<string, string?> get) =>
        new() { Day = get($"{name}.Day"), Month = get($"{name}.Month"), Year = get($"{name}.Year"), Time = get($"{name}.Time") };

    /// <summary>
    /// The moment, or what is wrong with it. Without a time it is the day only, unless <paramref name="timeRequired"/>.
    /// A time the spring change skips is read as one hour later.
    /// </summary>
    public (Moment? Moment, DateFault? Fault) Read(string label, bool required = false, bool timeRequired = false)
    {
        if (IsEmpty && !required) { return (null, null); }
        var (date, fault) = Date.Read(label, required: true);
        if (fault is not null) { return (null, fault); }
        if (DateParts.Blank(Time))
        {
            return timeRequired
                ? (null, new DateFault($"{DateParts.Start(label)} must include a time", DatePart.Time))
                : (Moment.On(date!.Value), null);
        }
        return ReadTime(Time!) is { } time
            ? (Moment.Exactly(London.At(date!.Value, time)), null)
            : (null, new DateFault($"Time of {DateParts.Middle(label)} must be a time, like 9:30am or 14:05", DatePart.Time));
    }

    /// <summary>A time as people write it; null when it is not one.</summary>
    public static TimeOnly? ReadTime(string text)
    {
        var typed = text.Trim().ToLowerInvariant();
        if (typed is "midday" or "noon") { return new TimeOnly(12, 0); }
        if (typed is "midnight") { return TimeOnly.MinValue; }

        var match = TimePattern().Match(typed);
        if (!match.Success) { return null; }
        var hour = int.Parse(match.Groups["h"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["m"].Success ? int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var half = match.Groups["half"].Value;
        // "9" alone could be either half of the day; "9:30" is read as the 24-hour clock.
        if (half.Length is 0 && !match.Groups["m"].Success) { return null; }
        if (half.Length > 0 && (hour < 1 || hour > 12)) { return null; }
        if (half is "p") { hour = hour is 12 ? 12 : hour + 12; }
        if (half is "a" && hour is 12) { hour = 0; }
        return hour < 24 && minute < 60 ? new TimeOnly(hour, minute) : null;
    }

    [GeneratedRegex(@"^(?<h>\d{1,2})(?:[:. ]?(?<m>\d{2}))?\s*(?:(?<half>[ap])\.?m?\.?)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex TimePattern();
}
