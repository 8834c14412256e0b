using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>A line that may be about somebody recorded: somebody decides.</summary>
[Does(ActWords.DecideListed)]
public sealed class LineModel(TrellisDb db, ListIntake intake, AgencyRegister agencies, PeopleRegister people, Views views, LondonClock clock) : PageModel
{
    private const string Nobody = "nobody";
    private const string Leave = "leave";

    [FromRoute(Name = "list")]
    public Guid Id { get; set; }

    [FromRoute(Name = "line")]
    public Guid LineId { get; set; }

    /// <summary>Whom it is about: an id, nobody recorded, or not to be taken in.</summary>
    [BindProperty]
    public string? About { get; set; }

    [BindProperty]
    public string? Reference { get; set; }

    public AgencyList List { get; private set; } = null!;

    public ListLine Line { get; private set; } = null!;

    public string Agency { get; private set; } = "";

    public IReadOnlyList<(PersonSummary Person, IReadOnlyList<string> Why)> Alike { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Guid? person = null;
        if (About is "other")
        {
            var reference = Reference?.Trim() ?? "";
            person = reference.Length == 0 ? null : await db.People.Where(p => p.Reference == reference && p.Area == List.Area).Select(p => (Guid?)p.Id).FirstOrDefaultAsync();
            if (person is null) { ModelState.AddModelError(nameof(Reference), "There is no record of this reference that you may open"); }
        }
        else if (Guid.TryParse(About, out var chosen) && Alike.Any(a => a.Person.Id == chosen)) { person = chosen; }
        else if (About is not (Nobody or Leave)) { ModelState.AddModelError(nameof(About), "Select whom the line is about"); }
        if (!ModelState.IsValid) { return Page(); }

        if ((await intake.DecideAsync(List, Line, person, About is Leave)).Refused(out var why, out _)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = $"Decided about line {Line.Line}";
        var next = await db.Set<ListLine>().AsNoTracking().Where(l => l.ListId == Id && l.Outcome == ListLine.Review).OrderBy(l => l.Line < Line.Line).ThenBy(l => l.Line).FirstOrDefaultAsync();
        return Redirect(next is null ? $"/people/lists/{Id}" : $"/people/lists/{Id}/{next.Id}");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<AgencyList>().FirstOrDefaultAsync(l => l.Id == Id && l.State == AgencyList.TakenIn) is not { } list || !db.Acting.Actor.Areas.Contains(list.Area)) { return false; }
        if (await db.Set<ListLine>().FirstOrDefaultAsync(l => l.Id == LineId && l.ListId == Id && l.Outcome == ListLine.Review) is not { } line) { return false; }
        (List, Line) = (list, line);
        Agency = (await agencies.ListAsync()).FirstOrDefault(a => a.Code == List.Agency)?.Title ?? List.Agency;
        var found = await intake.AlikeAsync(Line);
        var seen = (await people.OfAsync(found.Select(f => f.Person))).ToDictionary(p => p.Id);
        Alike = [.. found.Where(f => seen.ContainsKey(f.Person)).Select(f => (seen[f.Person], f.Why))];
        await views.SawAsync("agency-list", ActWords.DecideListed, [.. seen.Keys], List.Area);
        return true;
    }
}
