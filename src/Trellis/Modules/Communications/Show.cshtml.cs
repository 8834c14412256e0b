using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Communications;

/// <summary>One campaign or post: how far it reached as counted from day to day, and what was learnt.</summary>
[Does(ActWords.ViewCommunications)]
public sealed class ShowModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string Number { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string Source { get; set; } = "";

    [BindProperty]
    public string Learnt { get; set; } = "";

    public Communication Of { get; private set; } = null!;

    public IReadOnlyList<Choice> WhatChoices => NewModel.ChoicesOf(practice, "communication-reach");

    public bool MayMeasure => db.Acting.Actor.May(ActWords.MeasureCommunication);

    public string AreaTitles => string.Join(", ", Of.Areas.Select(a => practice.AreaTitle(a)));

    public string TitleOf(string list, string code) => IndexModel.TitleIn(practice, list, code);

    public async Task<IActionResult> OnGetAsync(Guid communication)
    {
        if (!await LoadAsync(communication)) { return NotFound(); }
        (On, Learnt) = (DateParts.Of(clock.Today), Of.Learnt);
        return Page();
    }

    [Does(ActWords.MeasureCommunication)]
    public async Task<IActionResult> OnPostCountAsync(Guid communication)
    {
        if (!await LoadAsync(communication)) { return NotFound(); }
        var (on, wrong) = On.Read("day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); }
        if (WhatChoices.All(c => c.Value != What)) { ModelState.AddModelError(nameof(What), "Select what was counted"); }
        if (!ModelState.IsValid) { return Page(); }
        long? number = long.TryParse(Number.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var typed) ? typed : null;
        if (Of.Count(What, number, on, Source, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("The number is recorded");
    }

    [Does(ActWords.MeasureCommunication)]
    public async Task<IActionResult> OnPostLearntAsync(Guid communication)
    {
        if (!await LoadAsync(communication)) { return NotFound(); }
        if (Of.Learns(Learnt, db.Acting.Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        return await SavedAsync("What was learnt is saved");
    }

    private async Task<IActionResult> SavedAsync(string done)
    {
        try
        {
            await db.SaveChangesAsync(HttpContext.RequestAborted);
        }
        catch (DbUpdateConcurrencyException)
        {
            ModelState.AddModelError("", "Somebody else changed this meanwhile. Copy what you typed, open the page again and put it in");
            return Page();
        }

        TempData["done"] = done;
        return Redirect($"/communications/{Of.Id}");
    }

    private async Task<bool> LoadAsync(Guid id)
    {
        if (await db.Set<Communication>().Include(c => c.Reached).FirstOrDefaultAsync(c => c.Id == id, HttpContext.RequestAborted) is not { } found) { return false; }
        Of = found;
        return true;
    }
}
