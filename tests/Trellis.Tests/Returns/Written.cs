using System.Text;
using System.Xml.Linq;
using Trellis.Returns.Census;

namespace Trellis.Tests.Returns;

/// <summary>
/// A census in short: <c>CINdetails(CINreferralDate=2025-05-06 Section47(ICPCnotRequired=true))</c> is what stands in one child;
/// children are parted by an ampersand. The census year is 2025-26 unless it is said otherwise.
/// </summary>
internal static class Written
{
    public static CensusReturn Census(string children, string reference = "2026-03-31") => Read(Xml(children, reference).ToString());

    public static XDocument Xml(string children, string reference = "2026-03-31")
    {
        var header = new XElement("Header", new XElement("CollectionDetails", new XElement("Collection", "CIN"), new XElement("Year", reference[..4]), new XElement("ReferenceDate", reference)));
        return new XDocument(new XElement("Message", header, new XElement("Children", children.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(c => new XElement("Child", Inside(c.Trim()))))));
    }

    public static CensusReturn Read(string xml) => Read(Encoding.UTF8.GetBytes(xml));

    public static CensusReturn Read(byte[] bytes) => CensusReader.Read(new MemoryStream(bytes));

    private static List<XElement> Inside(string text)
    {
        var at = 0;
        return Several(text, ref at);
    }

    private static List<XElement> Several(string text, ref int at)
    {
        var elements = new List<XElement>();
        while (at < text.Length && text[at] != ')')
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && text[at] is not ('(' or '=')) { at++; }
            var name = text[start..at];
            if (text[at++] == '(')
            {
                elements.Add(new XElement(name, Several(text, ref at)));
                at++;
                continue;
            }

            start = at;
            while (at < text.Length && text[at] is not (' ' or ')')) { at++; }
            elements.Add(new XElement(name, text[start..at]));
        }

        return elements;
    }
}
