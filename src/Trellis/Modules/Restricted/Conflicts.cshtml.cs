using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Restricted;

/// <summary>Who must not see whose record, because they have to do with each other outside their work.</summary>
[Does(ActWords.Conflict)]
public sealed class ConflictsModel(TrellisDb db, Closed closed, AgencyRegister agencies, Views views, LondonClock clock) : PageModel
{
    public sealed record Line(Guid Id, string Who, string Reference, DateTimeOffset From);

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    [BindProperty]
    public Guid? Ended { get; set; }

    [BindProperty]
    public string WhyEnded { get; set; } = "";

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. Lines.Select(l => new Choice(l.Id.ToString(), $"{l.Who} and {l.Reference}"))];

    private List<Conflict> conflicts = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var staff = string.IsNullOrWhiteSpace(Email) ? null : await agencies.StaffAtAsync(Email);
        if (staff is null) { ModelState.AddModelError(nameof(Email), string.IsNullOrWhiteSpace(Email) ? "Enter the e-mail address of the member of staff" : "Nobody with this e-mail address signs in to Trellis"); }
        var found = string.IsNullOrWhiteSpace(Reference) ? null : await closed.NamedAsync(Reference.Trim());
        if (found is not { What: "person" }) { ModelState.AddModelError(nameof(Reference), "Enter the reference of a person, such as P10001"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why they must not see the record"); }
        if (ModelState.IsValid && conflicts.Any(c => c.StaffId == staff!.Value.Id && c.PersonId == found!.Value.Id)) { ModelState.AddModelError(nameof(Reference), "This is recorded already"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        db.Add(Platform.Access.Conflict.Begin(staff!.Value.Id, found!.Value.Id, found.Value.Area, clock.Now, db.Acting.Actor.Agency));
        await db.SaveChangesAsync();
        TempData["done"] = "Recorded";
        return Redirect("/restricted/conflicts");
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        await LoadAsync();
        var ends = conflicts.Find(c => c.Id == Ended);
        if (ends is null) { ModelState.AddModelError(nameof(Ended), "Select which ends"); }
        if (string.IsNullOrWhiteSpace(WhyEnded)) { ModelState.AddModelError(nameof(WhyEnded), "Enter why it ends"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(WhyEnded);
        if (ends!.End(clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Ended";
        return Redirect("/restricted/conflicts");
    }

    private async Task LoadAsync()
    {
        conflicts = await db.Set<Conflict>().Where(c => c.UntilAt == null).OrderBy(c => c.FromAt).ThenBy(c => c.Id).ToListAsync();
        await views.SawAsync("conflicts", ActWords.Conflict, [.. conflicts.Select(c => c.PersonId)]);
        var names = await agencies.NamesAsync(conflicts.Select(c => c.StaffId));
        var lines = new List<Line>();
        foreach (var c in conflicts) { lines.Add(new Line(c.Id, names.GetValueOrDefault(c.StaffId, "Somebody"), await closed.ReferenceAsync(c.PersonId, null), c.FromAt)); }
        Lines = lines;
    }
}
