using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Casework.Matters;

/// <summary>Takes somebody out of a matter they do not belong to.</summary>
[Does(ActWords.LeaveMatter)]
public sealed class LeaveModel(TrellisDb db, PeopleRegister people, StepWork work, Joining joining, Views views) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public Guid? Person { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    public Matter Matter { get; private set; } = null!;

    public IReadOnlyList<Choice> Choices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => !await LoadAsync() ? NotFound() : db.Acting.Actor.SeesAll(Matter.Area) ? Page() : StatusCode(StatusCodes.Status403Forbidden);

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!db.Acting.Actor.SeesAll(Matter.Area)) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (Person is not { } person || Matter.Present.All(p => p.PersonId != person)) { ModelState.AddModelError(nameof(Person), "Select who does not belong here"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why they do not belong here"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        if ((await joining.TakeOutAsync(Matter, Person!.Value)).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Taken out of the matter";
        return Redirect($"/matters/{Id}");
    }

    private async Task<bool> LoadAsync()
    {
        if (await work.LoadAsync(Id) is not { ClosedAt: null } matter) { return false; }
        Matter = matter;
        var present = matter.Present.Select(p => p.PersonId).ToArray();
        await views.SawAsync("matter", ActWords.LeaveMatter, present, matter.Area, matter.Id);
        Choices = [.. (await people.OfAsync(present)).Select(p => new Choice(p.Id.ToString(), p.Name))];
        return true;
    }
}
