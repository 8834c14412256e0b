using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Trellis.Platform.Documents;

/// <summary>
/// The parts of a zip as its directory lists them, with the packed bytes of each. Read by hand, because the framework's reader stops
/// where the directory says a part ends: a part that goes on would be seen by other readers and not by us. Whatever is not plain is refused.
/// </summary>
internal static class ZipParts
{
    private const uint End = 0x06054b50, Listed = 0x02014b50, Local = 0x04034b50;
    private const int EndLength = 22, ListedLength = 46, LocalLength = 30;
    private const int Encrypted = 1;

    /// <param name="Unpacked">As the directory says. <see cref="Open"/> goes on to the real end.</param>
    public sealed record Part(string Name, bool IsPacked, ReadOnlyMemory<byte> Packed, uint Unpacked)
    {
        public Stream Open()
        {
            var stream = new MemoryStream(Packed.ToArray(), writable: false);
            return IsPacked ? new DeflateStream(stream, CompressionMode.Decompress) : stream;
        }
    }

    /// <exception cref="InvalidDataException">It is no zip, or one that two readers could read differently.</exception>
    public static List<Part> Read(ReadOnlyMemory<byte> zip, int most)
    {
        var bytes = zip.Span;
        var end = bytes.Length - EndLength;
        while (end >= 0 && end >= bytes.Length - EndLength - ushort.MaxValue && (BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]) != End || end + EndLength + Short(bytes, end + 20) != bytes.Length)) { end--; }
        if (end < 0 || BinaryPrimitives.ReadUInt32LittleEndian(bytes[end..]) != End) { throw new InvalidDataException("no end"); }
        var count = Short(bytes, end + 10);
        if (count > most) { throw Bomb(); }
        var at = (long)Long(bytes, end + 16);
        var parts = new List<Part>();
        var taken = new List<(long From, long To)> { (at, bytes.Length) };
        for (var number = 0; number < count; number++)
        {
            Need(bytes, at, ListedLength, Listed);
            var head = (int)at;
            var (flags, method, packed, unpacked) = (Short(bytes, head + 8), Short(bytes, head + 10), Long(bytes, head + 20), Long(bytes, head + 24));
            var name = bytes.Slice(head + ListedLength, Short(bytes, head + 28));
            var local = (long)Long(bytes, head + 42);
            at += ListedLength + name.Length + Short(bytes, head + 30) + Short(bytes, head + 32);
            Need(bytes, local, LocalLength, Local);
            var named = Short(bytes, (int)local + 26);
            var from = local + LocalLength + named + Short(bytes, (int)local + 28);
            if ((flags & Encrypted) != 0 || method is not (0 or 8) || from + packed > bytes.Length || at > end || !bytes.Slice((int)local + LocalLength, named).SequenceEqual(name)) { throw new InvalidDataException("a part is not plain"); }
            taken.Add((local, from + packed));
            parts.Add(new Part(Encoding.UTF8.GetString(name), method == 8, zip.Slice((int)from, (int)packed), unpacked));
        }

        taken.Sort();
        for (var i = 1; i < taken.Count; i++) { if (taken[i].From < taken[i - 1].To) { throw Bomb(); } } // parts that share their bytes
        return parts;
    }

    /// <summary>Made to unpack to more than a machine has.</summary>
    private static InvalidDataException Bomb() => new(Bombs);

    public const string Bombs = "a bomb";

    private static void Need(ReadOnlySpan<byte> bytes, long at, int length, uint mark)
    {
        if (at < 0 || at + length > bytes.Length || BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)at..]) != mark) { throw new InvalidDataException("a part is not where it should be"); }
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint Long(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
