using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Forums;

/// <summary>A message of a forum: what is passed on, who passed it on to whom, and whose word is missing.</summary>
[Does(ActWords.ViewForums)]
public sealed class MessageModel(TrellisDb db, ForumShelf shelf, AgencyRegister register, LondonClock clock) : PageModel
{
    /// <summary>Which setting passed it on, where the asker says it for others; of anybody else it is their agency.</summary>
    [BindProperty]
    public string Setting { get; set; } = "";

    [BindProperty]
    public string ToWhom { get; set; } = "";

    [BindProperty]
    public string People { get; set; } = "";

    [BindProperty]
    public DateParts On { get; set; } = new();

    public Cascade Of { get; private set; } = null!;

    public IReadOnlyList<string> Missing { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool MayPassOn => Actor.May(ActWords.PassOnMessage);

    public bool ForOthers => Actor.May(ActWords.CascadeMessage);

    public bool IsOver => shelf.IsOver(Of);

    private Actor Actor => db.Acting.Actor;

    public async Task<IActionResult> OnGetAsync(Guid message)
    {
        if (!await LoadAsync(message)) { return NotFound(); }
        (ToWhom, On) = (Of.ToWhom, DateParts.Of(clock.Today));
        return Page();
    }

    [Does(ActWords.PassOnMessage)]
    public async Task<IActionResult> OnPostAsync(Guid message)
    {
        if (!await LoadAsync(message)) { return NotFound(); }
        int? people = null;
        if (People.Trim().Length > 0)
        {
            if (!int.TryParse(People.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) { return this.Refuse(new Refusal(nameof(People), "How many people must be a whole number from 1 to 100,000")); }
            people = number;
        }

        var (on, wrong) = On.Read("day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(On), wrong); return Page(); }
        var setting = ForOthers ? Setting : (await register.ListAsync(cancellationToken: HttpContext.RequestAborted)).FirstOrDefault(a => a.Code == Actor.Agency)?.Title ?? "";
        if (Of.Receives(setting, ToWhom, people, on, Actor, clock.Now).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        TempData["done"] = "Recorded that it was passed on";
        return Redirect($"/forums/messages/{message}");
    }

    private async Task<bool> LoadAsync(Guid message)
    {
        var stop = HttpContext.RequestAborted;
        if (await db.Set<Cascade>().Include(c => c.Body).Include(c => c.PassedOn).FirstOrDefaultAsync(c => c.Id == message, stop) is not { } found) { return false; }
        Of = found;
        Missing = await shelf.MissingAsync(found, stop);
        Names = await register.NamesAsync(found.PassedOn.Select(p => p.ById).Append(found.SentBy), stop);
        return true;
    }
}
