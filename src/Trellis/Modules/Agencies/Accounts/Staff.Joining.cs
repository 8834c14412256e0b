using Microsoft.AspNetCore.Identity;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.Passwords;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies;

/// <summary>Coming to an agency, and being let in again: by a link sent to them.</summary>
public sealed partial class Staff
{
    public const int LongestName = 100;
    public const int LongestEmail = 200;

    public List<Link> Links { get; init; } = [];

    /// <summary>Who they are at an agency's own sign-in, also those that ended.</summary>
    public List<Identity> Identities { get; init; } = [];

    /// <summary>They come in through their agency's own sign-in.</summary>
    public bool HasIdentity => Identities.Any(i => i.EndedAt is null);

    /// <summary>Their second factor was taken away because it was lost: only the link they were sent lets them in.</summary>
    public bool WaitsForLink { get; private set; }

    /// <summary>They were invited and have not come yet.</summary>
    public bool IsInvited => Active && PasswordHash is null && !HasIdentity && Links.Any(l => l is { Kind: Link.Invitation, UsedAt: null });

    /// <summary>Somebody who has no account yet. They choose their password themselves.</summary>
    public static Staff Join(string name, string email, OnSpot on)
    {
        var staff = new Staff { Name = name.Trim(), Email = email };
        staff.Happened(StaffFacts.Of("staff.added", staff.Id, on));
        return staff;
    }

    /// <summary>A new link to come in by; those before it work no longer.</summary>
    public Outcome<Link> Invite(OnSpot on)
    {
        if (PasswordHash is not null || HasIdentity) { return new Refusal("", "They have taken up their invitation already"); }
        Happened(StaffFacts.Of("staff.invited", Id, on));
        return NewLink(Link.Invitation, on);
    }

    /// <summary>Takes up an invitation: from now on they sign in with this password.</summary>
    public Outcome<Link> Accept(Link link, string password, IPasswordHasher<Staff> hasher, OnSpot on)
    {
        if (PasswordRules.Fault(password, Email) is { } fault) { return new Refusal("New", fault); }
        PasswordHash = hasher.HashPassword(this, password);
        return Use(link, "staff.invitation-accepted", on);
    }

    /// <summary>Takes up an invitation through the agency's own sign-in: from now on whoever it says is this subject is they.</summary>
    public Link Bind(Link link, string issuer, string subject, OnSpot on)
    {
        Identities.Add(new Identity { StaffId = Id, Holder = this, Issuer = issuer, Subject = subject, BoundAt = on.Now });
        Happened(StaffFacts.Of("staff.identity-bound", Id, on));
        return Use(link, "staff.invitation-accepted", on);
    }

    /// <summary>Their second factor is lost: what there was of it works no longer, and every session ends. A link lets them set it up again.</summary>
    /// <param name="how">A code of the list <c>identity-check</c>: how it was made sure that it is they who ask.</param>
    public Outcome<Link> LoseSecondFactor(string how, OnSpot on)
    {
        if (!HasSecondFactor && !WaitsForLink) { return new Refusal("", "They have no second factor to set up again"); }
        CodeSeed = null;
        foreach (var passkey in Passkeys) { passkey.Remove(on.Now); }
        ForgetRecoveryCodes(on);
        EndSessions(on.Now);
        WaitsForLink = true;
        Happened(StaffFacts.Of("staff.second-factor-lost", Id, on, ("checked", how)));
        return NewLink(Link.SecondFactor, on);
    }

    /// <summary>They came by the link they were sent, and showed their password.</summary>
    public Link ComeBack(Link link, OnSpot on)
    {
        WaitsForLink = false;
        return Use(link, "staff.second-factor-link-used", on);
    }

    private Link NewLink(string kind, OnSpot on)
    {
        LapseLinks(on.Now);
        var link = new Link { StaffId = Id, Holder = this, Kind = kind, MadeAt = on.Now, UntilAt = on.Now + Link.GoodFor };
        Links.Add(link);
        return link;
    }

    private Link Use(Link link, string fact, OnSpot on)
    {
        if (!link.WorksAt(on.Now)) { throw new InvalidOperationException("The link works no longer: ask first"); }
        link.Use(on.Now);
        Happened(StaffFacts.Of(fact, Id, on));
        return link;
    }

    private void LapseLinks(DateTimeOffset now)
    {
        foreach (var link in Links) { link.Lapse(now); }
    }
}
