using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>What has to be the same in somebody known by a number alone and somebody whose name is known, for people to be asked whether they are one.</summary>
/// <param name="Same">Of <see cref="Fields"/>.</param>
/// <param name="ByChance">How many with the same sex, ethnic group and year of birth may be met by chance, 0 to 1; null where a number is the same, which nobody has by chance.</param>
public sealed record NamelessRule(ImmutableArray<string> Same, double? ByChance)
{
    public const string Upn = "upn";
    public const string CouncilNumber = "council-number";
    public const string BirthDate = "birth-date";
    public const string Sex = "sex";
    public const string EthnicGroup = "ethnic-group";

    public static readonly ImmutableArray<string> Fields = [Upn, CouncilNumber, BirthDate, Sex, EthnicGroup];

    public static readonly ImmutableArray<string> Numbers = [Upn, CouncilNumber];
}

/// <summary>Which decisions about possible duplicates a second person looks at, of <c>practice/duplicates.yaml</c>.</summary>
/// <param name="OneIn">Of so many decided pairs one is looked at again.</param>
/// <param name="Surprising">Told apart at this probability or above: always looked at again.</param>
public sealed record DuplicateRules(int OneIn, double Surprising)
{
    public static readonly DuplicateRules None = new(1, 0);

    /// <summary>One of them is enough.</summary>
    public ImmutableArray<NamelessRule> WithoutName { get; init; } = [];

    /// <summary>Whether a pair is in the sample: the same for a pair whenever and whoever asks, and known to nobody who decides.</summary>
    public bool Samples(Guid pair)
    {
        // The last bytes of an id are random; its first are the time, of which a night's pairs have one.
        Span<byte> bytes = stackalloc byte[16];
        pair.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) % (uint)OneIn == 0;
    }
}
