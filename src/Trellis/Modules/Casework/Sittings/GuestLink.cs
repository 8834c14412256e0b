using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>
/// A link that lets somebody without an account see their own invitation, once, with a code that is told apart from it. Who finds the
/// letter has the link alone; who overhears the code has the code alone.
/// </summary>
public sealed class GuestLink : Entity, IEdited
{
    public const int MostTries = 5;
    private const int SecretBytes = 32;

    /// <summary>How long one that nobody opened works.</summary>
    public static readonly TimeSpan Stands = TimeSpan.FromDays(28);

    public required Guid StepId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    public required Guid InvitedId { get; init; }

    /// <summary>SHA-256 of what the address carries.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>SHA-256 of the id and the code.</summary>
    public required byte[] Code { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset Until { get; init; }

    /// <summary>Wrong codes so far.</summary>
    public int Tries { get; private set; }

    public DateTimeOffset? OpenedAt { get; private set; }

    /// <summary>Taken back, replaced by another, or tried too often.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public int Edition { get; private set; }

    public bool MayBeOpened(DateTimeOffset now) => OpenedAt is null && EndedAt is null && now < Until;

    /// <returns>The link, and what is shown once: the secret of its address, and the code.</returns>
    public static (GuestLink Link, string Secret, string Code) Make(CaseStep step, Invited to, DateTimeOffset now, string? by)
    {
        var (id, secret, code) = (Ids.New(), RandomNumberGenerator.GetHexString(SecretBytes * 2, lowercase: true), RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture));
        var link = new GuestLink { Id = id, StepId = step.Id, Area = step.Area, VisibleTo = step.VisibleTo, InvitedId = to.Id, Secret = HashOf(secret), Code = HashOf(id, code), MadeAt = now, Until = now + Stands };
        link.Say(step, "link-made", now, by);
        return (link, secret, code);
    }

    public Outcome<GuestLink> Open(CaseStep step, string code, DateTimeOffset now)
    {
        if (!MayBeOpened(now)) { return new Refusal("", "This link works no longer"); }
        if (!CryptographicOperations.FixedTimeEquals(HashOf(Id, code.Replace(" ", "", StringComparison.Ordinal)), Code))
        {
            Tries++;
            if (Tries >= MostTries) { EndedAt = now; }
            Say(step, "link-refused", now, null);
            return this;
        }

        OpenedAt = now;
        Say(step, "link-opened", now, null);
        return this;
    }

    public void End(CaseStep step, DateTimeOffset now, string? by)
    {
        if (EndedAt is not null) { return; }
        EndedAt = now;
        Say(step, "link-ended", now, by);
    }

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.ASCII.GetBytes(secret));

    private static byte[] HashOf(Guid id, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N} {code}"));

    private void Say(CaseStep step, string suffix, DateTimeOffset now, string? by) => Happened(step.Of(suffix, null, Moment.Exactly(now), by, []));
}
