using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Trellis.Modules.Figures.Public;
using Trellis.Sheets;

namespace Trellis.Modules.Figures;

/// <summary>
/// A file of published figures: CSV, UTF-8, one header row, the columns of <see cref="Columns"/> in this order.
/// A file with one wrong row is refused whole: <see cref="Rows"/> is then empty and <see cref="Errors"/> says why, by line.
/// </summary>
/// <param name="Readable">The rows that could be read although others could not: for checking only, never for importing.</param>
public sealed record PublishedFile(ImmutableArray<PublishedRow> Rows, ImmutableArray<RowError> Errors, ImmutableArray<PublishedRow> Readable)
{
    /// <summary>Largest file read: the published figures of a partnership are some hundred kilobytes.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    public static readonly ImmutableArray<string> Columns =
    [
        "document", "line", "section", "measure_id", "measure_title", "area", "period_start", "period_end", "as_at", "unit", "value",
        "printed", "qualifier", "breakdown_dimension", "breakdown_value", "note",
    ];

    public static PublishedFile Read(Stream file, PublishedRegistry registry)
    {
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        if (memory.Length > MaxBytes) { return Refused(new RowError(1, "file", $"The file is larger than {MaxBytes / 1024 / 1024} MB")); }

        return SheetText.Decode(memory.ToArray(), out var text, out var wrong) ? Parse(text, registry) : Refused(wrong);
    }

    private static PublishedFile Refused(RowError error) => new([], [error], []);

    private static PublishedFile Parse(string text, PublishedRegistry registry)
    {
        var errors = new List<RowError>();
        var rows = new List<PublishedRow>();
        var seen = new Dictionary<string, int>();
        var stray = false;
        var settings = new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = _ => stray = true, IgnoreBlankLines = false };
        using var parser = new CsvParser(new StringReader(text), settings);

        if (!parser.Read()) { return Refused(new RowError(1, "header", "The file is empty")); }
        if (Header(parser.Record!) is { } header) { return Refused(header); }

        for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            var fields = parser.Record!;
            if (fields is [""]) { continue; }
            if (Layout(line, fields, parser.RawRecord, stray) is { } wrong)
            {
                errors.Add(wrong);
                stray = false;
                continue;
            }

            var before = errors.Count;
            var row = new RowReader(line, fields, registry, errors).Read();
            if (row is null) { continue; }
            if (!seen.TryAdd(row.Identity, line)) { errors.Add(new RowError(line, "duplicate", $"This figure is already on line {seen[row.Identity]}")); }
            else if (errors.Count == before || errors[before].Code is RowReader.NotAsPrinted) { rows.Add(row); }
        }
        if (rows.Count is 0 && errors.Count is 0) { errors.Add(new RowError(2, "file", "The file has a header and no rows")); }
        return new PublishedFile(errors.Count is 0 ? [.. rows] : [], [.. errors], [.. rows]);
    }

    private static RowError? Header(string[] header)
    {
        var names = header.Select(h => h.Trim()).ToArray();
        if (names.SequenceEqual(Columns)) { return null; }

        var missing = Columns.Except(names).ToArray();
        var unknown = names.Except(Columns).ToArray();
        var says = (missing, unknown) switch
        {
            ([], []) => names.Length == Columns.Length ? "The columns are not in the right order" : "A column is there twice",
            (_, []) => $"Columns missing: {string.Join(", ", missing)}",
            ([], _) => $"Columns not known: {string.Join(", ", unknown)}",
            _ => $"Columns missing: {string.Join(", ", missing)}; not known: {string.Join(", ", unknown)}",
        };
        return new RowError(1, "header", $"{says}. The first line must be: {string.Join(',', Columns)}");
    }

    private static RowError? Layout(int line, string[] fields, string raw, bool stray)
    {
        if (raw.Count('"') % 2 is 1) { return new RowError(line, "quote", "A quotation mark is opened on this line and never closed"); }
        if (stray) { return new RowError(line, "quote", "A quotation mark stands inside a field that does not begin with one. Double it and quote the field"); }
        if (fields.Length == Columns.Length) { return null; }

        var than = fields.Length < Columns.Length ? "too few" : "too many";
        return new RowError(line, "columns", $"{fields.Length} columns, {than}: there should be {Columns.Length}");
    }
}
