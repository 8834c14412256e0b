using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Reports.Public;

namespace Trellis.Modules.Meetings;

/// <summary><c>:::attendance</c> of a report: who came to the boards in the year, by seat.</summary>
public sealed class AttendancePart(TrellisDb db) : IReportPart
{
    public IReadOnlyList<string> Names { get; } = ["attendance"];

    public async Task<ReportPart> OfAsync(string name, string year, CancellationToken stop = default)
    {
        if (Period.FinancialYear(year) is not var (from, to)) { return ReportPart.Nothing; }
        var pieces = new List<ReportPiece>();
        foreach (var board in await db.Set<Body>().AsNoTracking().Where(b => b.Kind == "board").OrderBy(b => b.Title).ToListAsync(stop))
        {
            var table = await AttendanceTable.ReadAsync(db, board.Id, from, to, stop);
            if (table.Meetings.Count == 0) { continue; }
            pieces.Add(new ReportTable(
                $"{board.Title}: attendance at {English(table.Meetings.Count)}",
                ["Seat", "Meetings attended", "By a delegate", "Meetings", "Share"],
                [.. table.Lines.Where(l => l.Share.Of > 0).Select(l => new ReportRow(l.Seat.Title, Cells(l.Share))), new ReportRow("All seats", Cells(table.All))],
                "Attendance as it was recorded at the meetings"));
        }

        return new ReportPart([.. pieces]);
    }

    private static System.Collections.Immutable.ImmutableArray<ReportCell> Cells(Share share) =>
        [Number(share.Filled, "meetings"), Number(share.ByDelegate, "meetings"), Number(share.Of, "meetings"), share.Percent is { } percent ? new ReportCell($"{percent.ToString("0.#", CultureInfo.InvariantCulture)}%", percent, "percent") : "–"];

    private static ReportCell Number(int number, string unit) => new(number.ToString(CultureInfo.InvariantCulture), number, unit);

    private static string English(int meetings) => Platform.Time.English.Count(meetings, "meeting", "meetings");
}
