using System.CommandLine;
using System.Globalization;
using Trellis.Modules.Returns.Inspection;
using Trellis.Platform;
using Trellis.Platform.Time;

namespace Trellis.Commands;

/// <summary><c>export annex-a --area A</c>: the lists of children an inspection asks for, as a workbook.</summary>
public static class ExportAnnexA
{
    public static Command Build()
    {
        var area = new Option<string>("--area") { Description = "The area whose children they are, for example RBKC", Required = true };
        var from = new Option<string?>("--from") { Description = "The first day, for example 2026-01-17; six months before the last when left out" };
        var to = new Option<string?>("--to") { Description = "The last day; today when left out" };
        var file = new Option<FileInfo?>("--out") { Description = "Write there; annex-a-AREA-DAY.xlsx in this folder when left out" };
        var command = new Command("annex-a", "Write the lists of children for an inspection (Annex A); that each child was looked at is recorded") { area, from, to, file };
        command.SetAction(async (given, stop) => await ImportCin.WithAsync(given.GetValue(area)!, async (services, db) =>
        {
            var last = Day(given.GetValue(to), "--to") ?? services.GetRequiredService<LondonClock>().Today;
            var first = Day(given.GetValue(from), "--from") ?? AnnexA.Begins(last);
            if (first > last) { throw new WrongInputException("--from must be before --to"); }
            var book = await services.GetRequiredService<AnnexA>().MakeAsync(given.GetValue(area)!, first, last, stop);
            var written = given.GetValue(file) ?? new FileInfo(AnnexBook.Name(given.GetValue(area)!, last));
            await File.WriteAllBytesAsync(written.FullName, book.Workbook(), stop);
            foreach (var sheet in book.Sheets.Skip(1).Where((_, i) => AnnexList.All[i].From is not null)) { await given.InvocationConfiguration.Output.WriteLineAsync($"{sheet.Name}: {sheet.Rows.Count}"); }
            await given.InvocationConfiguration.Output.WriteLineAsync($"Wrote {English.Count(book.Children, "child", "children")} to {written.FullName}");
            return CommandLine.Done;
        }, stop));
        return command;
    }

    private static DateOnly? Day(string? said, string option) => said is null ? null
        : DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new WrongInputException($"{option} must be a day such as 2026-01-17");
}
