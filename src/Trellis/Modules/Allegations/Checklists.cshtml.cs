using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Allegations;

/// <summary>The Safer Organisations Checklist: how settings stand, and one more.</summary>
[Does(ActWords.ViewAllegations)]
public sealed class ChecklistsModel(AllegationDesk desk) : PageModel
{
    public AllegationDesk Desk => desk;

    [BindProperty]
    public string Setting { get; set; } = "";

    [BindProperty]
    public string Sector { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public Dictionary<string, string> Answers { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string> Words { get; set; } = [];

    public IReadOnlyList<Checklist> Lines { get; private set; } = [];

    public static IReadOnlyList<Choice> AnswerChoices => [.. Checklist.Answers.Select(a => new Choice(a.Key, a.Value))];

    public string Statement(string item) => desk.Rules.Checklist.FirstOrDefault(c => c.Id == item).Title ?? item;

    public string? ErrorAt(string field) => ModelState[field]?.Errors.FirstOrDefault()?.ErrorMessage;

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
        if (Setting.Trim().Length is 0 or > Checklist.LongestSetting) { ModelState.AddModelError(nameof(Setting), Setting.Trim().Length == 0 ? "Enter the setting" : "The setting must be 200 characters or fewer"); }
        if (desk.Sectors.All(c => c.Value != Sector)) { ModelState.AddModelError(nameof(Sector), "Select the sector"); }
        if (desk.Areas.All(c => c.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select the area"); }
        var (on, fault) = On.Read("day", required: true);
        if (fault is not null) { ModelState.AddDateError(nameof(On), fault); }
        if (!ModelState.IsValid) { return Page(); }
        var checklist = new Checklist { Area = Area, Setting = Setting.Trim(), Sector = Sector, OnDate = on!.Value, At = desk.Clock.Now, ById = desk.Actor.UserId };
        var said = desk.Rules.Checklist.ToDictionary(c => c.Id, c => (Answers.GetValueOrDefault(c.Id, ""), Words.GetValueOrDefault(c.Id, "")));
        if (checklist.Answered(desk.Rules.Checklist, said, desk.Actor).Refused(out var why, out _)) { return this.Refuse(why); }
        desk.Db.Add(checklist);
        await desk.Db.SaveChangesAsync();
        TempData["done"] = $"The checklist of {checklist.Setting} is recorded";
        return Redirect("/allegations/checklists");
    }

    private async Task LoadAsync()
    {
        var all = await desk.Db.Set<Checklist>().AsNoTracking().Include(c => c.Said).OrderByDescending(c => c.OnDate).ThenByDescending(c => c.Id).ToListAsync();
        Lines = [.. all.GroupBy(c => (c.Area, c.Setting.ToUpperInvariant())).Select(g => g.First())];
    }
}
