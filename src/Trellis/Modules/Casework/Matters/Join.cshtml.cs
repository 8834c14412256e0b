using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Matters;

/// <summary>Adds a brother, a sister or somebody else to a matter that is open.</summary>
[Does(ActWords.JoinMatter)]
public sealed class JoinModel(TrellisDb db, PeopleRegister people, StepWork work, Joining joining, Views views, LondonClock clock) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public Guid? Person { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    public Matter Matter { get; private set; } = null!;

    public IReadOnlyList<PersonSummary> Household { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. Household.Select(p => new Choice(p.Id.ToString(), p.Name) { Hint = p.AgeWords(clock.Today) })];

    public async Task<IActionResult> OnGetAsync() => !await LoadAsync() ? NotFound() : db.Acting.Actor.SeesAll(Matter.Area) ? Page() : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!db.Acting.Actor.SeesAll(Matter.Area)) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (Person is not { } person || Household.All(p => p.Id != person)) { ModelState.AddModelError(nameof(Person), "Select who joins this matter"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why they join"); }
        if (!ModelState.IsValid) { return Page(); }
        db.Acting.Because(Why);
        if ((await joining.JoinAsync(Matter, Person!.Value)).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Added to the matter";
        return Redirect($"/matters/{Id}");
    }

    private async Task<bool> LoadAsync()
    {
        if (await work.LoadAsync(Id) is not { ClosedAt: null } matter) { return false; }
        Matter = matter;
        var here = matter.People.Select(p => p.PersonId).ToArray();
        var present = matter.Present.Select(p => p.PersonId).ToArray();
        // Who left may come back; whoever is of another area cannot join here.
        var gone = here.Except(present).ToArray();
        Household = [.. (await people.HouseholdsOfAsync(here)).Concat(await people.OfAsync(gone)).Where(p => p.Area == matter.Area).OrderBy(p => p.Born)];
        await views.SawAsync("matter", ActWords.JoinMatter, [.. here, .. Household.Select(p => p.Id)], matter.Area, matter.Id);
        return true;
    }
}
