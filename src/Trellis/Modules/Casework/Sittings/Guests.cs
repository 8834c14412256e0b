using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>
/// Whoever comes with a one-time link. They have no account: the product acts for them, under words of its own, and only on the one
/// invitation the link is of.
/// </summary>
public sealed class Guests(TrellisDb db, StepWork work, Invitations invitations, Safekeeping safe, PracticeModel practice, LondonClock clock)
{
    private const string Cookie = "trellis-guest";
    private const string Purpose = "guest";
    private static readonly TimeSpan Time = TimeSpan.FromHours(2);

    /// <summary>The secret of an address opens something. Looking at it uses nothing up: mail programs open links before people do.</summary>
    public async Task<bool> IsThereAsync(string secret, CancellationToken stop = default)
    {
        AsTheSystem();
        return await LinkAsync(secret, stop) is { } link && link.MayBeOpened(clock.Now);
    }

    /// <returns>Null: the link works no longer. False: the code is wrong. True: they are in, for two hours, in this browser.</returns>
    public async Task<bool?> OpenAsync(HttpContext http, string secret, string code, CancellationToken stop = default)
    {
        AsTheSystem();
        if (await LinkAsync(secret, stop) is not { } link || await work.FindAsync(link.StepId, stop) is not { } step) { return null; }
        db.Acting.Begin(ActWords.GuestOpens);
        if (link.Open(step, code, clock.Now).Refused(out _)) { return null; }
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

    /// <summary>The invitation of whoever is in; null: nobody is, or it was taken back.</summary>
    public async Task<Invitation?> InvitationAsync(HttpContext http, string purpose, CancellationToken stop = default)
    {
        if (safe.TakeBack(Purpose, http.Request.Cookies[Cookie]) is not { } lent || !Guid.TryParse(lent, out var id)) { return null; }
        AsTheSystem();
        if (await db.Set<GuestLink>().AsNoTracking().FirstOrDefaultAsync(l => l.Id == id && l.OpenedAt != null && l.EndedAt == null, stop) is not { } link) { return null; }
        return await invitations.FindAsync(link.InvitedId, "guest-meeting", purpose, stop);
    }

    public void Leave(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options());

    private Task<GuestLink?> LinkAsync(string secret, CancellationToken stop)
    {
        var hash = GuestLink.HashOf(secret);
        return db.Set<GuestLink>().FirstOrDefaultAsync(l => l.Secret == hash, stop);
    }

    private void AsTheSystem()
    {
        if (db.Acting.Actor == Actor.Nobody || db.Acting.Actor.UserId != Actor.SystemId) { db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] }); }
    }

    private static CookieOptions Options() => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/invited", IsEssential = true };
}
