namespace Trellis.Modules.Figures.Hiding;

/// <summary>
/// Chooses what else is hidden: whoever knows all that is shown must not come nearer to a hidden number than the width of what the publication hides.
/// One cell more at a time, the cheapest that helps; at the end each that turned out not to be needed is shown again.
/// </summary>
/// <param name="roundTo">What counts are rounded to; null: not.</param>
/// <param name="isTogether">An area made of others: it is hidden sooner than one of its own.</param>
public sealed partial class HiddenCells(PublishedTies published, int from, int to, int? roundTo, Func<string, bool> isTogether)
{
    private readonly bool[] _hidden = [.. published.Cells.OrderBy(c => c.Place).Select(c => c.Small)];
    private readonly Cell[] _cells = [.. published.Cells.OrderBy(c => c.Place)];
    private readonly ILookup<int, Tie> _tiesOf = published.Ties.SelectMany(t => t.Sum.Select(s => (s.Unknown, Tie: t))).ToLookup(x => x.Unknown, x => x.Tie);
    private readonly ILookup<int, Cell> _sharesOf = published.Cells.Where(c => c.Share is not null).SelectMany(c => new[] { c.Share!.Value.In, c.Share.Value.Out, c.Share.Value.Whole }.Select(q => (q.Place, Cell: c))).ToLookup(x => x.Place, x => x.Cell);

    /// <summary>How many cells are tried at a time: the cheapest.</summary>
    private const int Tried = 10;

    private int Width => to - from;

    public bool IsHidden(Cell cell) => _hidden[cell.Place];

    public void Protect()
    {
        var further = new List<Cell[]>();
        foreach (var group in Groups())
        {
            var added = new List<Cell[]>();
            while (Targets(group).FirstOrDefault(t => !IsSafe(t)) is { } open && Widen(open) is { } more) { added.Add(more); }
            further.AddRange(added);
        }

        foreach (var some in further.OrderByDescending(s => Cost(s[0])).ThenBy(s => Name(s[0]), StringComparer.Ordinal))
        {
            Hide(some, false);
            var group = Groups().First(g => Quantities(some[0]).Any(g.Contains));
            if (Targets(group).Any(t => !IsSafe(t))) { Hide(some, true); }
        }
    }

    /// <summary>Quantities that hang together, where any is small.</summary>
    private List<HashSet<Quantity>> Groups()
    {
        if (_groups is not null) { return _groups; }
        var (groups, seen) = (new List<HashSet<Quantity>>(), new HashSet<int>());
        foreach (var quantity in published.Quantities.Where(q => seen.Add(q.Place)))
        {
            var (group, queue) = (new HashSet<Quantity> { quantity }, new Queue<Quantity>([quantity]));
            while (queue.TryDequeue(out var one))
            {
                foreach (var other in _tiesOf[one.Place].SelectMany(t => t.Sum).Select(s => s.Unknown).Concat(_sharesOf[one.Place].SelectMany(Quantities).Select(q => q.Place)).Where(seen.Add).ToArray())
                {
                    group.Add(published.Quantities[other]);
                    queue.Enqueue(published.Quantities[other]);
                }
            }

            if (group.Any(IsSmall)) { groups.Add(group); }
        }

        return _groups = groups;
    }

    private List<HashSet<Quantity>>? _groups;

    private bool IsSmall(Quantity quantity) => quantity.True >= from && quantity.True <= to;

    /// <summary>What nobody may come near: the small, every count that is hidden, and of every hidden share what is in it or what is not.</summary>
    private IEnumerable<Quantity[]> Targets(HashSet<Quantity> group) => group.OrderBy(q => q.Place).SelectMany(q => _sharesOf[q.Place].Where(c => _hidden[c.Place] && c.Share!.Value.In == q).Select(c => new[] { c.Share!.Value.In, c.Share.Value.Out })
        .Concat(IsSmall(q) || (q.ShownBy.Count > 0 && !IsShown(q)) ? [[q]] : []));

    private bool IsShown(Quantity quantity) => quantity.ShownBy.Exists(c => !_hidden[c]);

    private bool IsSafe(Quantity[] target) => target.Max(Range) >= Width;

    private static IEnumerable<Quantity> Quantities(Cell cell) => cell.Counts is { } count ? [count] : cell.Share is { } share ? [share.In, share.Out, share.Whole] : [];

    /// <summary>Hides the cheapest cell that makes it safe; where none does alone, the one that widens it most. Null: there is none left.</summary>
    private Cell[]? Widen(Quantity[] open)
    {
        Cell[]? best = null;
        var widest = -1.0;
        foreach (var some in Near(open).Take(Tried))
        {
            Hide(some, true);
            var range = open.Max(Range);
            if (range >= Width) { return some; }
            Hide(some, false);
            if (range > widest) { (best, widest) = (some, range); }
        }

        Hide(best ?? [], true);
        return best;
    }

    private void Hide(Cell[] some, bool hidden)
    {
        foreach (var cell in some) { _hidden[cell.Place] = hidden; }
        _bounds.Clear();
    }

    /// <summary>What is shown of all that it could be worked out from, the cheapest first. A nought is never hidden.</summary>
    private IEnumerable<Cell[]> Near(Quantity[] open)
    {
        var around = open.Select(Around).ToArray();
        var near = around.SelectMany(a => a.Ties).SelectMany(t => t.Sum).Select(s => published.Quantities[s.Unknown]).Concat(around.SelectMany(a => a.Unknown)).Distinct().ToArray();
        var counts = near.Where(q => q.True > 0 && IsShown(q)).Select(q => q.ShownBy.Select(c => _cells[c]).Where(c => !_hidden[c.Place]).ToArray());
        var shares = near.SelectMany(q => _sharesOf[q.Place]).Distinct().Where(c => !_hidden[c.Place] && c.Share!.Value.In.True > 0).Select(c => new[] { c });
        return counts.Concat(shares).OrderBy(s => Cost(s[0])).ThenBy(s => Name(s[0]), StringComparer.Ordinal);
    }

    private (int Alone, decimal Size) Cost(Cell cell) => (isTogether(cell.Value.Area) ? 0 : 1, Math.Max(cell.Value.Counted, cell.Value.Value));

    private static string Name(Cell cell) => PublishedTies.Key(cell.Value).ToString();
}
