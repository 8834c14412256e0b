using System.Globalization;
using System.Text.RegularExpressions;
using Trellis.Platform.Timescales;

namespace Trellis.Practice.Language;

/// <summary>Reads <c>15 working days</c>, <c>24 hours</c>, <c>1 month</c>.</summary>
internal static partial class LimitParser
{
    public const string Expected = "a number and a unit: minutes, hours, working hours, days, working days, clear working days, weeks, months or years";

    private static readonly Dictionary<string, TimeUnit> Units = new()
    {
        ["minute"] = TimeUnit.Minutes,
        ["hour"] = TimeUnit.Hours,
        ["working hour"] = TimeUnit.WorkingHours,
        ["day"] = TimeUnit.Days,
        ["working day"] = TimeUnit.WorkingDays,
        ["clear working day"] = TimeUnit.ClearWorkingDays,
        ["week"] = TimeUnit.Weeks,
        ["month"] = TimeUnit.Months,
        ["year"] = TimeUnit.Years,
    };

    /// <summary>The limit, or null when the words are not one.</summary>
    public static Limit? Read(string text, LimitKind kind = LimitKind.Within)
    {
        var match = Words().Match(text);
        return match.Success
            && int.TryParse(match.Groups["amount"].ValueSpan, CultureInfo.InvariantCulture, out var amount)
            && amount > 0
            && Units.TryGetValue(match.Groups["unit"].Value, out var unit)
            ? new Limit(amount, unit, kind)
            : null;
    }

    [GeneratedRegex("^(?<amount>[0-9]{1,4}) (?<unit>[a-z ]+?)s?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
