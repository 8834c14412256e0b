using System.Xml;

namespace Trellis.Platform.Documents;

/// <summary>
/// Looks through an Office file (a zip of XML parts) as a careful reader of it would: it is unpacked piece by piece against limits,
/// every XML part is read with no declarations allowed, and nothing in it may run, be another file, or be fetched from elsewhere.
/// </summary>
internal static class OfficeCheck
{
    private const int MostEntries = 5_000;
    private const long MostUnpacked = 200_000_000;

    /// <summary>Text packs well; a thousandfold is a bomb.</summary>
    private const int MostRatio = 200;
    private const long SmallEnough = 1_000_000;
    private const string Bomb = "This file unpacks to far more than it should hold, so it was not kept. Save it again, or as a PDF";
    private const string Broken = "This is not an Office file, or it is damaged or locked with a password. Save it again, or as a PDF";

    private static readonly Dictionary<string, (string Part, string Type)> Main = new(StringComparer.Ordinal)
    {
        ["docx"] = ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"),
        ["xlsx"] = ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        ["pptx"] = ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"),
    };

    /// <summary>Relationships that may lead out of the file: links somebody clicks. Templates, objects and pictures from elsewhere are fetched unasked.</summary>
    private static readonly string[] MayLeadOut = ["hyperlink"];

    /// <summary>What is wrong with it, in words for whoever added it; null when nothing is.</summary>
    public static string? Fault(string type, ReadOnlyMemory<byte> content)
    {
        if (!content.Span.StartsWith("PK\x03\x04"u8)) { return Broken; }
        try
        {
            return Fault(type, ZipParts.Read(content, MostEntries), content.Length);
        }
        catch (InvalidDataException e) when (e.Message == ZipParts.Bombs)
        {
            return Bomb;
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or EndOfStreamException or ArgumentException or IOException)
        {
            return Broken;
        }
    }

    private static string? Fault(string type, List<ZipParts.Part> parts, long packed)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        if (parts.Exists(e => !names.Add(e.Name) || e.Name.StartsWith('/') || e.Name.Contains('\\', StringComparison.Ordinal) || e.Name.Any(char.IsControl) || e.Name.Split('/').Contains(".."))) { return Broken; }
        if (names.Any(n => n.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || n.Contains("macrosheets/", StringComparison.OrdinalIgnoreCase) || n.Contains("activeX/", StringComparison.OrdinalIgnoreCase)))
        {
            return "This file has macros in it, so it was not kept. Save it without them, or as a PDF";
        }

        long all = 0;
        foreach (var entry in parts)
        {
            var (unpacked, fault) = Read(entry, MostUnpacked - all);
            if (fault is not null) { return fault; }
            all += unpacked;
            if (unpacked > SmallEnough && unpacked > MostRatio * Math.Max(1, entry.Packed.Length)) { return Bomb; }
            if (all > SmallEnough && all > MostRatio * packed) { return Bomb; }
        }

        return IsOf(type, parts) ? null : Broken;
    }

    /// <summary>Unpacks one part as far as the limit, whatever its head says of its length.</summary>
    private static (long Unpacked, string? Fault) Read(ZipParts.Part entry, long room)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[81_920];
        long unpacked = 0;
        var xml = entry.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || entry.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase) || entry.Name.EndsWith(".vml", StringComparison.OrdinalIgnoreCase);
        var most = Math.Min(room, Math.Max(SmallEnough, (long)MostRatio * Math.Max(1, entry.Packed.Length)));
        using (var stream = entry.Open())
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                if (unpacked == 0 && IsAFile(buffer.AsSpan(0, read))) { return (0, "There is another file inside this one, so it was not kept. Add that one on its own, and save this one without it, or as a PDF"); }
                unpacked += read;
                if (unpacked > most) { return (unpacked, Bomb); }
                if (xml) { kept.Write(buffer, 0, read); }
            }
        }

        if (unpacked != entry.Unpacked) { return (unpacked, Broken); } // it says something else of itself
        if (!xml) { return (unpacked, null); }
        kept.Position = 0;
        return (unpacked, Relations(entry, kept));
    }

    /// <summary>Archives, programs, and objects of older Office files.</summary>
    private static bool IsAFile(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK\x03\x04"u8) || head.StartsWith([(byte)0xd0, (byte)0xcf, (byte)0x11, (byte)0xe0]) || head.StartsWith("MZ"u8) || head.StartsWith("\x7fELF"u8) || head.StartsWith("Rar!"u8)
        || head.StartsWith("7z\xbc\xaf"u8) || head.StartsWith([(byte)0x1f, (byte)0x8b]) || head.StartsWith("%PDF"u8);

    /// <summary>Reads the part to its end, so that a declaration anywhere in it is found; of relationships, where they lead.</summary>
    private static string? Relations(ZipParts.Part entry, Stream part)
    {
        using var reader = XmlReader.Create(part, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 0, MaxCharactersInDocument = MostUnpacked });
        var relations = entry.Name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);
        while (reader.Read())
        {
            if (!relations || reader.NodeType is not XmlNodeType.Element || reader.LocalName is not "Relationship") { continue; }
            var leads = string.Equals(reader.GetAttribute("TargetMode"), "External", StringComparison.OrdinalIgnoreCase);
            var kind = (reader.GetAttribute("Type") ?? "").Split('/')[^1];
            if (leads && !MayLeadOut.Contains(kind)) { return "This file fetches something from elsewhere when it is opened, so it was not kept. Save it with everything inside it, or as a PDF"; }
        }

        return null;
    }

    /// <summary>Its main part is there and declared to be one without macros.</summary>
    private static bool IsOf(string type, List<ZipParts.Part> parts)
    {
        var (part, declared) = Main[type];
        if (parts.TrueForAll(p => p.Name != part) || parts.Find(p => p.Name == "[Content_Types].xml") is not { } types) { return false; }
        using var stream = types.Open();
        using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        // Of the part itself; where nothing is, of every part with its ending (some programs declare their main part so).
        var (itself, ending) = ((string?)null, (string?)null);
        while (reader.Read())
        {
            if (reader.NodeType is not XmlNodeType.Element) { continue; }
            var content = reader.GetAttribute("ContentType") ?? "";
            if (content.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || content.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)) { return false; }
            if (string.Equals(reader.GetAttribute("PartName"), $"/{part}", StringComparison.OrdinalIgnoreCase)) { itself = content; }
            if (reader.LocalName is "Default" && string.Equals(reader.GetAttribute("Extension"), "xml", StringComparison.OrdinalIgnoreCase)) { ending = content; }
        }

        return (itself ?? ending) == declared;
    }
}
