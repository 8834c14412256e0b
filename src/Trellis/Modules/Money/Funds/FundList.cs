using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Money.Funds;

/// <summary>
/// A pooled fund as a list, a row for each line, area and year: <c>section</c> (the table it stands in), <c>line</c>, <c>area</c> (TOTAL for all
/// together), <c>amount_gbp</c> (pounds; empty where the cell is), <c>kind</c> (item, subtotal, total, metric), and where they are there
/// <c>year</c>, <c>value</c> (the number as printed, which of a metric is its baseline), <c>unit_printed</c>, <c>printed</c>, <c>note</c>,
/// <c>document</c>, <c>source_line</c>. Taken in as it is printed: what does not add up is shown, not mended.
/// </summary>
public sealed class FundList(TrellisDb db, LondonClock clock)
{
    public const string Called = "Better Care Fund";

    public static readonly ImmutableArray<string> Required = ["section", "line", "area", "amount_gbp", "kind"];

    private sealed record Row(int Line, string Section, string Title, string Kind, string Unit, string Document, FundAmount Amount);

    /// <param name="fileName">Of rows without a <c>year</c>, its name says the year: bcf_2021-22.csv.</param>
    public async Task<TakenIn> TakeInAsync(string fileName, Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var errors = sheet.Errors.ToList();
        var rows = sheet.Rows.Select(r => Read(r, asked.Areas, FinancialYear.In(fileName), errors)).OfType<Row>().ToArray();
        foreach (var twice in rows.GroupBy(r => (r.Section, r.Title.ToLowerInvariant(), r.Amount.Area, r.Amount.FromOn)).Where(g => g.Count() > 1)) { errors.Add(new RowError(twice.Last().Line, "duplicate", $"This line already has an amount for {twice.Key.Area} in {Budget.YearOf(twice.Key.FromOn)} on line {twice.First().Line}")); }
        if (rows.Select(r => (r.Section, r.Title, r.Kind)).Distinct().Count() > Fund.MostLines) { errors.Add(new RowError(1, "file", $"A fund has up to {Fund.MostLines} lines")); }
        if (errors.Count > 0) { return TakenIn.Refused(errors); }

        db.Acting.Begin(ActWords.WriteMoney);
        var from = rows.Max(r => r.Amount.FromOn);
        var title = asked.Body?.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, Fund.LongestTitle)] : $"{Called} {Budget.YearOf(from)}";
        var fund = await db.Set<Fund>().Include(f => f.Lines).ThenInclude(l => l.Amounts).FirstOrDefaultAsync(f => f.FromOn == from && f.Title == title, stop);
        var notes = new List<string>();
        if (fund is null)
        {
            fund = new Fund { Title = title, FromOn = from, Areas = [.. rows.Select(r => r.Amount.Area).Distinct().Intersect(asked.Areas).DefaultIfEmpty(asked.Areas[0])], Document = string.Join(", ", rows.Select(r => r.Document).Where(d => d.Length > 0).Distinct()), MadeAt = clock.Now };
            db.Add(fund);
            notes.Add($"“{title}” is new");
        }

        var done = rows.GroupBy(r => (r.Section, r.Title, r.Kind)).Select((line, at) => fund.Take(at + 1, line.Key.Section, line.Key.Title, line.Key.Kind, line.Select(r => r.Unit).FirstOrDefault(u => u.Length > 0) ?? "", [.. line.Select(r => r.Amount)])).ToArray();
        var (added, changed) = (done.Count(d => d == 1), done.Count(d => d == 2));
        Note(fund, notes);
        if (asked.Preview || added + changed == 0) { return new TakenIn([], [.. notes], added, changed, done.Length - added - changed); }
        fund.Written(clock.Now, db.Acting.Actor.Agency, done.Length);
        await db.SaveChangesAsync(stop);
        return new TakenIn([], [.. notes], added, changed, done.Length - added - changed);
    }

    private static void Note(Fund fund, List<string> notes)
    {
        var found = FundCheck.Run(fund);
        if (found.Length > 0) { notes.Add($"{English.Count(found.Length, "number is", "numbers are")} not what the tables make: {found.Count(f => f.WithinRounding)} within rounding, {found.Count(f => !f.WithinRounding)} not. Taken in as printed"); }
        foreach (var scale in FundCheck.Scales(fund)) { notes.Add($"“{scale.Section}” has {scale.Unit} above it, and {English.Count(scale.Count, "amount", "amounts")} in it {(scale.Plain ? "are pounds" : "are neither the printed number nor that counted so")}. Taken in as pounds"); }
    }

    private static Row? Read(SheetRow row, ImmutableArray<string> areas, DateOnly? named, List<RowError> errors)
    {
        var before = errors.Count;
        void Wrong(string code, string words) => errors.Add(new RowError(row.Line, code, words));
        foreach (var (column, longest, must) in ((string, int, bool)[])[("section", FundLine.LongestSection, true), ("line", FundLine.LongestTitle, true), ("unit_printed", FundLine.LongestUnit, false), ("note", BudgetLine.LongestNote, false)])
        {
            if (row[column].Length > longest || (must && row[column].Length == 0)) { Wrong(column, row[column].Length == 0 ? $"{column} is empty" : $"{column} is longer than {longest} characters"); }
        }

        var kind = row["kind"].ToLowerInvariant();
        if (!FundLine.Kinds.Contains(kind)) { Wrong("kind", $"kind “{row["kind"]}” must be {string.Join(", ", FundLine.Kinds)}"); }
        var area = row["area"].ToUpperInvariant();
        if (area != BudgetLine.Whole && !areas.Contains(area)) { Wrong("area", $"area “{row["area"]}” must be {string.Join(", ", areas)} or {BudgetLine.Whole}"); }
        var from = row["year"].Length > 0 ? FinancialYear.In(row["year"]) : named;
        if (from is null) { Wrong("year", row["year"].Length > 0 ? $"year “{row["year"]}” must be a financial year, like 2021-22" : "Which financial year is it? Add a column year with 2021-22, or name the file like bcf_2021-22.csv"); }
        var pounds = Number(row, "amount_gbp", Wrong);
        if (pounds is { } amount && (decimal.Round(amount, 2) != amount || kind is "metric")) { Wrong("amount_gbp", kind is "metric" ? "A metric is no money: leave amount_gbp empty" : "amount_gbp must be pounds, with pence at most"); }
        var value = Number(row, "value", Wrong);
        var line = row.DocumentLine(errors, "source_line");
        return errors.Count > before ? null : new Row(row.Line, row["section"], row["line"], kind, row["unit_printed"], row["document"],
            new FundAmount { Area = area, FromOn = from!.Value, Pounds = pounds, Value = value, Printed = row["printed"], Note = row["note"], DocumentLine = line });
    }

    private static decimal? Number(SheetRow row, string column, Action<string, string> wrong)
    {
        if (row[column].Length == 0) { return null; }
        if (decimal.TryParse(row[column], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) && Math.Abs(read) <= Pounds.Most) { return read; }
        wrong(column, $"{column} “{row[column]}” must be a number without separators: 21031000 or 10.1");
        return null;
    }
}
