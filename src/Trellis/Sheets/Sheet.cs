using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Trellis.Sheets;

/// <summary>One row of a list somebody sent, by the names of its columns.</summary>
/// <param name="Line">Line of the file it begins on, from 1.</param>
public sealed record SheetRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>What stands in the column, without the spaces round it; empty when the list has no such column.</summary>
    public string this[string column] => Cells.TryGetValue(column, out var text) ? text : "";

    /// <summary>The line of a document the column names, from 1; null where it is empty, or is no such number, which is said.</summary>
    public int? DocumentLine(List<RowError> errors, string column = "line")
    {
        if (this[column].Length == 0) { return null; }
        if (int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) { return number; }
        errors.Add(new RowError(Line, column, $"{column} “{this[column]}” is not a whole number from 1"));
        return null;
    }
}

/// <summary>
/// A list somebody sent: CSV in UTF-8, or a sheet of an Excel workbook (.xlsx); one header row, columns in any order, further ones allowed. With
/// one error nothing of it is to be taken in: <see cref="Rows"/> are those that could be read, to say more of what is wrong.
/// </summary>
public sealed record Sheet(ImmutableArray<string> Columns, ImmutableArray<SheetRow> Rows, ImmutableArray<RowError> Errors)
{
    /// <summary>Largest file read.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    private const int LongestCell = 20_000;

    /// <param name="required">Columns that must be there.</param>
    /// <param name="named">What a column is called in this file: our name to theirs. Null: as we call it.</param>
    /// <param name="sheet">Of a workbook, the sheet by its name; null: the first.</param>
    public static Sheet Read(Stream file, IReadOnlyCollection<string> required, IReadOnlyDictionary<string, string>? named = null, string? sheet = null)
    {
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        if (memory.Length > MaxBytes) { return Refused(new RowError(1, "file", $"The file is larger than {MaxBytes / 1024 / 1024} MB")); }
        var bytes = memory.ToArray();
        if (Workbook.Is(bytes)) { return FromWorkbook(bytes, sheet, required, named ?? ImmutableDictionary<string, string>.Empty); }
        if (sheet is not null) { return Refused(new RowError(1, "sheet", "Only an Excel workbook has sheets, and this is none")); }
        return SheetText.Decode(bytes, out var text, out var wrong) ? Parse(text, required, named ?? ImmutableDictionary<string, string>.Empty) : Refused(wrong);
    }

    /// <summary>Titles above the table are left out: the header is the first row with two cells or more.</summary>
    private static Sheet FromWorkbook(byte[] bytes, string? sheet, IReadOnlyCollection<string> required, IReadOnlyDictionary<string, string> named)
    {
        var (raw, wrong) = Workbook.Read(bytes, sheet);
        if (wrong is not null) { return Refused(wrong); }
        if (raw.FirstOrDefault(r => r.Cells.Count(c => !string.IsNullOrWhiteSpace(c)) > 1) is not { } header) { return Refused(new RowError(1, "header", "The sheet is empty")); }
        if (Header(header.Cells, required, named, out var columns) is { } error) { return Refused(error with { Line = header.Line }); }
        var (rows, errors) = (new List<SheetRow>(), new List<RowError>());
        foreach (var row in raw.Where(r => r.Line > header.Line))
        {
            if (row.Cells.Any(c => c.Length > LongestCell)) { errors.Add(new RowError(row.Line, "text", $"A cell is longer than {LongestCell} characters")); }
            else { rows.Add(new SheetRow(row.Line, columns.Select((name, i) => (name, Text: i < row.Cells.Length ? row.Cells[i].Trim() : "")).Where(c => c.name.Length > 0).ToDictionary(c => c.name, c => c.Text, StringComparer.OrdinalIgnoreCase))); }
        }

        if (rows.Count == 0 && errors.Count == 0) { errors.Add(new RowError(header.Line + 1, "file", "The sheet has a header and no rows")); }
        return new Sheet(columns, [.. rows], [.. errors]);
    }

    private static RowError? Header(string[] header, IReadOnlyCollection<string> required, IReadOnlyDictionary<string, string> named, out ImmutableArray<string> columns)
    {
        var ours = named.ToDictionary(n => n.Value, n => n.Key, StringComparer.OrdinalIgnoreCase);
        var called = header.Select(h => h.Trim()).Select(h => ours.GetValueOrDefault(h, h)).ToImmutableArray();
        columns = called;
        if (called.Where(c => c.Length > 0).GroupBy(c => c, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice) { return new RowError(1, "header", $"The column “{twice.Key}” is there twice"); }
        var missing = required.Where(r => !called.Contains(r, StringComparer.OrdinalIgnoreCase)).ToArray();
        return missing.Length > 0 ? new RowError(1, "header", $"Columns missing: {string.Join(", ", missing.Select(m => named.GetValueOrDefault(m, m)))}. The file has: {string.Join(", ", called)}") : null;
    }

    private static Sheet Refused(RowError error) => new([], [], [error]);

    private static Sheet Parse(string text, IReadOnlyCollection<string> required, IReadOnlyDictionary<string, string> named)
    {
        var stray = false;
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = _ => stray = true, IgnoreBlankLines = false };
        using var parser = new CsvParser(new StringReader(text), settings);
        if (!parser.Read()) { return Refused(new RowError(1, "header", "The file is empty")); }
        if (Header(parser.Record!, required, named, out var columns) is { } wrongHeader) { return Refused(wrongHeader); }

        var (rows, errors) = (new List<SheetRow>(), new List<RowError>());
        for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            var fields = parser.Record!;
            if (fields.All(string.IsNullOrWhiteSpace)) { continue; }
            if (Wrong(line, fields, columns.Length, parser.RawRecord, stray) is { } wrong) { errors.Add(wrong); stray = false; }
            else { rows.Add(new SheetRow(line, columns.Zip(fields).Where(c => c.First.Length > 0).ToDictionary(c => c.First, c => c.Second.Trim(), StringComparer.OrdinalIgnoreCase))); }
        }

        if (rows.Count == 0 && errors.Count == 0) { errors.Add(new RowError(2, "file", "The file has a header and no rows")); }
        return new Sheet(columns, [.. rows], [.. errors]);
    }

    private static RowError? Wrong(int line, string[] fields, int columns, string raw, bool stray)
    {
        if (raw.Count('"') % 2 is 1) { return new RowError(line, "quote", "A quotation mark is opened on this line and never closed"); }
        if (stray) { return new RowError(line, "quote", "A quotation mark stands inside a field that does not begin with one. Double it and quote the field"); }
        if (fields.Length != columns) { return new RowError(line, "columns", $"{fields.Length} columns, {(fields.Length < columns ? "too few" : "too many")}: there should be {columns}"); }
        return fields.Any(f => f.Length > LongestCell) ? new RowError(line, "text", $"A field is longer than {LongestCell} characters") : null;
    }
}
