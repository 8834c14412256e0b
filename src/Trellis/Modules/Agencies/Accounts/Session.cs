using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Accounts;

/// <summary>
/// From signing in to signing out, in one post. The cookie names it; it is over when it was ended here, when the staff's stamp
/// is another, when the post ended or reads otherwise, after <see cref="Idle"/> without a request, or 12 hours after they showed who they are.
/// </summary>
public sealed class Session : IPart
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>So long before it ends its holder is asked whether to stay.</summary>
    public static readonly TimeSpan Warning = TimeSpan.FromMinutes(3);

    public Guid Id { get; init; } = Ids.New();

    public Guid StaffId { get; init; }

    public required Guid PostId { get; init; }

    public required string PostWas { get; init; }

    public required Guid Stamp { get; init; }

    public required Guid DeviceId { get; init; }

    public Device? Device { get; init; }

    /// <summary>password, code, recovery-code, passkey, agency (through its own sign-in) or agency-second-factor (there with a second factor that counts).</summary>
    public required string How { get; init; }

    /// <summary>The session whose place it took, when its holder changed post or what lets them in; null after a sign-in.</summary>
    public Guid? Follows { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Staff? Holder { get; init; }

    Entity IPart.Whole => Holder ?? throw new InvalidOperationException("Load the session with its holder to change it");

    internal void End(DateTimeOffset now) => EndedAt ??= now;
}

/// <summary>Somebody tried an account that is not there, or that nobody may use. It is counted; what was typed is not kept.</summary>
public sealed class Stranger : Entity
{
    public DateTimeOffset At { get; init; }

    /// <param name="what">no-account or passkey.</param>
    public static Stranger Refused(string what, OnSpot on)
    {
        var stranger = new Stranger { At = on.Now };
        stranger.Happened(StaffFacts.Of("staff.sign-in-failed", stranger.Id, on, ("what", what)));
        return stranger;
    }
}

/// <summary>A form sent after its session had ended: kept, encrypted, until its writer has signed in again.</summary>
public sealed class HeldForm : IDraft
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(12);

    public Guid Id { get; init; } = Guid.NewGuid();

    public required Guid StaffId { get; init; }

    public required Guid PostId { get; init; }

    public required byte[] Body { get; init; }

    public required DateTimeOffset HeldAt { get; init; }
}
