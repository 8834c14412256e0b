using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Plans;

/// <summary>Sets up a plan: what it is called, whose it is, and for which years. Priorities come after.</summary>
[Does(ActWords.WritePlan)]
public sealed class NewModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts Until { get; set; } = new();

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public void OnGet() => Areas = [.. AreaChoices.Select(a => a.Value)];

    public async Task<IActionResult> OnPostAsync()
    {
        if (AreaChoices is [var only]) { Areas = [only.Value]; }
        if (Areas.Length == 0 || Areas.Any(a => AreaChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select which areas it is for"); }
        var (from, until) = Days(this, From, Until);
        if (await TakenAsync(db, Name, null)) { ModelState.AddModelError(nameof(Name), "There is a plan of this name already"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Plan.SetUp(Name, Body, Areas, from, until, db.Acting.Actor, clock.Now).Refused(out var why, out var plan)) { return this.Refuse(why); }
        db.Add(plan);
        await db.SaveChangesAsync();
        TempData["done"] = "The plan is set up";
        return Redirect($"/plans/{plan.Id}");
    }

    internal static (DateOnly? From, DateOnly? Until) Days(PageModel page, DateParts from, DateParts until)
    {
        var (first, wrongFirst) = from.Read("first day");
        var (last, wrongLast) = until.Read("last day");
        if (wrongFirst is not null) { page.ModelState.AddDateError(nameof(From), wrongFirst); }
        if (wrongLast is not null) { page.ModelState.AddDateError(nameof(Until), wrongLast); }
        return (first, last);
    }

    internal static async Task<bool> TakenAsync(TrellisDb db, string name, Guid? but)
    {
        var title = name.Trim();
        return await db.Set<Plan>().AnyAsync(p => p.Title == title && p.Id != but);
    }
}
