using Trellis.Modules.Figures.Public;
using Trellis.Modules.Footprint.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>A figure beside an outcome: its newest value in each area of the plan.</summary>
public sealed record PlanMeasure(string Id, string Title, IReadOnlyList<PlanMeasureValue> Values)
{
    /// <summary>"Westminster 2,239 (2018-19, printed)".</summary>
    public string Words => Values.Count == 0 ? "no value yet" : string.Join("; ", Values.Select(v => $"{v.Area} {v.Value} ({v.Period}, {v.Note})"));
}

/// <param name="Note">Whether it is printed or counted, whether its year is over, and whether it compares.</param>
public sealed record PlanMeasureValue(string Area, string Period, string Value, string Note);

/// <summary>Looks up what figures outcomes are measured by stand at. That one changed does not say why.</summary>
public sealed class PlanMeasures(FigureBook book, PracticeModel practice, PartnershipOverTime over, LondonClock clock)
{
    /// <summary>What <c>practice/publications.yaml</c> calls plans.</summary>
    public const string Publication = "plans";

    public async Task<IReadOnlyDictionary<string, PlanMeasure>> ReadAsync(Plan plan, CancellationToken stop = default)
    {
        var figures = plan.Priorities.SelectMany(p => p.Outcomes).SelectMany(o => o.Measures).Distinct().Select(book.Find).OfType<Figure>().ToArray();
        if (figures.Length == 0) { return new Dictionary<string, PlanMeasure>(); }
        // And of those that hang together with the plan's: what one hides another that is public must not tell.
        var data = (await book.ReadAsync(FiguresTogether.With(figures, book.Figures, Relations.BuiltIn), cancellationToken: stop)).In(practice.Publications.FirstOrDefault(p => p.Id == Publication));
        var hidden = data.Live.Where(data.Small.Hides).Select(v => (v.Figure, v.Area, v.Period)).ToHashSet();
        return figures.ToDictionary(f => f.Id, f => new PlanMeasure(f.Id, f.Title, Newest(f, FigureSeries.Of(f, data.Published, data.Live, data.Relations), plan.Areas, hidden)));
    }

    private PlanMeasureValue[] Newest(Figure figure, FigureSeries series, string[] areas, HashSet<(string Figure, string Area, string Period)> hidden) =>
    [
        .. series.Values.Where(v => areas.Contains(v.Area) && v.Part is null && v.Period.Length is 4 or 7 && char.IsAsciiDigit(v.Period[0]))
            .GroupBy(v => v.Area).OrderBy(g => g.Key, StringComparer.Ordinal)
            // A value that is counted goes before one that was printed for the same year.
            .Select(g => Shown(figure, g.OrderByDescending(v => v.Period, StringComparer.Ordinal).ThenBy(v => v.Source is "live" ? 0 : 1).First(), hidden)),
    ];

    private PlanMeasureValue Shown(Figure figure, SeriesValue value, HashSet<(string Figure, string Area, string Period)> hidden) => new(
        practice.AreaTitle(value.Area),
        value.Period,
        value.Source is "live" && hidden.Contains((figure.Id, value.Area, value.Period)) ? "too small to show" : NumberText.Of(value.Value, figure.Unit),
        string.Join(", ", new[] { value.Source is "published" ? "printed" : "counted", value.Source is "live" && value.Period == Period.Financial(clock.Today) ? "so far" : null, value.Comparable ? null : "does not compare", over.Touching(value.Period, value.Area).Count > 0 ? "the partnership changed in that year" : null }.OfType<string>()));
}
