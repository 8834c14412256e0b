using Trellis.Modules.Figures.Public;

namespace Trellis.Modules.Figures.Hiding;

/// <summary>Between what a quantity can lie, for whoever knows all that is shown.</summary>
public sealed partial class HiddenCells
{
    /// <summary>Of each unknown what it hangs together with, solved as far as can be said for all of it; until another cell is hidden.</summary>
    private readonly Dictionary<int, (Bounds All, int At)> _bounds = [];

    /// <summary>The unknowns it hangs together with, and by what. A tie ends at what is shown.</summary>
    private (List<Quantity> Unknown, List<Tie> Ties) Around(Quantity start)
    {
        var (unknown, ties, queue) = (new List<Quantity> { start }, new HashSet<Tie>(ReferenceEqualityComparer.Instance), new Queue<Quantity>([start]));
        var seen = new HashSet<int> { start.Place };
        while (queue.TryDequeue(out var one))
        {
            if (IsExact(one) && one != start) { continue; }
            foreach (var tie in _tiesOf[one.Place]) { _ = ties.Add(tie); }
            foreach (var other in _tiesOf[one.Place].SelectMany(t => t.Sum).Select(s => s.Unknown).Concat(_sharesOf[one.Place].Where(c => !_hidden[c.Place]).SelectMany(Quantities).Select(q => q.Place)).Where(seen.Add).ToArray())
            {
                if (!IsExact(published.Quantities[other])) { unknown.Add(published.Quantities[other]); }
                queue.Enqueue(published.Quantities[other]);
            }
        }

        return (unknown, [.. ties]);
    }

    private bool IsExact(Quantity quantity) => IsShown(quantity) && (roundTo is null or 1 || quantity.ShownBy.Exists(c => !_hidden[c] && _cells[c].Value.Of is not null));

    /// <summary>By how much the greatest it can be is more than the least.</summary>
    private double Range(Quantity of)
    {
        if (IsExact(of)) { return 0; }
        if (!_bounds.ContainsKey(of.Place)) { Solve(of); }
        var (all, at) = _bounds[of.Place];
        var (least, most) = all.Of(at);
        return Math.Floor(most + 1e-6) - Math.Ceiling(least - 1e-6);
    }

    private void Solve(Quantity of)
    {
        var (unknown, ties) = Around(of);
        var places = unknown.Select((q, i) => (q.Place, i)).ToDictionary(x => x.Place, x => x.i);
        var told = ties.Select(t => Told(t, places)).ToList();
        foreach (var cell in unknown.SelectMany(q => _sharesOf[q.Place]).Distinct().Where(c => !_hidden[c.Place]))
        {
            var ((within, _, whole), percent) = (cell.Share!.Value, (double)cell.Value.Value);
            told.Add(Told(new Tie([(within.Place, 100), (whole.Place, -(percent + 0.05))], AtMost: true), places));
            told.Add(Told(new Tie([(within.Place, -100), (whole.Place, percent - 0.05)], AtMost: true), places));
        }

        var lower = unknown.Select(q => IsShown(q) ? Math.Max(0, Shown(q) - (roundTo!.Value / 2.0)) : q.ShownBy.Count > 0 || _sharesOf[q.Place].Any(c => c.Share!.Value.Whole == q) ? Math.Min(1.0, q.True) : 0.0).ToArray();
        var upper = unknown.Select(q => IsShown(q) ? Shown(q) + (roundTo!.Value / 2.0) : double.PositiveInfinity).ToArray();
        var bounds = new Bounds(told, lower, upper);
        foreach (var (at, one) in unknown.Index()) { _bounds[one.Place] = (bounds, at); }
    }

    private double Shown(Quantity quantity) => (double)SmallNumbers.Rounded(quantity.True, roundTo!.Value);

    /// <summary>With what is known put in.</summary>
    private Tie Told(Tie tie, Dictionary<int, int> places) => new(
        [.. tie.Sum.Where(s => places.ContainsKey(s.Unknown)).Select(s => (places[s.Unknown], s.Times))],
        tie.AtMost,
        tie.Rest + tie.Sum.Where(s => !places.ContainsKey(s.Unknown)).Sum(s => s.Times * published.Quantities[s.Unknown].True));
}
