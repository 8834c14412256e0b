using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Courses;

/// <summary>Writes a course, new or again.</summary>
[Does(ActWords.WriteCourse)]
public sealed class WriteModel(TrellisDb db, Programme programme, PracticeModel practice, LondonClock clock) : PageModel
{
    [FromRoute(Name = "reference")]
    public string? Reference { get; set; }

    [BindProperty]
    public string Programme { get; set; } = "";

    [BindProperty]
    public string Level { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Summary { get; set; } = "";

    [BindProperty]
    public string Audience { get; set; } = "";

    /// <summary>One in each line.</summary>
    [BindProperty]
    public string Outcomes { get; set; } = "";

    [BindProperty]
    public string Prerequisites { get; set; } = "";

    [BindProperty]
    public string Accreditation { get; set; } = "";

    [BindProperty]
    public string RefreshMonths { get; set; } = "";

    [BindProperty]
    public List<string> Areas { get; set; } = [];

    [BindProperty]
    public bool Listed { get; set; }

    public Course? Of { get; private set; }

    public IReadOnlyList<Choice> ProgrammeChoices => [.. programme.Rules.Programmes.Select(p => new Choice(p.Id, p.Title))];

    public IReadOnlyList<Choice> LevelChoices => [.. programme.Rules.Levels.Select(l => new Choice(l.Id, l.Title))];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Areas = [.. AreaChoices.Select(a => a.Value)];
        if (Of is { } of)
        {
            (Programme, Level, Name, Summary, Audience, Outcomes) = (of.Programme, of.Level, of.Title, of.Summary, of.Audience, string.Join('\n', of.Outcomes));
            (Prerequisites, Accreditation, RefreshMonths, Listed) = (of.Prerequisites, of.Accreditation, of.RefreshMonths?.ToString(CultureInfo.InvariantCulture) ?? "", of.Open);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        int? months = null;
        if (RefreshMonths.Trim().Length > 0)
        {
            if (!int.TryParse(RefreshMonths.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var typed)) { ModelState.AddModelError(nameof(RefreshMonths), "The number of months must be a number, like 36"); return Page(); }
            months = typed;
        }

        if (Of is null && (Areas.Count == 0 || Areas.Exists(a => AreaChoices.All(c => c.Value != a)))) { ModelState.AddModelError(nameof(Areas), "Select the areas it is for"); return Page(); }
        var course = Of ?? new Course { Reference = await Training.Programme.NextCourseAsync(db), Areas = [.. Areas.Distinct().Order(StringComparer.Ordinal)], MadeAt = clock.Now };
        var asked = Of is not null && await db.Set<Evaluation>().AnyAsync(e => db.Set<Workshop>().Any(w => w.Id == e.WorkshopId && w.CourseId == course.Id));
        if (course.Write(new CourseText(Programme, Level, Name, Summary, Audience, Outcomes.Split('\n'), Prerequisites, Accreditation, months, Listed), programme.Rules, asked, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        if (Of is null) { db.Add(course); }
        try
        {
            await db.SaveChangesAsync();
        }
        catch (DbUpdateConcurrencyException)
        {
            ModelState.AddModelError("", "Somebody else wrote this meanwhile. Copy what you typed, open the page again and put it in");
            return Page();
        }

        TempData["done"] = "Saved";
        return Redirect($"/training/courses/{course.Reference.ToLowerInvariant()}");
    }

    private async Task<bool> LoadAsync()
    {
        if (Reference is null) { return true; }
        Of = await programme.CourseAsync(Reference, tracked: true, HttpContext.RequestAborted);
        return Of is not null;
    }
}
