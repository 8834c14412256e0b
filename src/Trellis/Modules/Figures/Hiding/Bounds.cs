namespace Trellis.Modules.Figures.Hiding;

/// <summary>A sum of unknowns and a rest that is nought, or, with <paramref name="AtMost"/>, nought or less.</summary>
public sealed record Tie(IReadOnlyList<(int Unknown, double Times)> Sum, bool AtMost = false, double Rest = 0);

/// <summary>Between what one unknown lies, when sums of unknowns are known: the two-phase simplex on a dense table, by Bland's rule. For tables of tens, not of thousands.</summary>
public sealed class Bounds
{
    private const double Nearly = 1e-7;

    private readonly int _unknowns;
    private readonly int _columns;
    private readonly double[][] _rows;
    private readonly int[] _basis;
    private readonly double[] _lower;

    /// <param name="lower">What each is at least.</param>
    /// <param name="upper">What each is at most; infinite for no limit.</param>
    /// <exception cref="InvalidOperationException">Nothing fits: what is true always does, so a tie is wrong.</exception>
    public Bounds(IReadOnlyList<Tie> ties, double[] lower, double[] upper)
    {
        _lower = lower;
        _unknowns = lower.Length;
        var limited = Enumerable.Range(0, _unknowns).Where(i => double.IsFinite(upper[i])).ToArray();
        var slack = ties.Count(t => t.AtMost) + limited.Length;
        var height = ties.Count + limited.Length;
        _columns = _unknowns + slack;
        _rows = new double[height][];
        _basis = new int[height];
        var next = _unknowns;
        for (var r = 0; r < height; r++)
        {
            var row = _rows[r] = new double[_columns + height + 1];
            if (r < ties.Count)
            {
                foreach (var (unknown, times) in ties[r].Sum) { row[unknown] += times; row[^1] -= times * lower[unknown]; }
                row[^1] -= ties[r].Rest;
                if (ties[r].AtMost) { row[next++] = 1; }
            }
            else
            {
                var unknown = limited[r - ties.Count];
                (row[unknown], row[next++], row[^1]) = (1, 1, upper[unknown] - lower[unknown]);
            }

            if (row[^1] < 0) { for (var c = 0; c < row.Length; c++) { row[c] = -row[c]; } }
            row[_columns + r] = 1;
            _basis[r] = _columns + r;
        }

        var spare = new double[_columns + height + 1];
        Array.Fill(spare, 1, _columns, height);
        if (Least(spare, _columns + height) > 1e-5) { throw new InvalidOperationException("What is published contradicts itself"); }
        for (var r = 0; r < height; r++)
        {
            // Kept at nought from here on: out of the basis where it can go, else its row says nothing more.
            if (_basis[r] >= _columns && Array.FindIndex(_rows[r], 0, _columns, v => Math.Abs(v) > Nearly) is >= 0 and var c) { Pivot(r, c, null); }
        }
    }

    /// <summary>The least and the most that one of them can be. What was found for one helps to find the next.</summary>
    public (double Least, double Most) Of(int unknown)
    {
        var cost = new double[_columns + _rows.Length + 1];
        cost[unknown] = 1;
        var least = Least([.. cost], _columns);
        cost[unknown] = -1;
        return (least + _lower[unknown], -Least(cost, _columns) + _lower[unknown]);
    }

    /// <summary>The least of a sum over the columns up to a limit; minus infinity where there is none.</summary>
    /// <param name="cost">Of each column, and at its end nought; used up.</param>
    private double Least(double[] cost, int limit)
    {
        for (var r = 0; r < _rows.Length; r++)
        {
            if (cost[_basis[r]] is not 0 and var price) { for (var c = 0; c < cost.Length; c++) { cost[c] -= price * _rows[r][c]; } }
        }

        while (true)
        {
            var enter = Array.FindIndex(cost, 0, limit, c => c < -Nearly);
            if (enter < 0) { return -cost[^1]; }
            var leave = -1;
            for (var r = 0; r < _rows.Length; r++)
            {
                if (_rows[r][enter] <= Nearly) { continue; }
                var gap = leave < 0 ? -1 : (_rows[r][^1] / _rows[r][enter]) - (_rows[leave][^1] / _rows[leave][enter]);
                if (leave < 0 || gap < -Nearly || (gap < Nearly && _basis[r] < _basis[leave])) { leave = r; }
            }

            if (leave < 0) { return double.NegativeInfinity; }
            Pivot(leave, enter, cost);
        }
    }

    private void Pivot(int leave, int enter, double[]? cost)
    {
        var row = _rows[leave];
        var by = row[enter];
        var filled = new List<int>();
        for (var c = 0; c < row.Length; c++)
        {
            if (row[c] is 0) { continue; }
            row[c] /= by;
            filled.Add(c);
        }

        foreach (var other in cost is null ? _rows : _rows.Append(cost))
        {
            if (ReferenceEquals(other, row) || other[enter] is 0) { continue; }
            var times = other[enter];
            foreach (var c in filled) { other[c] -= times * row[c]; }
            other[enter] = 0;
        }

        _basis[leave] = enter;
    }
}
