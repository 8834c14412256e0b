using System.Globalization;
using Trellis.Platform.Time;

namespace Trellis.Modules.Figures.Public;

/// <summary>How finely a figure is counted over time. Years are financial years; their quarters begin in April, July, October and January.</summary>
public enum Grain { Year, Quarter, Month }

/// <summary>How a stretch of time is named in figures: a financial year <c>2017-18</c>, its quarter <c>2017-18 Q1</c>, a month <c>2017-04</c>, a calendar year <c>2019</c>, or in words.</summary>
public static class Period
{
    /// <summary>The label of a figure whose document gives no date.</summary>
    public const string NotStated = "not stated";

    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    private static readonly Dictionary<Grain, DateOnly[]> FirstDays = Enum.GetValues<Grain>().ToDictionary(g => g, g => Every(g).ToArray());

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

    /// <summary>The year, quarter or month a day falls in: "2017-18", "2017-18 Q1", "2017-04".</summary>
    public static string Of(DateOnly day, Grain grain) => grain switch
    {
        Grain.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Financial(day)} Q{((day.Month + 8) % 12 / 3) + 1}"),
        Grain.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => Financial(day),
    };

    /// <summary>The first day of the year, quarter or month a day falls in.</summary>
    public static DateOnly Start(DateOnly day, Grain grain) => grain switch
    {
        Grain.Quarter => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1),
        Grain.Month => new DateOnly(day.Year, day.Month, 1),
        _ => new DateOnly(day.Month >= 4 ? day.Year : day.Year - 1, 4, 1),
    };

    /// <summary>The first days of every year, quarter or month that has a label, in order.</summary>
    public static DateOnly[] Starts(Grain grain) => FirstDays[grain];

    /// <summary>The first day after it, given its first.</summary>
    public static DateOnly Next(DateOnly start, Grain grain) => start.AddMonths(grain switch { Grain.Quarter => 3, Grain.Month => 1, _ => 12 });

    /// <summary>First and last day of "2017-18", "2017-18 Q1" or "2017-04"; null when it is none of them.</summary>
    public static (DateOnly Start, DateOnly End, Grain Grain)? Span(string label)
    {
        if (FinancialYear(label) is { } year) { return (year.Start, year.End, Grain.Year); }
        if (label.Length is 10 && label[7..9] is " Q" && label[9] is >= '1' and <= '4' && FinancialYear(label[..7]) is { } of)
        {
            var start = of.Start.AddMonths(3 * (label[9] - '1'));
            return (start, start.AddMonths(3).AddDays(-1), Grain.Quarter);
        }

        return DateOnly.TryParseExact(label, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) ? (month, month.AddMonths(1).AddDays(-1), Grain.Month) : null;
    }

    /// <summary>The same of a year before: of "2025-26 Q2" "2024-25 Q2".</summary>
    public static string? YearBefore(string label) => Span(label) is { } span ? Of(span.Start.AddYears(-1), span.Grain) : null;

    /// <summary>As people say it: "July to September 2017" for "2017-18 Q2", "April 2017" for "2017-04", else the label.</summary>
    public static string Said(string label) => Span(label) switch
    {
        { Grain: Grain.Quarter } q => $"{q.Start.ToString("MMMM", English.Culture)} to {Month(q.End)}",
        { Grain: Grain.Month } m => Month(m.Start),
        _ => label,
    };

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
            || year is < FirstYear or > LastYear || Financial(new DateOnly(year, 4, 1)) != label)
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

    private static IEnumerable<DateOnly> Every(Grain grain)
    {
        for (var start = new DateOnly(FirstYear, 4, 1); start.Year <= LastYear; start = Next(start, grain)) { yield return start; }
    }
}
