using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Training.Open;

/// <summary>What the code on the wall leads to: whoever sits in the room says that they are there. It works on the days of the workshop alone.</summary>
[AllowAnonymous]
[EnableRateLimiting(OneTimeLinks.Tries)]
public sealed class HereModel(OpenDesk desk) : OpenPage(desk)
{
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(60);

    [FromRoute(Name = "arrival")]
    public string Arrival { get; set; } = "";

    [BindProperty]
    public string Reference { get; set; } = "";

    public Workshop Of { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        // The same answer whether an address is unknown or not booked: it says nobody's training.
        var nobody = new Refusal(nameof(Reference), "There is no booking for this workshop with that reference or email address. Ask the trainer");
        var (text, email) = (Reference.Trim().ToUpperInvariant(), Delegate.Address(Reference));
        if (text.Length == 0) { return this.Refuse(new Refusal(nameof(Reference), "Enter your booking reference or your email address")); }
        var found = await Db.Set<Booking>().FirstOrDefaultAsync(b => b.WorkshopId == Of.Id && b.State == "confirmed" && (b.Reference == text || b.Delegate!.Email == email), Stop);
        if (found is null) { return this.Refuse(nobody); }
        Db.Acting.Begin(ActWords.GuestArrives);
        if (found.Came is null)
        {
            if (found.Attend("whole", "code", Desk.Clock.Now).Refused(out var why)) { return this.Refuse(why); }
            await Db.SaveChangesAsync(Stop);
        }

        TempData["done"] = "Thank you. You are on the list";
        return Redirect($"/courses/here/{Of.Arrival}");
    }

    private async Task<bool> LoadAsync()
    {
        Response.Headers.CacheControl = "no-store";
        await Desk.Door.EnterAsync(Stop);
        if (await Db.Set<Workshop>().AsNoTracking().Include(w => w.Course).FirstOrDefaultAsync(w => w.Arrival == Arrival, Stop) is not { CancelledAt: null, TakenAt: null } of) { return false; }
        Of = of;
        return Desk.Clock.Now >= of.StartsAt - Early && Desk.Clock.Today <= of.LastDay;
    }
}
