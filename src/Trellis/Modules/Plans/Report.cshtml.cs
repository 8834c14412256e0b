using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Plans;

/// <summary>Writes what the annual report says of a priority.</summary>
[Does(ActWords.WritePlan)]
public sealed class ReportModel(TrellisDb db, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Words { get; set; } = "";

    public PlanPriority Priority { get; private set; } = null!;

    public Plan Of { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid plan, Guid priority)
    {
        if (!await LoadAsync(plan, priority)) { return NotFound(); }
        Words = Priority.Progress;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid plan, Guid priority)
    {
        if (!await LoadAsync(plan, priority)) { return NotFound(); }
        if (Of.Report(Priority, Words, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Saved the progress";
        return Redirect($"/plans/{plan}");
    }

    private async Task<bool> LoadAsync(Guid plan, Guid priority)
    {
        var found = await db.Set<Plan>().Whole().FirstOrDefaultAsync(p => p.Id == plan, HttpContext.RequestAborted);
        if (found?.Priorities.Find(p => p.Id == priority) is not { } of) { return false; }
        (Of, Priority) = (found, of);
        return true;
    }
}
