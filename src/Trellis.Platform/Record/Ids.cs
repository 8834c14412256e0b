using System.Buffers.Binary;

namespace Trellis.Platform.Record;

/// <summary>
/// New ids: UUID version 7 with a counter within the millisecond (RFC 9562, section 6.2, method 1). Of two made in this process
/// the later is the greater, so that what one act says stays in the order it was said in wherever it is listed by id.
/// </summary>
public static class Ids
{
    private const int PerMillisecond = 4096;

    /// <summary>Milliseconds since 1970, and in the low 12 bits the counter.</summary>
    private static long last;

    public static Guid New()
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7().TryWriteBytes(bytes, bigEndian: true, out _);
        var now = (BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16) * PerMillisecond;
        long before, mine;
        do
        {
            before = Volatile.Read(ref last);
            mine = Math.Max(now, before + 1);
        }
        while (Interlocked.CompareExchange(ref last, mine, before) != before);

        BinaryPrimitives.WriteInt64BigEndian(bytes, (mine / PerMillisecond << 16) | 0x7000 | (mine % PerMillisecond));
        return new Guid(bytes, bigEndian: true);
    }
}
