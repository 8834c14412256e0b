using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>Opens a reader's copy once, for somebody without an account, with a code that is told apart from it.</summary>
public sealed class CopyLink : Entity, IEdited
{
    public const int MostTries = 5;
    private const int SecretBytes = 32;

    /// <summary>How long one that nobody opened works.</summary>
    public static readonly TimeSpan Stands = TimeSpan.FromDays(14);

    public required Guid CopyId { get; init; }

    public required Guid MatterId { get; init; }

    public required string Area { get; init; }

    /// <summary>SHA-256 of what the address carries.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>SHA-256 of the id and the code.</summary>
    public required byte[] Code { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset Until { get; init; }

    /// <summary>Wrong codes so far.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    /// <summary>Replaced by another, or tried too often.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public int Edition { get; private set; }

    public bool MayBeOpened(DateTimeOffset now) => OpenedAt is null && EndedAt is null && now < Until;

    /// <returns>The link, and what is shown once: the secret of its address, and the code.</returns>
    public static Outcome<(CopyLink Link, string Secret, string Code)> Make(ControlledCopy copy, DateTimeOffset now, Actor by)
    {
        if (copy.ReaderId is not null) { return new Refusal("", "This reader has an account, and reads the copy there"); }
        if (copy.RecalledAt is not null) { return new Refusal("", "This copy was recalled"); }
        var (id, secret, code) = (Ids.New(), RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true), RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture));
        var link = new CopyLink { Id = id, CopyId = copy.Id, MatterId = copy.MatterId, Area = copy.Area, Secret = HashOf(secret), Code = HashOf(id, code), MadeAt = now, Until = now + Stands };
        link.Say("review.link-made", now, by);
        return (link, secret, code);
    }

    /// <summary>A wrong code is counted, and is no refusal: that it was tried is kept.</summary>
    public Outcome<CopyLink> Open(string code, DateTimeOffset now, Actor by)
    {
        if (!MayBeOpened(now)) { return new Refusal("", "This link works no longer"); }
        if (!CryptographicOperations.FixedTimeEquals(HashOf(Id, code.Replace(" ", "", StringComparison.Ordinal)), Code))
        {
            Tries++;
            if (Tries >= MostTries) { EndedAt = now; }
            Say("review.link-refused", now, by);
            return this;
        }

        OpenedAt = now;
        Say("review.link-opened", now, by);
        return this;
    }

    public void End(DateTimeOffset now, Actor by)
    {
        if (EndedAt is not null) { return; }
        EndedAt = now;
        Say("review.link-ended", now, by);
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    private static byte[] HashOf(Guid id, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N} {code}"));

    private void Say(string kind, DateTimeOffset at, Actor by) => Happened(Review.Of(kind, CopyId, MatterId, Area, at, by, []));
}
