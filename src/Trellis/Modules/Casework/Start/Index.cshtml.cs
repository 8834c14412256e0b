using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Start;

/// <summary>Begins a process: who is it about, found or new, with brothers and sisters offered from the household.</summary>
[Does(ActWords.StartMatter)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, StepWork work, PeopleRegister people, PeopleSearch search, HeldSearch held, Views views, LondonClock clock) : PageModel
{
    [FromRoute]
    public string Process { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public Guid? Person { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    /// <summary>What was typed, locked: no name stands in an address.</summary>
    [FromQuery(Name = "search")]
    public string? Typed { get; set; }

    /// <summary>The same, to take along to adding somebody.</summary>
    public string Held => held.Hold(Name);

    [BindProperty]
    public List<Guid> People { get; set; } = [];

    public Process Definition { get; private set; } = null!;

    public PersonSummary? Chosen { get; private set; }

    /// <summary>The area of somebody who is known and whom this reader is not shown. They may say something about them all the same.</summary>
    public string? Unseen { get; private set; }

    public IReadOnlyList<PersonSummary> Household { get; private set; } = [];

    public IReadOnlyList<Matter> Open { get; private set; } = [];

    public IReadOnlyList<Hit>? Found { get; private set; }

    public DateOnly Today => clock.Today;

    public IReadOnlyList<Choice> Choices => [.. Household.Prepend(Chosen!).Select(p => new Choice(p.Id.ToString(), p.Name) { Hint = p.AgeOn(Today) is { } age ? $"Age {age}" : "Age not known" })];

    /// <summary>Known where they act, and not shown to them: they may say what they know, and the front door sees about whom.</summary>
    public bool MayStartUnseen(Hit hit) => hit.Access is Trellis.Modules.People.Public.Found.Known && db.Acting.Actor.Areas.Contains(hit.Area);

    public string AreaTitle(string code) => practice.Areas.FirstOrDefault(a => a.Code == code)?.Title ?? code;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Elsewhere) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (Chosen is not null) { People = [Chosen.Id]; }
        else if (held.Read(Typed) is { Any: true } terms) { Found = await search.FindAsync(Name = terms.Name, null); }
        return Page();
    }

    public async Task<IActionResult> OnPostSearchAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Elsewhere) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (!string.IsNullOrWhiteSpace(Name)) { return Redirect($"/start/{Process}?search={held.Hold(Name)}"); }
        ModelState.AddModelError(nameof(Name), "Enter a name to search for");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync() || (Chosen is null && Unseen is null)) { return NotFound(); }
        if (Elsewhere) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (Unseen is not null)
        {
            var begun = await work.StartAsync(Process, Unseen, [Person!.Value], unseen: true);
            await db.SaveChangesAsync();
            return Redirect($"/steps/{begun.Steps[0].Id}");
        }

        var known = Household.Append(Chosen!).Select(p => p.Id).ToHashSet();
        var about = People.Where(known.Contains).Distinct().ToArray();
        if (about.Length == 0)
        {
            ModelState.AddModelError(nameof(People), "Select who it is about");
            return Page();
        }

        var matter = await work.StartAsync(Process, Chosen!.Area, about);
        await db.SaveChangesAsync();
        return Redirect($"/steps/{matter.Steps[0].Id}");
    }

    /// <summary>Somebody of an area they do not act in, whom they were let in to.</summary>
    private bool Elsewhere => Chosen is { } chosen && !db.Acting.Actor.Areas.Contains(chosen.Area);

    private async Task<bool> LoadAsync()
    {
        if (practice.Processes.FirstOrDefault(p => p.Id == Process) is not { OpenedBy.Length: > 0 } definition) { return false; }
        Definition = definition;
        if (Person is not { } id) { return true; }
        Chosen = await people.FindAsync(id);
        if (Chosen is null)
        {
            Unseen = await people.WhereKnownAsync(id);
            if (Unseen is not null) { await views.SawAsync("person-known", ActWords.StartMatter, [id], Unseen); }
            return Unseen is not null;
        }

        Household = [.. (await people.HouseholdsOfAsync([id])).Where(p => p.AgeOn(Today) is null or < 18)];
        await views.SawAsync("person", ActWords.StartMatter, [Chosen.Id, .. Household.Select(p => p.Id)], Chosen.Area);
        if (db.Acting.Actor.May(ActWords.ViewMatter)) { Open = await db.Matters.AsNoTracking().Where(m => m.Process == Process && m.ClosedAt == null && m.People.Any(p => p.PersonId == id && p.LeftAt == null)).ToListAsync(); }
        return true;
    }
}
