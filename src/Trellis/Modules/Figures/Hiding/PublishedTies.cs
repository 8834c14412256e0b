using Trellis.Modules.Figures.Public;
using Trellis.Practice;
using Trellis.Practice.Docs;

namespace Trellis.Modules.Figures.Hiding;

/// <summary>
/// How the values of a publication hang together: areas with the area made of them, parts with their whole, shares with what they are of, figures that
/// count the same, and sums of <c>relations.csv</c>. Only what holds of the true numbers is a tie.
/// </summary>
public sealed class PublishedTies
{
    private readonly Dictionary<string, Quantity> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Figure, string Area, string Period, string Dimension, string Part), Cell> _cells = [];
    private readonly Dictionary<string, Figure> _declared;

    public PublishedTies(IEnumerable<LiveValue> values, IEnumerable<Figure> declared, Relations relations, Func<LiveValue, bool> small)
    {
        _declared = declared.DistinctBy(f => f.Id).ToDictionary(f => f.Id);
        // Counts first: a share's whole is then the count another figure shows.
        foreach (var value in values.OrderBy(v => IsShare(v) ? 1 : 0).ThenBy(v => string.Join('|', v.Figure, v.Period, v.Area, v.Dimension, v.Part), StringComparer.Ordinal)) { _ = _cells.TryAdd(Key(value), Read(value, small(value))); }
        Cells = [.. _cells.Values];
        foreach (var cell in Cells) { cell.Counts?.ShownBy.Add(cell.Place); }
        foreach (var share in Cells.Select(c => c.Share).OfType<(Quantity In, Quantity Out, Quantity Whole)>()) { Add(share.Whole, [share.In, share.Out]); }
        Areas(relations);
        Parts();
        Times();
        Sums(relations);
    }

    public IReadOnlyList<Cell> Cells { get; }

    public List<Quantity> Quantities { get; } = [];

    public List<Tie> Ties { get; } = [];

    public static (string Figure, string Area, string Period, string Dimension, string Part) Key(LiveValue value) => (value.Figure, value.Area, value.Period, value.Dimension, value.Part);

    private Cell Read(LiveValue value, bool small)
    {
        var where = $"{value.Area} {value.Period} {value.Dimension} {value.Part}";
        var figure = _declared.GetValueOrDefault(value.Figure);
        if (IsShare(value))
        {
            var (whole, good) = (value.Counted, value.Good);
            var of = figure is { Kind: FigureKind.Timely } ? $"ended {figure.Timescale}" : Pattern(figure?.Of ?? figure?.Counts);
            var within = figure is { Kind: FigureKind.Timely } ? $"in time {figure.Timescale}" : figure is { Of: { } all, Counts: { } some } && all.GetType() == some.GetType() ? Pattern(some) : null;
            return new Cell(_cells.Count, value, small, null, (Named($"{within ?? $"in {value.Figure}"} {where}", good), Named($"not in {value.Figure} {where}", whole - good), Named($"{of ?? $"of {value.Figure}"} {where}", whole)));
        }

        // A rate tells the count it is of, the population being known.
        var isRate = figure?.Rate is not null && value.Counted > 0;
        if (!isRate && (value.Of is not null || value.Value != Math.Floor(value.Value) || value.Value < 0)) { return new Cell(_cells.Count, value, small, null, null); }
        var name = figure is { Kind: FigureKind.Count or FigureKind.StatusStarts or FigureKind.StatusEnds, Counts: { } counts } ? Pattern(counts) : figure?.Rate?.Figure;
        return new Cell(_cells.Count, value, small, Named($"{name ?? value.Figure} {where}", isRate ? value.Counted : (long)value.Value), null);
    }

    private bool IsShare(LiveValue value) => _declared.GetValueOrDefault(value.Figure)?.IsShare is true && value.Counted > 0 && value.Good <= value.Counted;

    private static string? Pattern(Platform.Timescales.Pattern? pattern) => pattern is null ? null : PatternWords.Of(pattern);

    /// <summary>The same thing counted twice is one quantity, unless the two do not agree: then they are not the same.</summary>
    private Quantity Named(string name, long value)
    {
        while (_named.TryGetValue(name, out var known) && known.True != value) { name += " otherwise"; }
        if (_named.TryGetValue(name, out var same)) { return same; }
        Quantities.Add(_named[name] = new Quantity(Quantities.Count, name, value));
        return _named[name];
    }

    private void Areas(Relations relations)
    {
        foreach (var cell in Cells)
        {
            var inside = relations.AreasIn(cell.Value.Area).Select(a => Find(cell, area: a)).OfType<Cell>().ToArray();
            AddUp(cell, inside);
        }
    }

    private bool AddUp(Cell cell, Cell[] inside)
    {
        if (inside.Length is 0) { return false; }
        if (cell.Share is { } share) { return Add(share.In, inside.Select(c => c.Share?.In)) && Add(share.Whole, inside.Select(c => c.Share?.Whole)); }
        return cell.Counts is { } whole && Add(whole, inside.Select(c => c.Counts));
    }

    private void Parts()
    {
        foreach (var parts in Cells.Where(c => c.Value.Dimension.Length > 0).GroupBy(c => (c.Value.Figure, c.Value.Area, c.Value.Period, c.Value.Dimension)))
        {
            if (Find(parts.First(), dimension: "", part: "") is not { } cell) { continue; }
            if (!AddUp(cell, [.. parts]) && cell.Counts is { } whole)
            {
                // A thing with several codes is counted under each: no part is more than the whole.
                foreach (var part in parts.Select(c => c.Counts).OfType<Quantity>().Where(p => p.True <= whole.True)) { Ties.Add(new Tie([(part.Place, 1), (whole.Place, -1)], AtMost: true)); }
            }
        }
    }

    /// <summary>Months make a quarter, quarters and months a year, where they add up.</summary>
    private void Times()
    {
        foreach (var (cell, span) in Cells.Select(c => (c, Period.Span(c.Value.Period))).Where(x => x.Item2 is { Grain: not Grain.Month }).Select(x => (x.c, x.Item2!.Value)))
        {
            foreach (var grain in span.Grain is Grain.Year ? new[] { Grain.Quarter, Grain.Month } : [Grain.Month])
            {
                var inside = new List<Cell>();
                for (var day = span.Start; day <= span.End; day = Period.Next(day, grain))
                {
                    if (Find(cell, period: Period.Of(day, grain)) is { } part) { inside.Add(part); }
                }

                AddUp(cell, [.. inside]);
            }
        }
    }

    private void Sums(Relations relations)
    {
        foreach (var cell in Cells)
        {
            foreach (var relation in relations.Of("sum").Where(r => IsOf(r.Measure, cell)))
            {
                if (cell.Counts is { } whole) { Add(whole, relation.Of.Select(m => Cells.FirstOrDefault(c => IsOf(m, c) && c.Value.Area == (m.Area ?? cell.Value.Area) && c.Value.Period == cell.Value.Period)?.Counts)); }
            }

            foreach (var relation in relations.Of("share").Where(r => IsOf(r.Measure, cell)))
            {
                if (cell.Share is not { } share) { continue; }
                foreach (var (measure, quantity) in relation.Of.Select(m => (m, share.In)).Append((MeasureRef.Parse(relation.By), share.Whole)))
                {
                    Add(quantity, [Cells.FirstOrDefault(c => IsOf(measure, c) && c.Value.Area == (measure.Area ?? cell.Value.Area) && c.Value.Period == cell.Value.Period)?.Counts]);
                }
            }
        }
    }

    private bool IsOf(MeasureRef measure, Cell cell) =>
        (cell.Value.Figure == measure.Name || _declared.GetValueOrDefault(cell.Value.Figure)?.Published.Contains(measure.Name) is true)
        && cell.Value.Dimension == (measure.Dimension ?? "") && cell.Value.Part == (measure.Part ?? "") && (measure.Area is null || measure.Area == cell.Value.Area);

    private Cell? Find(Cell like, string? area = null, string? dimension = null, string? part = null, string? period = null) =>
        _cells.GetValueOrDefault((like.Value.Figure, area ?? like.Value.Area, period ?? like.Value.Period, dimension ?? like.Value.Dimension, part ?? like.Value.Part));

    private bool Add(Quantity whole, IEnumerable<Quantity?> parts)
    {
        var all = parts.ToArray();
        if (all.Length is 0 || all.Contains(null) || all.Sum(p => p!.True) != whole.True || (all.Length is 1 && all[0] == whole)) { return false; }
        Ties.Add(new Tie([(whole.Place, -1), .. all.Select(p => (p!.Place, 1.0))]));
        return true;
    }
}
