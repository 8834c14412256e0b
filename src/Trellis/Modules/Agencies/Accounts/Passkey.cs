using Microsoft.AspNetCore.Identity;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Accounts;

/// <summary>A key pair on somebody's device or security key; its public half, and what the standard says to remember.</summary>
public sealed class Passkey : IPart
{
    public const int LongestName = 60;

    public Guid Id { get; init; } = Ids.New();

    public Guid StaffId { get; init; }

    /// <summary>Their own word for it: "Work laptop".</summary>
    public required string Name { get; set; }

    public required byte[] Credential { get; init; }

    public required byte[] PublicKey { get; init; }

    public required long SignCount { get; set; }

    public required string[] Transports { get; init; }

    public required bool UserVerified { get; set; }

    public required bool BackupEligible { get; init; }

    public required bool BackedUp { get; set; }

    public required byte[] Attestation { get; init; }

    public required byte[] ClientData { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public DateTimeOffset? UsedAt { get; private set; }

    public DateTimeOffset? RemovedAt { get; private set; }

    public Staff? Holder { get; init; }

    Entity IPart.Whole => Holder ?? throw new InvalidOperationException("Load the passkey with its holder to change it");

    public static Passkey Of(Staff holder, string name, UserPasskeyInfo made, DateTimeOffset now) => new()
    {
        StaffId = holder.Id,
        Holder = holder,
        Name = name.Trim(),
        Credential = made.CredentialId,
        PublicKey = made.PublicKey,
        SignCount = made.SignCount,
        Transports = made.Transports ?? [],
        UserVerified = made.IsUserVerified,
        BackupEligible = made.IsBackupEligible,
        BackedUp = made.IsBackedUp,
        Attestation = made.AttestationObject,
        ClientData = made.ClientDataJson,
        AddedAt = now,
    };

    /// <summary>As the framework's checker of passkeys reads it.</summary>
    public UserPasskeyInfo Info() => new(Credential, PublicKey, AddedAt, (uint)SignCount, Transports, UserVerified, BackupEligible, BackedUp, Attestation, ClientData) { Name = Name };

    public static string? NameFault(string name) => name.Trim().Length switch
    {
        0 => "Enter a name for the passkey",
        > LongestName => $"The name must have {LongestName} characters or fewer",
        _ => null,
    };

    internal Outcome<string> Rename(string name)
    {
        if (NameFault(name) is { } fault) { return new Refusal(nameof(Name), fault); }
        return Name = name.Trim();
    }

    internal void Remove(DateTimeOffset now) => RemovedAt = now;

    internal void Use(UserPasskeyInfo used, DateTimeOffset now) => (SignCount, BackedUp, UserVerified, UsedAt) = (used.SignCount, used.IsBackedUp, used.IsUserVerified, now);
}
