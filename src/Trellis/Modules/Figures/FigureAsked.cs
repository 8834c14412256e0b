using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures;

/// <summary>How somebody wants to see a figure. It is all in the address, so that what is sent on or kept shows the same.</summary>
public sealed class FigureAsked
{
    [FromQuery(Name = "by")]
    public string? By { get; set; }

    [FromQuery(Name = "area")]
    public string? Area { get; set; }

    /// <summary><c>year</c>, <c>quarter</c> or <c>month</c>.</summary>
    [FromQuery(Name = "over")]
    public string? Over { get; set; }

    /// <summary>A label: the first year, quarter or month shown.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; set; }

    [FromQuery(Name = "to")]
    public string? To { get; set; }

    /// <summary>Only what had been recorded by the end of this day: <c>2026-03-31</c>.</summary>
    [FromQuery(Name = "known")]
    public string? Known { get; set; }

    internal Grain Grain => Over switch { "quarter" => Grain.Quarter, "month" => Grain.Month, _ => Grain.Year };

    /// <summary>False: it names no grain, or no stretch of time. Both are chosen from lists.</summary>
    internal bool IsUnderstood => Over is null or "" or "year" or "quarter" or "month" && new[] { From, To }.All(l => string.IsNullOrEmpty(l) || Period.Span(l) is not null);

    /// <summary>Something was typed that is no day.</summary>
    internal bool IsKnownWrong => !string.IsNullOrWhiteSpace(Known) && KnownDay is null;

    internal DateOnly? KnownDay => DateOnly.TryParseExact(Known, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The end of that day in London.</summary>
    internal DateTimeOffset? KnownOn => KnownDay is { } day ? FigureCut.EndOf(day) : null;

    internal FigureCut Cut(string? by) => new(by, Grain, KnownOn);

    /// <summary>Whether a label lies in what is asked for. What names no days lies in all of it.</summary>
    internal bool Holds(string label)
    {
        if (string.IsNullOrEmpty(From) && string.IsNullOrEmpty(To)) { return true; }
        if (Period.Span(label) is not { } span) { return false; }
        return (string.IsNullOrEmpty(From) || span.Start >= Period.Span(From)!.Value.Start) && (string.IsNullOrEmpty(To) || span.End <= Period.Span(To)!.Value.End);
    }

    /// <summary>The address that shows this, with some of it otherwise; null takes it out.</summary>
    internal string Address(string figure, params (string Key, string? Value)[] otherwise)
    {
        var all = new List<(string Key, string? Value)> { ("by", By), ("area", Area), ("over", Over is "year" ? null : Over), ("from", From), ("to", To), ("known", Known) };
        foreach (var (key, value) in otherwise)
        {
            all.RemoveAll(a => a.Key == key);
            all.Add((key, value));
        }

        var query = string.Join('&', all.Where(a => !string.IsNullOrEmpty(a.Value)).Select(a => $"{a.Key}={Uri.EscapeDataString(a.Value!)}"));
        return query.Length == 0 ? $"/figures/{figure}" : $"/figures/{figure}?{query}";
    }

    /// <summary>The list of what one number was counted from.</summary>
    internal static string FactsAddress(string figure, string area, string period, string? by, string? part, string? known)
    {
        var asked = new List<(string Key, string? Value)> { ("area", area), ("period", period), ("by", by), ("part", part), ("known", known) };
        return $"/figures/{figure}/facts?{string.Join('&', asked.Where(a => !string.IsNullOrEmpty(a.Value)).Select(a => $"{a.Key}={Uri.EscapeDataString(a.Value!)}"))}";
    }
}
