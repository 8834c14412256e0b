using System.Globalization;
using System.Xml;

namespace Trellis.Returns.Census;

/// <summary>One reading of one file. Every method begins on an element's start and ends on its end.</summary>
internal sealed class CensusReading(XmlReader xml, Oddity? first)
{
    private const int MostOddities = 1000;
    private readonly IXmlLineInfo at = (IXmlLineInfo)xml;
    private readonly List<Oddity> oddities = first is null ? [] : [first];
    private readonly List<Child> children = [];
    private readonly Dictionary<string, string> pool = new(StringComparer.Ordinal);
    private Header? header;
    private Child? half;
    private int untold;

    public CensusReturn Run()
    {
        var whole = true;
        try
        {
            Elements();
        }
        catch (XmlException broken)
        {
            whole = false;
            var after = half is null ? "" : $" The child that begins on line {half.Line} is left out.";
            var why = broken.Message.Contains("DTD", StringComparison.Ordinal)
                ? "The file has a document type (DOCTYPE), which a census has not and which could fetch other files: it is not read."
                : $"From here on this is not XML: {Plain(broken.Message)}{after}";
            oddities.Add(new Oddity(OddityKind.Broken, broken.LineNumber, broken.LinePosition, why));
        }

        if (untold > 0) { oddities.Add(new Oddity(OddityKind.Noted, 0, 0, string.Create(CultureInfo.InvariantCulture, $"{untold} more oddities of the file are not listed."))); }
        if (whole && header is null) { oddities.Add(new Oddity(OddityKind.Noted, 0, 0, "The file has no Header: neither authority, year nor reference date is known from it.")); }
        if (whole && children.Count == 0) { oddities.Add(new Oddity(OddityKind.Noted, 0, 0, "The file holds no children.")); }
        return new CensusReturn(header ?? new Header(1), children, oddities) { IsWhole = whole };
    }

    /// <summary>Children are found wherever they stand, so that a missing or an unknown block around them loses none.</summary>
    private void Elements()
    {
        while (xml.Read())
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) { Stray("the file"); }
            if (xml.NodeType is not XmlNodeType.Element) { continue; }
            if (Is("Header"))
            {
                header ??= new Header(at.LineNumber) { IsWritten = true };
                Fill(header);
            }
            else if (Is("Child"))
            {
                half = new Child(at.LineNumber);
                Fill(half);
                children.Add(half);
                half = null;
            }
            else if (xml.Depth == 0 && !Is("Message")) { Odd(OddityKind.Noted, $"The file begins with {Short(xml.LocalName)}, where a census begins with Message."); }
            else if (xml.Depth > 0 && !Is("Children")) { Odd(OddityKind.Noted, $"{Short(xml.LocalName)} is no part of a census. What is in it is looked through for children."); }
        }
    }

    private void Fill(Record record)
    {
        if (xml.IsEmptyElement) { return; }
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) { Stray(record.Module.Element); }
            if (xml.NodeType is not XmlNodeType.Element) { continue; }
            var line = at.LineNumber;
            switch (record.Module.Find(xml.LocalName))
            {
                case { Kind: ItemKind.Text or ItemKind.Day } item: Single(record, item, line); break;
                case { Kind: ItemKind.List } item: Several(record, item); break;
                case { Kind: ItemKind.Group, Module: { } module } when record.Open(module, line) is { } inner: Fill(inner); break;
                case { } another: Leave($"There is no place for another {another.Element} in one {record.Module.Element}: it is left out."); break;
                case null when record.Module.List is { } list && Is(list.Each!): Add(record, list, line); break;
                case null: Leave($"{Short(xml.LocalName)} has no place in {record.Module.Element}, and is left out."); break;
            }
        }
    }

    private void Single(Record record, Item item, int line)
    {
        var value = new Value(Text(item.Element), line);
        if (value.IsMissing) { return; }
        if (record[item.Index].IsPresent)
        {
            Odd(OddityKind.LeftOut, $"A second {item.Element} in one {record.Module.Element} is left out.", line);
            return;
        }

        record.Set(item, value);
        if (item.Kind is not ItemKind.Day || value.IsPlainDay) { return; }
        Odd(OddityKind.Noted, value.Day is { } day
            ? string.Create(CultureInfo.InvariantCulture, $"{item.Element} is written {Short(value.Text!)}, and read as {day:yyyy-MM-dd}, which is how the census writes it.")
            : $"{item.Element} holds “{Short(value.Text!)}”, which is no date: it counts as missing.", line);
    }

    private void Several(Record record, Item item)
    {
        if (xml.IsEmptyElement) { return; }
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) { Stray(item.Element); }
            if (xml.NodeType is not XmlNodeType.Element) { continue; }
            var line = at.LineNumber;
            if (!Is(item.Each!)) { Leave($"{Short(xml.LocalName)} has no place in {item.Element}, and is left out."); }
            else { Add(record, item, line); }
        }
    }

    private void Add(Record record, Item item, int line)
    {
        if (Text(item.Each!) is not { } text) { return; }
        if (record.Many.Length < Record.Most) { record.AddMany(new Value(text, line)); }
        else { Odd(OddityKind.LeftOut, $"There is no place for another {item.Each} in one {record.Module.Element}: it is left out.", line); }
    }

    /// <summary>Null for an empty element. The same few words come a hundred thousand times, and are kept once.</summary>
    private string? Text(string element)
    {
        if (xml.IsEmptyElement) { return null; }
        var (depth, text) = (xml.Depth, "");
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA) { text = text.Length == 0 ? xml.Value : text + xml.Value; }
            else if (xml.NodeType is XmlNodeType.Element) { Leave($"{Short(xml.LocalName)} has no place in {element}, and is left out."); }
        }

        text = text.Trim();
        if (text.Length == 0) { return null; }
        if (pool.TryGetValue(text, out var kept)) { return kept; }
        pool.Add(text, text);
        return text;
    }

    private void Leave(string words)
    {
        Odd(OddityKind.LeftOut, words);
        if (xml.IsEmptyElement) { return; }
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth) { }
    }

    private void Stray(string module) => Odd(OddityKind.LeftOut, $"The text “{Short(xml.Value.Trim())}” stands loose in {module}, and is left out.");

    private bool Is(string element) => element.Equals(xml.LocalName, StringComparison.OrdinalIgnoreCase);

    private void Odd(OddityKind kind, string words, int line = 0)
    {
        if (oddities.Count >= MostOddities) { untold++; }
        else { oddities.Add(new Oddity(kind, line > 0 ? line : at.LineNumber, line > 0 ? 0 : at.LinePosition, words)); }
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    /// <summary>Without the framework's own "Line 3, position 5.", which stands beside it already.</summary>
    private static string Plain(string message) => message.IndexOf(" Line ", StringComparison.Ordinal) is > 0 and var cut ? message[..cut] : message;
}
