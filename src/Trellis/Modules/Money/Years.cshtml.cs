using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Footprint.Public;
using Trellis.Modules.Money.ReviewCosts;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money;

/// <summary>The partnership's money year by year and area by area.</summary>
[Does(ActWords.ViewMoney)]
public sealed class YearsModel(MoneyDesk desk) : PageModel
{
    public static readonly IReadOnlyList<(string Title, Func<BudgetSums, decimal?> Of)> Tables =
        [("Funding", s => s.Funding), ("Spending", s => s.Spending), ("Variance", s => s.Variance), ("Reserves to carry", s => s.Carried)];

    private Dictionary<(Guid, string), BudgetSums> sums = [];

    public IReadOnlyList<Budget> Budgets { get; private set; } = [];

    /// <summary>Areas of any of them, and all together.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <summary>Changes of the partnership over these years; <see cref="Crossing.At"/> is the place of a budget.</summary>
    public IReadOnlyList<Crossing> Crossings { get; private set; } = [];

    /// <summary>"Change A, B in or before this year": the letters are those of the list above. Null: nothing changed.</summary>
    public string? ChangedAt(int budget)
    {
        string[] letters = [.. Crossings.Index().Where(c => c.Item.At == budget).Select(c => Components.Charts.Chart.Letter(c.Index))];
        return letters.Length == 0 ? null : $"{(letters.Length == 1 ? "Change" : "Changes")} {string.Join(", ", letters)} in or before this year";
    }

    public string ColumnTitle(string column) => column == BudgetLine.Whole ? "Together" : desk.Practice.AreaTitle(column);

    public BudgetSums Sums(Budget budget, string column) => sums[(budget.Id, column)];

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        Budgets = await desk.Db.Set<Budget>().AsNoTracking().Include(b => b.Lines).ThenInclude(l => l.Amounts).OrderByDescending(b => b.FromOn).ThenBy(b => b.Title).ToListAsync(stop);
        Columns = [.. Budgets.SelectMany(b => b.Columns).Distinct().OrderBy(a => a == BudgetLine.Whole).ThenBy(a => a, StringComparer.Ordinal)];
        Crossings = desk.Over.Crossings([.. Budgets.Select(b => ((DateOnly, DateOnly)?)(b.FromOn, b.FromOn.AddYears(1).AddDays(-1)))], Columns, byAgency: true);
        var costs = await desk.CostsAsync(stop);
        sums = Budgets.SelectMany(b => Columns.Select(c => (b, c, taken: ReviewCost.Taken(costs[b.Id])))).ToDictionary(x => (x.b.Id, x.c), x => x.b.Sums(x.c, x.taken));
    }
}
