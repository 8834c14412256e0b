using System.Collections.Immutable;

namespace Trellis.Modules.Money.Funds;

/// <summary>Two numbers of a fund's tables that ought to be one.</summary>
/// <param name="Kind">down: a subtotal or total and the items it is made of; across: the areas of a line and their whole; between: the same in two tables.</param>
/// <param name="Tolerance">How far rounding alone can take the two apart: half of the last printed place of every number that goes into them.</param>
public sealed record FundFinding(string Kind, FundLine Line, string Area, DateOnly Year, decimal Printed, decimal Made, decimal Tolerance, int Parts, string Beside)
{
    public decimal Difference => Printed - Made;

    public bool WithinRounding => Math.Abs(Difference) <= Tolerance;
}

/// <summary>Amounts of a table that are not what stands above them says.</summary>
/// <param name="Plain">They are the printed numbers themselves; otherwise neither those nor those counted in the unit.</param>
public sealed record FundScale(string Section, string Unit, bool Plain, int Count);

/// <summary>
/// Whether a fund's tables add up, each amount counted once: a subtotal stands for what is right above it, whole subtotals among it, as far up as
/// comes nearest; a total for all items of its table. The same line, and the totals, of two tables are held beside each other.
/// </summary>
public static class FundCheck
{
    public static ImmutableArray<FundFinding> Run(Fund fund) =>
        [.. fund.Tables.SelectMany(t => Down([.. t.Where(l => l.IsMoney)]).Concat(t.Where(l => l.IsMoney).SelectMany(Across))), .. Between(fund)];

    public static ImmutableArray<FundScale> Scales(Fund fund) =>
        [.. fund.InOrder.Where(l => l.IsMoney && l.Scale != 1).SelectMany(l => l.Amounts.Where(a => a is { Pounds: not null and not 0, Value: not null, IsScaled: false }).Select(a => (l, a))).GroupBy(f => (f.l.Section, f.l.Unit, f.a.IsPlain)).Select(g => new FundScale(g.Key.Section, g.Key.Unit, g.Key.IsPlain, g.Count()))];

    /// <summary>What each subtotal and total of a table is made of: items alone, each once.</summary>
    public static IEnumerable<(FundLine Line, ImmutableArray<FundLine> Items)> MadeOf(IReadOnlyList<FundLine> table)
    {
        var runs = new List<ImmutableArray<FundLine>>();
        foreach (var line in table)
        {
            if (line.Kind is "item") { runs.Add([line]); }
            if (line.Kind is "total") { yield return (line, [.. runs.SelectMany(r => r)]); }
            if (line.Kind is not "subtotal" || runs.Count == 0) { continue; }
            var taken = Enumerable.Range(1, runs.Count).MinBy(n => Apart(line, [.. runs.TakeLast(n).SelectMany(r => r)]));
            ImmutableArray<FundLine> items = [.. runs.TakeLast(taken).SelectMany(r => r)];
            runs.RemoveRange(runs.Count - taken, taken);
            runs.Add(items);
            yield return (line, items);
        }
    }

    private static decimal Apart(FundLine line, ImmutableArray<FundLine> items) => line.Amounts.Where(a => a.Pounds is not null).Sum(a => Math.Abs(a.Pounds!.Value - items.Sum(i => i.In(a.Area, a.FromOn)?.Pounds ?? 0)));

    private static IEnumerable<FundFinding> Down(IReadOnlyList<FundLine> table)
    {
        foreach (var (line, items) in MadeOf(table))
        {
            foreach (var amount in line.InOrder.Where(a => a.Pounds is not null))
            {
                var parts = Parts(items, amount);
                if (parts.Sum(p => p.Pounds!.Value) is var made && made != amount.Pounds) { yield return new FundFinding("down", line, amount.Area, amount.FromOn, amount.Pounds!.Value, made, parts.Append(amount).Sum(a => a.RoundedTo) / 2, parts.Length, ""); }
            }
        }
    }

    private static IEnumerable<FundFinding> Across(FundLine line)
    {
        foreach (var whole in line.Amounts.Where(a => a.Area == BudgetLine.Whole && a.Pounds is not null))
        {
            var parts = line.Amounts.Where(a => a.Area != BudgetLine.Whole && a.FromOn == whole.FromOn && a.Pounds is not null).ToArray();
            if (parts.Length > 0 && parts.Sum(p => p.Pounds!.Value) is var made && made != whole.Pounds) { yield return new FundFinding("across", line, whole.Area, whole.FromOn, whole.Pounds!.Value, made, parts.Append(whole).Sum(a => a.RoundedTo) / 2, parts.Length, ""); }
        }
    }

    private static IEnumerable<FundFinding> Between(Fund fund)
    {
        var made = fund.Tables.SelectMany(t => MadeOf([.. t.Where(l => l.IsMoney)])).ToDictionary(m => m.Line, m => m.Items);
        var same = fund.InOrder.Where(l => l.IsMoney).GroupBy(l => l.Kind is "total" ? "" : l.Title.ToLowerInvariant());
        foreach (var group in same)
        {
            var first = group.First();
            foreach (var line in group.Where(l => l.Section != first.Section))
            {
                foreach (var amount in line.InOrder.Where(a => a.Pounds is not null))
                {
                    if (first.In(amount.Area, amount.FromOn) is not { Pounds: { } printed } other || printed == amount.Pounds) { continue; }
                    yield return new FundFinding("between", first, amount.Area, amount.FromOn, printed, amount.Pounds!.Value, (Rounding(made, first, other) + Rounding(made, line, amount)) / 2, 1, line.Section);
                }
            }
        }
    }

    private static decimal Rounding(Dictionary<FundLine, ImmutableArray<FundLine>> made, FundLine line, FundAmount amount) =>
        amount.RoundedTo + (made.TryGetValue(line, out var items) ? Parts(items, amount).Sum(p => p.RoundedTo) : 0);

    private static FundAmount[] Parts(ImmutableArray<FundLine> items, FundAmount amount) => [.. items.Select(i => i.In(amount.Area, amount.FromOn)).OfType<FundAmount>().Where(a => a.Pounds is not null)];
}
