using System.Globalization;
using Npgsql;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Returns.Inspection;

/// <summary>
/// The lists an inspection of children's services asks for, child by child, of what is recorded here and whoever asks may open. That every child in them
/// was looked at is written before anything is given.
/// </summary>
public sealed class AnnexA(RecordDb db, Views views, PracticeModel practice, LondonClock clock)
{
    public const string What = "annex-a-export";

    /// <summary>How many months back the inspectorate looks.</summary>
    public const int Months = 6;

    /// <summary>The first day, when the last is this.</summary>
    public static DateOnly Begins(DateOnly last) => last.AddMonths(-Months).AddDays(1);

    /// <summary>A workbook: a sheet that says what it is, and one for each list.</summary>
    public async Task<AnnexBook> MakeAsync(string area, DateOnly from, DateOnly to, CancellationToken stop = default)
    {
        var people = new HashSet<Guid>();
        var sheets = new List<SheetFile>();
        await using (var own = await db.OpenAsync(stop))
        {
            foreach (var list in AnnexList.All) { sheets.Add(await ReadAsync(own.Connection, list, area, from, to, people, stop)); }
        }

        await views.SawAsync(What, ActWords.ExportLists, people, area, cancellationToken: stop);
        return new AnnexBook([About(area, from, to, sheets), .. sheets], people.Count);
    }

    private async Task<SheetFile> ReadAsync(NpgsqlConnection connection, AnnexList list, string area, DateOnly from, DateOnly to, HashSet<Guid> people, CancellationToken stop)
    {
        var name = $"List {list.Number} {list.Title}";
        if (list.From is null) { return new SheetFile(name, ["Not here"], [[list.Which]]); }
        var columns = string.Join(", ", list.Columns.Select(c => $"({c.Sql ?? "null"})::text"));
        await using var ask = new NpgsqlCommand($"select f.person_id, {columns} from {list.From} order by 2, {string.Join(", ", Enumerable.Range(3, list.Columns.Count - 1))}", connection)
        {
            Parameters = { new() { Value = area }, new() { Value = from }, new() { Value = to } },
        };
        var rows = new List<IReadOnlyList<string>>();
        await using var row = await ask.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop))
        {
            people.Add(row.GetGuid(0));
            rows.Add([.. list.Columns.Select((c, i) => row.IsDBNull(i + 1) ? "" : Words(c, row.GetString(i + 1)))]);
        }

        return new SheetFile(name, [.. list.Columns.Select(c => c.Heading)], rows);
    }

    private string Words(AnnexColumn column, string said) => column.Codes is { } codes ? practice.Codes[codes].Find(said)?.Title ?? said : said;

    private SheetFile About(string area, DateOnly from, DateOnly to, IReadOnlyList<SheetFile> sheets)
    {
        var rows = new List<IReadOnlyList<string>>
        {
            (string[])["What this is", "Lists of children for an inspection of local authority children’s services (Annex A), made of what is recorded in Trellis. Every child in them was noted as looked at."],
            (string[])["Area", practice.AreaTitle(area)],
            (string[])["Days", $"{English.Date(from)} to {English.Date(to)}, both included"],
            (string[])["Made", English.DateTime(clock.Now)],
            (string[])["Allocated worker", "The social worker who last completed a step about the child by the last day, and the team they were in then."],
            (string[])["Who is not in it", "Children whose record is closed to whoever made it. Empty cells are not recorded."],
        };
        foreach (var (list, sheet) in AnnexList.All.Zip(sheets))
        {
            var lacking = list.Columns.Where(c => c.Sql is null).Select(c => c.Heading).ToArray();
            var count = list.From is null ? "" : $" {English.Count(sheet.Rows.Count, "row", "rows")}.";
            rows.Add([sheet.Name, $"{list.Which}.{count}{(lacking.Length > 0 ? $" Nothing here says: {string.Join("; ", lacking)}." : "")}"]);
        }

        return new SheetFile("About these lists", ["About", "In words"], rows);
    }
}

/// <param name="Children">How many children are in any of them.</param>
public sealed record AnnexBook(IReadOnlyList<SheetFile> Sheets, int Children)
{
    public byte[] Workbook() => SheetFile.Workbook(Sheets);

    public static string Name(string area, DateOnly to) => string.Create(CultureInfo.InvariantCulture, $"annex-a-{area.ToLowerInvariant()}-{to:yyyy-MM-dd}.xlsx");
}
