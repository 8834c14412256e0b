using System.Collections.Immutable;
using System.Globalization;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Meetings;
using Trellis.Modules.Money;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Commands;

/// <summary>Tables that are no list of figures, checked as their import checks them: a budget by line and area, attendance by seat and meeting. Known by their columns.</summary>
internal static class CheckTables
{
    /// <summary>Null: it is neither.</summary>
    public static List<Finding>? In(string file)
    {
        using var stream = File.OpenRead(file);
        if (Sheet.Read(stream, []) is not { Columns: { Length: > 0 } columns } sheet) { return null; }
        if (BudgetList.Required.All(columns.Contains)) { return Budget(sheet); }
        return AttendanceList.Required.All(columns.Contains) ? [.. AttendanceList.Read(sheet, new LondonClock(TimeProvider.System).Today).Errors.Select(Unread)] : null;
    }

    private static List<Finding> Budget(Sheet sheet)
    {
        var (rows, errors) = BudgetList.Read(sheet, [.. Practices.Read().Model.Areas.Where(a => a.Kind is "borough").Select(a => a.Code)]);
        var lines = rows.GroupBy(r => (r.Section, r.Title, r.Kind)).ToArray();
        var found = BudgetCheck.Run([.. lines.Select(l => new MoneyRow(l.Key.Section, l.Key.Title, l.Key.Kind, l.GroupBy(r => r.Area).ToImmutableDictionary(a => a.Key, a => a.First().Pounds)))]);
        return [.. errors.Select(Unread).Concat(found.Select(f => Of(f, rows.First(r => r.Title == f.Line && r.Area == f.Column && r.Pounds == f.Printed)))).OrderBy(f => f.Line)];
    }

    private static Finding Of(MoneyFinding found, BudgetList.Row row)
    {
        var (printed, made) = (Finding.Number(found.Printed), Finding.Number(found.Made));
        var what = found.Kind is "across" ? "its areas make" : "the lines above it make";
        var rounding = $"Rounding of {English.Count(found.Parts + 1, "amount", "amounts")} takes them apart by up to {Finding.Number(found.Tolerance)}";
        return new Finding(
            $"money-{found.Kind}", found.WithinRounding ? Severity.Note : Severity.Error, $"{(row.Document.Length > 0 ? $"{row.Document} line {row.DocumentLine?.ToString(CultureInfo.InvariantCulture)}: " : "")}{row.Title}, {row.Area}", row.Line,
            $"Printed {printed}; {what} {made}, {Finding.Number(Math.Abs(found.Difference))} {(found.Difference > 0 ? "less" : "more")}.", $"{made}, printed {printed}", rounding, row.Document, row.DocumentLine ?? 0, []);
    }

    private static Finding Unread(RowError error) => new(error.Code, Severity.Error, string.Create(CultureInfo.InvariantCulture, $"line {error.Line}"), error.Line, error.Message, "", "No rounding is involved", "", 0, []);
}
