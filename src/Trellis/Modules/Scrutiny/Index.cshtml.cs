using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Modules.Scrutiny.Questions;
using Trellis.Modules.Voice.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Scrutiny;

/// <summary>The plan of scrutiny of a year: what is done, what of the scrutineer's tasks nothing serves, and what agencies were asked.</summary>
[Does(ActWords.ViewScrutiny)]
public sealed class IndexModel(ScrutinyDesk desk, VoiceBook voice) : PageModel
{
    /// <summary><c>2026-27</c>; this year when none is asked for.</summary>
    [FromQuery(Name = "year")]
    public string Year { get; set; } = "";

    public ScrutinyDesk Desk => desk;

    public DateOnly Today => desk.Clock.Today;

    public IReadOnlyList<string> Years { get; private set; } = [];

    public IReadOnlyList<Activity> Activities { get; private set; } = [];

    public IReadOnlyList<Question> Asked { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Agencies { get; private set; } = new Dictionary<string, string>();

    public IReadOnlyList<OccasionHeard> Young { get; private set; } = [];

    public bool HasSummary { get; private set; }

    /// <summary>What of the scrutineer's tasks no piece of work of the year serves, in words.</summary>
    public IReadOnlyList<string> Unserved => [.. desk.Choices(ScrutinyDesk.Tasks).Where(t => !Activities.Any(a => a.State is not "dropped" && a.Tasks.Contains(t.Value))).Select(t => t.Label)];

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var held = await desk.Db.Set<Activity>().AsNoTracking().Select(a => a.Year).Distinct().ToListAsync(stop);
        Years = [.. held.Append(desk.ThisYear).Append(Period.Shift(desk.ThisYear, 1)).Distinct().OrderDescending(StringComparer.Ordinal)];
        if (!Years.Contains(Year)) { Year = desk.ThisYear; }
        Activities = await desk.Db.Set<Activity>().AsNoTracking().Include(a => a.Visits).Include(a => a.Findings).AsSplitQuery().Where(a => a.Year == Year).OrderBy(a => a.PlannedOn).ThenBy(a => a.Id).ToListAsync(stop);
        var (first, last) = Period.FinancialYear(Year)!.Value;
        Agencies = await desk.AgenciesAsync(stop);
        Asked = [.. (await desk.Db.Set<Question>().AsNoTracking().Include(q => q.Turns).OrderBy(q => q.DueOn).ThenBy(q => q.Id).ToListAsync(stop)).Where(q => Period.Financial(Platform.Time.London.DateOf(q.MadeAt)) == Year)];
        if (desk.May(ActWords.ViewVoice)) { Young = await voice.YoungScrutineersAsync(first, last, stop); }
        HasSummary = await desk.Db.Set<Summary>().AnyAsync(s => s.Year == Year, stop);
    }
}
