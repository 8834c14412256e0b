using System.Buffers.Binary;
using System.Collections.Immutable;
using Trellis.Platform.Record;

namespace Trellis.Platform.Documents;

/// <summary>Whether a file is the recording its name says: told by what is in it, frame by frame or part by part, to its end.</summary>
public static class SoundCheck
{
    public const string Kinds = "MP3, M4A or OGG";

    /// <summary>Types of recordings, and what a browser is told that they are.</summary>
    public static readonly ImmutableDictionary<string, string> Plays = new Dictionary<string, string> { ["mp3"] = "audio/mpeg", ["m4a"] = "audio/mp4", ["ogg"] = "audio/ogg" }.ToImmutableDictionary();

    /// <summary>Kilobits a second: of MPEG-1 layer III, then of MPEG-2 and 2.5.</summary>
    private static readonly int[][] Rates = [[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]];
    private static readonly int[] Samples = [44_100, 48_000, 32_000];

    public static string Accept => string.Join(',', Plays.Keys.Order(StringComparer.Ordinal).Select(e => $".{e}"));

    /// <summary>The file is called a recording.</summary>
    public static bool IsCalledOne(string name) => Plays.ContainsKey(DocumentName.Ending(name));

    public static Outcome<string> TypeOf(string name, ReadOnlyMemory<byte> content)
    {
        var type = DocumentName.Ending(name);
        if (content.IsEmpty) { return new Refusal("", "The file is empty"); }
        var right = type switch { "mp3" => Mp3(content.Span), "m4a" => M4a(content.Span), "ogg" => Ogg(content.Span), _ => false };
        return right ? type : new Refusal("", Plays.ContainsKey(type) ? $"The file is called an {type.ToUpperInvariant()} recording, but it is not one, or it is damaged" : $"A recording must be {Kinds}");
    }

    /// <summary>Frames of layer III one after another, after what says who speaks; at most a tag after them.</summary>
    private static bool Mp3(ReadOnlySpan<byte> content)
    {
        var (at, frames) = (0, 0);
        if (content.Length > 10 && content.StartsWith("ID3"u8)) { at = 10 + ((content[6] & 0x7f) << 21 | (content[7] & 0x7f) << 14 | (content[8] & 0x7f) << 7 | (content[9] & 0x7f)); }
        while (content.Length - at >= 4)
        {
            var head = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
            var (version, layer, rate, sample, padding) = (head >> 19 & 3, head >> 17 & 3, (int)(head >> 12 & 15), (int)(head >> 10 & 3), (int)(head >> 9 & 1));
            if (head >> 21 != 0x7ff || version == 1 || layer != 1 || rate is 0 or 15 || sample == 3) { break; }
            var hertz = Samples[sample] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
            at += ((version == 3 ? 144 : 72) * Rates[version == 3 ? 0 : 1][rate] * 1000 / hertz) + padding;
            frames++;
        }

        // The last frame may be cut short by the recorder; a tag of 128 bytes, or one named APE, may follow.
        var rest = at >= content.Length ? default : content[at..];
        return frames >= 3 && (rest.IsEmpty || rest.StartsWith("TAG"u8) || rest.StartsWith("APETAGEX"u8) || rest.TrimEnd((byte)0).IsEmpty);
    }

    /// <summary>Whole boxes to the end: what it is, what is in it, and the sound. No film.</summary>
    private static bool M4a(ReadOnlySpan<byte> content)
    {
        var (at, type, tracks, data) = (0, false, false, false);
        while (content.Length - at >= 8)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
            var name = content.Slice(at + 4, 4);
            if (length == 1 && content.Length - at >= 16) { length = BinaryPrimitives.ReadInt64BigEndian(content[(at + 8)..]); }
            if (length == 0) { length = content.Length - at; }
            if (length < 8 || length > content.Length - at) { return false; }
            var box = content.Slice(at, (int)length);
            if (at == 0 && !name.SequenceEqual("ftyp"u8)) { return false; }
            type |= name.SequenceEqual("ftyp"u8) && length >= 12 && (box[8..12].SequenceEqual("M4A "u8) || box[8..12].SequenceEqual("mp42"u8) || box[8..12].SequenceEqual("isom"u8) || box[8..12].SequenceEqual("iso2"u8) || box[8..12].SequenceEqual("M4B "u8));
            tracks |= name.SequenceEqual("moov"u8) && box.IndexOf("soun"u8) > 0 && box.IndexOf("vide"u8) < 0;
            data |= name.SequenceEqual("mdat"u8);
            at += (int)length;
        }

        return at == content.Length && type && tracks && data;
    }

    /// <summary>Whole pages to the end, beginning with Opus or Vorbis.</summary>
    private static bool Ogg(ReadOnlySpan<byte> content)
    {
        var (at, pages) = (0, 0);
        while (content.Length - at >= 27)
        {
            if (!content[at..].StartsWith("OggS"u8) || content[at + 4] != 0) { return false; }
            int segments = content[at + 26];
            if (content.Length - at < 27 + segments) { return false; }
            var body = 0;
            foreach (var length in content.Slice(at + 27, segments)) { body += length; }
            var start = at + 27 + segments;
            if (content.Length - start < body) { return false; }
            if (pages == 0 && !content[start..].StartsWith("OpusHead"u8) && !content[start..].StartsWith("\u0001vorbis"u8)) { return false; }
            at = start + body;
            pages++;
        }

        return at == content.Length && pages >= 2;
    }
}
