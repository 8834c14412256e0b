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

/// <summary>The links between old and new records, for those named alone; and joining two.</summary>
[Does(ActWords.ViewIdentity)]
public sealed class IdentitiesModel(TrellisDb db, Closed closed, AgencyRegister agencies, Views views, LondonClock clock) : PageModel
{
    public sealed record Line(NewIdentity Link, string Old, string New, string Named);

    [BindProperty]
    public string Old { get; set; } = "";

    [BindProperty]
    public string New { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Staff { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public bool MayLink => db.Acting.Actor.May(ActWords.LinkIdentity);

    public static IReadOnlyList<Choice> Kinds => [new("adoption", "Adoption"), new("protected", "They are protected, for example as a witness"), new("gender-recognition", "Gender recognition")];

    public Task OnGetAsync() => LoadAsync();

    [Does(ActWords.LinkIdentity)]
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var (old, now) = (await PersonAsync(Old), await PersonAsync(New));
        if (old is null) { ModelState.AddModelError(nameof(Old), "Enter the reference of a record you may open"); }
        if (now is null) { ModelState.AddModelError(nameof(New), "Enter the reference of a record you may open"); }
        if (Kinds.All(k => k.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select why there are two"); }
        var (named, unknown) = await StaffTyped.ReadAsync(agencies, Staff);
        if (unknown.Count > 0) { ModelState.AddModelError(nameof(Staff), $"Nobody signs in to Trellis with {string.Join(" or ", unknown)}"); }
        else if (named.All(n => n == db.Acting.Actor.UserId)) { ModelState.AddModelError(nameof(Staff), "Name at least one other person: nobody else will know of it"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter on whose authority"); }
        if (ModelState.IsValid && await db.Set<Closure>().AnyAsync(c => c.UntilAt == null && c.PersonId == old!.Value.Id)) { ModelState.AddModelError(nameof(Old), "This record is closed already. Open it first"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        if (NewIdentity.Begin(old!.Value.Id, now!.Value.Id, old.Value.Area, Kind, [.. named, db.Acting.Actor.UserId], await closed.TogetherAsync(old.Value.Id, now.Value.Id), clock.Now, db.Acting.Actor.Agency).Refused(out var why, out var begun)) { return this.Refuse(why); }
        db.AddRange(begun.Link, begun.Hides);
        await db.SaveChangesAsync();
        TempData["done"] = "Joined. The old record is hidden";
        return Redirect("/restricted/identities");
    }

    private async Task<(Guid Id, string Area)?> PersonAsync(string reference) =>
        !string.IsNullOrWhiteSpace(reference) && await closed.NamedAsync(reference.Trim()) is { What: "person" } found && db.Acting.Actor.SeesAll(found.Area) ? (found.Id, found.Area) : null;

    private async Task LoadAsync()
    {
        var links = await db.Set<NewIdentity>().AsNoTracking().OrderBy(i => i.FromAt).ThenBy(i => i.Id).ToListAsync();
        await views.SawAsync("identities", ActWords.ViewIdentity, [.. links.SelectMany(i => new[] { i.OldId, i.NewId })]);
        var names = await agencies.NamesAsync(links.SelectMany(i => i.Named));
        var lines = new List<Line>();
        foreach (var i in links)
        {
            lines.Add(new Line(i, await closed.ReferenceAsync(i.OldId, null), await closed.ReferenceAsync(i.NewId, null), string.Join(", ", i.Named.Select(n => names.GetValueOrDefault(n, "Somebody")))));
        }

        Lines = lines;
    }
}
