using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.Claims;

/// <summary>Enters a claim or an invoice.</summary>
[Does(ActWords.ClaimMoney)]
public sealed class NewModel(MoneyDesk desk) : BudgetPage(desk)
{
    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Who { get; set; } = "";

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Line { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    public static IReadOnlyList<Choice> KindChoices => [.. Claim.Kinds.Select(k => new Choice(k.Key, k.Value))];

    public IReadOnlyList<Choice> LineChoices => [.. Of.InOrder.Where(l => l.Section is "spending").Select(l => new Choice(l.Id.ToString(), l.Title))];

    public async Task<IActionResult> OnGetAsync(Guid budget)
    {
        if (!await FindAsync(budget)) { return NotFound(); }
        On = DateParts.Of(Desk.Clock.Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid budget)
    {
        if (!await FindAsync(budget)) { return NotFound(); }
        var (on, fault) = On.Read("day", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(On), fault); }
        if (!Pounds.Read(Amount, out var amount)) { ModelState.AddModelError(nameof(Amount), Pounds.How); }
        if (!ModelState.IsValid) { return Page(); }
        if (Claim.Enter(Of, Guid.TryParse(Line, out var line) ? Of.Lines.Find(l => l.Id == line) : null, Area, Kind, Who, What, Reference, amount, on, Actor, Now).Refused(out var why, out var claim)) { return this.Refuse(why); }
        Db.Add(claim);
        await Db.SaveChangesAsync();
        TempData["done"] = $"Entered: {claim.Who}, {Pounds.Of(claim.Amount)}";
        return Redirect($"/money/{budget}/claims");
    }
}
