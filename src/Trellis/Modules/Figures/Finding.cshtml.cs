using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Figures.Checks;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Figures;

/// <summary>One finding of the checker: its arithmetic, the numbers it stands on, and what was said of it.</summary>
[Does(ActWords.ViewFigures)]
public sealed class FindingModel(TrellisDb db, FigureBook book, AgencyRegister register, PracticeModel practice, LondonClock clock) : PageModel
{
    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    public Finding Of { get; private set; } = null!;

    /// <summary>The last said first.</summary>
    public IReadOnlyList<FindingExplained> Said { get; private set; } = [];

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public bool MayExplain => db.Acting.Actor.May(ActWords.ExplainFinding);

    public string LooksFor => FigureCheck.Rules.FirstOrDefault(r => r.Code == Of.Rule)?.LooksFor ?? "";

    public static IReadOnlyList<Choice> Choices => [.. FindingExplained.Outcomes.Select(o => new Choice(o.Code, o.Words))];

    public static string WordsOf(string outcome) => FindingExplained.Outcomes.First(o => o.Code == outcome).Words;

    public async Task<IActionResult> OnGetAsync(string key) => await LoadAsync(key) ? Page() : NotFound();

    [Does(ActWords.ExplainFinding)]
    public async Task<IActionResult> OnPostAsync(string key)
    {
        if (!await LoadAsync(key)) { return NotFound(); }
        if (FindingExplained.Say(Of, What, Why, db.Acting.Actor, clock.Now).Refused(out var why, out var said)) { return this.Refuse(why); }
        db.Add(said);
        await db.SaveChangesAsync();
        TempData["done"] = "What is known of it is kept";
        return Redirect($"/figures/checks/{Of.Key}");
    }

    private async Task<bool> LoadAsync(string key)
    {
        var stop = HttpContext.RequestAborted;
        if (FigureCheck.Run(await book.PrintedAsync(stop), over: practice.Footprint).FirstOrDefault(f => f.Key == key) is not { } found) { return false; }
        Of = found;
        Said = await db.Set<FindingExplained>().AsNoTracking().Where(e => e.Key == key).OrderByDescending(e => e.At).ToListAsync(stop);
        Names = await register.NamesAsync(Said.Select(s => s.ById), stop);
        return true;
    }
}
