using System.IO.Compression;
using System.Text;

namespace Trellis.Tests.Documents;

/// <summary>Files as people, and those who mean harm, would send them.</summary>
internal static class Papers
{
    public static byte[] Pdf(string words = "A report") => Encoding.Latin1.GetBytes($"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n% {words}\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    /// <summary>One pixel.</summary>
    public static byte[] Png() => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static byte[] Docx(string document = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body/></w:document>", params (string Name, byte[] Content)[] more) => Office(
        "word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", document, more);

    public static byte[] Xlsx() => Office("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "<workbook/>");

    public static byte[] Office(string part, string type, string content, params (string Name, byte[] Content)[] more)
    {
        using var kept = new MemoryStream();
        using (var zip = new ZipArchive(kept, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", Encoding.UTF8.GetBytes($"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/{part}\" ContentType=\"{type}\"/></Types>"));
            Add(zip, part, Encoding.UTF8.GetBytes(content));
            foreach (var (name, bytes) in more) { Add(zip, name, bytes); }
        }

        return kept.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var entry = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
        entry.Write(content);
    }
}
