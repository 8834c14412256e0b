using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Sheets;

namespace Trellis.Modules.Money.Claims;

/// <summary>Claims and invoices of a budget: decided, paid, taken away as a list.</summary>
[Does(ActWords.ViewMoney)]
public sealed class IndexModel(MoneyDesk desk) : BudgetPage(desk)
{
    private static readonly string[] Titles = ["Kind", "From", "What for", "Reference", "Line", "Area", "Day", "Pounds", "State", "Approved on", "Paid on", "Refused on", "Why refused"];

    public static readonly IReadOnlyList<(string Value, string Label)> Shows = [("open", "To be decided or paid"), ("all", "All")];

    [FromQuery(Name = "show")]
    public string Show { get; set; } = "open";

    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyList<Claim> Claims { get; private set; } = [];

    public bool IsOwn(Claim claim) => claim.EnteredBy == Actor.UserId;

    public async Task<IActionResult> OnGetAsync(Guid budget) => await LoadAsync(budget) ? Page() : NotFound();

    public async Task<IActionResult> OnGetCsvAsync(Guid budget) => await LoadAsync(budget) ? File(Sheet().Csv(), SheetFile.CsvType, $"claims-{Of.Year}.csv") : NotFound();

    public async Task<IActionResult> OnGetXlsxAsync(Guid budget) => await LoadAsync(budget) ? File(SheetFile.Workbook([Sheet()]), SheetFile.WorkbookType, $"claims-{Of.Year}.xlsx") : NotFound();

    [Does(ActWords.SettleMoney)]
    public Task<IActionResult> OnPostApproveAsync(Guid budget, Guid claim) => ChangeAsync(budget, claim, c => c.Approve(Actor, Now), "Approved");

    [Does(ActWords.SettleMoney)]
    public Task<IActionResult> OnPostPaidAsync(Guid budget, Guid claim) => ChangeAsync(budget, claim, c => c.Pay(Actor, Now), "Noted as paid");

    [Does(ActWords.SettleMoney)]
    public Task<IActionResult> OnPostRefuseAsync(Guid budget, Guid claim) => ChangeAsync(budget, claim, c => c.Refuse(Why, Actor, Now), "Refused");

    private async Task<IActionResult> ChangeAsync(Guid budget, Guid id, Func<Claim, Outcome<Claim>> change, string done)
    {
        if (await Db.Set<Claim>().FirstOrDefaultAsync(c => c.Id == id && c.BudgetId == budget) is not { } claim || !await FindAsync(budget)) { return NotFound(); }
        if (change(claim).Refused(out var why))
        {
            await LoadAsync(budget);
            return this.Refuse(why);
        }

        await Db.SaveChangesAsync();
        TempData["done"] = $"{done}: {claim.Who}, {Pounds.Of(claim.Amount)}";
        return Redirect($"/money/{budget}/claims?show=all");
    }

    private SheetFile Sheet() => new("Claims", Titles,
        [.. Claims.Select(c => (string[])[Claim.Kinds[c.Kind], c.Who, c.What, c.Reference, c.Line!.Title, ColumnTitle(c.Area), Day(c.ClaimedOn), Pounds.Plain(c.Amount), c.State, Day(c.ApprovedOn), Day(c.PaidOn), Day(c.RefusedOn), c.RefusedWhy])]);

    private async Task<bool> LoadAsync(Guid budget)
    {
        if (Shows.All(s => s.Value != Show) || !await FindAsync(budget)) { return false; }
        var all = Db.Set<Claim>().AsNoTracking().Include(c => c.Line).Where(c => c.BudgetId == budget);
        if (Show == "open") { all = all.Where(c => c.PaidOn == null && c.RefusedOn == null); }
        Claims = await all.OrderByDescending(c => c.ClaimedOn).ThenByDescending(c => c.Id).ToListAsync(HttpContext.RequestAborted);
        return true;
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
