using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Trellis.Tests.Meetings;

/// <summary>Excel workbooks, made for a test.</summary>
internal static class Books
{
    /// <summary>The date format of dates, made by hand as spreadsheets do.</summary>
    private const uint OwnFormat = 164;

    /// <param name="sheets">Name and rows; a text, a number, a day, or a formula with what it came to ("=A1+1 > 5").</param>
    public static byte[] Of(params (string Name, object?[][] Rows)[] sheets)
    {
        using var memory = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(memory, SpreadsheetDocumentType.Workbook))
        {
            var book = document.AddWorkbookPart();
            book.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets());
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                new NumberingFormats(new NumberingFormat { NumberFormatId = OwnFormat, FormatCode = "dd\\ mmm\\ yyyy" }),
                new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()),
                new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 14, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = OwnFormat, ApplyNumberFormat = true }));
            var shared = book.AddNewPart<SharedStringTablePart>().SharedStringTable = new SharedStringTable();
            foreach (var (number, (name, rows)) in sheets.Index())
            {
                var part = book.AddNewPart<WorksheetPart>();
                var data = new SheetData();
                foreach (var (at, row) in rows.Index().Where(r => r.Item.Length > 0)) { data.Append(new Row(row.Select((value, column) => Cell(value, $"{(char)('A' + column)}{at + 1}", shared)).OfType<Cell>()) { RowIndex = (uint)at + 1 }); }
                part.Worksheet = new Worksheet(data);
                book.Workbook.Sheets!.Append(new Sheet { Name = name, SheetId = (uint)number + 1, Id = book.GetIdOfPart(part) });
            }
        }

        return memory.ToArray();
    }

    private static Cell? Cell(object? value, string at, SharedStringTable shared)
    {
        switch (value)
        {
            case null: return null;
            case DateOnly day: return new Cell { CellReference = at, CellValue = new CellValue(day.ToDateTime(TimeOnly.MinValue).ToOADate().ToString(System.Globalization.CultureInfo.InvariantCulture)), StyleIndex = day.Day % 2 == 0 ? 1u : 2u };
            case int number: return new Cell { CellReference = at, CellValue = new CellValue(number) };
            case string formula when formula.StartsWith('='):
                var (of, came) = (formula[1..].Split(" > ")[0], formula.Split(" > ")[1]);
                return new Cell { CellReference = at, CellFormula = new CellFormula(of), CellValue = new CellValue(came), DataType = CellValues.String };
            default:
                shared.Append(new SharedStringItem(new Text((string)value) { Space = SpaceProcessingModeValues.Preserve }));
                return new Cell { CellReference = at, CellValue = new CellValue(shared.ChildElements.Count - 1), DataType = CellValues.SharedString };
        }
    }
}
