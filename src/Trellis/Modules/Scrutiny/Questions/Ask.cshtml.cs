using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Scrutiny.Questions;

/// <summary>Puts a question to one agency or several; each answers for itself.</summary>
[Does(ActWords.AskScrutiny)]
public sealed class AskModel(ScrutinyDesk desk) : PageModel
{
    /// <summary>The piece of scrutiny it comes of, by its reference; empty: of none.</summary>
    [FromQuery(Name = "about")]
    public string About { get; set; } = "";

    [BindProperty]
    public string Subject { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    [BindProperty]
    public string[] Agencies { get; set; } = [];

    [BindProperty]
    public string[] Areas { get; set; } = [];

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public ScrutinyDesk Desk => desk;

    public Activity? Of { get; private set; }

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        (Due, Areas) = (DateParts.Of(desk.Due()), Of?.Areas ?? [.. desk.Areas.Select(a => a.Value)]);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (desk.Areas is [var only]) { Areas = [only.Value]; }
        if (Subject.Trim().Length is 0 or > Question.LongestSubject) { ModelState.AddModelError(nameof(Subject), Subject.Trim().Length == 0 ? "Enter what it is about" : "What it is about must be 300 characters or fewer"); }
        if (string.IsNullOrWhiteSpace(Words)) { ModelState.AddModelError(nameof(Words), "Enter what you ask, and why"); }
        if (Agencies.Length == 0 || Agencies.Any(a => AgencyChoices.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Agencies), "Select which agencies are asked"); }
        if (Areas.Length == 0 || Areas.Any(a => desk.Areas.All(c => c.Value != a))) { ModelState.AddModelError(nameof(Areas), "Select which areas it is for"); }
        var (due, wrong) = Due.Read("day to answer by", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Due), wrong); }
        if (!ModelState.IsValid) { return Page(); }
        string[] asked = [.. Agencies.Distinct()];
        Question? first = null;
        foreach (var agency in asked)
        {
            var question = new Question { Reference = await desk.NextQuestionAsync(), Areas = Areas, ActivityId = Of?.Id, Agency = agency, Subject = Subject.Trim(), AskedBy = desk.Actor.UserId, MadeAt = desk.Clock.Now };
            if (question.Puts(Words, due!.Value, await desk.KindAsync(agency), desk.Actor).Refused(out var why, out var turn)) { return this.Refuse(why); }
            desk.Db.Add(question);
            await desk.TellAskedAsync(question, turn);
            first ??= question;
        }

        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"{English.Count(asked.Length, "agency is", "agencies are")} asked";
        return Redirect(asked.Length == 1 ? $"/scrutiny/questions/{first!.Reference}" : Of is null ? "/scrutiny" : $"/scrutiny/{Of.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        var reference = About.ToUpperInvariant();
        if (About.Length > 0 && (Of = await desk.Db.Set<Activity>().AsNoTracking().FirstOrDefaultAsync(a => a.Reference == reference)) is null) { return false; }
        AgencyChoices = [.. (await desk.AgenciesAsync()).OrderBy(a => a.Value, StringComparer.CurrentCulture).Select(a => new Choice(a.Key, a.Value))];
        return true;
    }
}
