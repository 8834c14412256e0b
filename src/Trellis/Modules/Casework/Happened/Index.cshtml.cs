using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Happened;

/// <summary>Records what became true of somebody outside the forms: a birth, a death, a plan that moved.</summary>
[Does(ActWords.RecordHappening)]
public sealed class IndexModel(TrellisDb db, PeopleRegister people, WhatHappened happened, Views views) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string Why { get; set; } = "";

    public PersonSummary Person { get; private set; } = null!;

    public IReadOnlyList<Choice> Choices => [.. happened.Recordable.Select(h => new Choice(h.Id, h.Title))];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } refused) { return refused; }
        var (on, fault) = On.Read("date it happened");
        if (happened.Recordable.All(h => h.Id != What)) { ModelState.AddModelError(nameof(What), "Select what happened"); }
        if (fault is not null) { ModelState.AddDateError(nameof(On), fault); }
        else if (on is null) { ModelState.AddModelError(nameof(On), "Enter the date it happened"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter how you know"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        if ((await happened.RecordAsync(Person, What, Moment.On(on!.Value))).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Recorded";
        return Redirect(db.Acting.Actor.May(ActWords.ViewPerson) ? $"/people/{Id}" : "/work");
    }

    /// <summary>What was recorded and stands, the newest first.</summary>
    public IReadOnlyList<(string Id, string Title, Moment On)> Recorded { get; private set; } = [];

    public async Task<IActionResult> OnPostTakeBackAsync(string told)
    {
        if (await LoadAsync() is { } refused) { return refused; }
        if (string.IsNullOrWhiteSpace(Why))
        {
            ModelState.AddModelError(nameof(Why), "Enter why it was wrong");
            return Page();
        }

        db.Acting.Because(Why);
        if ((await happened.TakeBackAsync(Id, told)).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Taken back";
        return Redirect(db.Acting.Actor.May(ActWords.ViewPerson) ? $"/people/{Id}" : "/work");
    }

    /// <summary>Null: go on. Whoever was let in reads; those whose area it is record in it.</summary>
    private async Task<IActionResult?> LoadAsync()
    {
        if (await people.FindAsync(Id) is not { } person) { return NotFound(); }
        Person = person;
        await views.SawAsync("person", ActWords.RecordHappening, [person.Id], person.Area);
        Recorded = await happened.RecordedAsync(Id);
        return db.Acting.Actor.SeesAll(person.Area) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }
}
