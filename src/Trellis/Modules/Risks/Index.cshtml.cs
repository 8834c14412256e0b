using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Risks;

/// <summary>The risk register: open risks, the greatest first, and closed ones.</summary>
[Does(ActWords.ViewRisks)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    public IReadOnlyList<Risk> Open { get; private set; } = [];

    public IReadOnlyList<Risk> Closed { get; private set; } = [];

    public DateOnly Today => clock.Today;

    public RiskRules Rules => practice.Risks;

    public bool MayKeep => db.Acting.Actor.May(ActWords.KeepRisks);

    public async Task OnGetAsync()
    {
        var all = await db.Set<Risk>().AsNoTracking().Include(r => r.Weighings).OrderBy(r => r.Title).ToListAsync(HttpContext.RequestAborted);
        Open = [.. all.Where(r => r.ClosedOn is null).OrderByDescending(r => r.Now?.Score ?? 0)];
        Closed = [.. all.Where(r => r.ClosedOn is not null).OrderByDescending(r => r.ClosedOn)];
    }

    public static TagColour ColourOf(RiskBand band) => band.Colour switch { "red" => TagColour.Red, "amber" => TagColour.Yellow, _ => TagColour.Green };

    /// <summary>"Higher than before", "Lower than before", "As before"; empty where it was weighed once.</summary>
    public static string Trend(Risk risk) => risk.History is [var now, var before, ..] ? now.Score > before.Score ? "Higher than before" : now.Score < before.Score ? "Lower than before" : "As before" : "";
}
