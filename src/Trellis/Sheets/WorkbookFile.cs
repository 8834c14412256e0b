using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Trellis.Sheets;

/// <summary>Writes an Excel workbook of one sheet. Every cell is text, so that nothing in it is ever worked out.</summary>
public static class WorkbookFile
{
    public const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Excel takes no longer text in a cell.</summary>
    private const int Longest = 32_767;

    public static byte[] Of(string sheet, IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var memory = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = sheet, SheetId = 1, Id = book.GetIdOfPart(part) }));
            part.Worksheet = new Worksheet(new SheetData(rows.Prepend(head).Select(r => new Row(r.Select(Cell)))));
            book.Workbook.Save();
        }

        return memory.ToArray();
    }

    private static Cell Cell(string text)
    {
        var kept = string.Concat(text.Where(c => c is '\t' or '\n' or '\r' or >= ' ' and not ('\uFFFE' or '\uFFFF')));
        return new Cell(new InlineString(new Text(kept.Length > Longest ? kept[..Longest] : kept) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString };
    }
}
