using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Sheets;

namespace Trellis.Modules.Training.Needs;

/// <summary>How many of something must have training and stand how.</summary>
public sealed record StandingSum(string Of, long Must, long Has, long Soon, long Overdue, long Never)
{
    public string InDate => Must == 0 ? "None" : $"{(100.0 * (Has + Soon) / Must).ToString("0.0", English.Culture)}%";
}

/// <summary>How many of something came lately.</summary>
/// <param name="Staff">Null: no agency said how many there are.</param>
/// <param name="OfStaff">Of those who came, who are of an agency that said.</param>
public sealed record TakeUpSum(string Of, long? Staff, long Came, long OfStaff)
{
    public string Rate => Staff is > 0 and var staff ? $"{(100.0 * OfStaff / staff).ToString("0.0", English.Culture)}%" : "Not known";
}

/// <summary>Who must have which training, in numbers: by agency, sector, what they do and area; and who came.</summary>
[Does(ActWords.AccountForTraining)]
public sealed class IndexModel(TrellisDb db, Compliance compliance, PracticeModel practice, AgencyRegister agencies, LondonClock clock) : PageModel
{
    private const string NoAgency = "No agency of the partnership";

    private string[] Columns => ["Agency", "Sector", "Area", "What they do", "Level", "Must have", "Have it", Soon, "Overdue", "Never"];

    private IReadOnlyDictionary<string, string> titles = new Dictionary<string, string>();

    public IReadOnlyList<StandingSum> ByAgency { get; private set; } = [];

    public IReadOnlyList<StandingSum> BySector { get; private set; } = [];

    public IReadOnlyList<StandingSum> ByRole { get; private set; } = [];

    public IReadOnlyList<StandingSum> ByArea { get; private set; } = [];

    public IReadOnlyList<TakeUpSum> UpByAgency { get; private set; } = [];

    public IReadOnlyList<TakeUpSum> UpBySector { get; private set; } = [];

    public IReadOnlyList<TakeUpSum> UpByRole { get; private set; } = [];

    public IReadOnlyList<TakeUpSum> UpByArea { get; private set; } = [];

    public string Soon => Compliance.States(Rules)["soon"];

    public string CameWithin => $"Came within {TrainingRules.Within(Rules.TakeUpMonths)}";

    private TrainingRules Rules => practice.Training;

    public async Task OnGetAsync()
    {
        var counts = await CountsAsync();
        (ByAgency, BySector, ByRole, ByArea) = (Sums(c => AgencyTitle(c.Agency)), Sums(c => Rules.SectorTitle(c.Sector)), Sums(c => RoleTitle(c.Role)), Sums(c => practice.AreaTitle(c.Area)));
        var came = await compliance.TakeUpAsync(clock.Today.AddMonths(-Rules.TakeUpMonths), HttpContext.RequestAborted);
        var staff = await StaffAsync();
        (UpByAgency, UpBySector, UpByRole, UpByArea) = (Ups(c => AgencyTitle(c.Agency)), Ups(c => Rules.SectorTitle(c.Sector)), Ups(c => RoleTitle(c.Role)), Ups(c => practice.AreaTitle(c.Area)));

        IReadOnlyList<StandingSum> Sums(Func<StandingCount, string> of) => [.. counts.GroupBy(of).Select(g => new StandingSum(g.Key, g.Sum(c => c.Must), g.Sum(c => c.Has), g.Sum(c => c.Soon), g.Sum(c => c.Overdue), g.Sum(c => c.Never))).OrderBy(s => s.Of, StringComparer.CurrentCulture)];
        IReadOnlyList<TakeUpSum> Ups(Func<TakeUp, string> of)
        {
            // A rate is of agencies that said how many they are: whoever else came would make it too high.
            var (all, said) = (staff.ToLookup(of, s => s.People), staff.Select(s => s.Agency).ToHashSet());
            return [.. came.Select(c => (Of: of(c), c.People, Said: said.Contains(c.Agency) ? c.People : 0)).Concat(staff.Select(s => (Of: of(s), People: 0L, Said: 0L))).GroupBy(c => c.Of).Select(g => new TakeUpSum(g.Key, all.Contains(g.Key) ? all[g.Key].Sum() : null, g.Sum(c => c.People), g.Sum(c => c.Said))).OrderBy(s => s.Of, StringComparer.CurrentCulture)];
        }
    }

    /// <summary>The numbers for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        var counts = await CountsAsync();
        var rows = counts.Select(c => (IReadOnlyList<string>)[AgencyTitle(c.Agency), Rules.SectorTitle(c.Sector), c.Area, RoleTitle(c.Role), TrainingRules.TitleOf(Rules.Levels, c.Level), .. new[] { c.Must, c.Has, c.Soon, c.Overdue, c.Never }.Select(n => n.ToString(CultureInfo.InvariantCulture))]).ToArray();
        return File(new SheetFile("Who must have what", Columns, rows).Csv(), SheetFile.CsvType, "training-compliance.csv");
    }

    private async Task<IReadOnlyList<StandingCount>> CountsAsync()
    {
        titles = (await agencies.ListAsync(cancellationToken: HttpContext.RequestAborted)).ToDictionary(a => a.Code, a => a.Title);
        return await compliance.CountAsync(clock.Today, HttpContext.RequestAborted);
    }

    /// <summary>Whom an agency named, or how many it says it has.</summary>
    private async Task<IReadOnlyList<TakeUp>> StaffAsync()
    {
        var today = clock.Today;
        var named = await db.Set<Worker>().AsNoTracking().Where(w => w.EndedOn == null && (w.LeftOn == null || w.LeftOn >= today)).GroupBy(w => new { w.Agency, w.Sector, w.Area, w.Role }).Select(g => new { g.Key, People = g.LongCount() }).ToListAsync(HttpContext.RequestAborted);
        var numbers = await db.Set<StaffCount>().AsNoTracking().Select(c => new { c.Agency, c.Workforce!.Sector, c.Area, c.Role, c.People }).ToListAsync(HttpContext.RequestAborted);
        return [.. named.Select(n => new TakeUp(n.Key.Agency, n.Key.Sector, n.Key.Area, n.Key.Role, n.People)), .. numbers.Select(n => new TakeUp(n.Agency, n.Sector, n.Area, n.Role, n.People))];
    }

    private string AgencyTitle(string? code) => code is null ? NoAgency : titles.GetValueOrDefault(code, code);

    private string RoleTitle(string id) => TrainingRules.TitleOf(Rules.Roles, id);
}
