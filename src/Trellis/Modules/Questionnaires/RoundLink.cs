using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Questionnaires;

/// <summary>
/// Lets somebody without an account answer what they alone are asked, with a code that is told apart from the link. It works until they have
/// answered, the round closes, they are not asked any more, another takes its place or five wrong codes were tried.
/// </summary>
public sealed class RoundLink : Entity, IEdited
{
    public const int MostTries = 5;
    private const int SecretBytes = 32;

    public required Guid RoundId { get; init; }

    public required Guid InvitationId { get; init; }

    public required string Area { get; init; }

    /// <summary>SHA-256 of what the address carries.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>SHA-256 of the id and the code.</summary>
    public required byte[] Code { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Tries { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public int Edition { get; private set; }

    /// <returns>The link, and what is shown once: the secret of its address, and the code.</returns>
    public static (RoundLink Link, string Secret, string Code) Make(Invitee to, DateTimeOffset now, string? by) => Make(to.RoundId, to.Id, to.Area, to.Audience, now, by);

    /// <param name="audience">Who may know that they were asked.</param>
    public static (RoundLink Link, string Secret, string Code) Make(Guid round, Guid invitation, string area, string audience, DateTimeOffset now, string? by)
    {
        var (id, secret, code) = (Ids.New(), RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true), RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture));
        var link = new RoundLink { Id = id, RoundId = round, InvitationId = invitation, Area = area, Secret = HashOf(secret), Code = HashOf(id, code), MadeAt = now };
        link.Happened(link.Of("questionnaire.link-made", audience, now, by));
        return (link, secret, code);
    }

    public bool Fits(string code) => CryptographicOperations.FixedTimeEquals(HashOf(Id, code.Replace(" ", "", StringComparison.Ordinal)), Code);

    /// <summary>A wrong code was tried.</summary>
    public void Tried(Invitee by, DateTimeOffset now)
    {
        Tries++;
        if (Tries >= MostTries) { EndedAt = now; }
        Happened(by.Of("questionnaire.link-refused", now, null));
    }

    public void End(Invitee of, DateTimeOffset now, string? by) => End(of.Audience, now, by);

    public void End(string audience, DateTimeOffset now, string? by)
    {
        if (EndedAt is not null) { return; }
        EndedAt = now;
        Happened(Of("questionnaire.link-ended", audience, now, by));
    }

    private Fact Of(string kind, string audience, DateTimeOffset at, string? by) =>
        new() { Kind = kind, SourceId = InvitationId, BecauseId = RoundId, Area = Area, Agency = by, Occurred = Moment.Exactly(at), VisibleTo = audience };

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    private static byte[] HashOf(Guid id, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N} {code}"));
}
