using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reviews.Drafts.Guest;

/// <summary>A copy as a reader with a link reads it, with their name across it. That they looked is written first.</summary>
[AllowAnonymous]
[EnableRateLimiting(Agencies.Public.OneTimeLinks.Tries)]
public sealed class IndexModel(TrellisDb db, DraftGuests guests, Views views, LondonClock clock) : PageModel
{
    public ControlledCopy Copy { get; private set; } = null!;

    public ReviewDraft Draft { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (await guests.CopyAsync(HttpContext, HttpContext.RequestAborted) is not var (copy, draft)) { return NotFound(); }
        (Copy, Draft) = (copy, draft);
        await views.SawAsync("review-guest", ActWords.GuestReadsDraft, [], copy.Area, copy.MatterId, cancellationToken: HttpContext.RequestAborted);
        if (copy.OpenedAt is null)
        {
            db.Acting.Begin(ActWords.GuestReadsDraft);
            copy.Open(db.Acting.Actor, clock.Now);
            await db.SaveChangesAsync(HttpContext.RequestAborted);
        }

        return Page();
    }

    public IActionResult OnPostLeave()
    {
        guests.Leave(HttpContext);
        return Redirect("/draft/left");
    }
}
