using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Money;

/// <summary>One budget: its lines by area, and what in it does not add up.</summary>
[Does(ActWords.ViewMoney)]
public sealed class ShowModel(TrellisDb db, PracticeModel practice) : PageModel
{
    public Budget Of { get; private set; } = null!;

    public IReadOnlyList<MoneyFinding> Findings { get; private set; } = [];

    /// <summary>Where a finding is: the line and the column.</summary>
    public ILookup<(string Line, string Column), MoneyFinding> At => Findings.ToLookup(f => (f.Line, f.Column));

    public string ColumnTitle(string column) => column == BudgetLine.Whole ? "Together" : practice.Areas.FirstOrDefault(a => a.Code == column)?.Title ?? column;

    public async Task<IActionResult> OnGetAsync(Guid budget)
    {
        var stop = HttpContext.RequestAborted;
        var found = await db.Set<Budget>().AsNoTracking().Include(b => b.Lines).ThenInclude(l => l.Amounts).FirstOrDefaultAsync(b => b.Id == budget, stop);
        if (found is null) { return NotFound(); }
        Of = found;
        var before = await db.Set<Budget>().AsNoTracking().Include(b => b.Lines).ThenInclude(l => l.Amounts).Where(b => b.FromOn == Of.FromOn.AddYears(-1)).OrderBy(b => b.Title).FirstOrDefaultAsync(stop);
        Findings = [.. BudgetCheck.Run(Of.Rows), .. before is null ? [] : BudgetCheck.Carried(before.Rows, Of.Rows)];
        return Page();
    }

    /// <summary>What is wrong, in words.</summary>
    public string Says(MoneyFinding found) => found.Kind switch
    {
        "across" => $"The areas make {Pounds.Of(found.Made)}",
        "carried" => $"The year before left {Pounds.Of(found.Made)}",
        _ => $"The {English.Count(found.Parts, "line", "lines")} above make {Pounds.Of(found.Made)}",
    };
}
