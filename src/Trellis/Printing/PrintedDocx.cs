using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Trellis.Printing;

/// <summary>Writes a Word file: headings as headings, contents that lead to them and show the page each stands on, page numbers at the foot.</summary>
public static class PrintedDocx
{
    public const string Type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    public static byte[] Of(Printed printed)
    {
        using var kept = new MemoryStream();
        using (var file = WordprocessingDocument.Create(kept, WordprocessingDocumentType.Document))
        {
            file.PackageProperties.Title = printed.Title;
            file.PackageProperties.Language = "en-GB";
            var main = file.AddMainDocumentPart();
            DocxStyles.Add(main);
            var body = new Body();
            body.Append(Styled("Caption", Block.Plain(printed.Caption)), Styled("Title", Block.Plain(printed.Title)));
            if (printed.Contents) { foreach (var line in Contents(printed)) { body.Append(line); } }
            var marks = 0;
            var newPage = false;
            foreach (var block in printed.Blocks)
            {
                if (block is NewPage) { newPage = true; continue; }
                foreach (var element in Elements(block, ref marks)) { body.Append(newPage && element is W.Paragraph first ? OnNewPage(first) : element); newPage = false; }
            }

            body.Append(Section(main, printed));
            main.Document = new Document(body);
            main.Document.Save();
        }

        return kept.ToArray();
    }

    private static IEnumerable<OpenXmlElement> Contents(Printed printed)
    {
        yield return Styled("ContentsTitle", Block.Plain("Contents"));
        foreach (var heading in printed.Listed)
        {
            var link = new W.Hyperlink(Text(heading.Text, new RunProperties()), new W.Run(new TabChar())) { Anchor = Mark(heading.Id), History = true };
            // The number is worked out by the reader's program when it opens or prints the file.
            link.Append(Field($"PAGEREF {Mark(heading.Id)} \\h"));
            yield return new W.Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = heading.Level > 2 ? "Contents2" : "Contents1" }), link);
        }
    }

    private static IEnumerable<OpenXmlElement> Elements(Block block, ref int marks)
    {
        switch (block)
        {
            case Heading heading:
                var id = (++marks).ToString(CultureInfo.InvariantCulture);
                return [new W.Paragraph(new ParagraphProperties(new ParagraphStyleId { Val = $"Heading{heading.Level}" }), new BookmarkStart { Id = id, Name = Mark(heading.Id) }, Text(heading.Text, new RunProperties()), new BookmarkEnd { Id = id })];
            case Paragraph { Number: { } number } paragraph:
                var numbered = Styled("Numbered", paragraph.Runs);
                numbered.InsertAfter(new W.Run(new TabChar()), numbered.InsertAfter(Text(number, new RunProperties()), numbered.ParagraphProperties));
                return [numbered];
            case Paragraph paragraph:
                return [Styled(null, paragraph.Runs)];
            case Bullets bullets:
                return bullets.Items.Select((item, i) =>
                {
                    var line = Styled("Bullet", item);
                    line.InsertAfter(new W.Run(new TabChar()), line.InsertAfter(Text(bullets.Numbered ? $"{i + 1}." : "•", new RunProperties()), line.ParagraphProperties));
                    return line;
                });
            case Grid grid:
                return grid.Caption.Length > 0 ? [Styled("TableCaption", Block.Plain(grid.Caption)), Table(grid), new W.Paragraph()] : [Table(grid), new W.Paragraph()];
            default:
                return [];
        }
    }

    private static W.Table Table(Grid grid)
    {
        var columns = Math.Max(grid.Head.Length, grid.Rows.Select(r => r.Length).DefaultIfEmpty(1).Max());
        var table = new W.Table(
            new TableProperties(new TableStyle { Val = "Lines" }, new TableWidth { Width = "5000", Type = TableWidthUnitValues.Pct }, new TableLook { FirstRow = grid.Head.Length > 0, FirstColumn = true }),
            new TableGrid(Enumerable.Range(0, columns).Select(_ => new GridColumn())));
        if (grid.Head.Length > 0) { table.Append(new TableRow([new TableRowProperties(new CantSplit(), new TableHeader()), .. Cells(grid.Head, columns, bold: true)])); }
        foreach (var row in grid.Rows) { table.Append(new TableRow([new TableRowProperties(new CantSplit()), .. Cells(row, columns, bold: false)])); }
        return table;
    }

    private static IEnumerable<OpenXmlElement> Cells(ImmutableArray<string> cells, int columns, bool bold) =>
        Enumerable.Range(0, columns).Select(i => new TableCell(Styled("Cell", [new Run(i < cells.Length ? cells[i] : "", Bold: bold || i == 0)])));

    private static W.Paragraph OnNewPage(W.Paragraph paragraph)
    {
        (paragraph.ParagraphProperties ??= new ParagraphProperties()).PageBreakBefore = new PageBreakBefore();
        return paragraph;
    }

    private static W.Paragraph Styled(string? style, ImmutableArray<Run> runs)
    {
        var paragraph = new W.Paragraph(style is null ? new ParagraphProperties() : new ParagraphProperties(new ParagraphStyleId { Val = style }));
        foreach (var run in runs)
        {
            var look = new RunProperties();
            if (run.Bold) { look.Append(new Bold()); }
            if (run.Italic) { look.Append(new Italic()); }
            paragraph.Append(Text(run.Link is { } link && link != run.Text ? $"{run.Text} ({link})" : run.Text, look));
        }

        return paragraph;
    }

    private static W.Run Text(string text, RunProperties look)
    {
        var run = new W.Run(look);
        foreach (var (line, i) in text.ReplaceLineEndings("\n").Split('\n').Select((l, i) => (l, i)))
        {
            if (i > 0) { run.Append(new Break()); }
            run.Append(new W.Text(Writable(line)) { Space = SpaceProcessingModeValues.Preserve });
        }

        return run;
    }

    private static SectionProperties Section(MainDocumentPart main, Printed printed)
    {
        var foot = printed.Foot;
        var part = main.AddNewPart<FooterPart>();
        part.Footer = new Footer(new W.Paragraph([new ParagraphProperties(new ParagraphStyleId { Val = "Footer" }), Text($"{foot}", new RunProperties()), new W.Run(new TabChar()), Text("Page ", new RunProperties()), .. Field("PAGE"), Text(" of ", new RunProperties()), .. Field("NUMPAGES")]));
        var head = new List<OpenXmlElement>();
        if (printed.Mark is { } mark)
        {
            var above = main.AddNewPart<HeaderPart>();
            above.Header = new Header(new W.Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Center }), Text(mark, new RunProperties(new Bold(), new Color { Val = "505A5F" }))));
            head.Add(new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(above) });
        }

        return new SectionProperties([
            .. head,
            new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(part) },
            new PageSize { Width = 11906, Height = 16838 },
            new PageMargin { Top = 1250, Bottom = 1250, Left = 1134, Right = 1134, Header = 600, Footer = 600, Gutter = 0 }]);
    }

    private static W.Run[] Field(string instruction) =>
    [
        new(new FieldChar { FieldCharType = FieldCharValues.Begin, Dirty = true }),
        new(new FieldCode($" {instruction} ") { Space = SpaceProcessingModeValues.Preserve }),
        new(new FieldChar { FieldCharType = FieldCharValues.Separate }),
        new(new W.Text("–")),
        new(new FieldChar { FieldCharType = FieldCharValues.End }),
    ];

    /// <summary>Names of places in a Word file begin with a letter and have 40 characters at most.</summary>
    private static string Mark(string id) => $"p_{string.Concat(id.Where(char.IsAsciiLetterOrDigit))}"[..Math.Min(40, 2 + id.Count(char.IsAsciiLetterOrDigit))];

    /// <summary>Without what a file of this kind cannot hold.</summary>
    private static string Writable(string text) => string.Concat(text.Where(c => c == '\t' || c >= ' ' && System.Xml.XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));
}
