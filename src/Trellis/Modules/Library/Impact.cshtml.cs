using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Library;

/// <summary>Some months later: what changed because a team talked about something. Asked of who recorded it.</summary>
[Does(ActWords.DiscussLibrary)]
public sealed class ImpactModel(TrellisDb db, PracticeModel practice, Outbox outbox, LondonClock clock) : PageModel
{
    [FromRoute(Name = "discussion")]
    public Guid DiscussionId { get; set; }

    [BindProperty]
    public string Impact { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    public Discussion Of { get; private set; } = null!;

    public Resource About { get; private set; } = null!;

    public IReadOnlyList<Choice> ImpactChoices => [.. practice.Codes[Discussion.Impacts].Codes.Select(c => new Choice(c.Id, c.Title))];

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (ImpactChoices.All(c => c.Value != Impact)) { ModelState.AddModelError(nameof(Impact), "Select whether something changed"); return Page(); }
        if (Of.Answer(Impact, Words, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        outbox.Settle(Of.Id);
        await db.SaveChangesAsync();
        TempData["done"] = "Thank you: what changed is recorded";
        return Redirect($"/library/{About.Reference}");
    }

    private async Task<bool> LoadAsync()
    {
        var me = db.Acting.Actor.UserId;
        if (await db.Set<Discussion>().FirstOrDefaultAsync(d => d.Id == DiscussionId && d.ById == me) is not { } found) { return false; }
        (Of, About) = (found, await db.Set<Resource>().AsNoTracking().SingleAsync(r => r.Id == found.ResourceId));
        return true;
    }
}
