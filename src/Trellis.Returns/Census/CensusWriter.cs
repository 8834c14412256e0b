using System.Text;
using System.Xml;

namespace Trellis.Returns.Census;

/// <summary>Writes a census in the order of the department's schema, in UTF-8. What is read from it is what was written, value for value.</summary>
public static class CensusWriter
{
    public static void Write(CensusReturn census, Stream to)
    {
        using var xml = XmlWriter.Create(to, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), Indent = true, CheckCharacters = false, CloseOutput = false });
        xml.WriteStartElement("Message");
        Write(xml, census.Header);
        xml.WriteStartElement("Children");
        foreach (var child in census.Children) { Write(xml, child); }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Write(XmlWriter xml, Record record)
    {
        if (!record.IsWritten) { return; }
        xml.WriteStartElement(record.Module.Element);
        foreach (var item in record.Module.Items)
        {
            if (item.Kind is ItemKind.Group)
            {
                foreach (var inner in record.Groups(item.Module!)) { Write(xml, inner); }
            }
            else if (item.Kind is ItemKind.List)
            {
                if (record.Many.Length == 0) { continue; }
                xml.WriteStartElement(item.Element);
                foreach (var value in record.Many) { xml.WriteElementString(item.Each!, value.Text); }
                xml.WriteEndElement();
            }
            else if (record[item.Index] is { IsPresent: true } value) { xml.WriteElementString(item.Element, value.Text); }
        }

        xml.WriteEndElement();
    }
}
