using Trellis.Platform.Time;

namespace Trellis.Modules.Allegations;

/// <summary>How a number changed from one year to the next.</summary>
public static class YearOnYear
{
    /// <summary>In percent of the earlier, to one decimal place: from 80 to 122 is 52.5. Null where the earlier is nothing: from nothing no share can be taken.</summary>
    public static decimal? Change(decimal before, decimal now) => before == 0 ? null : Math.Round((now - before) / before * 100, 1, MidpointRounding.AwayFromZero);

    /// <summary>"52.5% more", "10% fewer", "the same", "none the year before".</summary>
    public static string Words(decimal before, decimal now) => Change(before, now) switch
    {
        null => now == 0 ? "none in either year" : "none the year before",
        0 => "the same",
        { } more when more > 0 => $"{more.ToString("0.#", English.Culture)}% more",
        { } fewer => $"{(-fewer).ToString("0.#", English.Culture)}% fewer",
    };
}
