using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Money.Keeping;

/// <summary>Adds a line to a budget that is kept here.</summary>
[Does(ActWords.WriteMoney)]
public sealed class AddLineModel(MoneyDesk desk, AgencyRegister agencies) : LinePage(desk, agencies)
{
    public async Task<IActionResult> OnGetAsync(Guid budget)
    {
        if (!await FindAsync(budget)) { return NotFound(); }
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid budget)
    {
        if (!await FindAsync(budget)) { return NotFound(); }
        await LoadAsync();
        var agency = Section is "funding" && Agencies.ContainsKey(Agency) ? Agency : null;
        var amounts = Read(Amounts, nameof(Amounts), minus: Section is "adjustments" or "spending");
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Put(null, Section, Name.Trim().Length == 0 && agency is not null ? Agencies[agency] : Name, agency, Note, amounts, Actor, Now).Refused(out var why, out var line)) { return this.Refuse(why); }
        Db.Add(line);
        await Db.SaveChangesAsync();
        TempData["done"] = $"Added {line.Title}";
        return Redirect($"/money/{budget}");
    }
}
