using System.Globalization;
using System.Text.RegularExpressions;

namespace Trellis.Modules.Money;

/// <summary>Pounds as they are read, pence only where there are some; and as they are typed.</summary>
public static partial class Pounds
{
    /// <summary>Larger amounts are slips of the hand: the largest pooled funds of an area are a few hundred million.</summary>
    public const decimal Most = 999_999_999_999m;

    public const string How = "Enter an amount in pounds, like 1,250 or 1,250.50";

    public static string Of(decimal? pounds) => pounds switch
    {
        null => "–",
        { } amount when amount == decimal.Truncate(amount) => string.Create(CultureInfo.InvariantCulture, $"{(amount < 0 ? "−" : "")}£{Math.Abs(amount):#,0}"),
        { } amount => string.Create(CultureInfo.InvariantCulture, $"{(amount < 0 ? "−" : "")}£{Math.Abs(amount):#,0.00}"),
    };

    /// <summary>For a box to be typed in, and for a list that is taken away: 1250 or 1250.50.</summary>
    public static string Plain(decimal? pounds) => pounds is { } amount ? amount.ToString(amount == decimal.Truncate(amount) ? "0" : "0.00", CultureInfo.InvariantCulture) : "";

    /// <summary>As people write an amount: commas only between thousands, pence with a point, a minus where one may stand.</summary>
    /// <returns>Whether it can be read; nothing typed is null.</returns>
    public static bool Read(string? text, out decimal? pounds, bool minus = false)
    {
        pounds = null;
        var plain = (text ?? "").Replace("£", "", StringComparison.Ordinal).Replace('−', '-').Trim();
        if (plain.Length == 0) { return true; }
        if (!Shape().IsMatch(plain) || !decimal.TryParse(plain, NumberStyles.Number, CultureInfo.InvariantCulture, out var read) || decimal.Round(read, 2) != read || Math.Abs(read) > Most || (read < 0 && !minus)) { return false; }
        pounds = read;
        return true;
    }

    /// <summary>A figure that is no money: any number of places.</summary>
    public static bool ReadNumber(string? text, out decimal? number)
    {
        number = null;
        var plain = (text ?? "").TrimEnd().TrimEnd('%').Trim();
        if (plain.Length == 0) { return true; }
        if (!Shape().IsMatch(plain) || !decimal.TryParse(plain, NumberStyles.Number, CultureInfo.InvariantCulture, out var read) || Math.Abs(read) > Most) { return false; }
        number = read;
        return true;
    }

    [GeneratedRegex("^-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\\.[0-9]{1,9})?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
