using System.Globalization;
using System.Security.Cryptography;

namespace Trellis.Platform.Record;

/// <summary>The line a leaf is the hash of, built byte by byte: parts apart by the unit separator, each text as its length and itself, nothing as a dash.</summary>
internal sealed class LeafText
{
    private const byte Separator = 0x1f;
    private const byte Nothing = (byte)'-';
    private const int LongestNumber = 40;

    /// <summary>PostgreSQL counts microseconds from 2000, leaves from 1970.</summary>
    private const long From1970To2000 = 946_684_800_000_000;

    private byte[] bytes = new byte[1024];
    private int length;
    private bool fresh;

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, length);

    /// <param name="before">Bytes that come before the line, not set apart from it: a salt.</param>
    public LeafText Begin(ReadOnlySpan<byte> before)
    {
        (length, fresh) = (0, true);
        return Raw(before);
    }

    public LeafText Raw(ReadOnlySpan<byte> plain)
    {
        Room(plain.Length);
        plain.CopyTo(bytes.AsSpan(length));
        length += plain.Length;
        return this;
    }

    public LeafText Part(ReadOnlySpan<byte> plain) => Apart().Raw(plain);

    public LeafText Part(long number) => Apart().Number(number);

    public LeafText Micros(long since2000) => Part(since2000 + From1970To2000);

    public LeafText Text(CopiedRows row, int column) => Apart().Net(row, column);

    /// <summary>"5:hello", or a dash.</summary>
    public LeafText Net(CopiedRows row, int column)
    {
        if (row.IsNull(column)) { return One(Nothing); }
        var text = row[column];
        return Number(text.Length).One((byte)':').Raw(text);
    }

    public LeafText Id(CopiedRows row, int column)
    {
        Apart();
        if (row.IsNull(column)) { return One(Nothing); }
        Room(LongestNumber);
        new Guid(row[column], bigEndian: true).TryFormat(bytes.AsSpan(length), out var written);
        length += written;
        return this;
    }

    public LeafText Bool(CopiedRows row, int column) => Part(row[column][0] == 1 ? "true"u8 : "false"u8);

    public LeafText Hex(CopiedRows row, int column)
    {
        Apart();
        if (row.IsNull(column)) { return One(Nothing); }
        Room(2 * row[column].Length);
        Convert.TryToHexStringLower(row[column], bytes.AsSpan(length), out var written);
        length += written;
        return this;
    }

    public void Hash(Span<byte> into) => SHA256.HashData(Bytes, into);

    private LeafText Apart()
    {
        if (!fresh) { return One(Separator); }
        fresh = false;
        return this;
    }

    private LeafText One(byte one)
    {
        Room(1);
        bytes[length++] = one;
        return this;
    }

    private LeafText Number(long number)
    {
        Room(LongestNumber);
        number.TryFormat(bytes.AsSpan(length), out var written, provider: CultureInfo.InvariantCulture);
        length += written;
        return this;
    }

    private void Room(int more)
    {
        if (length + more > bytes.Length) { Array.Resize(ref bytes, Math.Max(2 * bytes.Length, length + more)); }
    }
}
