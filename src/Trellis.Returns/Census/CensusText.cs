using System.Text;

namespace Trellis.Returns.Census;

/// <summary>In which encoding a file is written: its mark, then what it says, then UTF-8; and where the two differ, that they do.</summary>
internal static class CensusText
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What old Windows programs write without saying so. Every byte is a letter in it, so it never fails.</summary>
    internal static Encoding Windows { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Encoding, bytes of the mark before the text, and what is odd.</summary>
    internal static (Encoding Encoding, int Mark, Oddity? Odd) Of(ReadOnlySpan<byte> head)
    {
        var declared = Declared(head);
        if (head is [0xEF, 0xBB, 0xBF, ..]) { return (StrictUtf8, 3, Differs(declared, "UTF-8", "utf-8", "utf8")); }
        if (head is [0xFF, 0xFE, ..]) { return (Encoding.Unicode, 2, Differs(declared, "UTF-16", "utf-16", "utf-16le", "unicode")); }
        if (head is [0xFE, 0xFF, ..]) { return (Encoding.BigEndianUnicode, 2, Differs(declared, "UTF-16", "utf-16", "utf-16be")); }
        if (head is [(byte)'<', 0, ..]) { return (Encoding.Unicode, 0, null); }
        if (head is [0, (byte)'<', ..]) { return (Encoding.BigEndianUnicode, 0, null); }
        if (declared is null || declared.Equals("utf-8", StringComparison.OrdinalIgnoreCase)) { return (StrictUtf8, 0, null); }
        if (declared.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase)) { return (StrictUtf8, 0, Odd($"The file says it is {declared}, and is not: it is read as UTF-8.")); }
        return Named(declared) is { } encoding ? (encoding, 0, null) : (StrictUtf8, 0, Odd($"The file says its encoding is “{declared}”, which is not one: it is read as UTF-8."));
    }

    /// <summary>Line of the first byte that UTF-8 cannot be, from 1.</summary>
    internal static int LineOfWrongByte(Stream stream)
    {
        stream.Position = 0;
        var line = 1;
        var buffer = new byte[1 << 16];
        var kept = 0;
        while (true)
        {
            var filled = kept + stream.Read(buffer, kept, buffer.Length - kept);
            if (filled == kept) { return line; }
            ReadOnlySpan<byte> left = buffer.AsSpan(0, filled);
            while (left.Length > 0)
            {
                var status = Rune.DecodeFromUtf8(left, out var rune, out var taken);
                if (status is System.Buffers.OperationStatus.NeedMoreData) { break; }
                if (status is not System.Buffers.OperationStatus.Done) { return line; }
                if (rune.Value == '\n') { line++; }
                left = left[taken..];
            }

            kept = left.Length;
            left.ToArray().CopyTo(buffer, 0);
        }
    }

    private static string? Declared(ReadOnlySpan<byte> head)
    {
        var start = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 200)]).Replace("\0", "", StringComparison.Ordinal);
        var from = start.IndexOf("<?xml", StringComparison.Ordinal);
        var to = from < 0 ? -1 : start.IndexOf("?>", from, StringComparison.Ordinal);
        var at = to < 0 ? -1 : start.IndexOf("encoding", from, to - from, StringComparison.Ordinal);
        if (at < 0) { return null; }
        var parts = start[at..to].Split('"', '\'');
        return parts.Length > 1 ? parts[1].Trim() : null;
    }

    private static Encoding? Named(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception none) when (none is ArgumentException or NotSupportedException)
        {
            return null; // no such encoding, or one that is not read any more (UTF-7): the caller says so
        }
    }

    private static Oddity? Differs(string? declared, string marked, params ReadOnlySpan<string> same)
    {
        if (declared is null) { return null; }
        foreach (var name in same)
        {
            if (name.Equals(declared, StringComparison.OrdinalIgnoreCase)) { return null; }
        }

        return Odd($"The file says it is {declared}, but begins with the mark of {marked}: it is read as {marked}.");
    }

    private static Oddity Odd(string words) => new(OddityKind.Noted, 1, 0, words);
}
