using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Trellis.Platform.Documents;

namespace Trellis.Sheets;

/// <summary>A row as it stands in a file: its number from 1, and the text of each cell.</summary>
internal sealed record RawRow(int Line, string[] Cells);

/// <summary>
/// One sheet of an Excel workbook (.xlsx) as rows of text: dates as 2026-03-05, formulas as what they came to when it was saved. It is looked at
/// first as every document is: one with macros, links that fetch, or that unpacks to far more than it is, is refused.
/// </summary>
internal static class Workbook
{
    private const int MostRows = 100_000;
    private const int MostColumns = 200;

    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\x03\x04"u8);

    /// <param name="sheet">Its name; null: the first that is not hidden.</param>
    public static (ImmutableArray<RawRow> Rows, RowError? Error) Read(byte[] bytes, string? sheet)
    {
        if (DocumentCheck.TypeOf("list.xlsx", bytes).Refused(out var why, out _)) { return ([], new RowError(1, "file", why.Words)); }
        try
        {
            using var document = SpreadsheetDocument.Open(new MemoryStream(bytes, writable: false), isEditable: false);
            var book = document.WorkbookPart ?? throw new InvalidDataException("no workbook");
            var sheets = book.Workbook.Descendants<DocumentFormat.OpenXml.Spreadsheet.Sheet>().ToArray();
            var chosen = sheet is null ? sheets.FirstOrDefault(s => s.State?.Value is not (SheetStateValues.Hidden or SheetStateValues.VeryHidden)) : sheets.FirstOrDefault(s => sheet.Equals(s.Name?.Value?.Trim(), StringComparison.OrdinalIgnoreCase));
            if (chosen?.Id?.Value is not { } id) { return ([], new RowError(1, "sheet", sheet is null ? "The workbook has no sheet" : $"There is no sheet “{sheet}”. The workbook has: {string.Join(", ", sheets.Select(s => s.Name?.Value))}")); }
            if (book.GetPartById(id) is not WorksheetPart part) { return ([], new RowError(1, "sheet", "The sheet is a chart, and has no rows")); }
            return Rows(part, new Cells(book));
        }
        catch (Exception broken) when (broken is OpenXmlPackageException or InvalidDataException or FormatException or System.Xml.XmlException or ArgumentException or InvalidOperationException or FileFormatException)
        {
            return ([], new RowError(1, "file", "This workbook is damaged. Open it in Excel and save it again, or save it as CSV UTF-8"));
        }
    }

    private static (ImmutableArray<RawRow> Rows, RowError? Error) Rows(WorksheetPart part, Cells cells)
    {
        var rows = ImmutableArray.CreateBuilder<RawRow>();
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement || reader.LoadCurrentElement() is not Row row) { continue; }
            var line = (int)(row.RowIndex?.Value ?? (uint)(rows.Count == 0 ? 1 : rows[^1].Line + 1));
            if (rows.Count >= MostRows) { return ([], new RowError(line, "file", $"The sheet has more than {MostRows} rows. Send it in parts")); }
            var texts = new List<string>();
            foreach (var cell in row.Elements<Cell>())
            {
                var at = Column(cell.CellReference?.Value) ?? texts.Count;
                if (at >= MostColumns) { break; }
                if (cell.DataType?.Value is CellValues.Error) { return ([], new RowError(line, "cell", $"Cell {cell.CellReference?.Value} holds an error ({cell.CellValue?.Text})")); }
                while (texts.Count <= at) { texts.Add(""); }
                texts[at] = cells.Text(cell);
            }

            if (texts.Exists(t => !string.IsNullOrWhiteSpace(t))) { rows.Add(new RawRow(line, [.. texts])); }
        }

        return (rows.ToImmutable(), null);
    }

    /// <summary>"C5": 2.</summary>
    private static int? Column(string? reference)
    {
        if (reference is null) { return null; }
        var column = 0;
        foreach (var letter in reference.TakeWhile(char.IsAsciiLetter)) { column = (column * 26) + (char.ToUpperInvariant(letter) - 'A' + 1); }
        return column is > 0 and < 20_000 ? column - 1 : null;
    }

    /// <summary>What cells say: texts are kept apart, and a date is a number with a date's format.</summary>
    private sealed class Cells
    {
        private readonly string[] shared;
        private readonly bool[] dates;
        private readonly bool from1904;

        public Cells(WorkbookPart book)
        {
            shared = [.. book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(Plain) ?? []];
            from1904 = book.Workbook.WorkbookProperties?.Date1904?.Value ?? false;
            var styles = book.WorkbookStylesPart?.Stylesheet;
            var own = styles?.NumberingFormats?.Elements<NumberingFormat>().Where(f => f.NumberFormatId is not null).DistinctBy(f => f.NumberFormatId!.Value).ToDictionary(f => f.NumberFormatId!.Value, f => f.FormatCode?.Value ?? "") ?? [];
            dates = [.. styles?.CellFormats?.Elements<CellFormat>().Select(f => f.NumberFormatId?.Value is { } id && (own.TryGetValue(id, out var code) ? IsDate(code) : IsDate(id))) ?? []];
        }

        public string Text(Cell cell)
        {
            var text = cell.CellValue?.Text ?? "";
            if (cell.DataType?.Value is { } type)
            {
                return type switch
                {
                    CellValues.SharedString => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < shared.Length ? shared[at] : "",
                    CellValues.InlineString => cell.InlineString is { } inline ? string.Concat(inline.Descendants<Text>().Select(t => t.Text)) : "",
                    CellValues.Boolean => text is "1" ? "true" : "false",
                    _ => text,
                };
            }

            if (text.Length == 0 || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) { return text; }
            return cell.StyleIndex?.Value is { } style && style < dates.Length && dates[style] ? Date(number) : number.ToString("0.##########", CultureInfo.InvariantCulture);
        }

        /// <summary>Without what is written above it in small letters.</summary>
        private static string Plain(SharedStringItem item) => item.Text?.Text ?? string.Concat(item.Elements<Run>().Select(r => r.Text?.Text));

        private string Date(double serial)
        {
            if (serial is < 1 or > 2_958_465) { return serial.ToString("0.##########", CultureInfo.InvariantCulture); }
            var at = DateTime.FromOADate(from1904 ? serial + 1462 : serial);
            return at.TimeOfDay == TimeSpan.Zero ? at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        }

        /// <summary>ECMA-376, part 1, 18.8.30: the formats every workbook has.</summary>
        private static bool IsDate(uint id) => id is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 58);

        private static bool IsDate(string code)
        {
            var (quoted, bracketed) = (false, false);
            foreach (var c in code.Split(';')[0])
            {
                if (c is '"') { quoted = !quoted; }
                else if (c is '[') { bracketed = true; }
                else if (c is ']') { bracketed = false; }
                else if (!quoted && !bracketed && c is 'y' or 'Y' or 'd' or 'D') { return true; }
            }

            return false;
        }
    }
}
