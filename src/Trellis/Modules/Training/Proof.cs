using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>That somebody without an account reads the e-mail of an address: a code of six numbers goes there, and they type it.</summary>
public sealed class Proof : Entity, IEdited
{
    public const int MostTries = 5;

    /// <summary>The most codes that go to one address in an hour, so that nobody is flooded in another's name.</summary>
    public const int MostInAnHour = 5;

    public static readonly TimeSpan Stands = TimeSpan.FromMinutes(30);

    public required string Email { get; init; }

    public required string Area { get; init; }

    /// <summary>SHA-256 of the id and the code.</summary>
    public required byte[] Code { get; init; }

    /// <summary>The code under the product's keys, for the e-mail that carries it; gone once it was used.</summary>
    public byte[]? Locked { get; private set; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset Until { get; init; }

    public int Tries { get; private set; }

    public DateTimeOffset? UsedAt { get; private set; }

    public int Edition { get; private set; }

    /// <param name="lockIt">Locks the code away.</param>
    public static Proof Make(string email, string area, DateTimeOffset at, Func<string, byte[]> lockIt)
    {
        var (id, code) = (Ids.New(), RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture));
        var proof = new Proof { Id = id, Email = email, Area = area, Code = HashOf(id, code), Locked = lockIt(code), MadeAt = at, Until = at + Stands };
        proof.Say("training.code-made", at);
        return proof;
    }

    /// <summary>Whether it is the code. After five wrong ones no code is.</summary>
    public Outcome<Proof> Use(string code, DateTimeOffset at)
    {
        if (UsedAt is not null || at >= Until || Tries >= MostTries) { return new Refusal("Code", "This code works no longer. Ask for another"); }
        if (!CryptographicOperations.FixedTimeEquals(HashOf(Id, code.Replace(" ", "", StringComparison.Ordinal)), Code))
        {
            Tries++;
            Say("training.code-refused", at);
            return this;
        }

        (UsedAt, Locked) = (at, null);
        Say("training.code-used", at);
        return this;
    }

    private static byte[] HashOf(Guid id, string code) => SHA256.HashData(Encoding.UTF8.GetBytes($"{id:N} {code}"));

    private void Say(string kind, DateTimeOffset at) => Happened(new Fact { Kind = kind, SourceId = Id, Area = Area, Occurred = Moment.Exactly(at) });
}

/// <summary>An e-mail to whoever has no tray. It holds a kind and what it is about; its words are written when it goes.</summary>
public sealed class Letter : IPart
{
    public Guid Id { get; init; } = Ids.New();

    /// <summary>code, booked, waiting, offered, lapsed, cancelled, moved, not-held, reminder, evaluate, follow-up, given, full, asked, agreed, declined, unanswered, agree, agree-again or named.</summary>
    public required string Kind { get; init; }

    public required string Area { get; init; }

    public Guid? DelegateId { get; init; }

    /// <summary>It goes to the line manager of its booking.</summary>
    public bool ToManager { get; init; }

    public Guid? BookingId { get; init; }

    public Guid? ProofId { get; init; }

    /// <summary>Somebody an agency named as one of its people.</summary>
    public Guid? WorkerId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public string State { get; init; } = "waiting";

    public required DateTimeOffset NextAt { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset? TriedAt { get; init; }

    public string? Code { get; init; }

    /// <summary>What it is written with, in the same act.</summary>
    private Entity? with;

    Entity IPart.Whole => with ?? throw new InvalidOperationException("A letter is written once, and moved along by its sender alone");

    public static Letter About(Booking booking, string kind, DateTimeOffset at, Guid? to = null) => new() { Kind = kind, Area = booking.Area, DelegateId = to ?? booking.DelegateId, BookingId = booking.Id, MadeAt = at, NextAt = at, with = booking };

    /// <summary>Asks the line manager of a booking, or asks again.</summary>
    public static Letter Asking(Booking booking, DateTimeOffset at, bool again = false) => new() { Kind = again ? "agree-again" : "agree", Area = booking.Area, ToManager = true, BookingId = booking.Id, MadeAt = at, NextAt = at, with = booking };

    /// <summary>To somebody booked, because of what became of the workshop.</summary>
    public static Letter To(Booking booking, Workshop because, string kind, DateTimeOffset at) => new() { Kind = kind, Area = booking.Area, DelegateId = booking.DelegateId, BookingId = booking.Id, MadeAt = at, NextAt = at, with = because };

    /// <summary>To somebody an agency named: whether it may see their training.</summary>
    public static Letter To(Needs.Worker named, Needs.Workforce by, DateTimeOffset at) => new() { Kind = "named", Area = named.Area, WorkerId = named.Id, MadeAt = at, NextAt = at, with = by };

    public static Letter With(Proof proof, DateTimeOffset at) => new() { Kind = "code", Area = proof.Area, ProofId = proof.Id, MadeAt = at, NextAt = at, with = proof };
}
