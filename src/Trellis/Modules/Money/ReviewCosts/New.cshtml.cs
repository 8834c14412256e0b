using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Reviews.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.ReviewCosts;

/// <summary>Charges what a case review cost to the areas' reserves.</summary>
[Does(ActWords.ChargeMoney)]
public sealed class NewModel(MoneyDesk desk, ReviewNames reviews) : BudgetPage(desk)
{
    [BindProperty]
    public string Review { get; set; } = "";

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string PaidBy { get; set; } = "";

    [BindProperty]
    public Dictionary<string, string?> Shares { get; set; } = [];

    public IReadOnlyList<Choice> ReviewChoices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid budget)
    {
        if (!await LoadAsync(budget)) { return NotFound(); }
        On = DateParts.Of(Desk.Clock.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid budget)
    {
        if (!await LoadAsync(budget)) { return NotFound(); }
        var (on, fault) = On.Read("day", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(On), fault); }
        if (!Pounds.Read(Amount, out var amount)) { ModelState.AddModelError(nameof(Amount), Pounds.How); }
        var shares = Read(Shares, nameof(Shares), minus: false);
        if (!ModelState.IsValid) { return Page(); }
        var review = ReviewChoices.Any(c => c.Value == Review) && Guid.TryParse(Review, out var id) ? id : (Guid?)null;
        if (ReviewCost.Charge(Of, review, PaidBy, What, amount, on, shares, Actor, Now).Refused(out var why, out var cost)) { return this.Refuse(why); }
        Db.Add(cost);
        await Db.SaveChangesAsync();
        TempData["done"] = $"Charged {Pounds.Of(cost.Amount)}";
        return Redirect($"/money/{budget}/reviews");
    }

    private async Task<bool> LoadAsync(Guid budget)
    {
        if (!await FindAsync(budget)) { return false; }
        ReviewChoices = [.. (await reviews.InAsync(Of.Areas, HttpContext.RequestAborted)).Select(r => new Choice(r.Id.ToString(), r.CaseName) { Hint = ColumnTitle(r.Area) })];
        return true;
    }
}
