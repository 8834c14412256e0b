using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.People;

[Does(ActWords.SearchPeople)]
public sealed class IndexModel(PeopleSearch search, HeldSearch held, PracticeModel practice, Acting acting, LondonClock clock) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public DateParts Born { get; set; } = new();

    public IReadOnlyList<Hit>? Found { get; private set; }

    public bool MayOpen => acting.Actor.May(ActWords.ViewPerson);

    public bool MayViewLists => acting.Actor.May(ActWords.ViewLists);

    /// <summary>Whoever may not open the record may still say what they know about the child.</summary>
    public bool MayStart(Hit hit) => hit.Access is Trellis.Modules.People.Public.Found.Known && acting.Actor.May(ActWords.StartMatter) && acting.Actor.Areas.Contains(hit.Area);

    public DateOnly Today => clock.Today;

    public string AreaTitle(string code) => practice.AreaTitle(code);

    /// <param name="typed">What was typed, locked: no name stands in an address.</param>
    public async Task OnGetAsync([FromQuery(Name = "search")] string? typed)
    {
        var terms = held.Read(typed);
        if (!terms.Any) { return; }
        (Name, Born) = (terms.Name, terms.Born);
        Found = await search.FindAsync(Name, Born.Read("date of birth").Date);
    }

    public IActionResult OnPost()
    {
        var (born, fault) = Born.Read("date of birth");
        if (fault is not null) { ModelState.AddDateError(nameof(Born), fault); }
        if (string.IsNullOrWhiteSpace(Name) && born is null && fault is null) { ModelState.AddModelError(nameof(Name), "Enter a name or a date of birth"); }
        return ModelState.IsValid ? Redirect($"/people?search={held.Hold(Name, Born)}") : Page();
    }
}
