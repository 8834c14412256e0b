using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Agencies.YourSignIn;

/// <summary>How one signs in, and what was done with it: to see whether all of it was oneself.</summary>
[Does(ActWords.ViewSignIn)]
public sealed class IndexModel(TrellisDb db, OwnAccount own, LondonClock clock) : PageModel
{
    private const int Shown = 10;
    private const int RefusedDays = 30;

    public bool MayHoldExtract => db.Acting.Actor.May(ActWords.HoldExtract);

    public Staff Me { get; private set; } = null!;

    public Session Here { get; private set; } = null!;

    public Post Post => Me.Posts.Single(p => p.Id == Here.PostId);

    public bool SeveralPosts => Me.HeldOn(clock.Today).Count > 1;

    public ImmutableArray<PastSignIn> Lately { get; private set; } = [];

    /// <summary>Wrong tries in the last 30 days.</summary>
    public int Refused { get; private set; }

    public async Task OnGetAsync(CancellationToken stop)
    {
        (Me, Here) = await own.LoadAsync(stop);
        var sessions = await db.Set<Session>().AsNoTracking().Include(s => s.Device).Where(s => s.StaffId == Me.Id).OrderByDescending(s => s.Id).Take(Shown * 5).ToListAsync(stop);
        Lately = [.. sessions.Where(s => s.Follows is null).Take(Shown).Select(s => new PastSignIn(s, Last(s, sessions), Here))];
        var since = clock.Now.AddDays(-RefusedDays);
        Refused = await db.Facts.CountAsync(f => f.Kind == "staff.sign-in-failed" && f.SourceId == Me.Id && f.OccurredAt >= since, stop);
    }

    /// <summary>Changing post, or what lets one in, begins a session anew; it is still the same sign-in.</summary>
    private static Session Last(Session session, List<Session> all)
    {
        while (all.FirstOrDefault(s => s.Follows == session.Id) is { } next) { session = next; }
        return session;
    }

    public static string How(string how) => how switch
    {
        "code" => "Password and one-time code",
        "recovery-code" => "Password and recovery code",
        "passkey" => "Passkey",
        "agency" => "Your agency’s sign-in",
        "agency-second-factor" => "Your agency’s sign-in, with a second factor",
        _ => "Password",
    };
}

/// <summary>A sign-in, and the session it has come to by now.</summary>
public sealed record PastSignIn(Session First, Session Last, Session Here)
{
    public string Ended => Last.Id == Here.Id ? "This one" : Last.EndedAt is { } ended ? English.DateTime(ended) : "Not signed out";
}
