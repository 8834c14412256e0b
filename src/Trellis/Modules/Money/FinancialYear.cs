using System.Globalization;
using System.Text.RegularExpressions;

namespace Trellis.Modules.Money;

/// <summary>A financial year as it is named: 2018-19.</summary>
public static partial class FinancialYear
{
    /// <summary>1 April of the first one named in a text; null where none is.</summary>
    public static DateOnly? In(string text) =>
        Year().Matches(text).Select(m => (First: int.Parse(m.Groups["first"].Value, CultureInfo.InvariantCulture), Second: int.Parse(m.Groups["second"].Value, CultureInfo.InvariantCulture))).Where(y => (y.First + 1) % 100 == y.Second)
            .Select(y => (DateOnly?)new DateOnly(y.First, 4, 1)).FirstOrDefault();

    /// <summary>1 April of the year a day is in.</summary>
    public static DateOnly Of(DateOnly day) => new(day.Month >= 4 ? day.Year : day.Year - 1, 4, 1);

    [GeneratedRegex("(?<![0-9])(?<first>20[0-9]{2})-(?<second>[0-9]{2})(?![0-9])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Year();
}
