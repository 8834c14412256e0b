using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Trellis.Sheets;

/// <summary>A table to be taken away: as CSV in UTF-8 with its mark, or as an Excel workbook. Nothing in either is something a spreadsheet would work out.</summary>
/// <param name="Name">Of the sheet: up to 31 characters.</param>
public sealed record SheetFile(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public const string CsvType = "text/csv; charset=utf-8";
    public const string WorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int LongestCell = 32_000;

    public byte[] Csv()
    {
        using var kept = new MemoryStream();
        using (var text = new StreamWriter(kept, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true)) { Csv(text, Columns, Rows); }
        return kept.ToArray();
    }

    /// <summary>Row by row, for a table too long to be kept whole.</summary>
    public static void Csv(TextWriter to, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var csv = new CsvWriter(to, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }, leaveOpen: true);
        foreach (var row in rows.Prepend(columns))
        {
            foreach (var cell in row) { csv.WriteField(cell); }
            csv.NextRecord();
        }
    }

    /// <summary>Sheets of one workbook. Whole numbers are numbers; everything else is text, whatever it begins with.</summary>
    public static byte[] Workbook(IReadOnlyList<SheetFile> sheets)
    {
        using var kept = new MemoryStream();
        using (var book = SpreadsheetDocument.Create(kept, SpreadsheetDocumentType.Workbook))
        {
            var main = book.AddWorkbookPart();
            main.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook();
            var list = main.Workbook.AppendChild(new DocumentFormat.OpenXml.Spreadsheet.Sheets());
            foreach (var (number, sheet) in sheets.Index())
            {
                var part = main.AddNewPart<WorksheetPart>();
                using (var written = OpenXmlWriter.Create(part)) // row by row: kept whole, a hundred thousand rows took a gigabyte
                {
                    written.WriteStartElement(new Worksheet());
                    written.WriteStartElement(new SheetData());
                    foreach (var row in sheet.Rows.Prepend(sheet.Columns)) { written.WriteElement(new Row(row.Select(Of))); }
                    written.WriteEndElement();
                    written.WriteEndElement();
                }

                list.Append(new DocumentFormat.OpenXml.Spreadsheet.Sheet { Id = main.GetIdOfPart(part), SheetId = (uint)number + 1, Name = sheet.Name.Length > 31 ? sheet.Name[..31] : sheet.Name });
            }
        }

        return kept.ToArray();
    }

    private static Cell Of(string text) => text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit)
        ? new Cell { DataType = CellValues.Number, CellValue = new CellValue(text) }
        : new Cell { DataType = CellValues.InlineString, InlineString = new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve }) };

    /// <summary>Without characters that XML has no place for.</summary>
    private static string Clean(string text) => new([.. (text.Length > LongestCell ? text[..LongestCell] : text).Where(c => c is '\n' or '\t' || !char.IsControl(c))]);
}
