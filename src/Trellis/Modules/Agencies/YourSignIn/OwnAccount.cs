using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.YourSignIn;

/// <summary>The account of whoever is signed in, and the session they are in. Nobody reaches another's through it.</summary>
public sealed class OwnAccount(TrellisDb db, SignedIn signedIn, IPasswordHasher<Staff> hasher, IHttpContextAccessor web, Teller teller, Outbox outbox, LondonClock clock)
{
    private static readonly TimeSpan JustCome = TimeSpan.FromMinutes(15);

    private HttpContext Http => web.HttpContext ?? throw new InvalidOperationException("One's own account is for pages alone");

    public OnSpot On => new(clock.Now, db.Acting.Actor.Areas[0]);

    public async Task<(Staff Staff, Session Session)> LoadAsync(CancellationToken cancellationToken)
    {
        var (id, session) = (db.Acting.Actor.UserId, SignedIn.SessionOf(Http.User));
        var staff = await db.Staff.Include(s => s.Posts).Include(s => s.PasskeysEver).Include(s => s.RecoveryCodes).Include(s => s.Devices)
            .Include(s => s.Sessions.Where(z => z.EndedAt == null)).AsSplitQuery().SingleAsync(s => s.Id == id, cancellationToken);
        return (staff, staff.Sessions.Single(s => s.Id == session));
    }

    public bool RequiresSecondFactor(Staff staff) => signedIn.RequireSecondFactor(staff.HeldOn(clock.Today).Select(p => p.Role));

    /// <summary>Asked again before what lets somebody in is changed. A wrong one counts like one at the door.</summary>
    /// <returns>Null when it is right.</returns>
    public async Task<Refusal?> CheckAsync(Staff staff, string password, string field, CancellationToken cancellationToken)
    {
        if (staff.PasswordHash is null)
        {
            // Who came through their agency's sign-in has none: that they have just come stands in for it.
            return SignedInFor.HasJustCome((await Http.AuthenticateAsync()).Properties, clock.Now, JustCome) ? null : new Refusal(field, "Sign out and in again through your agency, then do this within 15 minutes");
        }

        if (password.Length == 0) { return new Refusal(field, "Enter your password"); }
        await using var turn = await db.Database.BeginTransactionAsync(cancellationToken);
        await using (var wait = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 7207))", (NpgsqlConnection)db.Database.GetDbConnection()) { Parameters = { new() { Value = staff.Email } } })
        {
            await wait.ExecuteNonQueryAsync(cancellationToken);
        }

        await db.Entry(staff).ReloadAsync(cancellationToken);
        var locked = staff.LockedAt(clock.Now);
        if (!locked && hasher.VerifyHashedPassword(staff, staff.PasswordHash!, password) is not PasswordVerificationResult.Failed) { return null; }
        staff.Refuse("password", On);
        await db.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
        return new Refusal(field, staff.LockedAt(clock.Now) ? $"Too many wrong passwords. Try again after {English.DateTime(staff.LockedUntil!.Value)}" : "That is not your password");
    }

    /// <summary>Tells them, with the save that follows, that what lets them in was changed: it may not have been they who did.</summary>
    public async Task TellAsync(Staff staff, CancellationToken cancellationToken)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await teller.TellAsync(own.Connection, outbox, new AccountNews(Occasion.SignInChanged, staff.Id, staff.Posts.Select(p => p.Agency).Distinct().ToArray(), On.Area, Staffing.Colleagues.Reference(staff.Id), "/your-sign-in"), [], cancellationToken);
    }

    public Task SaveAsync(CancellationToken cancellationToken) => db.SaveChangesAsync(cancellationToken);

    /// <summary>Saves what changed, and goes on in the session that took the place of the one before.</summary>
    public async Task GoOnAsync(Staff staff, Session session, CancellationToken cancellationToken)
    {
        await db.SaveChangesAsync(cancellationToken);
        await SignedIn.SignInAsync(Http, session.Id, staff.Id, staff.Name, session.PostId, staff.Posts.Single(p => p.Id == session.PostId).Title, (await Http.AuthenticateAsync()).Properties);
    }
}
