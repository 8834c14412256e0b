using System.Buffers.Text;
using System.Security.Cryptography;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings.Calendars;

/// <summary>The address by which somebody's calendar asks for their meetings. Its secret is shown once and kept as its hash alone.</summary>
public sealed class CalendarLink : Entity
{
    private const int Bytes = 32;

    public required Guid UserId { get; init; }

    public required byte[] Hash { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Another took its place, or it was switched off.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>A new one, with its secret: 43 letters, digits, hyphens and underscores.</summary>
    public static (CalendarLink Link, string Secret) Make(Actor by, DateTimeOffset at)
    {
        var secret = RandomNumberGenerator.GetBytes(Bytes);
        var link = new CalendarLink { UserId = by.UserId, Hash = SHA256.HashData(secret), MadeAt = at };
        link.Happened(link.Of("calendar.link-made", at, by));
        return (link, Base64Url.EncodeToString(secret));
    }

    /// <summary>What is kept of a secret; null for what is none.</summary>
    public static byte[]? HashOf(string secret) =>
        Base64Url.IsValid(secret, out var length) && length == Bytes ? SHA256.HashData(Base64Url.DecodeFromChars(secret)) : null;

    public void End(Actor by, DateTimeOffset at)
    {
        EndedAt = at;
        Happened(Of("calendar.link-ended", at, by));
    }

    private Fact Of(string kind, DateTimeOffset at, Actor by) => new() { Kind = kind, SourceId = Id, Area = by.Areas[0], Agency = by.Agency, Occurred = Moment.Exactly(at) };
}
