using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Trellis.Access;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Sittings.Guest;

/// <summary>What somebody with a one-time link sees: when and where, what they say themselves, what they were sent. No name, and nothing of anybody else.</summary>
[AllowAnonymous]
[EnableRateLimiting(Agencies.Public.OneTimeLinks.Tries)]
public sealed class IndexModel(TrellisDb db, Guests guests, Invitations invitations, LondonClock clock) : PageModel
{
    [BindProperty]
    public SaidForm Said { get; set; } = new();

    public Invitation Invitation { get; private set; } = null!;

    public IReadOnlyList<(SentCopy Copy, Frozen Written)> Copies { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync(ActWords.GuestReads)) { return Gone(); }
        Said = SaidForm.Of(Invitation.Mine);
        var read = new List<(SentCopy, Frozen)>();
        foreach (var copy in Invitation.Copies.Where(c => c.How == "link"))
        {
            if (copy.ReadAt is null) { db.Acting.Begin(ActWords.GuestReads); }
            read.Add((copy, await invitations.ReadAsync(copy, HttpContext.RequestAborted)));
            await invitations.OpenedAsync(Invitation, copy, null, null, HttpContext.RequestAborted);
        }

        Copies = read;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync(ActWords.GuestSays)) { return Gone(); }
        if (Said.IsBehind(Invitation.Meeting, Invitation.Mine, ModelState)) { return Page(); }
        if (Said.Read(Invitation.Meeting.Definition, ModelState) is not { } contribution) { return Page(); }
        db.Acting.Begin(ActWords.GuestSays);
        if (Invitation.Mine.Say(Invitation.Step, contribution, "link", clock.Now, db.Acting.Actor).Refused(out var why)) { return this.Refuse(why with { Field = why.Field.Length == 0 ? "" : $"Said.{why.Field}" }); }
        await db.SaveChangesAsync();
        TempData["done"] = "What you say is with the chair";
        return Redirect("/invited");
    }

    public IActionResult OnPostLeave()
    {
        guests.Leave(HttpContext);
        return Redirect("/invited/left");
    }

    private async Task<bool> LoadAsync(string purpose)
    {
        Response.Headers.CacheControl = "no-store";
        if (await guests.InvitationAsync(HttpContext, purpose, HttpContext.RequestAborted) is not { } found) { return false; }
        Invitation = found;
        return true;
    }

    private StatusCodeResult Gone() => StatusCode(StatusCodes.Status404NotFound);
}
