using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Matters;

/// <summary>Who a matter concerns without being about them: seen, linked and ended.</summary>
[Does(ActWords.ViewMatter)]
public sealed class LinkedModel(TrellisDb db, PeopleRegister people, PracticeModel practice, Views views, LondonClock clock) : PageModel
{
    public sealed record Line(Guid Id, PersonSummary Person, string How, DateTimeOffset Since);

    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Part { get; set; } = "";

    [BindProperty]
    public Guid? Ended { get; set; }

    [BindProperty]
    public string WhyEnded { get; set; } = "";

    public Matter Matter { get; private set; } = null!;

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    private List<LinkedPerson> linked = [];

    public bool MayChange => db.Acting.Actor.May(ActWords.JoinMatter) && db.Acting.Actor.SeesAll(Matter.Area) && Matter.ClosedAt is null;

    public IReadOnlyList<Choice> PartChoices => [.. practice.Codes[LinkedPerson.Parts].Codes.Where(c => c.InUseTo is null).Select(c => new Choice(c.Id, c.Title))];

    public IReadOnlyList<Choice> Endable => [.. Lines.Select(l => new Choice(l.Id.ToString(), l.Person.Name))];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.JoinMatter)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!MayChange) { return StatusCode(StatusCodes.Status403Forbidden); }
        if (PartChoices.All(c => c.Value != Part)) { ModelState.AddModelError(nameof(Part), "Select how they are concerned"); }
        var person = string.IsNullOrWhiteSpace(Reference) ? null : await people.ReferredToAsync(Reference.Trim().ToUpperInvariant());
        if (person is null) { ModelState.AddModelError(nameof(Reference), string.IsNullOrWhiteSpace(Reference) ? "Enter the reference of their record" : "There is no record with this reference that you may see"); }
        if (!ModelState.IsValid) { return Page(); }
        if (LinkedPerson.Link(Matter, person!.Id, Part, linked, clock.Now, db.Acting.Actor.Agency).Refused(out var why, out var link)) { return this.Refuse(why); }
        await views.SawAsync("person", ActWords.JoinMatter, [person.Id], person.Area, Matter.Id);
        db.Add(link);
        await db.SaveChangesAsync();
        TempData["done"] = "Linked";
        return Redirect($"/matters/{Id}/linked");
    }

    [Does(ActWords.JoinMatter)]
    public async Task<IActionResult> OnPostEndAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (!MayChange) { return StatusCode(StatusCodes.Status403Forbidden); }
        var ends = linked.Find(l => l.Id == Ended && l.UntilAt is null);
        if (ends is null) { ModelState.AddModelError(nameof(Ended), "Select who is no longer concerned"); }
        if (string.IsNullOrWhiteSpace(WhyEnded)) { ModelState.AddModelError(nameof(WhyEnded), "Enter why it ends"); }
        if (!ModelState.IsValid) { return Page(); }
        db.Acting.Because(WhyEnded);
        if (ends!.End(Matter.OriginId, clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Ended";
        return Redirect($"/matters/{Id}/linked");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Matters.AsNoTracking().Include(m => m.People).FirstOrDefaultAsync(m => m.Id == Id) is not { } matter) { return false; }
        Matter = matter;
        linked = await db.Set<LinkedPerson>().Where(l => l.MatterId == Id && l.UntilAt == null).OrderBy(l => l.FromAt).ThenBy(l => l.Id).ToListAsync();
        var shown = (await people.OfAsync(linked.Select(l => l.PersonId))).ToDictionary(p => p.Id);
        await views.SawAsync("matter-linked", ActWords.ViewMatter, [.. matter.People.Select(p => p.PersonId), .. shown.Keys], matter.Area, matter.Id);
        Lines = [.. linked.Where(l => shown.ContainsKey(l.PersonId)).Select(l => new Line(l.Id, shown[l.PersonId], practice.Codes[LinkedPerson.Parts].Find(l.Part)?.Title ?? l.Part, l.FromAt))];
        return true;
    }
}
