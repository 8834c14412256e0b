using System.Globalization;
using Trellis.Platform.Time;

namespace Trellis.Modules.Figures.Public;

/// <summary>How a stretch of time is named in figures: a financial year <c>2017-18</c>, a calendar year <c>2019</c>, or in words.</summary>
public static class Period
{
    /// <summary>The label of a figure whose document gives no date.</summary>
    public const string NotStated = "not stated";

    /// <summary>"2017-18" for 1 April to 31 March, "2019" for a calendar year, otherwise words: "April 2021 to December 2021".</summary>
    public static string Label(DateOnly start, DateOnly end)
    {
        if (start is { Month: 4, Day: 1 } && end == start.AddYears(1).AddDays(-1)) { return Financial(start); }
        if (start is { Month: 1, Day: 1 } && end == start.AddYears(1).AddDays(-1)) { return start.Year.ToString(CultureInfo.InvariantCulture); }
        if (start == end) { return English.Date(start); }

        var wholeMonths = start.Day is 1 && end.AddDays(1).Day is 1;
        if (!wholeMonths) { return $"{English.Date(start)} to {English.Date(end)}"; }
        return start.AddMonths(1) > end ? Month(start) : $"{Month(start)} to {Month(end)}";
    }

    /// <summary>The financial year a day falls in: "2017-18".</summary>
    public static string Financial(DateOnly day)
    {
        var from = day.Month >= 4 ? day.Year : day.Year - 1;
        return string.Create(CultureInfo.InvariantCulture, $"{from:0000}-{(from + 1) % 100:00}");
    }

    /// <summary>First and last day of "2017-18"; null when it is not a financial year.</summary>
    public static (DateOnly Start, DateOnly End)? FinancialYear(string label)
    {
        if (label.Length is not 7 || label[4] is not '-' || !int.TryParse(label.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < 1900 or > 2100 || Financial(new DateOnly(year, 4, 1)) != label)
        {
            return null;
        }
        return (new DateOnly(year, 4, 1), new DateOnly(year + 1, 3, 31));
    }

    /// <summary>The financial year so many years later: (2017-18, 1) is 2018-19.</summary>
    public static string Shift(string year, int by) => FinancialYear(year) is { } span ? Financial(span.Start.AddYears(by)) : year;

    /// <summary>The label by which a published figure joins a series: its period, else the year of the day it is as at, else <see cref="NotStated"/>.</summary>
    public static string Of(PublishedRow row)
    {
        if (row is { PeriodStart: { } start, PeriodEnd: { } end }) { return Label(start, end); }
        if (row.AsAt is not { } at) { return NotStated; }
        return at.Month is null ? at.ToString() : Financial(at.Last);
    }

    /// <summary>The period in words for a reader: "2017-18", "as at 31 March 2018", "date not printed".</summary>
    public static string Words(PublishedRow row)
    {
        var asAt = row.AsAt is { } at ? $"as at {Words(at)}" : null;
        if (row is { PeriodStart: { } start, PeriodEnd: { } end }) { return asAt is null ? Label(start, end) : $"{Label(start, end)}, {asAt}"; }
        return asAt ?? "date not printed";
    }

    private static string Words(PartialDate at) => at switch
    {
        { Month: null } => at.ToString(),
        { Day: null } => Month(at.First),
        _ => English.Date(at.First),
    };

    private static string Month(DateOnly day) => day.ToString("MMMM yyyy", English.Culture);
}
