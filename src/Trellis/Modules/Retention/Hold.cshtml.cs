using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Retention;

/// <summary>Places a hold on a record, a process, or everything in an area.</summary>
[Does(ActWords.PlaceHold)]
public sealed class HoldModel(TrellisDb db, PracticeModel practice, Closed closed, Keeping keeping, LondonClock clock) : PageModel
{
    [BindProperty, StringLength(Hold.LongestTitle, ErrorMessage = "What it is called must be 200 characters or fewer")]
    public string Name { get; set; } = "";

    [BindProperty, StringLength(Hold.LongestTitle, ErrorMessage = "The authority must be 200 characters or fewer")]
    public string Authority { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Process { get; set; } = "";

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public DateParts Until { get; set; } = new();

    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyList<Choice> AreaChoices => [new("", ""), .. practice.Areas.Where(a => db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    /// <summary>Of those who govern information; others hold what is kept to a circle of theirs.</summary>
    public bool Governs => db.Acting.Actor.Circles.Contains(Closed.Governance);

    public IReadOnlyList<Choice> WhatChoices => [new("record", "The record of a person, or a matter"), new("process", "Everything of a process"), .. Governs ? [new Choice("everything", "Everything in the area")] : Array.Empty<Choice>()];

    public IReadOnlyList<Choice> ProcessChoices => [new("", ""), .. practice.Processes.Where(p => Governs || (p.HiddenTo is { } circle && db.Acting.Actor.Circles.Contains(circle))).Select(p => new Choice(p.Id, p.Title))];

    public void OnGet() => From = DateParts.Of(clock.Today);

    public async Task<IActionResult> OnPostAsync()
    {
        var found = What is "record" && !string.IsNullOrWhiteSpace(Reference) ? await closed.NamedAsync(Reference.Trim()) : null;
        var (from, wrongFrom) = From.Read("first day", required: true);
        var (until, wrongUntil) = Until.Read("last day");
        if (string.IsNullOrWhiteSpace(Name)) { ModelState.AddModelError(nameof(Name), "Enter what the hold is called"); }
        if (string.IsNullOrWhiteSpace(Authority)) { ModelState.AddModelError(nameof(Authority), "Enter on whose authority it is placed"); }
        if (AreaChoices.All(a => a.Value != Area) || Area.Length == 0) { ModelState.AddModelError(nameof(Area), "Select an area"); }
        if (WhatChoices.All(w => w.Value != What)) { ModelState.AddModelError(nameof(What), "Select what is held"); }
        if (What is "record" && (found is null || found.Value.Area != Area)) { ModelState.AddModelError(nameof(Reference), "There is no record of this area with this reference"); }
        if (What is "process" && (Process.Length == 0 || ProcessChoices.All(p => p.Value != Process))) { ModelState.AddModelError(nameof(Process), "Select a process"); }
        if (wrongFrom is not null) { ModelState.AddDateError(nameof(From), wrongFrom); }
        if (wrongUntil is not null) { ModelState.AddDateError(nameof(Until), wrongUntil); }
        if (until < from) { ModelState.AddModelError(nameof(Until), "The last day must be the same as or after the first day"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why"); }
        var keptTo = Governs ? null : What is "process" ? practice.HiddenTo(Process) : found is { } one ? await keeping.KeptByAsync(one.What is "person" ? one.Id : null, one.What is "matter" ? one.Id : null, HttpContext.RequestAborted) : null;
        if (!Governs && What is "record" && found is not null && keptTo is null) { ModelState.AddModelError(nameof(Reference), "You hold what is kept to your circle. Those who govern information hold this"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        db.Add(new Hold
        {
            Title = Name.Trim(),
            Authority = Authority.Trim(),
            Area = Area,
            PersonId = found is { What: "person" } person ? person.Id : null,
            MatterId = found is { What: "matter" } matter ? matter.Id : null,
            Process = What is "process" ? Process : null,
            KeptTo = keptTo,
            FromOn = from!.Value,
            UntilOn = until,
        }.Placed(clock.Now, db.Acting.Actor.Agency));
        await db.SaveChangesAsync();
        TempData["done"] = "The hold stands";
        return Redirect("/retention");
    }
}
