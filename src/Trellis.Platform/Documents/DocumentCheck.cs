using System.Buffers.Binary;
using System.Text;
using Trellis.Platform.Record;

namespace Trellis.Platform.Documents;

/// <summary>What a file is, told by what is in it. What its name or the browser says of it is not believed; what does not fit its name is refused.</summary>
public static class DocumentCheck
{
    public const string Kinds = "PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), PNG, JPEG, plain text or CSV";

    private static readonly Dictionary<string, string> TypeOfEnding = new(StringComparer.Ordinal)
    {
        ["pdf"] = "pdf",
        ["docx"] = "docx",
        ["xlsx"] = "xlsx",
        ["pptx"] = "pptx",
        ["png"] = "png",
        ["jpg"] = "jpeg",
        ["jpeg"] = "jpeg",
        ["txt"] = "txt",
        ["csv"] = "csv",
    };

    private static ReadOnlySpan<byte> PngBegins => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    private static readonly string[] Markup = ["<svg", "<html", "<!doctype", "<?xml", "<script", "<body", "<iframe"];

    /// <summary>Endings a browser's chooser offers.</summary>
    public static string Accept => string.Join(',', TypeOfEnding.Keys.Select(e => $".{e}"));

    /// <summary>The type, when the file is whole, of an allowed kind, and called what it is.</summary>
    public static Outcome<string> TypeOf(string name, ReadOnlyMemory<byte> content)
    {
        if (content.IsEmpty) { return Refuse("The file is empty"); }
        if (!TypeOfEnding.TryGetValue(DocumentName.Ending(name), out var type)) { return Refuse($"The file must be {Kinds}"); }
        return (type switch
        {
            "pdf" => Pdf(content.Span),
            "png" => Png(content.Span),
            "jpeg" => Jpeg(content.Span),
            "txt" or "csv" => Text(content.Span),
            _ => OfficeCheck.Fault(type, content),
        }) is { } fault ? Refuse(fault) : type;
    }

    private static Refusal Refuse(string words) => new("", words);

    /// <summary>Begins and ends as one, and does not begin as a page a browser would show as well.</summary>
    private static string? Pdf(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith("%PDF-"u8) || content[^Math.Min(content.Length, 2048)..].IndexOf("%%EOF"u8) < 0) { return Not("a PDF"); }
        var beginning = Encoding.Latin1.GetString(content[..Math.Min(content.Length, 4096)]);
        return Markup.Any(m => beginning.Contains(m, StringComparison.OrdinalIgnoreCase) && m is not "<?xml") ? "This file is a PDF and a web page at once, so it was not kept. Save it again as a PDF" : null;
    }

    /// <summary>Its parts one after another, to the one that ends it, and nothing after.</summary>
    private static string? Png(ReadOnlySpan<byte> content)
    {
        if (!content.StartsWith(PngBegins)) { return Not("a PNG picture"); }
        var at = 8;
        while (content.Length - at >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(content[at..]);
            var last = content.Slice(at + 4, 4).SequenceEqual("IEND"u8);
            if (length > content.Length - at - 12) { return Not("a PNG picture"); }
            if (at == 8 && !content.Slice(at + 4, 4).SequenceEqual("IHDR"u8)) { return Not("a PNG picture"); }
            at += 12 + (int)length;
            if (last) { return at == content.Length ? null : "Something was added after the end of this picture, so it was not kept. Save it again as a PNG"; }
        }

        return Not("a PNG picture");
    }

    private static string? Jpeg(ReadOnlySpan<byte> content) =>
        content.Length > 20 && content.StartsWith([(byte)0xff, (byte)0xd8, (byte)0xff]) && content.LastIndexOf([(byte)0xff, (byte)0xd9]) > 0 ? null : Not("a JPEG picture");

    /// <summary>Words in UTF-8 and nothing else; not a page or a picture made of words.</summary>
    private static string? Text(ReadOnlySpan<byte> content)
    {
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException)
        {
            return "This is not plain text, or it is in an old encoding. Save it as UTF-8";
        }

        if (text.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f'))) { return Not("plain text"); }
        var beginning = text.TrimStart('\ufeff', ' ', '\t', '\r', '\n', '\f');
        return Markup.Any(m => beginning.StartsWith(m, StringComparison.OrdinalIgnoreCase)) ? "This is a web page or a drawing, not plain text" : null;
    }

    private static string Not(string what) => $"The file is called {what}, but it is not one, or it is damaged";
}
