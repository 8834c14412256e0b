using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Learning;

/// <summary>The log of reviews from elsewhere, and logging another.</summary>
[Does(ActWords.ViewReviews)]
public sealed class ConsideredModel(ReviewDesk desk) : PageModel
{
    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty]
    public string LogKind { get; set; } = "";

    [BindProperty]
    public string Title { get; set; } = "";

    [BindProperty]
    public string Whose { get; set; } = "";

    [BindProperty]
    public DateParts Published { get; set; } = new();

    [BindProperty]
    public string About { get; set; } = "";

    public IReadOnlyList<Considered> Log { get; private set; } = [];

    public bool MayLog => desk.Db.Acting.Actor.May(ActWords.LogReview);

    public IReadOnlyList<Choice> KindChoices => [new("", "Select a kind"), .. desk.Practice.Codes["other-review-kind"].Codes.Select(c => new Choice(c.Id, c.Title))];

    public string KindTitle(string kind) => desk.Practice.Codes["other-review-kind"].Find(kind)?.Title ?? kind;

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        return Page();
    }

    [Does(ActWords.LogReview)]
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        var (published, wrong) = Published.Read("day it was published");
        if (wrong is not null) { ModelState.AddDateError(nameof(Published), wrong); return Page(); }
        var actor = desk.Db.Acting.Actor;
        if (Considered.Log([.. actor.Areas], LogKind, Title, Whose, published, About, desk.Practice, actor, desk.Clock.Now).Refused(out var why, out var logged)) { return this.Refuse(why with { Field = why.Field == "Kind" ? nameof(LogKind) : why.Field }); }
        desk.Db.Add(logged);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = "It is logged";
        return Redirect($"/reviews/considered/{logged.Id}");
    }

    private async Task LoadAsync() => Log = await desk.Db.Set<Considered>().AsNoTracking().Where(c => Kind == null || c.Kind == Kind).OrderBy(c => c.Applies != null).ThenByDescending(c => c.LoggedAt).ToListAsync();
}
