using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Trellis.Printing;

/// <summary>How a Word file looks: a plain face, dark text, room between.</summary>
internal static class DocxStyles
{
    private const string Face = "Arial";

    /// <summary>Where the page's number stands in the contents and at the foot, in twentieths of a point from the left margin.</summary>
    private const int Right = 9638;

    public static void Add(MainDocumentPart main)
    {
        var part = main.AddNewPart<StyleDefinitionsPart>();
        part.Styles = new Styles(
            new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(new RunFonts { Ascii = Face, HighAnsi = Face, ComplexScript = Face }, new FontSize { Val = "22" }, new Languages { Val = "en-GB" })), new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { After = "160", Line = "276", LineRule = LineSpacingRuleValues.Auto }))),
            Normal(),
            Of("Title", "Title", 44, bold: true, after: 320),
            Of("Caption", "caption", 26, bold: false, after: 40, colour: "505A5F"),
            Of("ContentsTitle", "Contents title", 28, bold: true, after: 160),
            Tabbed("Contents1", "Contents 1", 0),
            Tabbed("Contents2", "Contents 2", 340),
            Of("Heading1", "heading 1", 36, bold: true, after: 200, level: 0),
            Of("Heading2", "heading 2", 32, bold: true, after: 160, level: 1),
            Of("Heading3", "heading 3", 26, bold: true, after: 120, level: 2),
            Of("Heading4", "heading 4", 22, bold: true, after: 80, level: 3),
            Hanging("Numbered", "Numbered", 850),
            Hanging("Bullet", "Bullet", 340),
            Of("TableCaption", "Table caption", 22, bold: true, after: 80),
            Of("Cell", "Cell", 20, bold: false, after: 40),
            Tabbed("Footer", "footer", 0, size: 18),
            new Style(new StyleName { Val = "Lines" }, new StyleTableProperties(new TableBorders(new BottomBorder { Val = BorderValues.Single, Size = 4, Color = "B1B4B6" }, new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4, Color = "B1B4B6" }))) { Type = StyleValues.Table, StyleId = "Lines", CustomStyle = true });
    }

    private static Style Normal() => new(new StyleName { Val = "Normal" }, new PrimaryStyle()) { Type = StyleValues.Paragraph, StyleId = "Normal", Default = true };

    private static Style Of(string id, string name, int size, bool bold, int after, int? level = null, string? colour = null)
    {
        var paragraph = new StyleParagraphProperties();
        if (level is not null) { paragraph.Append(new KeepNext()); }
        paragraph.Append(new SpacingBetweenLines { Before = level is null ? "0" : "240", After = after.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        if (level is { } outline) { paragraph.Append(new OutlineLevel { Val = outline }); }
        var run = new StyleRunProperties();
        if (bold) { run.Append(new Bold()); }
        if (colour is not null) { run.Append(new Color { Val = colour }); }
        run.Append(new FontSize { Val = size.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        return new Style(new StyleName { Val = name }, new BasedOn { Val = "Normal" }, new NextParagraphStyle { Val = "Normal" }, new PrimaryStyle(), paragraph, run) { Type = StyleValues.Paragraph, StyleId = id };
    }

    private static Style Tabbed(string id, string name, int indent, int size = 22) => new(
        new StyleName { Val = name }, new BasedOn { Val = "Normal" },
        new StyleParagraphProperties(new Tabs(new TabStop { Val = TabStopValues.Right, Position = Right }), new SpacingBetweenLines { After = "60" }, new Indentation { Left = indent.ToString(System.Globalization.CultureInfo.InvariantCulture) }),
        new StyleRunProperties(new FontSize { Val = size.ToString(System.Globalization.CultureInfo.InvariantCulture) }))
    { Type = StyleValues.Paragraph, StyleId = id, CustomStyle = true };

    private static Style Hanging(string id, string name, int by) => new(
        new StyleName { Val = name }, new BasedOn { Val = "Normal" },
        new StyleParagraphProperties(new Tabs(new TabStop { Val = TabStopValues.Left, Position = by }), new Indentation { Left = by.ToString(System.Globalization.CultureInfo.InvariantCulture), Hanging = by.ToString(System.Globalization.CultureInfo.InvariantCulture) }))
    { Type = StyleValues.Paragraph, StyleId = id, CustomStyle = true };
}
