using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Record;

namespace Trellis.Modules.Agencies.Accounts;

/// <summary>Stands in once for a second factor that is lost. 118 random bits, so a plain hash is enough to keep.</summary>
public sealed class RecoveryCode : IPart
{
    public const int Many = 10;

    private const int Length = 24;

    /// <summary>No letter or digit that is taken for another.</summary>
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public Guid Id { get; init; } = Ids.New();

    public Guid StaffId { get; init; }

    public required byte[] Hash { get; init; }

    public DateTimeOffset? UsedAt { get; private set; }

    /// <summary>When newer ones took its place.</summary>
    public DateTimeOffset? ReplacedAt { get; private set; }

    public bool Works => UsedAt is null && ReplacedAt is null;

    public Staff? Holder { get; init; }

    Entity IPart.Whole => Holder ?? throw new InvalidOperationException("Load the recovery code with its holder to change it");

    /// <summary>"k3vd-8mzq-p7ta-xw2n-c5he-r9uj"</summary>
    public static IReadOnlyList<string> Make() => [.. Enumerable.Range(0, Many).Select(_ => string.Join('-', RandomNumberGenerator.GetString(Letters, Length).Chunk(4).Select(c => new string(c))))];

    /// <summary>Capitals, spaces and hyphens are the reader's own.</summary>
    public static byte[] HashOf(string code) => SHA256.HashData(Encoding.UTF8.GetBytes(new string([.. code.ToLowerInvariant().Where(char.IsLetterOrDigit)])));

    public bool Is(byte[] hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);

    internal void Use(DateTimeOffset now) => UsedAt = now;

    internal void Replace(DateTimeOffset now) => ReplacedAt = now;
}
