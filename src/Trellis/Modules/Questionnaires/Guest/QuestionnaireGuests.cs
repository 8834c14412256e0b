using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Questionnaires.Guest;

/// <summary>Whoever comes with a link. They have no account: the product acts for them, under words of its own, and only on the one invitation the link is of.</summary>
public sealed class QuestionnaireGuests(TrellisDb db, Safekeeping safe, PracticeModel practice, LondonClock clock)
{
    private const string Cookie = "trellis-questionnaire";
    private const string Purpose = "questionnaire guest";
    private static readonly TimeSpan Time = TimeSpan.FromHours(2);

    /// <summary>The secret of an address opens something.</summary>
    public async Task<bool> IsThereAsync(string secret, CancellationToken stop = default) => await LinkAsync(secret, stop) is not null;

    /// <returns>Null: the link works no longer. False: the code is wrong. True: they are in, for two hours, in this browser.</returns>
    public async Task<bool?> OpenAsync(HttpContext http, string secret, string code, CancellationToken stop = default)
    {
        if (await LinkAsync(secret, stop) is not var (link, invitee)) { return null; }
        if (!link.Fits(code))
        {
            db.Acting.Begin(ActWords.GuestOpensQuestionnaire);
            link.Tried(invitee, clock.Now);
            try
            {
                await db.SaveChangesAsync(stop);
            }
            catch (DbUpdateConcurrencyException)
            {
                return null; // tried elsewhere in the same moment
            }

            return link.EndedAt is null ? false : null;
        }

        http.Response.Cookies.Append(Cookie, safe.Lend(Purpose, link.Id.ToString(), Time), Options());
        return true;
    }

    /// <summary>The invitation of whoever is in; null: nobody is, or it was taken back.</summary>
    public async Task<Guid?> InviteeAsync(HttpContext http, CancellationToken stop = default)
    {
        if (safe.TakeBack(Purpose, http.Request.Cookies[Cookie]) is not { } lent || !Guid.TryParse(lent, out var id)) { return null; }
        AsTheSystem();
        return await db.Set<RoundLink>().AsNoTracking().Where(l => l.Id == id && l.EndedAt == null && db.Set<Invitee>().Any(i => i.Id == l.InvitationId && i.WithdrawnAt == null)).Select(l => (Guid?)l.InvitationId).FirstOrDefaultAsync(stop);
    }

    public void Leave(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options());

    private async Task<(RoundLink Link, Invitee Of)?> LinkAsync(string secret, CancellationToken stop)
    {
        AsTheSystem();
        var hash = RoundLink.HashOf(secret);
        if (await db.Set<RoundLink>().FirstOrDefaultAsync(l => l.Secret == hash && l.EndedAt == null, stop) is not { } link) { return null; }
        var invitee = await db.Set<Invitee>().SingleAsync(i => i.Id == link.InvitationId, stop);
        var open = invitee is { WithdrawnAt: null } && await db.Set<Round>().AnyAsync(r => r.Id == invitee.RoundId && r.OpenedAt != null && r.ClosedAt == null, stop);
        return open ? (link, invitee) : null;
    }

    private void AsTheSystem()
    {
        if (db.Acting.Actor.UserId != Actor.SystemId) { db.Acting.As(RoundKeeping.Everywhere(practice)); }
    }

    private static CookieOptions Options() => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/questionnaire", IsEssential = true };
}
