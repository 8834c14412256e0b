using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Plans;

/// <summary>Adds a priority to a plan, or changes what one is called.</summary>
[Does(ActWords.WritePlan)]
public sealed class PriorityModel(TrellisDb db, LondonClock clock) : PageModel
{
    /// <summary>Which one is changed; null: a new one.</summary>
    [FromQuery(Name = "id")]
    public Guid? Id { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    public Plan Of { get; private set; } = null!;

    private PlanPriority? held;

    public async Task<IActionResult> OnGetAsync(Guid plan)
    {
        if (!await LoadAsync(plan)) { return NotFound(); }
        Name = held?.Title ?? "";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid plan)
    {
        if (!await LoadAsync(plan)) { return NotFound(); }
        if (Of.Prioritise(held, Name, db.Acting.Actor, clock.Now).Refused(out var why, out var priority)) { return this.Refuse(why); }
        if (held is null) { db.Add(priority); }
        await db.SaveChangesAsync();
        TempData["done"] = held is null ? "The priority is added" : "The priority is changed";
        return Redirect($"/plans/{plan}");
    }

    private async Task<bool> LoadAsync(Guid plan)
    {
        if (await db.Set<Plan>().Include(p => p.Priorities).FirstOrDefaultAsync(p => p.Id == plan, HttpContext.RequestAborted) is not { } found) { return false; }
        (Of, held) = (found, found.Priorities.Find(p => p.Id == Id));
        return Id is null || held is not null;
    }
}
