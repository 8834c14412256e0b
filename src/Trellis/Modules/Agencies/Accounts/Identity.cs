using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Accounts;

/// <summary>Who somebody is at their agency's own sign-in: the provider's name and its word for them. Never their e-mail address, which can be given to another.</summary>
public sealed class Identity : IPart
{
    public const int LongestSubject = 255;

    public Guid Id { get; init; } = Ids.New();

    public Guid StaffId { get; init; }

    public required string Issuer { get; init; }

    public required string Subject { get; init; }

    public required DateTimeOffset BoundAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Staff? Holder { get; init; }

    Entity IPart.Whole => Holder ?? throw new InvalidOperationException("Load the identity with its holder to change it");

    internal void End(DateTimeOffset now) => EndedAt ??= now;
}
