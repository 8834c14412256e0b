using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Seats;

/// <summary>Who holds a seat over time, and who deputises.</summary>
[Does(ActWords.FillSeat)]
public sealed class ShowModel(TrellisDb db, AgencyRegister agencies, LondonClock clock) : PageModel
{
    [FromRoute(Name = "body")]
    public Guid BodyId { get; set; }

    [FromRoute(Name = "seat")]
    public Guid SeatId { get; set; }

    [BindProperty]
    public string As { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Post { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public DateParts From { get; set; } = new();

    [BindProperty]
    public string Leaver { get; set; } = "";

    [BindProperty]
    public DateParts Last { get; set; } = new();

    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public string Agency { get; set; } = "";

    [BindProperty]
    public bool Statutory { get; set; }

    [BindProperty]
    public string Contact { get; set; } = "";

    [BindProperty]
    public DateParts Inducted { get; set; } = new();

    [BindProperty]
    public DateParts Agreed { get; set; } = new();

    public IReadOnlyList<Choice> AgencyChoices { get; private set; } = [];

    public Body Of { get; private set; } = null!;

    public Seat Seat { get; private set; } = null!;

    public IReadOnlyList<Choice> AsChoices => [new("holder", "Holder"), new("deputy", "Deputy")];

    public IReadOnlyList<Choice> StatutoryChoices => [new("true", "The law names whoever holds it")];

    /// <summary>Who holds it today; null when nobody does.</summary>
    public Holder? Now => Seat.HolderOn(clock.Today);

    public IReadOnlyList<Choice> LeaveChoices => [.. Seat.Holders.Where(h => h.UntilOn is null).Select(h => new Choice(h.Id.ToString(), h.Deputy ? $"{h.Name}, deputy" : h.Name))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        (Agency, Statutory) = (Seat.Agency ?? "", Seat.Statutory);
        if (Now is { } now) { (Contact, Inducted, Agreed) = (now.Contact, DateParts.Of(now.InductedOn), DateParts.Of(now.AgreedOn)); }
        (From, Last) = (DateParts.Of(clock.Today), DateParts.Of(clock.Today));
        return Page();
    }

    public async Task<IActionResult> OnPostNameAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (As is not ("holder" or "deputy")) { ModelState.AddModelError(nameof(As), "Select as what"); }
        if (Name.Trim().Length is 0 or > Holder.LongestName) { ModelState.AddModelError(nameof(Name), Name.Trim().Length == 0 ? "Enter their name" : "Their name must be 200 characters or fewer"); }
        if (Post.Trim().Length > Holder.LongestName) { ModelState.AddModelError(nameof(Post), "Their post must be 200 characters or fewer"); }
        var (from, wrong) = From.Read("day they begin", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(From), wrong); }
        var account = Email.Trim().Length == 0 ? null : await agencies.StaffAtAsync(Email);
        if (Email.Trim().Length > 0 && account is null) { ModelState.AddModelError(nameof(Email), "Nobody signs in with this address. Check it, or leave it empty"); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Seated(Seat, Name, Post, account?.Id, As == "deputy", from!.Value, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        return Done($"{Name.Trim()} is named");
    }

    public async Task<IActionResult> OnPostAgencyAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (AgencyChoices.All(c => c.Value != Agency)) { ModelState.AddModelError(nameof(Agency), "Select an agency, or none"); return Page(); }
        Seat.Statutory = Statutory;
        Of.Belongs(Seat, Agency.Length > 0 ? Agency : null, clock.Now, db.Acting.Actor.Agency);
        await db.SaveChangesAsync();
        return Done("The seat is saved");
    }

    public async Task<IActionResult> OnPostKnownAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Now is not { } holder) { return this.Refuse(new Refusal(nameof(Contact), "Nobody holds this seat now")); }
        var (inducted, wrong) = Inducted.Read("day they were shown round", required: false);
        if (wrong is not null) { ModelState.AddDateError(nameof(Inducted), wrong); }
        var (agreed, wrongToo) = Agreed.Read("day they agreed", required: false);
        if (wrongToo is not null) { ModelState.AddDateError(nameof(Agreed), wrongToo); }
        if (!ModelState.IsValid) { return Page(); }
        if (Of.Known(holder, Contact, inducted, agreed, clock.Today, clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why); }
        await db.SaveChangesAsync();
        return Done("What is known of the holder is saved");
    }

    public async Task<IActionResult> OnPostLeaveAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Seat.Holders.Find(h => h.UntilOn is null && h.Id.ToString() == Leaver) is not { } holder) { ModelState.AddModelError(nameof(Leaver), "Select who leaves"); return Page(); }
        var (last, wrong) = Last.Read("last day", required: true);
        if (wrong is not null) { ModelState.AddDateError(nameof(Last), wrong); return Page(); }
        if (Reason.Trim().Length > Body.LongestReason) { ModelState.AddModelError(nameof(Reason), "Why they leave must be 500 characters or fewer"); return Page(); }
        if (Of.Left(Seat, holder, last!.Value, Reason, db.Acting.Actor.Agency).Refused(out var why)) { return this.Refuse(why with { Field = nameof(Last) }); }
        await db.SaveChangesAsync();
        return Done($"{holder.Name} leaves the seat");
    }

    private RedirectResult Done(string words)
    {
        TempData["done"] = words;
        return Redirect($"/meetings/{BodyId}/seats/{SeatId}");
    }

    private async Task<bool> LoadAsync()
    {
        if (await db.Set<Body>().Include(b => b.Seats).ThenInclude(s => s.Holders).AsSplitQuery().FirstOrDefaultAsync(b => b.Id == BodyId) is not { } found || !found.Areas.All(a => db.Acting.Actor.Areas.Contains(a)) || found.Seats.Find(s => s.Id == SeatId) is not { } seat) { return false; }
        (Of, Seat) = (found, seat);
        AgencyChoices = [new("", "None"), .. (await agencies.ListAsync()).Select(a => new Choice(a.Code, a.Title))];
        return true;
    }
}
