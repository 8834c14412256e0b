using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Scrutiny;

/// <summary>A year of scrutiny at a glance, and what the scrutineer says of it in the annual report.</summary>
[Does(ActWords.ViewScrutiny)]
public sealed class YearModel(ScrutinyDesk desk, ScrutinyYear years) : PageModel
{
    [FromRoute(Name = "year")]
    public string Year { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    public YearOfScrutiny Of { get; private set; } = null!;

    public bool MayWrite => desk.May(ActWords.SummariseScrutiny);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Words = Of.Summary;
        return Page();
    }

    [Does(ActWords.SummariseScrutiny)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Summary.Write([.. desk.Areas.Select(a => a.Value)], Year, Words, desk.Actor, desk.Clock.Now).Refused(out var why, out var said)) { return this.Refuse(why); }
        desk.Db.Add(said);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = "What the annual report says of scrutiny is saved";
        return Redirect($"/scrutiny/years/{Year}");
    }

    private async Task<bool> LoadAsync()
    {
        if (Period.FinancialYear(Year) is null) { return false; }
        Of = await years.ReadAsync(Year, HttpContext.RequestAborted);
        return true;
    }
}
