using Trellis.Practice;
using Trellis.Practice.Docs;

namespace Trellis.Modules.Figures.Public;

/// <summary>Figures of which one can tell what another hides: they count the same, are of it, or add up with it.</summary>
public static class FiguresTogether
{
    /// <summary>These, and all that hang together with them.</summary>
    public static IReadOnlyList<Figure> With(IEnumerable<Figure> some, IReadOnlyList<Figure> all, Relations relations)
    {
        var keys = all.ToDictionary(f => f.Id, f => Keys(f, relations).ToHashSet(StringComparer.Ordinal));
        var (found, known) = (some.Select(f => f.Id).ToHashSet(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        for (var before = 0; before < found.Count;)
        {
            before = found.Count;
            known.UnionWith(found.SelectMany(f => keys[f]));
            found.UnionWith(all.Where(f => keys[f.Id].Overlaps(known)).Select(f => f.Id));
        }

        return [.. all.Where(f => found.Contains(f.Id))];
    }

    private static IEnumerable<string> Keys(Figure figure, Relations relations)
    {
        yield return figure.Id;
        if (figure.Rate is { } rate) { yield return rate.Figure; }
        if (figure.Counts is { } counts) { yield return PatternWords.Of(counts); }
        if (figure.Of is { } of) { yield return PatternWords.Of(of); }
        if (figure.Timescale is { } timescale) { yield return $"clock {timescale}"; }
        foreach (var (at, relation) in relations.All.Index().Where(r => r.Item.Kind is "sum" or "share"))
        {
            if (relation.Of.Append(relation.Measure).Append(MeasureRef.Parse(relation.By)).Any(m => m.Name == figure.Id || figure.Published.Contains(m.Name))) { yield return $"relation {at}"; }
        }
    }
}
