using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reviews.Drafts.Guest;

/// <summary>A copy as a reader with a link reads it, with their name across it, and answers paragraph by paragraph. That they looked is written first.</summary>
[AllowAnonymous]
[EnableRateLimiting(Agencies.Public.OneTimeLinks.Tries)]
public sealed class IndexModel(TrellisDb db, DraftGuests guests, Views views, LondonClock clock) : CopyPage(db)
{
    public override string Here => "/draft";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        if (Copy.OpenedAt is null)
        {
            Db.Acting.Begin(ActWords.GuestReadsDraft);
            Copy.Open(Db.Acting.Actor, clock.Now);
            await Db.SaveChangesAsync(HttpContext.RequestAborted);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync() || !MayReply || Chosen is null) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestRepliesToDraft);
        return await SayAsync(clock.Now);
    }

    public async Task<IActionResult> OnPostRestAsync()
    {
        if (!await LoadAsync() || !MayReply) { return NotFound(); }
        Db.Acting.Begin(ActWords.GuestRepliesToDraft);
        return await SayRestAsync(clock.Now);
    }

    public IActionResult OnPostLeave()
    {
        guests.Leave(HttpContext);
        return Redirect("/draft/left");
    }

    private async Task<bool> LoadAsync()
    {
        Response.Headers.CacheControl = "no-store";
        if (await guests.CopyAsync(HttpContext, HttpContext.RequestAborted) is not var (copy, draft)) { return false; }
        (Copy, Draft) = (copy, draft);
        await views.SawAsync("review-guest", ActWords.GuestReadsDraft, [], copy.Area, copy.MatterId, cancellationToken: HttpContext.RequestAborted);
        await LoadRepliesAsync();
        return true;
    }
}
