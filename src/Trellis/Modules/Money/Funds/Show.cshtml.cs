using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Money.Funds;

/// <summary>One fund: its tables as printed, what in them does not add up, and its returns.</summary>
[Does(ActWords.ViewMoney)]
public sealed class ShowModel(TrellisDb db, PracticeModel practice) : PageModel
{
    public Fund Of { get; private set; } = null!;

    public ImmutableArray<FundFinding> Findings { get; private set; } = [];

    public ImmutableArray<FundScale> Scales { get; private set; } = [];

    public IReadOnlyList<FundReturn> Returns { get; private set; } = [];

    public bool MayReturn => db.Acting.Actor.May(ActWords.ReportMoney);

    public ILookup<FundAmount, FundFinding> At => Findings.Where(f => f.Kind is not "between").ToLookup(f => f.Line.In(f.Area, f.Year)!);

    /// <summary>Tables in whose lines something was spent, or of metrics: those the returns are shown of.</summary>
    public IEnumerable<IGrouping<string, (FundLine Line, FundAmount Amount)>> Returned =>
        Of.Asked.GroupBy(a => a.Line.Section).Where(t => t.Any(a => Returns.Any(r => r.Of(a.Line.Id, a.Amount.Area) is not null)));

    public string AreaTitle(string area) => area == BudgetLine.Whole ? "Together" : practice.AreaTitle(area);

    public static IReadOnlyList<(string Area, DateOnly Year)> Columns(IEnumerable<FundLine> table) => [.. table.SelectMany(l => l.InOrder).Select(a => (a.Area, a.FromOn)).Distinct().OrderBy(c => c.Area == BudgetLine.Whole).ThenBy(c => c.Area, StringComparer.Ordinal).ThenBy(c => c.FromOn)];

    /// <summary>What is spent of a line so far this year; null where nobody said.</summary>
    public decimal? Spent(FundLine line, string area) => Returns.Select(r => r.Of(line.Id, area)).OfType<decimal>().ToArray() is { Length: > 0 } said ? said.Sum() : null;

    public static string Figure(decimal? number, string unit) => number is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{number:#,0.##########}{(unit is "percent" ? "%" : "")}");

    public async Task<IActionResult> OnGetAsync(Guid fund)
    {
        var stop = HttpContext.RequestAborted;
        if (await db.Set<Fund>().AsNoTracking().Whole().FirstOrDefaultAsync(f => f.Id == fund, stop) is not { } found) { return NotFound(); }
        Of = found;
        (Findings, Scales) = (FundCheck.Run(Of), FundCheck.Scales(Of));
        Returns = await db.Set<FundReturn>().AsNoTracking().Include(r => r.Said).Where(r => r.FundId == fund).OrderBy(r => r.Quarter).ToListAsync(stop);
        return Page();
    }

    /// <summary>Where two numbers ought to be one, in words.</summary>
    public static string Says(FundFinding found) => found.Kind switch
    {
        "across" => $"The areas make {Pounds.Of(found.Made)}",
        "between" => $"“{found.Beside}” has {Pounds.Of(found.Made)}",
        _ => $"The {English.Count(found.Parts, "line", "lines")} it stands for make {Pounds.Of(found.Made)}",
    };
}
