using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Figures.Scorecards;

/// <summary>What the partnership watches, quarter by quarter, and what it says of it.</summary>
[Does(ActWords.ViewFigures)]
public sealed class IndexModel(ScorecardBook cards, TrellisDb db, AgencyRegister register, PracticeModel practice, LondonClock clock) : PageModel
{
    [FromQuery(Name = "area")]
    public string? Area { get; set; }

    [FromQuery(Name = "period")]
    public string? At { get; set; }

    [BindProperty]
    public string Priority { get; set; } = "";

    [BindProperty]
    public string Text { get; set; } = "";

    public ScorecardShown Shown { get; private set; } = null!;

    /// <summary>By priority, the last said first.</summary>
    public ILookup<string, Commentary> Said { get; private set; } = Array.Empty<Commentary>().ToLookup(c => c.Priority);

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool MayComment => db.Acting.Actor.May(ActWords.CommentFigures) && Commentary.MaySpeakFor(Shown.Area, db.Acting.Actor, practice);

    public bool MayList(ScorecardLine line) => line.Counted is not null && practice.PartsOf(Shown.Area).IsEmpty && db.Acting.Actor.May(ActWords.ListFacts) && KeptFigures.Whole(line.Figure, db.Acting.Actor.Circles);

    public IReadOnlyList<Choice> Areas => [.. Known().Select(a => new Choice(a, practice.AreaTitle(a)))];

    public IReadOnlyList<Choice> Periods => [.. Shown.Periods.Select(p => new Choice(p, Period.Said(p)))];

    public IReadOnlyList<Choice> Priorities => [.. practice.Scorecard.Priorities.Select(p => new Choice(p.Id, p.Title))];

    public int Fewest => practice.Scorecard.SpecialCause.Fewest;

    public string AreaTitle => practice.AreaTitle(Shown.Area);

    public string Address => $"/figures/scorecard?area={Uri.EscapeDataString(Shown.Area)}&period={Uri.EscapeDataString(Shown.Period)}";

    public string FigureAddress(Figure figure) => $"/figures/{figure.Id}?area={Shown.Area}&over={practice.Scorecard.Over}";

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnGetFileAsync(string format)
    {
        if (format is not ("csv" or "xlsx" or "json") || !await LoadAsync()) { return NotFound(); }
        var (bytes, type) = ScorecardFile.Of(Shown, Said, format);
        return File(bytes, type, $"scorecard-{Shown.Area}-{Shown.Period.Replace(' ', '-')}.{format}");
    }

    [Does(ActWords.CommentFigures)]
    public async Task<IActionResult> OnPostAsync()
    {
        if (!await LoadAsync() || !MayComment) { return NotFound(); }
        if (practice.Scorecard.Priorities.FirstOrDefault(p => p.Id == Priority) is not { } priority)
        {
            ModelState.AddModelError(nameof(Priority), "Select what it is of");
            return Page();
        }

        if (Commentary.Say(Shown.Area, Shown.Period, priority, Text, db.Acting.Actor, practice, clock.Now).Refused(out var why, out var said)) { return this.Refuse(why); }
        db.Add(said);
        await db.SaveChangesAsync();
        TempData["done"] = "What you said is kept with this quarter";
        return Redirect(Address);
    }

    private IEnumerable<string> Known() => practice.Areas.Where(a => a.Kind is "borough" || (a.Kind is "partnership" && !practice.PartsOf(a.Code).IsEmpty)).Select(a => a.Code);

    private async Task<bool> LoadAsync()
    {
        var stop = HttpContext.RequestAborted;
        var actor = db.Acting.Actor;
        // Their own whole, where it is made of nothing but their areas; else their first area.
        var own = practice.Areas.Where(a => a.Kind is "partnership" && practice.PartsOf(a.Code) is { IsEmpty: false } parts && parts.ToHashSet().SetEquals(actor.Areas)).Select(a => a.Code).FirstOrDefault();
        var area = string.IsNullOrEmpty(Area) ? own ?? actor.Areas.Order(StringComparer.Ordinal).FirstOrDefault() ?? Known().First() : Area;
        if (!Known().Contains(area) || await cards.ReadAsync(area, At, actor.Circles, stop) is not { } shown) { return false; }
        Shown = shown;
        Said = (await db.Set<Commentary>().AsNoTracking().Where(c => c.Area == area && c.Period == shown.Period).OrderByDescending(c => c.At).ToListAsync(stop)).ToLookup(c => c.Priority);
        Names = await register.NamesAsync(Said.SelectMany(s => s).Select(s => s.ById), stop);
        return true;
    }
}
