using Trellis.Modules.Agencies.Accounts;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies;

/// <summary>Coming in, being refused, and going out.</summary>
public sealed partial class Staff
{
    /// <summary>So many wrong tries within <see cref="TriesWithin"/> lock the account for as long.</summary>
    public const int MostTries = 5;

    public static readonly TimeSpan TriesWithin = TimeSpan.FromMinutes(15);

    /// <summary>Changed whenever every session is to end: a session made under another is over.</summary>
    public Guid Stamp { get; private set; } = Ids.New();

    /// <summary>Wrong tries since the last sign-in that still count.</summary>
    public DateTimeOffset[] WrongAt { get; private set; } = [];

    public DateTimeOffset? LockedUntil { get; private set; }

    public List<Device> Devices { get; init; } = [];

    public List<Session> Sessions { get; init; } = [];

    public bool LockedAt(DateTimeOffset now) => LockedUntil > now;

    public IReadOnlyList<Post> HeldOn(DateOnly day) => [.. Posts.Where(p => p.HeldOn(day)).OrderBy(p => p.StartsOn).ThenBy(p => p.Id)];

    /// <summary>A wrong try. While the account is locked further ones neither count nor lengthen it, so that nobody can be kept out for long.</summary>
    /// <param name="what">password, code or recovery-code.</param>
    public void Refuse(string what, OnSpot on)
    {
        Happened(StaffFacts.Of("staff.sign-in-failed", Id, on, ("what", LockedAt(on.Now) ? "locked" : what)));
        if (LockedAt(on.Now)) { return; }
        WrongAt = [.. WrongAt.Where(at => at > on.Now - TriesWithin), on.Now];
        if (WrongAt.Length < MostTries) { return; }
        (LockedUntil, WrongAt) = (on.Now + TriesWithin, []);
        Happened(StaffFacts.Of("staff.locked", Id, on));
    }

    /// <summary>Begins a session in a post of theirs.</summary>
    /// <param name="how">password, code, recovery-code or passkey.</param>
    public Session Enter(Post post, Device device, string how, OnSpot on)
    {
        (WrongAt, LockedUntil) = ([], null);
        Happened(StaffFacts.Of("staff.signed-in", Id, on, ("how", how), ("post", post.Id.ToString()), ("device", device.Id.ToString())));
        return Begin(post, device, how, null, on);
    }

    /// <summary>The browser they sign in with: known again, or new, which is said.</summary>
    public Device On(byte[] keyHash, string browser, string system, OnSpot on)
    {
        var known = Devices.FirstOrDefault(d => d.KeyHash.AsSpan().SequenceEqual(keyHash));
        if (known is not null)
        {
            known.Seen(on.Now);
            return known;
        }

        var device = new Device { StaffId = Id, Holder = this, KeyHash = keyHash, Browser = browser, System = system, FirstAt = on.Now };
        device.Seen(on.Now);
        Devices.Add(device);
        Happened(StaffFacts.Of("staff.new-device", Id, on, ("device", device.Id.ToString()), ("browser", browser), ("system", system)));
        return device;
    }

    /// <summary>Goes on in another of their posts: the session so far is over.</summary>
    public Session Choose(Post post, Session from, OnSpot on)
    {
        from.End(on.Now);
        Happened(StaffFacts.Of("staff.post-chosen", Id, on, ("post", post.Id.ToString())));
        return Begin(post, from.Device!, from.How, from, on);
    }

    /// <param name="why">asked or idle.</param>
    public void Leave(Session session, string why, OnSpot on)
    {
        session.End(on.Now);
        Happened(StaffFacts.Of("staff.signed-out", Id, on, ("why", why)));
    }

    public void LeaveEverywhere(OnSpot on)
    {
        EndSessions(on.Now);
        Happened(StaffFacts.Of("staff.signed-out", Id, on, ("why", "everywhere")));
    }

    private Session Begin(Post post, Device device, string how, Session? follows, OnSpot on)
    {
        var session = new Session { StaffId = Id, Holder = this, PostId = post.Id, PostWas = post.Reads, Stamp = Stamp, DeviceId = device.Id, Device = device, How = how, Follows = follows?.Id, StartedAt = on.Now };
        Sessions.Add(session);
        return session;
    }

    private void EndSessions(DateTimeOffset now)
    {
        Stamp = Ids.New();
        foreach (var session in Sessions.Where(s => s.EndedAt is null)) { session.End(now); }
    }
}
