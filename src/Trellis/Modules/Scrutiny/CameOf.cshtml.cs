using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Scrutiny;

/// <summary>What a finding leads to: a recommendation a body follows until something changed, or an action in the one list.</summary>
[Does(ActWords.RecordScrutiny)]
public sealed class CameOfModel(ScrutinyDesk desk, Recommending recommending, ActionSetting setting, ActionNotes notes, Bodies bodies) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [FromRoute(Name = "number")]
    public int Number { get; set; }

    [BindProperty]
    public string Recommended { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty]
    public string To { get; set; } = "";

    [BindProperty]
    public string Action { get; set; } = "";

    [BindProperty]
    public string Owner { get; set; } = "";

    [BindProperty]
    public DateParts Due { get; set; } = new();

    public Activity Of { get; private set; } = null!;

    public Finding Finding { get; private set; } = null!;

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public bool MayRecommend => desk.May(ActWords.MakeRecommendation);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    [Does(ActWords.MakeRecommendation)]
    public async Task<IActionResult> OnPostRecommendAsync()
    {
        if (!await LoadAsync() || !MayRecommend) { return NotFound(); }
        if (!Guid.TryParse(Body, out var body) || BodyChoices.All(b => b.Value != Body)) { ModelState.AddModelError(nameof(Body), "Select the body that follows it, and agrees when it is done"); }
        if (AgencyChoices.All(a => a.Value != To)) { ModelState.AddModelError(nameof(To), "Select the agency it is to"); }
        if (!ModelState.IsValid) { return Page(); }
        var asked = new ToRecommend(Of.Areas[0], body, Finding.Id, $"Independent scrutiny {Of.Reference}, finding {Finding.Number}", To, "", Recommended, null, null, "") { Source = ActionSources.Scrutiny, Areas = Of.Areas };
        if ((await recommending.MakeAsync(asked)).Refused(out var why, out var made)) { return this.Refuse(why with { Field = why.Field is "Agency" ? nameof(To) : nameof(Recommended) }); }
        return await SavedAsync($"Recommendation {made.Reference} is made");
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var (due, wrong) = Due.Read("day it is due", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Due), wrong); }
        if (AgencyChoices.All(a => a.Value != Owner)) { ModelState.AddModelError(nameof(Owner), "Select the agency that does it"); }
        if (!ModelState.IsValid) { return Page(); }
        var asked = new ActionToSet(Of.Areas, Action) { Source = ActionSources.Scrutiny, SourceId = Of.Id, Item = $"Finding {Finding.Number}", Owner = new ActionOwner(Owner), DueOn = due };
        if ((await setting.SetAsync(asked)).Refused(out var why, out var set)) { return this.Refuse(why with { Field = why.Field is "DueOn" ? nameof(Due) : nameof(Action) }); }
        await notes.TellAsync(set, _ => []);
        return await SavedAsync($"Action {set.Reference} is set");
    }

    private async Task<IActionResult> SavedAsync(string words)
    {
        await desk.Db.SaveChangesAsync();
        TempData["done"] = words;
        return Redirect($"/scrutiny/{Of.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        var (reference, stop) = (Reference.ToUpperInvariant(), HttpContext.RequestAborted);
        var found = await desk.Db.Set<Activity>().AsNoTracking().Include(a => a.Findings).FirstOrDefaultAsync(a => a.Reference == reference, stop);
        if (found?.Findings.Find(f => f.Number == Number) is not { } finding) { return false; }
        (Of, Finding) = (found, finding);
        BodyChoices = [.. (await bodies.TitlesAsync(stop)).OrderBy(b => b.Value, StringComparer.CurrentCulture).Select(b => new Choice(b.Key.ToString(), b.Value))];
        AgencyChoices = [.. (await desk.AgenciesAsync(stop)).OrderBy(a => a.Value, StringComparer.CurrentCulture).Select(a => new Choice(a.Key, a.Value))];
        return true;
    }
}
