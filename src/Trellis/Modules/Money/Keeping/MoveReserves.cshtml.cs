using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Money.ReviewCosts;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Money.Keeping;

/// <summary>Areas hand each other of their reserves when one joins or leaves: seen first, then done, nothing of all together.</summary>
[Does(ActWords.MoveReserves)]
public sealed class MoveReservesModel(MoneyDesk desk) : BudgetPage(desk)
{
    private IReadOnlyDictionary<string, decimal> taken = new Dictionary<string, decimal>();

    [BindProperty]
    public string Change { get; set; } = "";

    [BindProperty]
    public string Note { get; set; } = "";

    [BindProperty]
    public Dictionary<string, string?> Amounts { get; set; } = [];

    /// <summary>What each area gets, once it can be seen what that does.</summary>
    public IReadOnlyDictionary<string, decimal>? Seen { get; private set; }

    /// <summary>Areas that joined or left up to the end of this budget's year, the last first.</summary>
    public IReadOnlyList<FootprintChange> Changes =>
        [.. Desk.Over.History.Changes.Where(c => c.Area is not null && c.On <= Of.FromOn.AddYears(1)).Reverse()];

    public IReadOnlyList<Choice> ChangeChoices => [.. Changes.Select(c => new Choice(c.Id, c.Title) { Hint = c.Moves?.Reserves })];

    /// <summary>Reserves to carry as they are, without what this change moved before.</summary>
    public decimal Before(string area) => (Of.Sums(area, taken).Carried ?? 0) - (Of.Lines.Where(l => l.Section == BudgetLine.Moved && l.Title == TitleOf).SelectMany(l => l.Amounts).Where(a => a.Area == area).Sum(a => a.Pounds ?? 0));

    public decimal After(string area) => Before(area) + ((Seen?.GetValueOrDefault(area) ?? 0) * BudgetLine.SignOf(BudgetLine.Moved));

    private string? TitleOf => Changes.FirstOrDefault(c => c.Id == Change)?.Title;

    public async Task<IActionResult> OnGetAsync(Guid budget) => await LoadAsync(budget) ? Page() : NotFound();

    /// <summary>Shows what it would do.</summary>
    public async Task<IActionResult> OnPostSeeAsync(Guid budget)
    {
        if (!await LoadAsync(budget)) { return NotFound(); }
        if (Read() is not { } amounts) { return Page(); }
        // On a copy that is never saved: what is refused is refused before anybody thinks it done.
        if (Of.MoveReserves(TitleOf!, Note, amounts, Actor, Now).Refused(out var why)) { return this.Refuse(why); }
        Db.ChangeTracker.Clear();
        await LoadAsync(budget);
        Seen = amounts;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid budget)
    {
        if (!await LoadAsync(budget)) { return NotFound(); }
        if (Read() is not { } amounts) { return Page(); }
        if (Of.MoveReserves(TitleOf!, Note, amounts, Actor, Now).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        TempData["done"] = "The reserves are moved";
        return Redirect($"/money/{budget}");
    }

    private Dictionary<string, decimal>? Read()
    {
        if (TitleOf is null) { ModelState.AddModelError(nameof(Change), "Select why they are moved"); }
        var amounts = Read(Amounts, nameof(Amounts), minus: true);
        return ModelState.IsValid ? amounts : null;
    }

    private async Task<bool> LoadAsync(Guid budget)
    {
        if (!await FindAsync(budget)) { return false; }
        taken = ReviewCost.Taken((await Desk.CostsAsync(HttpContext.RequestAborted))[budget]);
        return true;
    }
}
