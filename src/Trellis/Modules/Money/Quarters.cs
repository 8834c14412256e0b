using System.Collections.Immutable;
using Trellis.Platform.Time;

namespace Trellis.Modules.Money;

/// <summary>The four quarters of a financial year, from April.</summary>
public static class Quarters
{
    public static readonly ImmutableArray<int> All = [1, 2, 3, 4];

    public static DateOnly FirstDay(DateOnly year, int quarter) => year.AddMonths((quarter - 1) * 3);

    /// <summary>"Quarter 2, July to September 2026"</summary>
    public static string Title(DateOnly year, int quarter)
    {
        var first = FirstDay(year, quarter);
        return $"Quarter {quarter}, {first.ToString("MMMM", English.Culture)} to {first.AddMonths(2).ToString("MMMM yyyy", English.Culture)}";
    }
}
