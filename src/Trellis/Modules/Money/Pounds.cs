using System.Globalization;

namespace Trellis.Modules.Money;

/// <summary>Pounds as they are read: pence only where there are some.</summary>
public static class Pounds
{
    public static string Of(decimal? pounds) => pounds switch
    {
        null => "–",
        { } amount when amount == decimal.Truncate(amount) => string.Create(CultureInfo.InvariantCulture, $"{(amount < 0 ? "−" : "")}£{Math.Abs(amount):#,0}"),
        { } amount => string.Create(CultureInfo.InvariantCulture, $"{(amount < 0 ? "−" : "")}£{Math.Abs(amount):#,0.00}"),
    };
}
