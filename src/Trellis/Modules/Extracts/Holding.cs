using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Keys;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Extracts;

/// <summary>Somebody has a sealed offline extract made for them each night, in one of their posts, under a passphrase they chose.</summary>
public sealed class Holding : Entity
{
    public const int ShortestPassphrase = 16;

    /// <summary>Of PBKDF2 with HMAC-SHA-256, which every browser has: OWASP's recommendation. Whoever finds a file can try for ever.</summary>
    public const int Rounds = 600_000;

    private const int SaltLength = 16;
    private const int KeyLength = 32;

    public Guid StaffId { get; init; }

    public Guid PostId { get; init; }

    public required byte[] Salt { get; init; }

    public required string OuterId { get; init; }

    /// <summary>Locked: the site makes files with it at night, and the database cannot read it.</summary>
    public required byte[] Body { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    public DateTimeOffset? MadeAt { get; private set; }

    /// <summary>People in the newest file.</summary>
    public int MadeOf { get; private set; }

    public static Outcome<Holding> Begin(Actor actor, string passphrase, OuterKeys outer, DateTimeOffset at)
    {
        if (passphrase.Length < ShortestPassphrase) { return new Refusal("Passphrase", $"Your passphrase must have {ShortestPassphrase} characters or more. Four words that do not belong together are good"); }
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var holding = new Holding { StaffId = actor.UserId, PostId = actor.PostId!.Value, Salt = salt, OuterId = outer.Newest, Body = outer.Lock(Purpose(actor.UserId), KeyOf(passphrase, salt)), BeganAt = at };
        holding.Say("extract.begun", actor.Areas[0], actor.Agency, at);
        return holding;
    }

    /// <summary>The key of somebody's files.</summary>
    public static byte[] KeyOf(string passphrase, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase.Normalize(NormalizationForm.FormC)), salt, Rounds, HashAlgorithmName.SHA256, KeyLength);

    public static string Purpose(Guid staff) => $"extract key of {staff}";

    /// <summary>They want none any more, or they left.</summary>
    public void End(string area, string? agency, DateTimeOffset at)
    {
        EndedAt = at;
        Say("extract.ended", area, agency, at);
    }

    public void Made(int people, string area, DateTimeOffset at)
    {
        (MadeAt, MadeOf) = (at, people);
        Say("extract.made", area, null, at);
    }

    private void Say(string kind, string area, string? agency, DateTimeOffset at) =>
        Happened(new Fact { Kind = kind, SourceId = Id, Area = area, Agency = agency, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "staff", Code = StaffId.ToString() }] });
}
