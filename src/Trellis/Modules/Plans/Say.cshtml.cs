using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>Says how far an action of a plan is; all that was said before stays.</summary>
[Does(ActWords.UpdatePlan)]
public sealed class SayModel(TrellisDb db, PlanReading reading, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Status { get; set; } = "";

    [BindProperty, StringLength(PlanProgress.LongestText, ErrorMessage = "What was done must be 4,000 characters or fewer")]
    public string Text { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    public PlanShown Shown { get; private set; } = null!;

    public PlanAction Action { get; private set; } = null!;

    public IReadOnlyList<Choice> StatusChoices => [.. practice.Actions.Statuses.Select(s => new Choice(s.Id, s.Title))];

    public async Task<IActionResult> OnGetAsync(Guid plan, Guid action)
    {
        if (!await LoadAsync(plan, action)) { return NotFound(); }
        (Status, On) = (Action.Last?.Status ?? "", DateParts.Of(clock.Today));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid plan, Guid action)
    {
        if (!await LoadAsync(plan, action)) { return NotFound(); }
        var (on, fault) = On.Read("day", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(On), fault); }
        if (!ModelState.IsValid) { return Page(); }
        if (Shown.Of.Say(Action, practice.Actions.Find(Status), Text, on, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Saved how far it is";
        return Redirect($"/plans/{plan}");
    }

    private async Task<bool> LoadAsync(Guid plan, Guid action)
    {
        var found = await db.Set<Plan>().Whole().FirstOrDefaultAsync(p => p.Id == plan, HttpContext.RequestAborted);
        if (found?.Actions.FirstOrDefault(a => a.Id == action) is not { } of || !PlanShown.May(db.Acting.Actor, of)) { return false; }
        (Shown, Action) = (await reading.ShowAsync(found, HttpContext.RequestAborted), of);
        return true;
    }
}
