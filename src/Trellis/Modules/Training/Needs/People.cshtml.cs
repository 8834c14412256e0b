using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Training.Needs;

/// <summary>Who of one’s own agency must have which training, has it, is to take it again or never had it.</summary>
[Does(ActWords.ListWorkers)]
public sealed class PeopleModel(TrellisDb db, Compliance compliance, Asking asking, PracticeModel practice, Views views, LondonClock clock) : PageModel
{
    private const int PageSize = 100;

    private static readonly string[] Columns = ["Name", "Email", "What they do", "Setting", "Area", "Level", "Had it on", "Due on", "State"];

    public IReadOnlyDictionary<string, string> States => Compliance.States(practice.Training);

    public IReadOnlyList<(string Value, string Label)> Shows => [("all", "Everybody"), .. States.Select(s => (s.Key, s.Value))];

    [FromQuery(Name = "show")]
    public string Show { get; set; } = "all";

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    /// <summary>The most pressing first.</summary>
    public IReadOnlyList<(Worker Who, Standing Of)> Lines { get; private set; } = [];

    public IEnumerable<(Worker Who, Standing Of)> Shown => Lines.Skip((PageNumber - 1) * PageSize).Take(PageSize);

    public int Pages => Math.Max(1, (Lines.Count + PageSize - 1) / PageSize);

    public IReadOnlyList<StandingCount> Roles { get; private set; } = [];

    /// <summary>Of whom the agency may be asked to see what they had, and was not lately.</summary>
    public int ToAsk { get; private set; }

    /// <summary>By what rule: what somebody in a role of this sector must have.</summary>
    public IReadOnlyList<TrainingRequired> Required { get; private set; } = [];

    public bool MayAsk => db.Acting.Actor.May(ActWords.AskWorkers);

    public bool MayBring => db.Acting.Actor.May(ActWords.BringWorkers);

    public string RoleTitle(string id) => TrainingRules.TitleOf(practice.Training.Roles, id);

    public string LevelTitle(string id) => TrainingRules.TitleOf(practice.Training.Levels, id);

    public string PageLink(int page) => $"/training/people?show={Show}&page={page.ToString(CultureInfo.InvariantCulture)}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await LoadAsync() || PageNumber < 1 || PageNumber > Pages) { return NotFound(); }
        await views.SawAsync("training-people", ActWords.ListWorkers, [.. Shown.Select(l => l.Who.Id)], cancellationToken: HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>Those who have not said so are asked whether their agency may see their training.</summary>
    [Does(ActWords.AskWorkers)]
    public async Task<IActionResult> OnPostAskAsync()
    {
        if (db.Acting.Actor.Agency is not { } agency) { return NotFound(); }
        var asked = await asking.AskAsync(agency, HttpContext.RequestAborted);
        await db.SaveChangesAsync(HttpContext.RequestAborted);
        TempData["done"] = asked == 0 ? "There is nobody to ask" : $"{English.Count(asked, "person is", "people are")} asked by email";
        return Redirect("/training/people");
    }

    /// <summary>The list for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (!await LoadAsync()) { return NotFound(); }
        await views.SawAsync("training-people-export", ActWords.ListWorkers, [.. Lines.Select(l => l.Who.Id)], cancellationToken: HttpContext.RequestAborted);
        var rows = Lines.Select(l => (IReadOnlyList<string>)[l.Who.Name, l.Who.Email, RoleTitle(l.Who.Role), l.Who.Setting, l.Who.Area, LevelTitle(l.Of.Level), Day(l.Of.DoneOn), Day(l.Of.DueOn), States[l.Of.State]]).ToArray();
        return File(new SheetFile("Training", Columns, rows).Csv(), SheetFile.CsvType, "training-of-staff.csv");
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private async Task<bool> LoadAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (Shows.All(s => s.Value != Show)) { return false; }
        if (db.Acting.Actor.Agency is not { } agency) { return true; }
        var standing = await compliance.OfAsync(agency, null, clock.Today, stop);
        var workers = await db.Set<Worker>().AsNoTracking().Where(w => w.Agency == agency && w.EndedOn == null).ToDictionaryAsync(w => w.Id, stop);
        var all = standing.Where(s => workers.ContainsKey(s.WorkerId)).Select(s => (Who: workers[s.WorkerId], Of: s)).ToArray();
        string[] pressing = [.. States.Keys];
        Lines = [.. all.Where(l => Show == "all" || l.Of.State == Show).OrderBy(l => Array.IndexOf(pressing, l.Of.State)).ThenBy(l => l.Of.DueOn ?? DateOnly.MinValue).ThenBy(l => l.Who.Name, StringComparer.CurrentCulture)];
        ToAsk = MayAsk ? await asking.CountAsync(agency, stop) : 0;
        Required = [.. practice.Training.Required.Where(r => workers.Values.Any(w => w.Sector == r.Sector) && all.Any(a => a.Who.Role == r.Role)).OrderBy(r => RoleTitle(r.Role), StringComparer.CurrentCulture)];
        Roles = [.. all.GroupBy(l => (l.Who.Role, l.Of.Level)).OrderBy(g => RoleTitle(g.Key.Role), StringComparer.CurrentCulture).Select(g => new StandingCount(agency, "", "", g.Key.Role, g.Key.Level, g.Count(), In(g, "has"), In(g, "soon"), In(g, "overdue"), In(g, "never"), In(g, "unknown")))];
        return true;

        static int In(IEnumerable<(Worker, Standing Of)> some, string state) => some.Count(l => l.Of.State == state);
    }
}
