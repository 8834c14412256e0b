using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Time;
using Trellis.Sheets;

namespace Trellis.Modules.Money;

/// <summary>
/// A budget as a list, a row for each line and area: <c>section</c> (contributions, expenditure, balance sheet, or our own words), <c>line</c>,
/// <c>area</c> (TOTAL for all together), <c>amount_gbp</c> (empty where the cell is), <c>kind</c> (item, subtotal, total, result), and where they
/// are there <c>printed</c>, <c>note</c>, <c>document</c>, <c>source_line</c>, <c>year</c>. Taken in as it is printed: what does not add up is shown, not mended.
/// </summary>
public sealed class BudgetList(TrellisDb db, LondonClock clock)
{
    public static readonly ImmutableArray<string> Required = ["section", "line", "area", "amount_gbp", "kind"];

    private static readonly Dictionary<string, string> SectionWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["contributions"] = "funding",
        ["income"] = "funding",
        ["funding"] = "funding",
        ["expenditure"] = "spending",
        ["spending"] = "spending",
        ["balance sheet"] = "reserves",
        ["reserves"] = "reserves",
    };

    internal sealed record Row(int Line, string Section, string Title, string Kind, string Area, decimal? Pounds, string Printed, string Note, string Document, int? DocumentLine);

    /// <param name="fileName">Of a list without a column <c>year</c>, its name says the year: budget_2018-19.csv.</param>
    public async Task<TakenIn> TakeInAsync(string fileName, Sheet sheet, ListAsked asked, CancellationToken stop = default)
    {
        var (rows, errors) = Read(sheet, asked.Areas);
        if (sheet.Rows.Select(r => r["year"]).Where(y => y.Length > 0).Distinct().ToArray() is { Length: > 1 } years) { errors.Add(new RowError(sheet.Rows[0].Line, "year", $"A list is of one year, and this has {string.Join(" and ", years)}")); }
        if (FinancialYear.In(sheet.Rows.Select(r => r["year"]).FirstOrDefault(y => y.Length > 0) ?? fileName) is not { } from) { return TakenIn.Refused([.. errors, new RowError(1, "year", "Which financial year is it? Name the file like budget_2018-19.csv, or add a column year with 2018-19")]); }
        if (rows.Select(r => (r.Section, r.Title)).Distinct().Count() > Budget.MostLines) { errors.Add(new RowError(1, "file", $"A budget has up to {Budget.MostLines} lines")); }
        if (errors.Count > 0) { return TakenIn.Refused(errors); }

        db.Acting.Begin(ActWords.WriteMoney);
        var title = asked.Body?.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, Budget.LongestTitle)] : $"Budget {Budget.YearOf(from)}";
        var budget = await db.Set<Budget>().Include(b => b.Lines).ThenInclude(l => l.Amounts).FirstOrDefaultAsync(b => b.FromOn == from && b.Title == title, stop);
        if (budget is { Kept: true }) { return TakenIn.Refused([new RowError(1, "title", $"“{title}” is a budget that is kept here. Give another title with --body")]); }
        var notes = new List<string>();
        if (budget is null)
        {
            budget = new Budget { Title = title, FromOn = from, Areas = [.. rows.Select(r => r.Area).Distinct().Intersect(asked.Areas).DefaultIfEmpty(asked.Areas[0])], Document = string.Join(", ", rows.Select(r => r.Document).Where(d => d.Length > 0).Distinct()), MadeAt = clock.Now };
            db.Add(budget);
            notes.Add($"“{title}” is new");
        }

        var done = rows.GroupBy(r => (r.Section, r.Title, r.Kind)).Select((line, at) => budget.Take(at + 1, line.Key.Section, line.Key.Title, line.Key.Kind, line.Select(r => r.Note).FirstOrDefault(n => n.Length > 0) ?? "",
            [.. line.Select(r => new BudgetAmount { Area = r.Area, Pounds = r.Pounds, Printed = r.Printed, DocumentLine = r.DocumentLine })])).ToArray();
        var (added, changed) = (done.Count(d => d == 1), done.Count(d => d == 2));
        var found = BudgetCheck.Run(budget.Rows);
        if (found.Length > 0) { notes.Add($"{English.Count(found.Length, "amount is", "amounts are")} not what the lines make: {found.Count(f => f.WithinRounding)} within rounding, {found.Count(f => !f.WithinRounding)} not. Taken in as printed"); }
        if (asked.Preview || added + changed == 0) { return new TakenIn([], [.. notes], added, changed, done.Length - added - changed); }
        budget.Written(clock.Now, db.Acting.Actor.Agency, done.Length);
        await db.SaveChangesAsync(stop);
        return new TakenIn([], [.. notes], added, changed, done.Length - added - changed);
    }

    /// <summary>Its rows, and what cannot be read of them.</summary>
    internal static (Row[] Rows, List<RowError> Errors) Read(Sheet sheet, ImmutableArray<string> areas)
    {
        var errors = sheet.Errors.ToList();
        var rows = sheet.Rows.Select(r => Read(r, areas, errors)).OfType<Row>().ToArray();
        foreach (var twice in rows.GroupBy(r => (r.Section, r.Title.ToLowerInvariant(), r.Area)).Where(g => g.Count() > 1)) { errors.Add(new RowError(twice.Last().Line, "duplicate", $"This line already has an amount for {twice.Key.Area} on line {twice.First().Line}")); }
        return (rows, errors);
    }

    private static Row? Read(SheetRow row, ImmutableArray<string> areas, List<RowError> errors)
    {
        var before = errors.Count;
        void Wrong(string code, string words) => errors.Add(new RowError(row.Line, code, words));
        if (!SectionWords.TryGetValue(row["section"], out var section)) { Wrong("section", $"section “{row["section"]}” must be contributions, expenditure or balance sheet"); }
        if (row["line"].Length is 0 or > BudgetLine.LongestTitle) { Wrong("line", row["line"].Length == 0 ? "line is empty" : $"line is longer than {BudgetLine.LongestTitle} characters"); }
        var kind = row["kind"].ToLowerInvariant();
        if (!BudgetLine.Kinds.Contains(kind)) { Wrong("kind", $"kind “{row["kind"]}” must be {string.Join(", ", BudgetLine.Kinds)}"); }
        var area = row["area"].ToUpperInvariant();
        if (area != BudgetLine.Whole && !areas.Contains(area)) { Wrong("area", $"area “{row["area"]}” must be {string.Join(", ", areas)} or {BudgetLine.Whole}"); }
        decimal? pounds = null;
        if (row["amount_gbp"].Length > 0)
        {
            if (decimal.TryParse(row["amount_gbp"], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read) && decimal.Round(read, 2) == read && Math.Abs(read) < 1_000_000_000_000m) { pounds = read; }
            else { Wrong("amount", $"amount_gbp “{row["amount_gbp"]}” must be pounds, with pence at most, and no separators: -79169 or 12.50"); }
        }

        var line = row.DocumentLine(errors, "source_line");
        if (row["note"].Length > BudgetLine.LongestNote) { Wrong("note", $"note is longer than {BudgetLine.LongestNote} characters"); }
        return errors.Count > before ? null : new Row(row.Line, section!, row["line"], kind, area, pounds, row["printed"], row["note"], row["document"], line);
    }
}
