using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Modules.Figures.Public;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Figures;

/// <summary>A figure as it is shown, to be taken away: a row for each value, with where it is from.</summary>
internal static class FigureFile
{
    private static readonly string[] Columns = ["Figure", "Title", "Area", "Period", "Part", "Value", "Unit", "Low", "High", "Source", "Document", "Line", "Comparable", "Note"];

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="format">csv, xlsx or json.</param>
    /// <param name="address">Where the same is shown.</param>
    public static (byte[] Bytes, string Type) Of(Figure figure, IReadOnlyList<SeriesValue> values, string format, string address)
    {
        if (format == "json") { return (JsonSerializer.SerializeToUtf8Bytes(new { figure = figure.Id, figure.Title, figure.Unit, address, values }, Plain), "application/json"); }
        var sheet = new SheetFile("Figure", Columns, [.. values.Select(v => Row(figure, v))]);
        return format == "csv" ? (sheet.Csv(), SheetFile.CsvType) : (SheetFile.Workbook([sheet]), SheetFile.WorkbookType);
    }

    private static IReadOnlyList<string> Row(Figure figure, SeriesValue value) =>
    [
        figure.Id, figure.Title, value.Area, value.Period, value.Part ?? "", Number(value.Value), figure.Unit, Number(value.Within?.Low), Number(value.Within?.High),
        value.Source, value.Document ?? "", value.Line?.ToString(CultureInfo.InvariantCulture) ?? "", value.Comparable ? "yes" : "no", value.Note ?? "",
    ];

    private static string Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
