using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Plans;

/// <summary>Changes what a plan is called, whose it is, or its years.</summary>
[Does(ActWords.WritePlan)]
public sealed class ChangeModel(TrellisDb db, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts Until { get; set; } = new();

    public Plan Of { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid plan)
    {
        if (!await LoadAsync(plan)) { return NotFound(); }
        (Name, Body, From, Until) = (Of.Title, Of.Body, DateParts.Of(Of.FromOn), DateParts.Of(Of.UntilOn));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid plan)
    {
        if (!await LoadAsync(plan)) { return NotFound(); }
        var (from, until) = NewModel.Days(this, From, Until);
        if (await NewModel.TakenAsync(db, Name, plan)) { ModelState.AddModelError(nameof(Name), "There is a plan of this name already"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Change(Name, Body, from, until, db.Acting.Actor, clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "The plan is changed";
        return Redirect($"/plans/{plan}");
    }

    private async Task<bool> LoadAsync(Guid plan)
    {
        if (await db.Set<Plan>().FirstOrDefaultAsync(p => p.Id == plan, HttpContext.RequestAborted) is not { } found) { return false; }
        Of = found;
        return true;
    }
}
