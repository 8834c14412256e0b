using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Training;

/// <summary>A printed table of workshops by the agency of their trainer, of one year, as a document has it. A later reading of the same document replaces it.</summary>
public sealed class PrintedMatrix : Entity
{
    public required string Document { get; init; }

    /// <summary><c>2017-18</c></summary>
    public required string Year { get; init; }

    public required string Area { get; init; }

    public required DateTimeOffset TakenAt { get; init; }

    public DateTimeOffset? ReplacedAt { get; private set; }

    public List<PrintedCount> Rows { get; } = [];

    public void Take(DateTimeOffset at) => Happened(Of("training.matrix-taken", at));

    public void Replace(DateTimeOffset at)
    {
        ReplacedAt = at;
        Happened(Of("training.matrix-replaced", at));
    }

    private Fact Of(string kind, DateTimeOffset at) => new() { Kind = kind, SourceId = Id, Area = Area, Occurred = Moment.Exactly(at) };
}

/// <summary>One number of a printed table, at the line of the document it stands on.</summary>
public sealed class PrintedCount : IPart
{
    public required Guid MatrixId { get; init; }

    public PrintedMatrix? Matrix { get; init; }

    public required int Number { get; init; }

    /// <summary>cell, row_total, column_total or percent.</summary>
    public required string Kind { get; init; }

    public required string Programme { get; init; }

    public required string Workshop { get; init; }

    public required string Agency { get; init; }

    public required decimal Value { get; init; }

    /// <summary>As it is printed.</summary>
    public required string Printed { get; init; }

    public required int DocumentLine { get; init; }

    Entity IPart.Whole => Matrix!;
}

/// <summary>A table of workshops by agency, drawn from what was printed, and where it does not add up.</summary>
public sealed record MatrixTable(ImmutableArray<string> Agencies, ImmutableArray<(string Programme, string Workshop, ImmutableArray<decimal> Cells, decimal Total)> Rows, ImmutableArray<decimal> Totals, decimal Total, ImmutableArray<string> Shares, ImmutableArray<string> Wrong)
{
    public static MatrixTable Of(IReadOnlyList<PrintedCount> rows)
    {
        var cells = rows.Where(r => r.Kind == "cell").ToArray();
        ImmutableArray<string> agencies = [.. rows.Where(r => r.Kind == "column_total" && r.Agency.Length > 0).OrderBy(r => r.Number).Select(r => r.Agency).Concat(cells.Select(c => c.Agency)).Distinct()];
        var wrong = new List<string>();
        var lines = cells.GroupBy(c => (c.Programme, c.Workshop)).Select(g =>
        {
            ImmutableArray<decimal> counts = [.. agencies.Select(a => g.Where(c => c.Agency == a).Sum(c => c.Value))];
            Check(wrong, $"Line {g.First().DocumentLine}, {g.Key.Workshop}", rows.FirstOrDefault(r => r.Kind == "row_total" && (r.Programme, r.Workshop) == g.Key), counts.Sum(), "the row adds up to");
            return (g.Key.Programme, g.Key.Workshop, counts, counts.Sum());
        }).ToImmutableArray();
        ImmutableArray<decimal> totals = [.. agencies.Select((_, i) => lines.Sum(l => l.counts[i]))];
        var total = totals.Sum();
        foreach (var (i, agency) in agencies.Index()) { Check(wrong, $"Total of {agency}", rows.FirstOrDefault(r => r.Kind == "column_total" && r.Agency == agency), totals[i], "the column adds up to"); }
        Check(wrong, "Total", rows.FirstOrDefault(r => r.Kind == "column_total" && r.Agency.Length == 0), total, "all of it adds up to");
        foreach (var (i, agency) in agencies.Index())
        {
            // Each share is looked at as exactly as it is printed.
            if (rows.FirstOrDefault(r => r.Kind == "percent" && r.Agency == agency) is not { } printed || total == 0) { continue; }
            var share = Math.Round(totals[i] * 100 / total, Decimals(printed.Printed), MidpointRounding.AwayFromZero);
            if (share != printed.Value) { wrong.Add($"Line {printed.DocumentLine}, share of {agency}: printed {printed.Printed}%, {totals[i]:0} of {total:0} is {share.ToString(CultureInfo.InvariantCulture)}%"); }
        }

        return new MatrixTable(agencies, [.. lines.Select(l => (l.Programme, l.Workshop, l.counts, l.Item4))], totals, total, [.. totals.Select(t => total == 0 ? "" : $"{Math.Round(t * 100 / total, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture)}%")], [.. wrong]);
    }

    private static int Decimals(string printed) => printed.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? printed.Length - dot - 1 : 0;

    private static void Check(List<string> wrong, string what, PrintedCount? printed, decimal counted, string how)
    {
        if (printed is null) { wrong.Add($"{what}: no total is printed, {how} {counted:0}"); }
        else if (printed.Value != counted) { wrong.Add($"Line {printed.DocumentLine}, {what}: printed {printed.Printed}, {how} {counted:0}"); }
    }
}

/// <summary>Takes in a printed table of workshops by trainer agency: <c>programme, workshop, trainer_agency, sessions, printed, kind, document, line</c>.</summary>
public sealed partial class MatrixList(TrellisDb db, LondonClock clock)
{
    public static readonly ImmutableArray<string> Required = ["programme", "workshop", "trainer_agency", "sessions", "printed", "kind", "document", "line"];

    private const int Longest = 300;

    private static readonly string[] Kinds = ["cell", "row_total", "column_total", "percent"];

    public async Task<TakenIn> TakeAsync(Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var errors = sheet.Errors.ToList();
        var documents = sheet.Rows.Select(r => r["document"]).Distinct().ToArray();
        if (documents.Length > 1) { errors.Add(new RowError(sheet.Rows[0].Line, "document", $"The file is of {documents.Length} documents. Take them in one by one")); }
        var year = documents.Length == 1 && YearOf().Match(documents[0]) is { Success: true } match ? match.Value : null;
        if (documents.Length == 1 && year is null) { errors.Add(new RowError(sheet.Rows[0].Line, "document", $"The document “{documents[0]}” does not say of which year it is, like 2017-18")); }
        var area = asked.Areas[0];
        var matrix = new PrintedMatrix { Document = documents.FirstOrDefault() ?? "", Year = year ?? "", Area = area, TakenAt = clock.Now };
        foreach (var (number, row) in sheet.Rows.Index()) { if (Read(matrix, number + 1, row, errors) is { } count) { matrix.Rows.Add(count); } }
        foreach (var twice in matrix.Rows.GroupBy(r => (r.Kind, r.Programme, r.Workshop, r.Agency)).Where(g => g.Count() > 1)) { errors.Add(new RowError(sheet.Rows[twice.Last().Number - 1].Line, "duplicate", $"This number is already on line {sheet.Rows[twice.First().Number - 1].Line}")); }
        if (errors.Count == 0 && matrix.Rows.TrueForAll(r => r.Kind != "cell")) { errors.Add(new RowError(sheet.Rows[0].Line, "kind", "The file has no cell")); }
        if (errors.Count > 0) { return TakenIn.Refused(errors); }

        var held = await db.Set<PrintedMatrix>().Include(m => m.Rows).FirstOrDefaultAsync(m => m.Document == matrix.Document && m.ReplacedAt == null, stop);
        var table = MatrixTable.Of(matrix.Rows);
        string[] notes = [$"{table.Total:0} workshops in {table.Rows.Length} rows and {table.Agencies.Length} columns", .. table.Wrong.Select(w => $"Does not agree. {w}")];
        static string Key(PrintedCount count) => $"{count.Kind}|{count.Programme}|{count.Workshop}|{count.Agency}|{count.Value}|{count.Printed}|{count.DocumentLine}";
        var (was, now) = ((held?.Rows ?? []).Select(Key).ToHashSet(), matrix.Rows.Select(Key).ToHashSet());
        if (was.SetEquals(now)) { return new TakenIn([], [.. notes], 0, 0, now.Count); }
        if (!asked.Preview)
        {
            db.Acting.Begin(ActWords.ImportTraining);
            held?.Replace(clock.Now);
            matrix.Take(clock.Now);
            db.Add(matrix);
            await db.SaveChangesAsync(stop);
        }

        return new TakenIn([], [.. notes], held is null ? now.Count : now.Except(was).Count(), held is null ? 0 : was.Except(now).Count(), now.Intersect(was).Count());
    }

    private static PrintedCount? Read(PrintedMatrix matrix, int number, SheetRow row, List<RowError> errors)
    {
        var before = errors.Count;
        void Wrong(string column, string words) => errors.Add(new RowError(row.Line, column, words));
        var kind = row["kind"];
        if (!Kinds.Contains(kind)) { Wrong("kind", $"kind “{kind}” must be {English.List(Kinds)}"); }
        if (!decimal.TryParse(row["sessions"], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)) { Wrong("sessions", $"sessions “{row["sessions"]}” is not a number"); }
        else if (kind != "percent" && value != Math.Truncate(value)) { Wrong("sessions", $"sessions “{row["sessions"]}” is not a whole number"); }
        if (!int.TryParse(row["line"], NumberStyles.None, CultureInfo.InvariantCulture, out var line) || line < 1) { Wrong("line", $"line “{row["line"]}” is not a whole number from 1"); }
        if (kind is "cell" or "row_total" && row["workshop"].Length == 0) { Wrong("workshop", "workshop is empty"); }
        if (kind is "cell" && row["trainer_agency"].Length == 0) { Wrong("trainer_agency", "trainer_agency is empty"); }
        if (Required.Any(c => row[c].Length > Longest)) { Wrong("text", $"A cell is longer than {Longest} characters"); }
        return errors.Count > before ? null : new PrintedCount { Matrix = matrix, MatrixId = matrix.Id, Number = number, Kind = kind, Programme = row["programme"], Workshop = row["workshop"], Agency = row["trainer_agency"], Value = value, Printed = row["printed"], DocumentLine = line };
    }

    [GeneratedRegex(@"\d{4}-\d{2}(?!\d)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearOf();
}
