using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Accounts;

/// <summary>What somebody was sent to get in with, once: an invitation, or the way to set up a lost second factor again.</summary>
public sealed class Link : IPart
{
    public const string Invitation = "invitation";
    public const string SecondFactor = "second-factor";

    public static readonly TimeSpan GoodFor = TimeSpan.FromDays(7);

    public Guid Id { get; init; } = Ids.New();

    public Guid StaffId { get; init; }

    /// <summary>invitation or second-factor.</summary>
    public required string Kind { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset UntilAt { get; init; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>When a newer one took its place, or its holder left.</summary>
    public DateTimeOffset? LapsedAt { get; private set; }

    public Staff? Holder { get; init; }

    Entity IPart.Whole => Holder ?? throw new InvalidOperationException("Load the link with its holder to change it");

    public bool WorksAt(DateTimeOffset now) => UsedAt is null && LapsedAt is null && now < UntilAt;

    internal void Use(DateTimeOffset now) => UsedAt = now;

    internal void Lapse(DateTimeOffset now) => LapsedAt ??= UsedAt is null ? now : null;
}
