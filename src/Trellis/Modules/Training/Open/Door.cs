using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training.Open;

/// <summary>Who stands at the public pages: an e-mail address that was proved, or an account.</summary>
/// <param name="Known">What is known of them from an earlier booking.</param>
/// <param name="Name">Of their account; empty without one.</param>
/// <param name="Agency">Of their account.</param>
public sealed record AtTheDoor(string Email, Guid? UserId, string Name, string? Agency, Delegate? Known);

/// <summary>
/// Lets in whoever books training: with an account at once, without one by a code that goes to their e-mail. The product acts for them,
/// with the rights of the training team, and only on what is theirs.
/// </summary>
public sealed class Door(TrellisDb db, Safekeeping safe, PracticeModel practice, AgencyRegister agencies, Shell shell, Mailing mailing, LondonClock clock)
{
    public const string Circle = "training";

    private const string Cookie = "trellis-training";
    private const string Purpose = "training delegate";
    private const string CodePurpose = "training code";
    private static readonly TimeSpan Time = TimeSpan.FromHours(2);

    /// <summary>The code on the page itself: only where everybody in it is invented and no e-mail goes out.</summary>
    public bool ShowsCode => shell.Demonstration && mailing.Carrier is null;

    /// <summary>Everybody's areas, and the circle of the training team; still themselves where they signed in.</summary>
    public async Task EnterAsync(CancellationToken stop = default)
    {
        var (areas, now) = (practice.Areas.Where(a => a.Kind is "borough" or "partnership").Select(a => a.Code).ToArray(), db.Acting.Actor);
        if (now.Circles.Contains(Circle) && areas.All(now.Areas.Contains)) { return; }
        var wide = now == Actor.Nobody ? Actor.TheSystem(areas) with { Circles = [Circle] } : now with { Areas = [.. areas], Circles = [Circle], Sees = [] };
        db.Acting.As(wide);
        if (db.Database.GetDbConnection() is NpgsqlConnection { State: System.Data.ConnectionState.Open } open) { await WhoIsAsking.TellAsync(open, wide, clock.Now, stop); }
    }

    /// <summary>Null: nobody has proved an address here.</summary>
    public async Task<AtTheDoor?> WhoAsync(HttpContext http, CancellationToken stop = default)
    {
        var user = db.Acting.Actor == Actor.Nobody || db.Acting.Actor.UserId == Actor.SystemId ? (Guid?)null : db.Acting.Actor.UserId;
        var agency = user is null ? null : db.Acting.Actor.Agency;
        await EnterAsync(stop);
        if (user is { } id)
        {
            await using var own = await db.OpenAsync(stop);
            if (!(await PostHolders.AddressesAsync(own.Connection, [id], stop)).TryGetValue(id, out var known)) { return null; }
            var email = known.Address.ToLowerInvariant();
            return new AtTheDoor(email, id, known.Name, agency, await KnownAsync(email, stop));
        }

        return safe.TakeBack(Purpose, http.Request.Cookies[Cookie]) is { } proved ? new AtTheDoor(proved, null, "", null, await KnownAsync(proved, stop)) : null;
    }

    /// <summary>Makes a code and the e-mail that carries it. Refused where too many went to the address.</summary>
    public async Task<Outcome<Proof>> SendCodeAsync(string typed, CancellationToken stop = default)
    {
        await EnterAsync(stop);
        if (Delegate.Address(typed) is not { } email) { return new Refusal("Email", "Enter an email address in the correct format, like name@example.com"); }
        var since = clock.Now.AddHours(-1);
        if (await db.Set<Proof>().CountAsync(p => p.Email == email && p.MadeAt > since, stop) >= Proof.MostInAnHour) { return new Refusal("Email", "Too many codes were asked for. Try again in an hour"); }
        db.Acting.Begin(ActWords.GuestProvesAddress);
        var proof = Proof.Make(email, practice.Areas.First(a => a.Kind is "partnership").Code, clock.Now, code => safe.Lock(CodePurpose, System.Text.Encoding.ASCII.GetBytes(code)));
        db.Add(proof);
        db.Add(Letter.With(proof, clock.Now));
        await db.SaveChangesAsync(stop);
        return proof;
    }

    /// <summary>The code of a proof, for its e-mail; null once it was used.</summary>
    public string? CodeOf(byte[]? locked) => locked is null ? null : System.Text.Encoding.ASCII.GetString(safe.Unlock(CodePurpose, locked));

    public async Task<Proof?> ProofAsync(Guid id, CancellationToken stop = default)
    {
        await EnterAsync(stop);
        return await db.Set<Proof>().FirstOrDefaultAsync(p => p.Id == id, stop);
    }

    /// <summary>Takes the code of an address; with the right one they are in, for two hours, in this browser.</summary>
    public async Task<Refusal?> TryAsync(HttpContext http, Guid proof, string code, CancellationToken stop = default)
    {
        await EnterAsync(stop);
        await db.OneAtATimeAsync(proof, stop);
        if (await db.Set<Proof>().FirstOrDefaultAsync(p => p.Id == proof, stop) is not { } found) { return new Refusal("Code", "This code works no longer. Ask for another"); }
        db.Acting.Begin(ActWords.GuestProvesAddress);
        if (found.Use(code, clock.Now).Refused(out var why)) { return why; }
        await db.SaveChangesAsync(stop);
        if (found.UsedAt is null) { return new Refusal("Code", $"That is not the code. After {Proof.MostTries} wrong codes it stops working"); }
        http.Response.Cookies.Append(Cookie, safe.Lend(Purpose, found.Email, Time), Options());
        return null;
    }

    public void Leave(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options());

    /// <summary>An address of these pages to go on to; the bookings where it is none.</summary>
    public static string Onward(string? to) => to is { Length: > 0 and < 200 } && to.StartsWith("/courses/", StringComparison.Ordinal) && to.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-') ? to : "/courses/bookings";

    /// <summary>What kind of organisation an agency of the partnership is, as far as training asks.</summary>
    public async Task<(string Sector, string Title)?> SectorOfAsync(string? agency, CancellationToken stop = default)
    {
        if ((await agencies.ListAsync(cancellationToken: stop)).FirstOrDefault(a => a.Code == agency) is not { } found) { return null; }
        return (practice.Training.Sector(found.Kind)?.Id ?? "other-public", found.Title);
    }

    private Task<Delegate?> KnownAsync(string email, CancellationToken stop) => db.Set<Delegate>().FirstOrDefaultAsync(d => d.Email == email, stop);

    private static CookieOptions Options() => new() { Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/courses", IsEssential = true };
}
