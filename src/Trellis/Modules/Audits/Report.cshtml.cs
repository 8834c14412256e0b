using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Audits;

/// <summary>An agency tells the partnership of an audit it made by itself.</summary>
[Does(ActWords.ReportAudit)]
public sealed class ReportModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string LookedAt { get; set; } = "";

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public DateParts Finished { get; set; } = new();

    [BindProperty]
    public string Grade { get; set; } = "";

    [BindProperty]
    public string Learning { get; set; } = "";

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public IReadOnlyList<Choice> GradeChoices => [.. practice.Codes[AuditTemplate.Grades].Codes.Select(c => new Choice(c.Id, c.Title))];

    public IActionResult OnGet() => db.Acting.Actor.Agency is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (db.Acting.Actor.Agency is not { } agency) { return NotFound(); }
        if (Area.Length == 0 && AreaChoices.Count == 1) { Area = AreaChoices[0].Value; }
        if (AreaChoices.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area"); }
        if (!int.TryParse(Amount.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)) { ModelState.AddModelError(nameof(Amount), "How many records must be a whole number, like 12"); }
        var (finished, wrong) = Finished.Read("day it was finished", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Finished), wrong); }
        if (GradeChoices.All(g => g.Value != Grade)) { ModelState.AddModelError(nameof(Grade), "Select the grade"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Reported.Tell(new ToldOf(Area, agency, Name, LookedAt, amount, finished!.Value, Grade, Learning), db.Acting.Actor, clock.Now).Refused(out var why, out var reported)) { return this.Refuse(why); }
        db.Add(reported);
        await db.SaveChangesAsync();
        TempData["done"] = "Reported to the partnership";
        return Redirect("/audits");
    }
}
