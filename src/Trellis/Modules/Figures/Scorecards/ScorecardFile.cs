using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Trellis.Sheets;

namespace Trellis.Modules.Figures.Scorecards;

/// <summary>The scorecard, to be taken away.</summary>
internal static class ScorecardFile
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="format">csv, xlsx or json.</param>
    public static (byte[] Bytes, string Type) Of(ScorecardShown shown, ILookup<string, Commentary> said, string format)
    {
        if (format == "json")
        {
            var parts = shown.Parts.Select(p => new
            {
                priority = p.Priority.Title,
                commentary = said[p.Priority.Id].FirstOrDefault()?.Text,
                figures = p.Lines.Select(l => new { figure = l.Figure.Id, l.Figure.Title, l.Figure.Unit, l.Value, yearBefore = l.Before, course = shown.Course.Zip(l.Course, (period, value) => new { period, value }), l.Colour, specialCause = l.Signals, l.Elsewhere }),
            });
            return (JsonSerializer.SerializeToUtf8Bytes(new { shown.Area, shown.Period, parts }, Plain), "application/json");
        }

        var sheet = new SheetFile("Scorecard", ["Priority", "Figure", "Title", "Unit", "Value", "A year before", "Target", "Colour", "Special cause", "Elsewhere", .. shown.Course],
            [.. shown.Parts.SelectMany(p => p.Lines.Select(l => (IReadOnlyList<string>)
                [p.Priority.Title, l.Figure.Id, l.Figure.Title, l.Figure.Unit, Number(l.Value), Number(l.Before), l.Figure.Target is { } t ? $"{(t.AtLeast ? "at least" : "at most")} {Number(t.Value)}" : "", l.Colour ?? "", string.Join("; ", l.Signals), string.Join("; ", l.Elsewhere), .. l.Course.Select(Number)]))]);
        return format == "csv" ? (sheet.Csv(), SheetFile.CsvType) : (SheetFile.Workbook([sheet]), SheetFile.WorkbookType);
    }

    private static string Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
