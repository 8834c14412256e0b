using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Modules.Figures.Public;
using Trellis.Sheets;

namespace Trellis.Modules.Reports;

/// <summary>The numbers of a report in open formats: CSV, Excel and JSON, each with where it is from.</summary>
public static class ReportAnnex
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Columns = ["source", "figure", "title", "area", "period", "part", "value", "unit", "printed", "from"];

    /// <summary>The numbers of one source.</summary>
    /// <param name="number">Its number in the list of sources.</param>
    internal static ImmutableArray<AnnexRow> Of(FigureData input, ReportSource source, int number)
    {
        if (source.Printed is { } row) { return [new AnnexRow(number, row.Measure, row.Title, row.Area, Period.Words(row), row.IsWhole ? "" : $"{row.Dimension}: {row.Part}", row.Value, row.Unit, row.Printed, string.Create(CultureInfo.InvariantCulture, $"{row.Document} line {row.Line}"))]; }
        if (source.Counted is not { } counted) { return source.Told; }
        var hidden = input.Small.Hides(counted);
        return [new AnnexRow(number, counted.Figure, source.Figure!.Title, counted.Area, counted.Period, counted.Part, hidden ? null : input.Small.Shown(counted), source.Figure.Unit, hidden ? $"hidden: {(source.Figure.Unit is "percent" ? "too few to show" : input.Small.Words)}" : "", "Counted from the records in Trellis")];
    }

    public static SheetFile Sheet(ImmutableArray<AnnexRow> rows) => new("Numbers of the report", Columns,
        [.. rows.Select(r => (IReadOnlyList<string>)[r.Source.ToString(CultureInfo.InvariantCulture), r.Figure, r.Title, r.Area, r.Period, r.Part, r.Value?.ToString(CultureInfo.InvariantCulture) ?? "", r.Unit, r.Printed, r.From])]);

    public static byte[] Csv(ImmutableArray<AnnexRow> rows) => Sheet(rows).Csv();

    public static byte[] Workbook(ImmutableArray<AnnexRow> rows) => SheetFile.Workbook([Sheet(rows)]);

    public static string Json(ImmutableArray<AnnexRow> rows) => JsonSerializer.Serialize(rows, Format);

    public static ImmutableArray<AnnexRow> Read(string json) => JsonSerializer.Deserialize<ImmutableArray<AnnexRow>>(json, Format);
}
