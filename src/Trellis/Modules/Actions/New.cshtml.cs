using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>Sets an action: for a body, or because of a recommendation.</summary>
[Does(ActWords.SetAction)]
public sealed class NewModel(TrellisDb db, ActionSetting setting, Meetings.Public.Bodies bodies, AgencyRegister register, PracticeModel practice, LondonClock clock) : PageModel
{
    /// <summary>The recommendation it is set because of.</summary>
    [FromQuery(Name = "because")]
    public string Because { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    [BindProperty]
    public string Area { get; set; } = "";

    [BindProperty]
    public string Source { get; set; } = ActionSources.Meeting;

    [BindProperty, StringLength(200, ErrorMessage = "The item must be 200 characters or fewer")]
    public string Item { get; set; } = "";

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public string Post { get; set; } = "";

    [BindProperty]
    public string Owner { get; set; } = "";

    [BindProperty]
    public DateParts DueOn { get; set; } = new();

    [BindProperty]
    public string Figure { get; set; } = "";

    [BindProperty]
    public string Standard { get; set; } = "";

    public Recommendation? Of { get; private set; }

    public OwnerChoices Owners { get; private set; } = null!;

    public IReadOnlyList<Choice> BodyChoices { get; private set; } = [];

    public IReadOnlyList<Choice> AreaChoices => [.. practice.Areas.Where(a => a.Kind is "borough" && db.Acting.Actor.Areas.Contains(a.Code)).Select(a => new Choice(a.Code, a.Title))];

    public static IReadOnlyList<Choice> SourceChoices => [.. ActionSources.Titles.Where(s => s.Key is not (ActionSources.Step or ActionSources.Recommendation or ActionSources.Questionnaire)).Select(s => new Choice(s.Key, s.Value))];

    public IReadOnlyList<Choice> FigureChoices => [new("", "No figure"), .. practice.Figures.OrderBy(f => f.Title, StringComparer.Ordinal).Select(f => new Choice(f.Id, f.Title))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (AreaChoices.Count == 1) { Area = AreaChoices[0].Value; }
        if (Of is { } because) { (Body, Agency, Figure, Standard) = (because.BodyId?.ToString() ?? "", because.Agency ?? "", because.Figure ?? "", because.Standard); }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        var (due, wrong) = DueOn.Read("due date");
        if (wrong is not null) { ModelState.AddDateError(nameof(DueOn), wrong); }
        var body = Guid.TryParse(Body, out var id) && BodyChoices.Any(b => b.Value == Body) ? id : (Guid?)null;
        if (body is null) { ModelState.AddModelError(nameof(Body), "Select the body that sets it"); }
        if (Of is null && AreaChoices.All(a => a.Value != Area)) { ModelState.AddModelError(nameof(Area), "Select whose area it is for"); }
        if (Of is null && SourceChoices.All(s => s.Value != Source)) { ModelState.AddModelError(nameof(Source), "Select what sets it"); }
        if (Owners.Read(Agency, Post, Owner) is not { } owner) { ModelState.AddModelError(nameof(Post), "Select a post of the agency you chose, or no post"); return Page(); }
        if (!ModelState.IsValid) { return Page(); }
        var asked = new ActionToSet(Of?.Areas ?? [Area], Text)
        {
            BodyId = body,
            Source = Of is null ? Source : ActionSources.Recommendation,
            SourceId = Of?.Id,
            Item = Item,
            Owner = owner,
            DueOn = due,
            Figure = Figure.Length == 0 ? null : Figure,
            Standard = Standard,
        };
        if ((await setting.SetAsync(asked)).Refused(out var why, out var set)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = $"Action {set.Reference} is set";
        return Redirect($"/actions/{set.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        if (Because.Length > 0)
        {
            Of = await db.Set<Recommendation>().AsNoTracking().FirstOrDefaultAsync(r => r.Reference == Because);
            if (Of is null) { return false; }
        }

        Owners = await OwnerChoices.ReadAsync(register, Of?.Areas ?? [.. db.Acting.Actor.Areas], clock.Today);
        BodyChoices = [.. (await bodies.TitlesAsync()).OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];
        return true;
    }
}
