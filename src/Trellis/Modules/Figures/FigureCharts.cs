using Trellis.Components.Charts;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>Draws a figure as it is asked for.</summary>
internal sealed class FigureCharts(Figure figure, PracticeModel practice, PartnershipOverTime over)
{
    private string? Unit => figure.Unit is "percent" ? "%" : figure.Unit;

    /// <summary>Areas side by side over the years; a printed value stands before a counted one of the same year.</summary>
    public Chart? ByYear(IReadOnlyList<SeriesValue> values, string[] areas)
    {
        var years = values.Select(v => v.Period).Where(p => Period.FinancialYear(p) is not null).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (years.Length == 0 || areas.Length == 0) { return null; }
        var series = areas.Select(area =>
        {
            var its = years.Select(y => values.Where(v => v.Area == area && v.Period == y).OrderBy(v => v.Source is "live").FirstOrDefault()).ToArray();
            return new Components.Charts.ChartSeries(practice.AreaTitle(area), [.. its.Select(v => v?.Value)])
            {
                NotComparable = its.Select((v, i) => (v, i)).Where(x => x.v is { Comparable: false }).ToDictionary(x => x.i, x => x.v!.Note ?? "Not comparable"),
            };
        });
        return new Chart(figure.Title, $"{figure.Title} by area and year, {years[0]} to {years[^1]}. The table says the same.", ChartKind.Grouped, years, [.. series], Unit)
        {
            Id = "years",
            CategoryTitle = "Year",
            Changes = [.. over.Crossings([.. years.Select(PartnershipOverTime.DaysOf)], areas).Where(c => c.At is not null).Select(c => (c.At!.Value, c.Words))],
        };
    }

    /// <summary>The course of one area over quarters or months that are over, with what chance alone would leave; of several areas their courses alone.</summary>
    public Chart? OverTime(IReadOnlyList<LiveValue> values, string[] areas, Grain grain)
    {
        var mine = values.Where(v => v.YearIsOver && areas.Contains(v.Area)).ToArray();
        if (mine.Length == 0) { return null; }
        var labels = Labels(mine.Min(v => Period.Span(v.Period)!.Value.Start), mine.Max(v => Period.Span(v.Period)!.Value.Start), grain);
        // Where nothing is counted in a time between, none happened: only a count is then nought.
        decimal? none = figure.IsShare || figure.Kind is FigureKind.Length or FigureKind.Agreement ? null : 0;
        var courses = areas.Select(a => (Area: a, Values: (IReadOnlyList<decimal?>)[.. labels.Select(l => mine.FirstOrDefault(v => v.Area == a && v.Period == l)?.Value ?? none)])).Where(c => c.Values.Any(v => v is not null)).ToArray();
        var limits = courses.Length == 1 && courses[0].Values.All(v => v is not null) ? ControlLimits.Of([.. courses[0].Values.OfType<decimal>()], practice.Scorecard.SpecialCause, figure.IsShare) : null;
        var what = grain is Grain.Quarter ? "quarter" : "month";
        return new Chart(figure.Title, $"{figure.Title} by {what}, {Period.Said(labels[0])} to {Period.Said(labels[^1])}. The table says the same.", ChartKind.Line, [.. labels.Select(Short)], [.. courses.Select(c => new Components.Charts.ChartSeries(practice.AreaTitle(c.Area), c.Values))], Unit)
        {
            Id = "course",
            CategoryTitle = grain is Grain.Quarter ? "Quarter" : "Month",
            Limits = limits is null ? null : new ChartLimits(limits.Average, limits.Lower, limits.Upper),
            Signals = limits?.Signals ?? [],
            Changes = [.. over.Crossings([.. labels.Select(PartnershipOverTime.DaysOf)], areas).Where(c => c.At is not null).Select(c => (c.At!.Value, c.Words))],
        };
    }

    public Chart? ByPart(IReadOnlyList<SeriesValue> values, string area, string split)
    {
        var mine = values.Where(v => v.Area == area && v.Part is not null && v.Source is "live").ToArray();
        var periods = mine.Select(v => v.Period).Distinct().OrderDescending().Take(2).Order(StringComparer.Ordinal).ToArray();
        var parts = mine.Where(v => periods.Contains(v.Period)).Select(v => v.Part!).Distinct().OrderByDescending(p => mine.Where(v => v.Part == p && periods.Contains(v.Period)).Sum(v => v.Value)).ToArray();
        if (parts.Length == 0) { return null; }
        var series = periods.Select(y => new Components.Charts.ChartSeries(Period.Said(y), [.. parts.Select(p => mine.FirstOrDefault(v => v.Period == y && v.Part == p)?.Value)]) { Missing = "none" });
        return new Chart($"{figure.Title} by {split.ToLower(English.Culture)}, {practice.AreaTitle(area)}", $"{figure.Title} split by {split.ToLower(English.Culture)}. The table says the same.", periods.Length > 1 ? ChartKind.Grouped : ChartKind.Bars, parts, [.. series], Unit)
        {
            Id = "parts",
            CategoryTitle = split,
        };
    }

    /// <summary>Every quarter or month from one to another.</summary>
    public static IReadOnlyList<string> Labels(DateOnly first, DateOnly last, Grain grain)
    {
        var labels = new List<string>();
        for (var at = first; at <= last; at = Period.Next(at, grain)) { labels.Add(Period.Of(at, grain)); }
        return labels;
    }

    private static string Short(string label) => Period.Span(label) is { Grain: Grain.Month } month ? month.Start.ToString("MMM yyyy", English.Culture) : label;
}
