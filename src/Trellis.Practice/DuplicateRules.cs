namespace Trellis.Practice;

/// <summary>Which decisions about possible duplicates a second person looks at, of <c>practice/duplicates.yaml</c>.</summary>
/// <param name="OneIn">Of so many decided pairs one is looked at again.</param>
/// <param name="Surprising">Told apart at this probability or above: always looked at again.</param>
public sealed record DuplicateRules(int OneIn, double Surprising)
{
    public static readonly DuplicateRules None = new(1, 0);

    /// <summary>Whether a pair is in the sample: the same for a pair whenever and whoever asks, and known to nobody who decides.</summary>
    public bool Samples(Guid pair)
    {
        // The last bytes of an id are random; its first are the time, of which a night's pairs have one.
        Span<byte> bytes = stackalloc byte[16];
        pair.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) % (uint)OneIn == 0;
    }
}
