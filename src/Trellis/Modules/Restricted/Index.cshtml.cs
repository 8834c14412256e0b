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

/// <summary>What is closed, as far as the reader may know, and opening it again.</summary>
[Does(ActWords.OpenRecord)]
public sealed class IndexModel(TrellisDb db, Closed closed, AgencyRegister agencies, Views views, LondonClock clock) : PageModel
{
    public sealed record Line(Guid Id, string Reference, ClosureKind Kind, DateTimeOffset From, string Named);

    [BindProperty]
    public Guid? Id { get; set; }

    [BindProperty]
    public string Why { get; set; } = "";

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyList<Choice> Choices => [.. Lines.Select(l => new Choice(l.Id.ToString(), $"{l.Reference}, {(l.Kind is ClosureKind.Hidden ? "hidden" : "restricted")}"))];

    public bool MayClose => db.Acting.Actor.May(ActWords.CloseRecord);

    public bool MayConflict => db.Acting.Actor.May(ActWords.Conflict);

    public bool MaySeeIdentities => db.Acting.Actor.May(ActWords.ViewIdentity);

    private List<Closure> closures = [];

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var opens = closures.Find(c => c.Id == Id);
        if (opens is null) { ModelState.AddModelError(nameof(Id), "Select the record to open"); }
        else if (await db.Set<NewIdentity>().AnyAsync(i => i.OldId == opens.PersonId)) { ModelState.AddModelError(nameof(Id), "This is the old record of somebody with a new identity, and stays hidden"); }
        if (string.IsNullOrWhiteSpace(Why)) { ModelState.AddModelError(nameof(Why), "Enter why it is opened"); }
        if (!ModelState.IsValid) { return Page(); }

        db.Acting.Because(Why);
        if (opens!.Open(clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = "Opened";
        return Redirect("/restricted");
    }

    private async Task LoadAsync()
    {
        closures = await db.Set<Closure>().Where(c => c.UntilAt == null).OrderBy(c => c.FromAt).ThenBy(c => c.Id).ToListAsync();
        await views.SawAsync("restricted-list", ActWords.OpenRecord, [.. closures.Select(c => c.PersonId).OfType<Guid>()]);
        var names = await agencies.NamesAsync(closures.SelectMany(c => c.Named));
        var lines = new List<Line>();
        foreach (var c in closures)
        {
            lines.Add(new Line(c.Id, await closed.ReferenceAsync(c.PersonId, c.MatterId), c.Kind, c.FromAt, string.Join(", ", c.Named.Select(n => names.GetValueOrDefault(n, "Somebody")))));
        }

        Lines = lines;
    }
}
