using System.Collections.Immutable;
using System.Globalization;
using Trellis.Modules.Reports.Public;

namespace Trellis.Modules.Training.Public;

/// <summary>The orders of a report that training answers: a table each, such as <c>:::training-measures</c>.</summary>
public sealed class TrainingPart(TrainingChapter chapter) : IReportPart
{
    private (string Year, ImmutableArray<CountedTable> Tables)? read;

    public IReadOnlyList<string> Names { get; } =
    [
        "training-measures", "training-programmes", "training-sectors", "training-agencies", "training-areas", "training-income", "training-trainers", "training-impact", "training-follow-up", "training-answers", "training-compliance",
    ];

    public async Task<ReportPart> OfAsync(string name, string year, CancellationToken stop = default)
    {
        if (read?.Year != year) { read = (year, await chapter.TablesAsync(year, stop)); }
        return read.Value.Tables.FirstOrDefault(t => t.Id == name) is { } table ? ReportPart.Of(Of(table)) : ReportPart.Nothing;
    }

    private static ReportTable Of(CountedTable table) =>
        new(table.Title, table.Columns, [.. table.Rows.Select(r => new ReportRow(r.Head, [.. r.Cells.Select(Cell)]))], table.Counted) { WhenEmpty = table.WhenEmpty };

    /// <summary>"1,204", "97.6%", "£120.50": the number it is; words stay words.</summary>
    private static ReportCell Cell(string text)
    {
        var (plain, unit) = text.EndsWith('%') ? (text[..^1], "percent") : text.StartsWith('£') ? (text[1..], "gbp") : (text, "");
        return decimal.TryParse(plain, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? new ReportCell(text, value, unit) : text;
    }
}
