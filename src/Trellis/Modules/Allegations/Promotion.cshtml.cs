using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Allegations;

/// <summary>The promotion log: who was told of the designated officer, of which sector.</summary>
[Does(ActWords.ViewAllegations)]
public sealed class PromotionModel(AllegationDesk desk) : PageModel
{
    public AllegationDesk Desk => desk;

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Sector { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public string Reached { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    public IReadOnlyList<Promotion> Lines { get; private set; } = [];

    public IReadOnlyList<Choice> KindChoices => [.. desk.Rules.Promotions.Select(p => new Choice(p.Id, p.Title))];

    public string KindTitle(string kind) => desk.Rules.Promotions.FirstOrDefault(p => p.Id == kind).Title ?? kind;

    public async Task OnGetAsync()
    {
        On = DateParts.Of(desk.Clock.Today);
        await LoadAsync();
    }

    [Does(ActWords.Promote)]
    public async Task<IActionResult> OnPostAsync()
    {
        await LoadAsync();
        if (desk.Areas is [var only]) { Area = only.Value; }
        var (on, fault) = On.Read("day", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(On), fault); }
        if (KindChoices.All(c => c.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select how they were reached"); }
        if (desk.Sectors.All(c => c.Value != Sector)) { ModelState.AddModelError(nameof(Sector), "Select the sector"); }
        if (desk.Areas.All(c => c.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area"); }
        if (!int.TryParse(Reached.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var reached)) { ModelState.AddModelError(nameof(Reached), "How many were reached must be a whole number up to 100,000"); }
        if (Words.Trim().Length > Promotion.LongestWords) { ModelState.AddModelError(nameof(Words), "What it was must be 1,000 characters or fewer"); }
        if (!ModelState.IsValid) { return Page(); }
        var done = new Promotion { Area = Area, OnDate = on!.Value, Kind = Kind, Sector = Sector, Reached = reached, Words = Words.Trim(), At = desk.Clock.Now, ById = desk.Actor.UserId };
        if (done.Done(desk.Actor).Refused(out var why, out _)) { return this.Refuse(why); }
        desk.Db.Add(done);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = "Recorded";
        return Redirect("/allegations/promotion");
    }

    private async Task LoadAsync()
    {
        var since = desk.Clock.Today.AddYears(-2);
        Lines = await desk.Db.Set<Promotion>().AsNoTracking().Where(p => p.OnDate >= since).OrderByDescending(p => p.OnDate).ThenByDescending(p => p.Id).ToListAsync();
    }
}
