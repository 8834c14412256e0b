using System.Collections.Immutable;

namespace Trellis.Modules.Money;

/// <summary>A row of a table of money: amounts by column, null where a cell is empty. The column of the whole is <see cref="BudgetLine.Whole"/>.</summary>
/// <param name="Section">funding, spending or reserves.</param>
/// <param name="Kind">item, subtotal, total or result.</param>
public sealed record MoneyRow(string Section, string Title, string Kind, ImmutableDictionary<string, decimal?> Amounts)
{
    public decimal? In(string column) => Amounts.GetValueOrDefault(column);
}

/// <summary>Something in a table of money that is not what it is made of.</summary>
/// <param name="Kind">across: the areas of a line do not make its whole; down: a total is not the sum of its lines; carried: what a year begins with is not what the one before left.</param>
/// <param name="Printed">As it stands; <paramref name="Made"/> what the parts make.</param>
/// <param name="Tolerance">How far rounding alone can take the two apart: half a unit for each rounded number that goes into it.</param>
public sealed record MoneyFinding(string Kind, string Line, string Column, decimal Printed, decimal Made, decimal Tolerance, int Parts)
{
    public decimal Difference => Printed - Made;

    /// <summary>Rounding alone explains it.</summary>
    public bool WithinRounding => Math.Abs(Difference) <= Tolerance;
}

/// <summary>
/// Whether a table of money adds up, across and down, by what its lines are and never by what they are called. A subtotal stands for a run of
/// items right above it and is counted in no total; a total for all items of its section; a result for all funding and spending above it.
/// </summary>
public static class BudgetCheck
{
    /// <summary>Whole pounds: printed tables hold nothing smaller. A table with pence is held to the penny.</summary>
    public static decimal UnitOf(IEnumerable<MoneyRow> rows) => rows.SelectMany(r => r.Amounts.Values).Any(a => a is { } amount && amount != decimal.Truncate(amount)) ? 0.01m : 1m;

    public static ImmutableArray<MoneyFinding> Run(IReadOnlyList<MoneyRow> rows)
    {
        var unit = UnitOf(rows);
        var columns = rows.SelectMany(r => r.Amounts.Keys).Distinct().ToArray();
        return [.. rows.SelectMany(r => Across(r, unit)), .. rows.SelectMany((row, at) => row.Kind is "item" ? [] : columns.SelectMany(c => Down(rows, row, at, c, unit)))];
    }

    /// <summary>What a year begins with beside what the one before left.</summary>
    public static IEnumerable<MoneyFinding> Carried(IReadOnlyList<MoneyRow> before, IReadOnlyList<MoneyRow> rows)
    {
        var (left, begun) = (before.LastOrDefault(r => r is { Section: "reserves", Kind: "total" }), rows.FirstOrDefault(r => r is { Section: "reserves", Kind: "item" }));
        if (left is null || begun is null) { yield break; }
        foreach (var column in begun.Amounts.Keys)
        {
            if (begun.In(column) is { } printed && left.In(column) is { } made && printed != made) { yield return new MoneyFinding("carried", begun.Title, column, printed, made, 0, 1); }
        }
    }

    private static IEnumerable<MoneyFinding> Across(MoneyRow row, decimal unit)
    {
        if (row.In(BudgetLine.Whole) is not { } whole) { yield break; }
        decimal[] parts = [.. row.Amounts.Where(a => a.Key != BudgetLine.Whole && a.Value is not null).Select(a => a.Value!.Value)];
        if (parts.Length > 0 && parts.Sum() != whole) { yield return Found("across", row, BudgetLine.Whole, whole, parts, unit); }
    }

    private static IEnumerable<MoneyFinding> Down(IReadOnlyList<MoneyRow> rows, MoneyRow row, int at, string column, decimal unit)
    {
        if (row.In(column) is not { } printed) { yield break; }
        var above = rows.Take(at).Where(r => r.Kind is "item").ToArray();
        decimal[] parts = row.Kind switch
        {
            "subtotal" => Of(Run(rows, row, at), column),
            "total" => Of(above.Where(r => r.Section == row.Section), column),
            _ => Of(above.Where(r => r.Section is not "reserves"), column),
        };
        if (parts.Sum() != printed) { yield return Found("down", row, column, printed, parts, unit); }
    }

    /// <summary>The items right above a subtotal that it stands for: those that make its whole, or come nearest to it.</summary>
    private static MoneyRow[] Run(IReadOnlyList<MoneyRow> rows, MoneyRow row, int at)
    {
        var above = rows.Take(at).Reverse().TakeWhile(r => r.Section == row.Section && r.Kind is "item").ToArray();
        var column = row.In(BudgetLine.Whole) is null ? row.Amounts.FirstOrDefault(a => a.Value is not null).Key : BudgetLine.Whole;
        return column is null || above.Length == 0
            ? above
            : [.. above.Take(Enumerable.Range(1, above.Length).MinBy(n => Math.Abs(Of(above.Take(n), column).Sum() - row.In(column)!.Value)))];
    }

    private static decimal[] Of(IEnumerable<MoneyRow> rows, string column) => [.. rows.Select(r => r.In(column)).OfType<decimal>()];

    private static MoneyFinding Found(string kind, MoneyRow row, string column, decimal printed, decimal[] parts, decimal unit) =>
        new(kind, row.Title, column, printed, parts.Sum(), (parts.Length + 1) * unit / 2, parts.Length);
}
