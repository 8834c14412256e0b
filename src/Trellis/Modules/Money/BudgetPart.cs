using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports.Public;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Money;

/// <summary><c>:::budget</c> of a report: what came in, what was spent, and what is carried, by area, and what does not add up.</summary>
public sealed class BudgetPart(TrellisDb db, PracticeModel practice) : IReportPart
{
    public IReadOnlyList<string> Names { get; } = ["budget"];

    public async Task<ReportPart> OfAsync(string name, string year, CancellationToken stop = default)
    {
        if (Period.FinancialYear(year) is not var (from, _)) { return ReportPart.Nothing; }
        var budgets = await db.Set<Budget>().AsNoTracking().Include(b => b.Lines).ThenInclude(l => l.Amounts).Where(b => b.FromOn == from).OrderBy(b => b.Title).ToListAsync(stop);
        return new ReportPart([.. budgets.Where(b => b.Lines.Count > 0).SelectMany(Pieces)]);
    }

    private IEnumerable<ReportPiece> Pieces(Budget budget)
    {
        var columns = budget.Columns;
        foreach (var (section, title) in BudgetLine.Sections)
        {
            var rows = budget.Rows.Where(r => r.Section == section && columns.Any(c => r.In(c) is not null)).Select(r => Row(r.Title, columns, r.In)).ToList();
            if (rows.Count == 0) { continue; }
            if (budget.Kept) { rows.Add(Row($"{title} together", columns, c => budget.Of(section, c))); }
            yield return new ReportTable($"{budget.Title}: {title.ToLowerInvariant()}", ["Line", .. columns.Select(c => c == BudgetLine.Whole ? "Together" : practice.AreaTitle(c))], [.. rows],
                budget.Kept ? "The partnership's budget as it is kept in Trellis. Income and reserves have a minus" : "The partnership's budget as printed. Income and reserves have a minus")
            {
                Note = Note(budget, section),
            };
        }
    }

    /// <summary>What does not add up, and what rounding explains: said, never hidden.</summary>
    private static string Note(Budget budget, string section)
    {
        var titles = budget.Rows.Where(r => r.Section == section).Select(r => r.Title).ToHashSet();
        var found = BudgetCheck.Run(budget.Rows).Where(f => titles.Contains(f.Line)).ToArray();
        if (found.Length == 0) { return ""; }
        var rounded = found.Count(f => f.WithinRounding);
        return (rounded, found.Length - rounded) switch
        {
            ( > 0, 0) => $"{English.Count(rounded, "sum is", "sums are")} a pound or two off, which rounding explains.",
            (0, var wrong) => $"{English.Count(wrong, "sum does", "sums do")} not add up as printed.",
            var (some, wrong) => $"{English.Count(wrong, "sum does", "sums do")} not add up as printed; {English.Count(some, "more is", "more are")} off by what rounding explains.",
        };
    }

    private static ReportRow Row(string head, IEnumerable<string> columns, Func<string, decimal?> of) => new(head, [.. columns.Select(c => of(c) is { } pounds ? new ReportCell(Pounds.Of(pounds), pounds, "gbp") : "–")]);
}
