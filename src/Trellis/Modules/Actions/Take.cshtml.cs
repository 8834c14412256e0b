using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Meetings.Public;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>Takes an open action to a coming meeting of the body that set it: an item of its agenda is about the action.</summary>
[Does(ActWords.SetAgenda)]
public sealed class TakeModel(TrellisDb db, PracticeModel practice, Bodies bodies, ActionsTaken taken) : PageModel
{
    [FromRoute(Name = "reference")]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string Meeting { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Openness { get; set; } = "";

    public ActionPoint Of { get; private set; } = null!;

    public string Body { get; private set; } = "";

    public IReadOnlyList<Choice> MeetingChoices { get; private set; } = [];

    public IReadOnlyList<Choice> OpennessChoices => [new("open", "Everybody who sees the meeting"), new("closed", "Those at the table (part B, closed)")];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        Name = $"Action {Of.Reference}{(Of.Item.Length > 0 ? $": {Of.Item}" : "")}";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (MeetingChoices.All(c => c.Value != Meeting) || !Guid.TryParse(Meeting, out var meeting)) { ModelState.AddModelError(nameof(Meeting), "Select a coming meeting"); return Page(); }
        if (OpennessChoices.All(c => c.Value != Openness)) { ModelState.AddModelError(nameof(Openness), "Select who may see it"); }
        if (!ModelState.IsValid) { return Page(); }
        if ((await taken.TakeAsync(Of.Id, Of.BodyId!.Value, meeting, Name, Openness == "closed", Of.Owner, HttpContext.RequestAborted)).Refused(out var why, out var place)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = $"Action {Of.Reference} is on the agenda of {place.When}";
        return Redirect(place.Link);
    }

    private async Task<bool> LoadAsync()
    {
        var reference = Reference.ToUpperInvariant();
        if (await db.Set<ActionPoint>().AsNoTracking().FirstOrDefaultAsync(a => a.Reference == reference) is not { } found || !found.MayBeTaken(practice.Actions)) { return false; }
        Of = found;
        Body = (await bodies.TitlesAsync(HttpContext.RequestAborted)).GetValueOrDefault(found.BodyId!.Value, "The body");
        MeetingChoices = [.. (await taken.ComingAsync(found.BodyId.Value, HttpContext.RequestAborted)).Select(m => new Choice(m.Id.ToString(), m.When))];
        return true;
    }
}
