using Microsoft.AspNetCore.Identity;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Modules.Agencies.Passwords;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies;

/// <summary>Their password.</summary>
public sealed partial class Staff
{
    /// <summary>The same password, hashed at today's cost.</summary>
    public void HashAnew(string hash, OnSpot on)
    {
        PasswordHash = hash;
        Happened(StaffFacts.Of("staff.password-rehashed", Id, on));
    }

    /// <summary>Ends every session but goes on in this one, which begins anew.</summary>
    public Outcome<Session> ChangePassword(string password, IPasswordHasher<Staff> hasher, Session from, OnSpot on)
    {
        if (PasswordRules.Fault(password, Email) is { } fault) { return new Refusal("New", fault); }
        if (hasher.VerifyHashedPassword(this, PasswordHash!, password) is not PasswordVerificationResult.Failed) { return new Refusal("New", "Your new password must differ from the one you have"); }
        PasswordHash = hasher.HashPassword(this, password);
        Happened(StaffFacts.Of("staff.password-changed", Id, on));
        return Renew(from, on);
    }

    /// <summary>What lets them in has changed: every session ends, and the one it was changed in begins anew.</summary>
    private Session Renew(Session from, OnSpot on)
    {
        EndSessions(on.Now);
        return Begin(Posts.Single(p => p.Id == from.PostId), from.Device!, from.How, from, on);
    }
}
