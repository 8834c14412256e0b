using System.Globalization;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <param name="Before">Of the last year that was over when it was set.</param>
public sealed record FigureValue(string Area, string Period, string Value, bool Before, string Note);

/// <summary>What a figure was before something was agreed, and what it has been since.</summary>
public sealed record FigureShown(string Id, string Title, IReadOnlyList<FigureValue> Values);

/// <summary>Looks up the figure an action or a recommendation is meant to change. That it changed does not say why.</summary>
public sealed class FigureSince(FigureBook book, PracticeModel practice, PartnershipOverTime over)
{
    public async Task<FigureShown?> ReadAsync(string? figure, IReadOnlyCollection<string> areas, DateOnly on, CancellationToken stop = default)
    {
        if (figure is null || book.Find(figure) is not { } declared) { return null; }
        var data = await book.ReadAsync([declared], cancellationToken: stop);
        var series = FigureSeries.Of(declared, data.Published, data.Live, data.Relations).Values.Where(v => areas.Contains(v.Area) && v.Part is null && v.Period.Length is 4 or 7 && char.IsAsciiDigit(v.Period[0])).ToArray();
        var year = Period.Financial(on);
        var values = new List<FigureValue>();
        foreach (var area in series.GroupBy(v => v.Area).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            // A value that is counted goes before one that was printed for the same year.
            var years = area.GroupBy(v => v.Period).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => g.OrderBy(v => v.Source is "live" ? 0 : 1).First()).ToArray();
            if (years.LastOrDefault(v => string.CompareOrdinal(v.Period, year) < 0) is { } before) { values.Add(Shown(declared, before, true)); }
            values.AddRange(years.Where(v => string.CompareOrdinal(v.Period, year) >= 0).Select(v => Shown(declared, v, false)));
        }

        return new FigureShown(declared.Id, declared.Title, values);
    }

    private FigureValue Shown(Figure figure, SeriesValue value, bool before) => new(
        practice.AreaTitle(value.Area), value.Period,
        NumberText.Of(value.Value, figure.Unit), before,
        ActionWords.Joined(value.Source is "published" ? $"Printed in {value.Document}{(value.Line is { } line ? string.Create(CultureInfo.InvariantCulture, $", line {line}") : "")}" : "Counted", value.Comparable ? null : "does not compare", over.Touching(value.Period, value.Area).Count > 0 ? "the partnership changed in that year" : null, value.Note));
}
