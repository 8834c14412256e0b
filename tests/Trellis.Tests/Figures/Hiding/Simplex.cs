using System.Numerics;

namespace Trellis.Tests.Figures.Hiding;

/// <summary>What a sum comes to, from and to: <see cref="Least"/> and <see cref="Most"/> the same for an equation, null for no end.</summary>
public sealed record Known(Dictionary<int, Fraction> Sum, Fraction? Least, Fraction? Most);

/// <summary>The least and most that unknowns of 0 or more can be, exactly: a simplex over fractions, with artificial unknowns first. Bland's rule.</summary>
public sealed class Simplex
{
    private readonly List<Dictionary<int, Fraction>> _rows = [];
    private readonly int[] _basis;
    private readonly int _first;

    public Simplex(IReadOnlyList<Known> known, int unknowns)
    {
        var next = unknowns;
        foreach (var one in known)
        {
            if (one is { Least: { } same, Most: { } } && same == one.Most) { Row(one.Sum, same, 0); continue; }
            if (one.Most is { } most) { Row(one.Sum, most, 1); }
            if (one.Least is { } least) { Row(one.Sum, least, -1); }
        }

        _first = next;
        _basis = [.. _rows.Select((_, i) => _first + i)];
        foreach (var (i, row) in _rows.Index()) { row[_first + i] = 1; }
        Minimise(_rows, _basis, Enumerable.Range(_first, _rows.Count).ToDictionary(c => c, _ => (Fraction)1), int.MaxValue)!.Value.Sign.ShouldBe(0, "what is published contradicts itself");
        // Artificial unknowns left in the basis are nought; they go out, or their row is empty.
        for (var i = 0; i < _rows.Count; i++)
        {
            if (_basis[i] >= _first && _rows[i].Where(c => c.Key >= 0 && c.Key < _first && c.Value.Sign != 0).Select(c => (int?)c.Key).FirstOrDefault() is { } column) { Pivot(_rows, _basis, i, column); }
        }

        foreach (var row in _rows) { foreach (var spare in row.Keys.Where(k => k >= _first).ToArray()) { row.Remove(spare); } }

        void Row(Dictionary<int, Fraction> sum, Fraction comesTo, int slack)
        {
            var row = new Dictionary<int, Fraction>(sum) { [Right] = comesTo };
            if (slack != 0) { row[next++] = slack; }
            _rows.Add(comesTo.Sign < 0 ? row.ToDictionary(c => c.Key, c => -c.Value) : row);
        }
    }

    /// <summary>The whole numbers it can be: null for no end.</summary>
    public (BigInteger Least, BigInteger? Most) Range(int unknown)
    {
        var low = Minimise(_rows, _basis, new() { [unknown] = 1 }, _first);
        var high = Minimise(_rows, _basis, new() { [unknown] = -1 }, _first);
        return (low!.Value.Ceiling, high is { } h ? (-h).Floor : null);
    }

    private const int Right = -1;

    private static Fraction? Minimise(List<Dictionary<int, Fraction>> rows, int[] basis, Dictionary<int, Fraction> cost, int limit)
    {
        while (true)
        {
            var gains = new SortedDictionary<int, Fraction>(cost);
            for (var i = 0; i < rows.Count; i++)
            {
                if (!cost.TryGetValue(basis[i], out var price)) { continue; }
                foreach (var (column, value) in rows[i].Where(c => c.Key != Right)) { gains[column] = gains.GetValueOrDefault(column, 0) - (price * value); }
            }

            var enter = gains.Where(g => g.Key < limit && g.Value.Sign < 0).Select(g => (int?)g.Key).FirstOrDefault();
            if (enter is not { } entering)
            {
                return rows.Select((row, i) => cost.GetValueOrDefault(basis[i], 0) * row.GetValueOrDefault(Right, 0)).Aggregate((Fraction)0, (a, b) => a + b);
            }

            var leave = Enumerable.Range(0, rows.Count).Where(i => rows[i].GetValueOrDefault(entering, 0).Sign > 0)
                .OrderBy(i => rows[i].GetValueOrDefault(Right, 0) / rows[i][entering], Fraction.BySize).ThenBy(i => basis[i]).Select(i => (int?)i).FirstOrDefault();
            if (leave is not { } leaving) { return null; }
            Pivot(rows, basis, leaving, entering);
        }
    }

    private static void Pivot(List<Dictionary<int, Fraction>> rows, int[] basis, int leave, int enter)
    {
        var by = rows[leave][enter];
        rows[leave] = rows[leave].Where(c => c.Value.Sign != 0).ToDictionary(c => c.Key, c => c.Value / by);
        for (var i = 0; i < rows.Count; i++)
        {
            if (i == leave || rows[i].GetValueOrDefault(enter, 0) is not { Sign: not 0 } times) { continue; }
            foreach (var (column, value) in rows[leave])
            {
                if (rows[i].GetValueOrDefault(column, 0) - (times * value) is { Sign: not 0 } left) { rows[i][column] = left; }
                else { rows[i].Remove(column); }
            }
        }

        basis[leave] = enter;
    }
}
