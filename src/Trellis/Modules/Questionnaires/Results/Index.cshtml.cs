using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Trellis.Access;
using Trellis.Modules.Questionnaires.Rounds;
using Trellis.Platform.Documents;
using Trellis.Platform.Record;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Questionnaires.Results;

/// <summary>The results of a round: by standard, agency, sector and area, beside last time and beside what others said.</summary>
[Does(ActWords.AnalyseRound)]
public sealed class IndexModel(TrellisDb db, RoundResults results, Views views, PracticeModel practice) : RoundPage(db)
{
    public RoundAnswers Answers { get; private set; } = null!;

    public RoundAnswers? Before { get; private set; }

    public RoundAnswers? Beside { get; private set; }

    public IReadOnlyList<Standing> Standings { get; private set; } = [];

    public string SectorTitle(string code) => practice.Codes["sector"].Find(code)?.Title ?? code;

    public string AreaTitle(string code) => code is RoundAnswers.Across ? "All areas of the round" : practice.AreaTitle(code);

    /// <summary>Splits of the answers, with what each group is called.</summary>
    public IEnumerable<(string Title, IReadOnlyList<(string Name, Tally? Tally, Tally? Before)> Lines)> Splits
    {
        get
        {
            foreach (var (title, by, name) in new (string, Func<Answered, string>, Func<string, string>)[] { ("By agency", a => a.Agency ?? "", c => Answers.AgencyTitle(c)), ("By sector", a => a.Sector, SectorTitle), ("By area", a => a.Area, AreaTitle) })
            {
                var was = Before?.Groups(by).Where(g => g.Answers is not null).ToDictionary(g => g.Id, g => Before.Whole(g.Answers!)) ?? [];
                var lines = Answers.Groups(by).Select(g => (g.Id.Length == 0 ? "Too few to be named" : name(g.Id), g.Answers is null ? null : Answers.Whole(g.Answers), was.GetValueOrDefault(g.Id))).ToArray();
                if (lines.Length > 0) { yield return (title, lines); }
            }
        }
    }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync("questionnaire-results")) { return NotFound(); }
        return Page();
    }

    /// <summary>Standards, and of a round that names those who answered each answer, as a file.</summary>
    public async Task<IActionResult> OnGetFileAsync(string format)
    {
        if (format is not ("csv" or "xlsx") || !await LoadAsync("questionnaire-results-export")) { return NotFound(); }
        var standards = new SheetFile("Results", ["Section", "Question", "Green", "Amber", "Red", "Colour", "Green %", "After moderation %", "Last time %", "Since last time", "Others %", "Others less these"],
            [.. Standings.Select(s => (IReadOnlyList<string>)[s.Section, s.Title, N(s.Now.Green), N(s.Now.Amber), N(s.Now.Red), Colours.Words(s.Now.Colour), N(s.Now.Percent), N(s.Moderated?.Percent), N(s.Before), N(s.SinceBefore), N(s.Beside), N(s.BesideDifference)])]);
        var name = DocumentName.Clean($"Results, {Round.Title}.{format}", format);
        if (format is "csv") { return File(standards.Csv(), SheetFile.CsvType, name); }
        var sheets = new List<SheetFile> { standards };
        if (!Round.Anonymous && Round.Fewest == 1)
        {
            var questions = Answers.Asks.Fields.Where(f => f.IsChosen).ToArray();
            sheets.Add(new SheetFile("Answers", ["Who", "Sector", "Area", .. questions.Select(q => q.Label)], [.. Answers.Answers.Select(a => (IReadOnlyList<string>)[a.Who, SectorTitle(a.Sector), a.Area, .. questions.Select(q => a.Coded.TryGetValue(q.Id, out var code) ? q.TitleOf(code) : "")])]));
        }

        return File(SheetFile.Workbook(sheets), SheetFile.WorkbookType, name);
    }

    private static string N(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private async Task<bool> LoadAsync(string looked)
    {
        if (!await FindAsync()) { return false; }
        await views.SawAsync(looked, ActWords.AnalyseRound, [], Round.Areas.FirstOrDefault(a => Actor.Areas.Contains(a)), cancellationToken: Stop);
        Answers = await results.ReadAsync(Round, Stop);
        (Before, Beside) = await results.ComparedAsync(Round, Stop);
        Standings = Standing.Of(Answers, Before, Beside);
        return true;
    }
}
