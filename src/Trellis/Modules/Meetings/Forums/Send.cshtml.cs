using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Forums;

/// <summary>Gives the members of a forum a message to pass on in their settings.</summary>
[Does(ActWords.CascadeMessage)]
public sealed class SendModel(TrellisDb db, ForumShelf shelf, LondonClock clock) : PageModel
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Text { get; set; } = "";

    [BindProperty]
    public string Address { get; set; } = "";

    [BindProperty]
    public string ToWhom { get; set; } = "";

    [BindProperty]
    public DateParts By { get; set; } = new();

    [BindProperty]
    public string At { get; set; } = "";

    public Body Of { get; private set; } = null!;

    public IReadOnlyList<Choice> AtChoices { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid body) => await LoadAsync(body) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid body)
    {
        if (!await LoadAsync(body)) { return NotFound(); }
        var (until, wrong) = By.Read("day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(By), wrong); return Page(); }
        if (AtChoices.All(c => c.Value != At)) { return this.Refuse(new Refusal(nameof(At), "Select a date of the forum, or none")); }
        if (Cascade.Send(Of, new CascadeText(At.Length > 0 ? Guid.Parse(At) : null, Name, Text, Address, ToWhom, until), db.Acting.Actor, clock.Now).Refused(out var why, out var sent)) { return this.Refuse(why); }
        db.Add(sent);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        TempData["done"] = "The message is given out";
        return Redirect($"/forums/messages/{sent.Id}");
    }

    private async Task<bool> LoadAsync(Guid body)
    {
        var stop = HttpContext.RequestAborted;
        if (await shelf.ForumAsync(body, stop) is not { EndedOn: null } of || !of.Areas.All(a => db.Acting.Actor.Areas.Contains(a))) { return false; }
        Of = of;
        AtChoices = [new("", "None: between dates"), .. (await shelf.SittingsAsync([of.Id], stop))[of.Id].Where(s => s.Meeting.CancelledAt is null).Take(12).Select(s => new Choice(s.Meeting.Id.ToString(), MeetingPage.Said(s.Meeting)))];
        return true;
    }
}
