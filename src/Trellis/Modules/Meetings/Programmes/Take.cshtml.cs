using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;

namespace Trellis.Modules.Meetings.Programmes;

/// <summary>Puts a topic of the programme on the agenda of a coming meeting of its body.</summary>
[Does(ActWords.SetAgenda)]
public sealed class TakeModel(TrellisDb db, OnAgenda agenda) : PageModel
{
    [BindProperty]
    public string Meeting { get; set; } = "";

    [BindProperty]
    public string Purpose { get; set; } = "";

    public Body Of { get; private set; } = null!;

    public Topic Topic { get; private set; } = null!;

    public IReadOnlyList<Choice> MeetingChoices { get; private set; } = [];

    public IReadOnlyList<Choice> PurposeChoices => [.. AgendaItem.Purposes.Select(p => new Choice(p.Key, p.Value))];

    private IReadOnlyList<Meeting> coming = [];

    public async Task<IActionResult> OnGetAsync(Guid body, Guid topic)
    {
        if (!await LoadAsync(body, topic)) { return NotFound(); }
        // The meeting of its own day, or the next one.
        Meeting = (coming.FirstOrDefault(m => m.HeldOn == Topic.OnDay) ?? (coming.Count > 0 ? coming[0] : null))?.Id.ToString() ?? "";
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid body, Guid topic)
    {
        if (!await LoadAsync(body, topic)) { return NotFound(); }
        if (!AgendaItem.Purposes.ContainsKey(Purpose)) { ModelState.AddModelError(nameof(Purpose), "Select what the meeting is to do"); }
        if (coming.FirstOrDefault(m => m.Id.ToString() == Meeting) is not { } meeting) { ModelState.AddModelError(nameof(Meeting), "Select a coming meeting"); return Page(); }
        if (!ModelState.IsValid) { return Page(); }
        if (agenda.Put(Of, Topic, meeting, Purpose).Refused(out var why, out _)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        TempData["done"] = $"It is on the agenda of {MeetingPage.Said(meeting)}";
        return Redirect($"/meetings/{body}/programme");
    }

    private async Task<bool> LoadAsync(Guid body, Guid topic)
    {
        if (await db.Set<Body>().Include(b => b.Topics).FirstOrDefaultAsync(b => b.Id == body, HttpContext.RequestAborted) is not { EndedOn: null } found
            || !found.Areas.All(db.Acting.Actor.Areas.Contains) || found.Topics.Find(t => t.Id == topic) is not { State: "planned", ItemId: null } planned) { return false; }
        (Of, Topic, coming) = (found, planned, await agenda.ComingAsync(body, HttpContext.RequestAborted));
        MeetingChoices = [.. coming.Select(m => new Choice(m.Id.ToString(), MeetingPage.Said(m)))];
        return true;
    }
}
