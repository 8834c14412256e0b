using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Scrutiny.Questions;
using Trellis.Platform.Record;

namespace Trellis.Modules.Scrutiny;

/// <summary>A piece of scrutiny: what was seen and found, what came of it, what agencies were asked because of it. The scrutineer records it here.</summary>
[Does(ActWords.ViewScrutiny)]
public sealed class ShowModel(ScrutinyDesk desk, Recommending recommending, ActionBook actions) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    [BindProperty]
    public string Place { get; set; } = "";

    [BindProperty]
    public string People { get; set; } = "";

    [BindProperty]
    public string Seen { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = "";

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Summary { get; set; } = "";

    [BindProperty]
    public string Because { get; set; } = "";

    public ScrutinyDesk Desk => desk;

    public Activity Of { get; private set; } = null!;

    public DateOnly Today => desk.Clock.Today;

    public IReadOnlyList<RecommendationSummary> Recommendations { get; private set; } = [];

    public IReadOnlyList<ActionSummary> Actions { get; private set; } = [];

    public IReadOnlyList<Question> Asked { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Agencies { get; private set; } = new Dictionary<string, string>();

    public bool MayRecord => desk.May(ActWords.RecordScrutiny) && Of.EndedOn is null;

    public bool MayDrop => desk.May(ActWords.PlanScrutiny) && Of.EndedOn is null;

    public bool MayRecommend => desk.May(ActWords.RecordScrutiny) && desk.May(ActWords.MakeRecommendation) && Of.DroppedBecause.Length == 0;

    /// <summary>Others read what was seen and found once it is ended.</summary>
    public bool SeesFindings => Of.EndedOn is not null || desk.Actor.Circles.Contains("boards");

    public bool Opened(params string[] fields) => fields.Any(f => ModelState[f]?.Errors.Count > 0);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        On = DateParts.Of(Today);
        return Page();
    }

    [Does(ActWords.RecordScrutiny)]
    public async Task<IActionResult> OnPostVisitAsync()
    {
        if (!await LoadAsync() || !MayRecord) { return NotFound(); }
        var (on, wrong) = On.Read("day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); }
        int? people = null;
        if (People.Trim().Length > 0)
        {
            if (int.TryParse(People.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 100_000) { people = number; }
            else { ModelState.AddModelError(nameof(People), "How many must be a whole number from 1"); }
        }

        if (!ModelState.IsValid) { return Page(); }
        if (Of.Visited(on, Place, people, Seen, desk.Actor, desk.Clock.Now).Refused(out var why, out var visit)) { return this.Refuse(why); }
        desk.Db.Add(visit);
        return await SavedAsync("What was seen is recorded");
    }

    [Does(ActWords.RecordScrutiny)]
    public async Task<IActionResult> OnPostFindingAsync()
    {
        if (!await LoadAsync() || !MayRecord) { return NotFound(); }
        if (desk.Choices(ScrutinyDesk.Kinds).All(k => k.Value != Kind)) { ModelState.AddModelError(nameof(Kind), "Select what kind of finding it is"); return Page(); }
        if (Of.Found(Kind, Text, desk.Actor, desk.Clock.Now).Refused(out var why, out var finding)) { return this.Refuse(why); }
        desk.Db.Add(finding);
        return await SavedAsync($"Finding {finding.Number} is recorded");
    }

    [Does(ActWords.RecordScrutiny)]
    public async Task<IActionResult> OnPostEndAsync()
    {
        if (!await LoadAsync() || !MayRecord) { return NotFound(); }
        if (Of.Ends(Summary, desk.Actor, desk.Clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("It is ended, and others may read what was found");
    }

    [Does(ActWords.PlanScrutiny)]
    public async Task<IActionResult> OnPostDropAsync()
    {
        if (!await LoadAsync() || !MayDrop) { return NotFound(); }
        if (Of.Drops(Because, desk.Actor, desk.Clock.Now).Refused(out var why, out _)) { return this.Refuse(why); }
        return await SavedAsync("It is not done, and why is recorded");
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
        if (await desk.Db.Set<Activity>().Include(a => a.Visits).Include(a => a.Findings).AsSplitQuery().FirstOrDefaultAsync(a => a.Reference == reference, stop) is not { } found) { return false; }
        Of = found;
        Agencies = await desk.AgenciesAsync(stop);
        Asked = await desk.Db.Set<Question>().AsNoTracking().Where(q => q.ActivityId == found.Id).OrderBy(q => q.MadeAt).ThenBy(q => q.Id).ToListAsync(stop);
        if (desk.May(ActWords.ViewActions))
        {
            Recommendations = await recommending.OfAsync([.. found.Findings.Select(f => f.Id)], stop);
            Actions = await actions.OfSourceAsync(ActionSources.Scrutiny, found.Id, stop);
        }

        return true;
    }
}
