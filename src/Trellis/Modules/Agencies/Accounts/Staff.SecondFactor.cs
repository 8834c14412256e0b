using Microsoft.AspNetCore.Identity;
using Trellis.Modules.Agencies.Accounts;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies;

/// <summary>What they sign in with besides a password: one-time codes, passkeys, and recovery codes for when both are lost.</summary>
public sealed partial class Staff
{
    public const int MostPasskeys = 10;

    /// <summary>The shared secret of their one-time codes, encrypted; null when they have none.</summary>
    public byte[]? CodeSeed { get; private set; }

    /// <summary>The half-minute of the last code used: neither it nor an earlier one is taken again.</summary>
    public long CodeStep { get; private set; }

    public List<RecoveryCode> RecoveryCodes { get; init; } = [];

    /// <summary>Those removed too.</summary>
    public List<Passkey> PasskeysEver { get; init; } = [];

    public IReadOnlyList<Passkey> Passkeys => [.. PasskeysEver.Where(p => p.RemovedAt is null)];

    public bool HasCodes => CodeSeed is not null;

    public bool HasSecondFactor => HasCodes || Passkeys.Count > 0;

    public int RecoveryCodesLeft => RecoveryCodes.Count(c => c.Works);

    /// <param name="seed">Encrypted.</param>
    /// <param name="step">The half-minute of the code they showed it works with.</param>
    public Session SetCodes(byte[] seed, long step, Session from, OnSpot on)
    {
        (CodeSeed, CodeStep) = (seed, step);
        Happened(StaffFacts.Of("staff.codes-set", Id, on));
        return Renew(from, on);
    }

    public Outcome<Session> RemoveCodes(bool required, Session from, OnSpot on)
    {
        if (required && Passkeys.Count == 0) { return new Refusal("Password", "Your role requires a second factor. Add a passkey before you remove one-time codes"); }
        CodeSeed = null;
        Happened(StaffFacts.Of("staff.codes-removed", Id, on));
        if (!HasSecondFactor) { ForgetRecoveryCodes(on); } // nothing is left to recover
        return Renew(from, on);
    }

    /// <returns>False when this code, or a later one, was used before.</returns>
    public bool UseCode(long step, OnSpot on)
    {
        if (step <= CodeStep) { return false; }
        CodeStep = step;
        Happened(StaffFacts.Of("staff.second-factor-used", Id, on, ("how", "code")));
        return true;
    }

    /// <summary>Ten new ones; the old ones work no longer. They are not kept, only their hashes.</summary>
    public IReadOnlyList<string> MakeRecoveryCodes(OnSpot on)
    {
        ForgetRecoveryCodes(on);
        var codes = RecoveryCode.Make();
        RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { StaffId = Id, Holder = this, Hash = RecoveryCode.HashOf(code) }));
        Happened(StaffFacts.Of("staff.recovery-codes-made", Id, on));
        return codes;
    }

    public bool UseRecoveryCode(string typed, OnSpot on)
    {
        var hash = RecoveryCode.HashOf(typed);
        if (RecoveryCodes.FirstOrDefault(c => c.Works && c.Is(hash)) is not { } code) { return false; }
        code.Use(on.Now);
        Happened(StaffFacts.Of("staff.second-factor-used", Id, on, ("how", "recovery-code")));
        return true;
    }

    public Outcome<Session> AddPasskey(string name, UserPasskeyInfo made, Session from, OnSpot on)
    {
        if (Passkey.NameFault(name) is { } fault) { return new Refusal("Name", fault); }
        if (Passkeys.Count >= MostPasskeys) { return new Refusal("Name", $"You have {MostPasskeys} passkeys. Remove one before you add another"); }
        var passkey = Passkey.Of(this, name, made, on.Now);
        PasskeysEver.Add(passkey);
        Happened(StaffFacts.Of("staff.passkey-added", Id, on, ("passkey", passkey.Id.ToString())));
        return Renew(from, on);
    }

    public Outcome<Passkey> RenamePasskey(Passkey passkey, string name, OnSpot on)
    {
        if (passkey.Rename(name).Refused(out var why)) { return why; }
        Happened(StaffFacts.Of("staff.passkey-renamed", Id, on, ("passkey", passkey.Id.ToString())));
        return passkey;
    }

    public Outcome<Session> RemovePasskey(Passkey passkey, bool required, Session from, OnSpot on)
    {
        if (required && !HasCodes && Passkeys.Count == 1) { return new Refusal("Password", "Your role requires a second factor. Set up one-time codes, or add another passkey, before you remove this one"); }
        passkey.Remove(on.Now);
        Happened(StaffFacts.Of("staff.passkey-removed", Id, on, ("passkey", passkey.Id.ToString())));
        if (!HasSecondFactor) { ForgetRecoveryCodes(on); } // nothing is left to recover
        return Renew(from, on);
    }

    public void UsePasskey(UserPasskeyInfo used, OnSpot on)
    {
        var passkey = Passkeys.Single(p => p.Credential.AsSpan().SequenceEqual(used.CredentialId));
        passkey.Use(used, on.Now);
        Happened(StaffFacts.Of("staff.second-factor-used", Id, on, ("how", "passkey"), ("passkey", passkey.Id.ToString())));
    }

    private void ForgetRecoveryCodes(OnSpot on)
    {
        foreach (var code in RecoveryCodes.Where(c => c.Works)) { code.Replace(on.Now); }
    }
}
