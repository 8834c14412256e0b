using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Training.Needs;

/// <summary>What training is needed: who must have it, what agencies ask for, who waits, what is planned and what is missing.</summary>
[Does(ActWords.AccountForTraining)]
public sealed class NeededModel(TrellisDb db, Wanted wanted, PracticeModel practice, AgencyRegister agencies) : PageModel
{
    private const string NoAgency = "No agency of the partnership";

    private string[] Columns => ["Level", "Must have", $"Never, overdue or due {Soon}", "Agencies ask for", "Waiting", "Free places ahead", "Short of"];

    private IReadOnlyDictionary<string, string> titles = new Dictionary<string, string>();

    public WantedNow Now { get; private set; } = null!;

    /// <summary>"within 3 months"</summary>
    public string Soon => practice.Training.SoonWords;

    /// <summary>"a year"</summary>
    public string Lately => TrainingRules.Within(practice.Training.TakeUpMonths);

    public bool MayAnalyse => db.Acting.Actor.May(ActWords.AnalyseRound);

    public bool MayRun => db.Acting.Actor.May(ActWords.RunRound);

    /// <summary>Who wait, by whatever groups them.</summary>
    public IReadOnlyList<(string Caption, string Column, IReadOnlyList<(string Of, int Waiting)> Rows)> WaitingBy => [
        ("Waiting, by sector", "Sector", By(w => practice.Training.SectorTitle(w.Sector))),
        ("Waiting, by area", "Area", By(w => practice.AreaTitle(w.Area))),
        ("Waiting, by what they do", "What they do", By(w => TrainingRules.TitleOf(practice.Training.Roles, w.Role))),
    ];

    public async Task OnGetAsync() => await LoadAsync();

    /// <summary>The levels for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        await LoadAsync();
        var rows = Now.Levels.Select(l => (IReadOnlyList<string>)[LevelTitle(l.Level), Text(l.Must), Text(l.Pressing), l.AskedFor is { } asked ? Text((long)asked) : "", Text(l.Waiting), Text(l.Free), Text(l.Missing)]).ToArray();
        return File(new SheetFile("What is needed", Columns, rows).Csv(), SheetFile.CsvType, "training-needed.csv");

        static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
    }

    public string LevelTitle(string id) => TrainingRules.TitleOf(practice.Training.Levels, id);

    public string AgencyTitle(string? code) => code is null ? NoAgency : titles.GetValueOrDefault(code, code);

    /// <summary>A dash where nobody said.</summary>
    public static string Said(decimal? number) => number is { } some ? English.Number((int)some) : "–";

    private IReadOnlyList<(string, int)> By(Func<Waiter, string> of) => [.. Now.Waiters.GroupBy(of).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.CurrentCulture)];

    private async Task LoadAsync()
    {
        titles = (await agencies.ListAsync(cancellationToken: HttpContext.RequestAborted)).ToDictionary(a => a.Code, a => a.Title);
        Now = await wanted.ReadAsync(MayAnalyse, HttpContext.RequestAborted);
    }
}
