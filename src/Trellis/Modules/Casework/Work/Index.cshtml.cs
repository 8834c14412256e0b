using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Casework.Sittings;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Work;

[Does(ActWords.ViewWork)]
public sealed class IndexModel(WorkList work, Invitations invitations, Acting acting, LondonClock clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Show { get; set; } = "mine";

    /// <summary>From the query alone: the route of a Razor page has a value called "page" too, which is its path.</summary>
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public bool MaySeeAll => acting.Actor.May(ActWords.ViewMatter) && acting.Actor.Sees.Length > 0;

    public bool MayOpenMatters => acting.Actor.May(ActWords.ViewMatter);

    public bool MayOpenPeople => acting.Actor.May(ActWords.ViewPerson);

    public bool Everyone => Show is "all" && MaySeeAll;

    public IReadOnlyList<WorkItem> Items { get; private set; } = [];

    /// <summary>Meetings an agency is invited to; whoever sees the area has them among the work.</summary>
    public IReadOnlyList<ComingInvitation> Invited { get; private set; } = [];

    public long Total { get; private set; }

    public long Late { get; private set; }

    public DateTimeOffset Now => clock.Now;

    public string PageLink(int page) => $"/work?show={(Everyone ? "all" : "mine")}&page={page}";

    public int Pages => (int)Math.Max(1, (Total + WorkList.PageSize - 1) / WorkList.PageSize);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid) { return NotFound(); }
        PageNumber = Math.Clamp(PageNumber, 1, 10_000);
        (Items, Total, Late) = await work.ReadAsync(Everyone, PageNumber);
        if (Items.Count == 0 && PageNumber > 1) { return Redirect(PageLink(1)); }
        if (acting.Actor is { Agency: { } agency, Sees.IsEmpty: true } && acting.Actor.May(ActWords.Contribute)) { Invited = await invitations.ComingAsync(agency, HttpContext.RequestAborted); }
        return Page();
    }
}
