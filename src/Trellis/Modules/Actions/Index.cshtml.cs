using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Actions.Public;
using Trellis.Modules.Agencies.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Actions;

/// <summary>The one list of actions, as far as the asker sees it: the first due first.</summary>
[Does(ActWords.ViewActions)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, Meetings.Public.Bodies bodies, AgencyRegister agencies, Views views, Outbox outbox, LondonClock clock) : PageModel
{
    private const int PageSize = 50;

    /// <summary>A download is for a spreadsheet somebody reads.</summary>
    private const int MostExported = 10_000;

    [FromQuery]
    public ActionFilter Filter { get; set; } = new();

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    /// <summary>References of those that are agreed complete.</summary>
    [BindProperty]
    public List<string> Agree { get; set; } = [];

    public IReadOnlyList<ActionLine> Lines { get; private set; } = [];

    public int Total { get; private set; }

    public int Overdue { get; private set; }

    public ActionWords Words { get; private set; } = null!;

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public bool SeesAll => Actor.Circles.Contains("boards");

    public bool MaySet => Actor.May(ActWords.SetAction) && SeesAll;

    public bool MayImport => Actor.May(ActWords.ImportActions);

    public bool MayAgree => Filter.Show is "to-agree" && Actor.May(ActWords.AgreeAction) && Lines.Count > 0;

    public string Counted => $"{English.Count(Total, "action", "actions")}{(Overdue > 0 ? $", {English.Number(Overdue)} overdue" : "")}.";

    public IReadOnlyList<Choice> BodyChoices => [new("", "Any body"), .. Words.Bodies.OrderBy(b => b.Value, StringComparer.Ordinal).Select(b => new Choice(b.Key.ToString(), b.Value))];

    public IReadOnlyList<Choice> AgencyChoices => [new("", "Any agency"), .. Words.Agencies.OrderBy(a => a.Value, StringComparer.Ordinal).Select(a => new Choice(a.Key, a.Value))];

    public IReadOnlyList<Choice> StatusChoices => [new("", "Any"), .. practice.Actions.Statuses.Select(s => new Choice(s.Id, s.Title))];

    public static IReadOnlyList<Choice> ColourChoices => [new("", "Any"), new("red", "Red: overdue"), new("amber", "Amber: due soon, no date, or quiet"), new("green", "Green: on time")];

    public static IReadOnlyList<Choice> SourceChoices => [new("", "Anything"), .. ActionSources.Titles.Select(s => new Choice(s.Key, s.Value))];

    private Actor Actor => db.Acting.Actor;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid || !Filter.IsKnown) { return NotFound(); }
        await LoadAsync();
        return Page();
    }

    /// <summary>What is listed, all its pages, for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (!ModelState.IsValid || !Filter.IsKnown) { return NotFound(); }
        Words = await ActionWords.ReadAsync(practice, bodies, agencies, clock);
        var lines = await ActionLine.Of(await ShownAsync()).Take(MostExported).ToListAsync();
        await views.SawAsync("actions-export", ActWords.ViewActions, []);
        return File(ActionsCsv.Write(lines, Words), "text/csv; charset=utf-8", "actions.csv");
    }

    /// <summary>The body agrees that several are complete: all that were chosen, or none.</summary>
    [Does(ActWords.AgreeAction)]
    public async Task<IActionResult> OnPostAgreeAsync()
    {
        if (!Filter.IsKnown) { return NotFound(); }
        var chosen = await db.Set<ActionPoint>().Include(a => a.Progress).Where(a => Agree.Contains(a.Reference)).OrderBy(a => a.Reference).ToListAsync();
        if (chosen.Count == 0 || chosen.Count != Agree.Distinct().Count()) { ModelState.AddModelError(nameof(Agree), "Select those the body agrees are complete"); }
        foreach (var action in chosen)
        {
            if (action.Agree(Actor, practice.Actions, clock.Now).Refused(out var why)) { ModelState.AddModelError(nameof(Agree), $"{action.Reference}: {why.Words}"); }
            outbox.Settle(action.Id);
        }

        if (!ModelState.IsValid)
        {
            db.ChangeTracker.Clear();
            await LoadAsync();
            return Page();
        }

        await db.SaveChangesAsync();
        TempData["done"] = $"Agreed that {English.Count(chosen.Count, "action is", "actions are")} complete";
        return Redirect(Filter.Link());
    }

    private async Task LoadAsync()
    {
        Words = await ActionWords.ReadAsync(practice, bodies, agencies, clock);
        var (ended, today) = (practice.Actions.Ended, clock.Today);
        var shown = await ShownAsync();
        PageNumber = Math.Clamp(PageNumber, 1, 100_000);
        var counts = await shown.GroupBy(_ => 1).Select(g => new { All = g.Count(), Overdue = g.Count(a => a.DueOn < today && !ended.Contains(a.Status)) }).FirstOrDefaultAsync();
        (Total, Overdue) = (counts?.All ?? 0, counts?.Overdue ?? 0);
        if (Total == 0) { return; }
        // Which they are is read from an index alone; only then what they say.
        var ids = await ActionLine.InOrder(shown).Select(a => a.Id).Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync();
        Lines = await ActionLine.Of(db.Set<ActionPoint>().AsNoTracking().Where(a => ids.Contains(a.Id))).ToListAsync();
    }

    private async Task<IQueryable<ActionPoint>> ShownAsync()
    {
        var mine = Filter.Show is "mine" ? (await agencies.HeldByAsync(Actor.UserId, clock.Today)).Where(p => p.Agency == Actor.Agency).ToArray() : [];
        return Filter.Of(db.Set<ActionPoint>().AsNoTracking(), practice.Actions, clock.Today, Actor.Agency, mine, Filter.Show is "mine" ? await bodies.SeatsHeldByAsync(Actor.UserId, clock.Today) : [], await Filter.HoldingAsync(db));
    }
}
