using System.Globalization;
using System.Text.RegularExpressions;

namespace Trellis.Modules.Figures.Public;

/// <summary>A date as far as it was printed: a year, a month of a year, or a day.</summary>
public readonly partial record struct PartialDate(int Year, int? Month, int? Day)
{
    /// <summary>First day it may mean.</summary>
    public DateOnly First => new(Year, Month ?? 1, Day ?? 1);

    /// <summary>Last day it may mean.</summary>
    public DateOnly Last => (Month, Day) switch
    {
        (null, _) => new DateOnly(Year, 12, 31),
        (_, null) => First.AddMonths(1).AddDays(-1),
        _ => First,
    };

    /// <summary>Reads <c>2018</c>, <c>2018-03</c> or <c>2018-03-31</c>; false for anything else, a day that does not exist included.</summary>
    public static bool TryParse(string text, out PartialDate date)
    {
        date = default;
        var match = Layout().Match(text);
        if (!match.Success) { return false; }

        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        int? month = match.Groups["month"].Success ? int.Parse(match.Groups["month"].ValueSpan, CultureInfo.InvariantCulture) : null;
        int? day = match.Groups["day"].Success ? int.Parse(match.Groups["day"].ValueSpan, CultureInfo.InvariantCulture) : null;
        if (year is < 1900 or > 2100 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month ?? 1)) { return false; }

        date = new PartialDate(year, month, day);
        return true;
    }

    /// <summary>As written in a file: <c>2018-03</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Year:0000}{(Month is { } month ? $"-{month:00}" : "")}{(Day is { } day ? $"-{day:00}" : "")}");

    [GeneratedRegex(@"^(?<year>\d{4})(-(?<month>\d\d)(-(?<day>\d\d))?)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Layout();
}
