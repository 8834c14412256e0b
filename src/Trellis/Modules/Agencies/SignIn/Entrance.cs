using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Agencies.SignIn;

/// <summary>
/// The way in, however somebody shows who they are. Tries at one account wait for each other, so that many at once are
/// counted like one after the other; an account that is not there takes as long, and leaves as much behind, as one that is.
/// </summary>
public sealed class Entrance(TrellisDb db, SignedIn signedIn, IPasswordHasher<Staff> hasher, DeviceCookie devices, PracticeModel practice, Teller teller, Outbox outbox, LondonClock clock)
{
    private static string? unknownHash;

    /// <summary>Whoever has this e-mail address and password; null when nobody has, or the account is locked: who asks is told no more.</summary>
    public async Task<Staff?> WithPasswordAsync(string email, string password, CancellationToken cancellationToken)
    {
        await using var turn = await TurnAsync(email, cancellationToken);
        var staff = await All.FirstOrDefaultAsync(s => s.Email == email, cancellationToken);
        if (staff?.PasswordHash is null || !MayEnter(staff)) { staff = null; }

        // A hash is worked out either way, so that the time taken does not tell whether the address is known.
        var result = hasher.VerifyHashedPassword(staff!, staff?.PasswordHash ?? (unknownHash ??= hasher.HashPassword(null!, Guid.NewGuid().ToString())), password);
        if (staff is null)
        {
            await RefuseStrangerAsync("no-account", cancellationToken);
            await turn.CommitAsync(cancellationToken);
            return null;
        }

        if (staff.LockedAt(clock.Now) || result is PasswordVerificationResult.Failed)
        {
            await RefuseAsync(staff, "password", cancellationToken);
            await turn.CommitAsync(cancellationToken);
            return null;
        }

        if (result is PasswordVerificationResult.SuccessRehashNeeded)
        {
            var on = await BeginAsync(staff, staff.HeldOn(clock.Today)[0], cancellationToken);
            staff.HashAnew(hasher.HashPassword(staff, password), on);
            await db.SaveChangesAsync(cancellationToken);
        }

        await turn.CommitAsync(cancellationToken);
        return staff;
    }

    /// <summary>A second factor of somebody half-way: shown and noted, or refused and counted.</summary>
    /// <param name="show">Uses it up; false when it is wrong.</param>
    /// <param name="evenLocked">A passkey cannot be guessed: its holder is not kept out by others' guessing.</param>
    public async Task<bool> ShowAsync(Staff staff, string what, Func<Staff, OnSpot, bool> show, bool evenLocked, CancellationToken cancellationToken)
    {
        await using var turn = await TurnAsync(staff.Email, cancellationToken);
        db.ChangeTracker.Clear();
        var now = await All.SingleAsync(s => s.Id == staff.Id, cancellationToken);
        var on = await BeginAsync(now, now.HeldOn(clock.Today)[0], cancellationToken);
        var shown = (evenLocked || !now.LockedAt(clock.Now)) && show(now, on);
        if (shown) { await db.SaveChangesAsync(cancellationToken); }
        else { await RefuseAsync(now, what, cancellationToken); }
        await turn.CommitAsync(cancellationToken);
        return shown;
    }

    /// <summary>Where to next: a second factor, the choice of a post, or in.</summary>
    /// <returns>A local address.</returns>
    public async Task<string> GoOnAsync(HttpContext http, Guid staffId, string shown, string? to, CancellationToken cancellationToken)
    {
        var staff = await FindAsync(staffId, cancellationToken) ?? throw new InvalidOperationException("The account was closed meanwhile");
        if (staff.WaitsForLink) { return OneTimeLinks.Address; }
        if (shown is "password" or "agency" && staff.HasSecondFactor)
        {
            await new HalfWay(staff.Id, staff.Stamp, shown, to).KeepAsync(http);
            return "/sign-in/code";
        }

        if (staff.HeldOn(clock.Today) is not [var only])
        {
            await new HalfWay(staff.Id, staff.Stamp, shown is "password" or "agency" ? $"{shown}-alone" : shown, to).KeepAsync(http);
            return "/sign-in/post";
        }

        await EnterAsync(http, staff, only, shown, cancellationToken);
        return to ?? "/work";
    }

    public async Task EnterAsync(HttpContext http, Staff staff, Post post, string how, CancellationToken cancellationToken)
    {
        var on = await BeginAsync(staff, post, cancellationToken);
        var device = await devices.KnowAsync(http, staff, on, cancellationToken);
        var session = staff.Enter(post, device, how.Replace("-alone", "", StringComparison.Ordinal), on);
        if (device.FirstAt == on.Now && staff.Devices.Count > 1) { await TellOfDeviceAsync(staff, post, cancellationToken); }
        await db.SaveChangesAsync(cancellationToken);
        await http.SignOutAsync(HalfWay.Scheme);
        await SignedIn.SignInAsync(http, session.Id, staff.Id, staff.Name, post.Id, post.Title);
    }

    /// <summary>Takes up an invitation with a password of one's own choice.</summary>
    /// <returns>Whoever came; refused when the password will not do, and null when the link was used meanwhile.</returns>
    public async Task<Outcome<Staff>?> AcceptAsync(Guid link, string password, CancellationToken cancellationToken)
    {
        if (await ByLinkAsync(link, Link.Invitation, cancellationToken) is not var (staff, found)) { return null; }
        await using var turn = await TurnAsync(staff.Email, cancellationToken);
        await db.Entry(found).ReloadAsync(cancellationToken);
        if (!found.WorksAt(clock.Now)) { return null; }
        if (staff.Accept(found, password, hasher, await BeginAsync(staff, NextPost(staff)!, cancellationToken, ActWords.AcceptLink)).Refused(out var why)) { return (Outcome<Staff>)why; }
        outbox.Settle(link);
        await db.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
        return (Outcome<Staff>)staff;
    }

    /// <summary>Comes back by the link sent after a second factor was lost, having shown the password.</summary>
    /// <returns>False when the link was used meanwhile.</returns>
    public async Task<bool> ComeBackAsync(Guid link, CancellationToken cancellationToken)
    {
        if (await ByLinkAsync(link, Link.SecondFactor, cancellationToken) is not var (staff, found)) { return false; }
        _ = staff.ComeBack(found, await BeginAsync(staff, NextPost(staff)!, cancellationToken, ActWords.AcceptLink));
        outbox.Settle(link);
        await db.SaveChangesAsync(cancellationToken);
        return true;
    }

    /// <summary>Whoever an agency's own sign-in says this is; null when nobody was ever bound to that, or may not come in.</summary>
    public async Task<Staff?> WithIdentityAsync(Providers.Provider provider, string subject, CancellationToken cancellationToken)
    {
        var staff = await All.Include(s => s.Identities).FirstOrDefaultAsync(s => s.Identities.Any(i => i.EndedAt == null && i.Issuer == provider.Issuer && i.Subject == subject), cancellationToken);
        // One agency's sign-in opens posts of that agency's people alone, whatever issuer its administrator typed.
        return staff is not null && MayEnter(staff) && staff.HeldOn(clock.Today).All(p => p.Agency == provider.Agency) ? staff : null;
    }

    /// <summary>Takes up an invitation through the agency's own sign-in.</summary>
    /// <returns>Null when the link was used meanwhile, is another agency's, or somebody else was bound to that before.</returns>
    public async Task<Staff?> BindAsync(string secret, Providers.Provider provider, string subject, CancellationToken cancellationToken)
    {
        if (await BySecretAsync(secret, cancellationToken) is not var (staff, link) || link.Kind is not Link.Invitation || staff.Posts.All(p => p.Agency != provider.Agency)) { return null; }
        await using var turn = await TurnAsync(staff.Email, cancellationToken);
        if (await db.Set<Identity>().AnyAsync(i => i.EndedAt == null && i.Issuer == provider.Issuer && i.Subject == subject, cancellationToken)) { return null; }
        await db.Entry(link).ReloadAsync(cancellationToken);
        if (!link.WorksAt(clock.Now)) { return null; }
        _ = staff.Bind(link, provider.Issuer, subject, await BeginAsync(staff, NextPost(staff)!, cancellationToken, ActWords.AcceptLink));
        outbox.Settle(link.Id);
        await db.SaveChangesAsync(cancellationToken);
        await turn.CommitAsync(cancellationToken);
        return staff;
    }

    /// <summary>Whoever a secret opens the way for, and their link; null when it opens none any more.</summary>
    public async Task<(Staff Staff, Link Link)?> BySecretAsync(string secret, CancellationToken cancellationToken)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        return await OneTimeLinks.OpenedByAsync(own.Connection, secret, cancellationToken) is { } link ? await ByLinkAsync(link, null, cancellationToken) : null;
    }

    /// <summary>The post they hold, or the first they will.</summary>
    public Post? NextPost(Staff staff) => staff.Posts.Where(p => p.EndsOn is null || p.EndsOn >= clock.Today).OrderBy(p => p.StartsOn).ThenBy(p => p.Id).FirstOrDefault();

    private async Task<(Staff Staff, Link Link)?> ByLinkAsync(Guid id, string? kind, CancellationToken cancellationToken)
    {
        var staff = await All.Include(s => s.Links).FirstOrDefaultAsync(s => s.Active && s.Links.Any(l => l.Id == id), cancellationToken);
        return staff?.Links.Single(l => l.Id == id) is { } link && (kind is null || link.Kind == kind) && link.WorksAt(clock.Now) && NextPost(staff) is not null ? (staff, link) : null;
    }

    private async Task TellOfDeviceAsync(Staff staff, Post post, CancellationToken cancellationToken)
    {
        await using var own = await db.OpenAsync(cancellationToken);
        await teller.TellAsync(own.Connection, outbox, new AccountNews(Occasion.NewDevice, staff.Id, [post.Agency], post.Areas[0], Staffing.Colleagues.Reference(staff.Id), "/your-sign-in"), [], cancellationToken);
    }

    /// <summary>With all that signing in asks about; null when they may not come in.</summary>
    public async Task<Staff?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var staff = await All.FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
        return staff is not null && MayEnter(staff) ? staff : null;
    }

    /// <summary>Whoever is half-way; null when nobody is, or their account has changed since.</summary>
    public async Task<(Staff Staff, HalfWay HalfWay)?> HalfWayAsync(HttpContext http, CancellationToken cancellationToken) =>
        await HalfWay.ReadAsync(http) is { } half && await FindAsync(half.StaffId, cancellationToken) is { } staff && staff.Stamp == half.Stamp ? (staff, half) : null;

    private IQueryable<Staff> All => db.Staff.Include(s => s.Posts).Include(s => s.PasskeysEver).Include(s => s.RecoveryCodes).Include(s => s.Devices).AsSplitQuery();

    private bool MayEnter(Staff staff) => staff.Active && staff.HeldOn(clock.Today).Count > 0;

    private async Task RefuseAsync(Staff staff, string what, CancellationToken cancellationToken)
    {
        var area = staff.HeldOn(clock.Today)[0].Areas[0];
        await AsAsync(Actor.TheSystem(area), ActWords.RefuseSignIn, cancellationToken);
        staff.Refuse(what, new OnSpot(clock.Now, area));
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <param name="what">no-account, or passkey: whose it was meant to be is not known.</param>
    public async Task RefuseStrangerAsync(string what, CancellationToken cancellationToken)
    {
        var area = practice.Areas[0].Code;
        await AsAsync(Actor.TheSystem(area), ActWords.RefuseSignIn, cancellationToken);
        db.Add(Stranger.Refused(what, new OnSpot(clock.Now, area)));
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<OnSpot> BeginAsync(Staff staff, Post post, CancellationToken cancellationToken, string word = ActWords.SignIn)
    {
        await AsAsync(signedIn.Holding(staff.Id, staff.Name, post.Id, post.Agency, post.Areas, post.Role, post.Qualification), word, cancellationToken);
        return new OnSpot(clock.Now, post.Areas[0]);
    }

    /// <summary>The connection may have been opened while nobody, or somebody else, was acting: it is told.</summary>
    private async Task AsAsync(Actor actor, string word, CancellationToken cancellationToken)
    {
        db.Acting.As(actor);
        db.Acting.Begin(word);
        await using var own = await db.OpenAsync(cancellationToken);
        await WhoIsAsking.TellAsync(own.Connection, actor, clock.Now, cancellationToken);
    }

    private async Task<IDbContextTransaction> TurnAsync(string email, CancellationToken cancellationToken)
    {
        var turn = await db.Database.BeginTransactionAsync(cancellationToken);
        await using var wait = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, 7207))", (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction)turn.GetDbTransaction())
        {
            Parameters = { new() { Value = email } },
        };
        await wait.ExecuteNonQueryAsync(cancellationToken);
        return turn;
    }
}
