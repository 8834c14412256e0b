using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.Keeping;

/// <summary>Writes the amounts of a line anew, or takes the line out.</summary>
[Does(ActWords.WriteMoney)]
public sealed class ChangeLineModel(MoneyDesk desk, AgencyRegister agencies) : LinePage(desk, agencies)
{
    public BudgetLine Line { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid budget, Guid line)
    {
        if (!await FindAsync(budget, line)) { return NotFound(); }
        Note = Line.Note;
        foreach (var area in Of.Areas) { Amounts[area] = Pounds.Plain(Line.Typed(area)); }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid budget, Guid line)
    {
        if (!await FindAsync(budget, line)) { return NotFound(); }
        var amounts = Read(Amounts, nameof(Amounts), minus: Line.Section is "adjustments" or "spending" or BudgetLine.Moved);
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Put(Line, Line.Section, Line.Title, Line.Agency, Note, amounts, Actor, Now).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        TempData["done"] = $"Saved {Line.Title}";
        return Redirect($"/money/{budget}");
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid budget, Guid line)
    {
        if (!await FindAsync(budget, line)) { return NotFound(); }
        if (Of.Drop(Line, await SaidOfAsync(line), Actor, Now).Refused(out var why)) { return this.Refuse(why); }
        await Db.SaveChangesAsync();
        TempData["done"] = $"Took {Line.Title} out";
        return Redirect($"/money/{budget}");
    }

    private async Task<bool> FindAsync(Guid budget, Guid line)
    {
        if (!await FindAsync(budget) || Of.Lines.Find(l => l.Id == line) is not { } found) { return false; }
        Line = found;
        return true;
    }
}
