using System.Text;
using System.Xml;

namespace Trellis.Returns.Census;

/// <summary>
/// Reads a children in need census: years 2022-23 to 2025-26, in any XML namespace, with whatever blocks there are. It reads on over everything
/// it does not know and says so; only what is no longer XML ends it, and what came before is kept. Document types and what they would fetch are refused.
/// </summary>
public static class CensusReader
{
    /// <param name="stream">From its start. Copied to memory when it cannot be read twice, which a wrong encoding needs.</param>
    public static CensusReturn Read(Stream stream)
    {
        if (!stream.CanSeek)
        {
            var copy = new MemoryStream();
            stream.CopyTo(copy);
            copy.Position = 0;
            stream = copy;
        }

        var start = stream.Position;
        var head = new byte[256];
        var (encoding, mark, odd) = CensusText.Of(head.AsSpan(0, stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        try
        {
            stream.Position = start + mark;
            return Read(stream, encoding, odd);
        }
        catch (DecoderFallbackException)
        {
            var line = CensusText.LineOfWrongByte(stream);
            stream.Position = start + mark;
            return Read(stream, CensusText.Windows, new Oddity(OddityKind.Noted, line, 0, $"Line {line} is not UTF-8, which the file should be. It is read as Windows-1252: save it as UTF-8."));
        }
    }

    private static CensusReturn Read(Stream stream, Encoding encoding, Oddity? odd)
    {
        using var text = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
        using var xml = XmlReader.Create(text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
            CheckCharacters = false, // a stray control character in one child's number is no reason to lose the others
        });
        return new CensusReading(xml, odd).Run();
    }
}
