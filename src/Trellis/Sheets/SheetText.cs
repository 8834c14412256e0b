using System.Text;

namespace Trellis.Sheets;

/// <summary>Why a line of a file was refused.</summary>
/// <param name="Line">Line in the file, from 1.</param>
/// <param name="Code">One word for programs: <c>columns</c>, <c>document</c>, <c>value-as-printed</c>.</param>
public sealed record RowError(int Line, string Code, string Message);

/// <summary>The text of a file somebody sent.</summary>
public static class SheetText
{
    /// <summary>Reads UTF-8, with or without its mark; says what else it is by line.</summary>
    public static bool Decode(byte[] bytes, out string text, out RowError wrong)
    {
        text = "";
        wrong = new RowError(1, "encoding", "The file is UTF-16. Save it as CSV UTF-8");
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]) { return false; }
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes);
            return true;
        }
        catch (DecoderFallbackException bad)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(bad.Index, 0, bytes.Length)).Count((byte)'\n');
            wrong = new RowError(line, "encoding", "This line is not UTF-8. Save the file as CSV UTF-8");
            return false;
        }
    }
}
