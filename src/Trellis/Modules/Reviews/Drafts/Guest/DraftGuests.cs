using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Reviews.Drafts.Guest;

/// <summary>Whoever comes with a link to a copy. They have no account: the product acts for them, under words of its own, and only on the one copy the link is of.</summary>
public sealed class DraftGuests(TrellisDb db, Safekeeping safe, PracticeModel practice, LondonClock clock)
{
    private const string Cookie = "trellis-draft";
    private const string Purpose = "draft guest";
    private static readonly TimeSpan Time = TimeSpan.FromHours(2);

    /// <summary>The secret of an address opens something. Looking at it uses nothing up: mail programs open links before people do.</summary>
    public async Task<bool> IsThereAsync(string secret, CancellationToken stop = default) => await LinkAsync(secret, stop) is not null;

    /// <returns>Null: the link works no longer. False: the code is wrong. True: they are in, for two hours, in this browser.</returns>
    public async Task<bool?> OpenAsync(HttpContext http, string secret, string code, CancellationToken stop = default)
    {
        if (await LinkAsync(secret, stop) is not { } link) { return null; }
        db.Acting.Begin(ActWords.GuestOpensDraft);
        if (link.Open(code, clock.Now, db.Acting.Actor).Refused(out _)) { return null; }
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Opened, or tried, elsewhere in the same moment: it opens once.
            return null;
        }

        if (link.OpenedAt is null) { return link.EndedAt is null ? false : null; }
        http.Response.Cookies.Append(Cookie, safe.Lend(Purpose, link.Id.ToString(), Time), Options());
        return true;
    }

    /// <summary>The copy of whoever is in, with the draft it is of; null: nobody is, or it was recalled.</summary>
    public async Task<(ControlledCopy Copy, ReviewDraft Draft)?> CopyAsync(HttpContext http, CancellationToken stop = default)
    {
        if (safe.TakeBack(Purpose, http.Request.Cookies[Cookie]) is not { } lent || !Guid.TryParse(lent, out var id)) { return null; }
        AsTheSystem();
        return await db.Set<CopyLink>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == id && l.OpenedAt != null && l.EndedAt == null, stop) is { } link
            && await db.Set<ControlledCopy>().FirstOrDefaultAsync(c => c.Id == link.CopyId && c.ReaderId == null && c.RecalledAt == null, stop) is { } copy
            && await db.Set<ReviewDraft>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == copy.DraftId, stop) is { } draft ? (copy, draft) : null;
    }

    public void Leave(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options());

    private async Task<CopyLink?> LinkAsync(string secret, CancellationToken stop)
    {
        AsTheSystem();
        var hash = CopyLink.HashOf(secret);
        return await db.Set<CopyLink>().FirstOrDefaultAsync(l => l.Secret == hash, stop) is { } link && link.MayBeOpened(clock.Now)
            && await db.Set<ControlledCopy>().AnyAsync(c => c.Id == link.CopyId && c.RecalledAt == null, stop) ? link : null;
    }

    private void AsTheSystem()
    {
        if (db.Acting.Actor.UserId != Actor.SystemId) { db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] }); }
    }

    private static CookieOptions Options() => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/draft", IsEssential = true };
}
