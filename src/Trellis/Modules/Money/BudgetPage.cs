using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Components;
using Trellis.Modules.Footprint.Public;
using Trellis.Modules.Money.ReviewCosts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Money;

/// <summary>What pages of one budget need.</summary>
public sealed class MoneyDesk(TrellisDb db, PracticeModel practice, PartnershipOverTime over, LondonClock clock)
{
    public TrellisDb Db => db;

    public PracticeModel Practice => practice;

    public LondonClock Clock => clock;

    public PartnershipOverTime Over => over;

    /// <summary>What case reviews take out of each area's reserves, by budget.</summary>
    public async Task<ILookup<Guid, ReviewCost>> CostsAsync(CancellationToken stop) => (await db.Set<ReviewCost>().AsNoTracking().Include(c => c.Shares).ToListAsync(stop)).ToLookup(c => c.BudgetId);
}

/// <summary>A page of one budget.</summary>
public abstract class BudgetPage(MoneyDesk desk) : PageModel
{
    public Budget Of { get; private set; } = null!;

    protected MoneyDesk Desk => desk;

    protected TrellisDb Db => desk.Db;

    protected Actor Actor => desk.Db.Acting.Actor;

    protected DateTimeOffset Now => desk.Clock.Now;

    public bool May(string word) => Of.Kept && Actor.May(word);

    public IReadOnlyList<Choice> AreaChoices => [.. Of.Areas.Select(a => new Choice(a, ColumnTitle(a)))];

    public string ColumnTitle(string column) => column == BudgetLine.Whole ? "Together" : desk.Practice.AreaTitle(column);

    /// <summary>There is no such budget for this reader; with <paramref name="kept"/>, none that is kept here.</summary>
    protected async Task<bool> FindAsync(Guid budget, bool kept = true)
    {
        if (await desk.Db.Set<Budget>().Include(b => b.Lines).ThenInclude(l => l.Amounts).FirstOrDefaultAsync(b => b.Id == budget && (b.Kept || !kept), HttpContext.RequestAborted) is not { } found) { return false; }
        Of = found;
        return true;
    }

    /// <summary>Amounts typed by area; what cannot be read is said at its box.</summary>
    protected Dictionary<string, decimal> Read(IReadOnlyDictionary<string, string?> typed, string name, bool minus)
    {
        var read = new Dictionary<string, decimal>();
        foreach (var area in Of.Areas)
        {
            if (!Pounds.Read(typed.GetValueOrDefault(area), out var pounds, minus)) { ModelState.AddModelError($"{name}[{area}]", $"{ColumnTitle(area)}: {Pounds.How}"); }
            else if (pounds is { } amount) { read[area] = amount; }
        }

        return read;
    }
}
