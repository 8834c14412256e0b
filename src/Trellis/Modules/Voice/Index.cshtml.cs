using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Components;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Voice;

/// <summary>What was heard in a financial year, and what came of it.</summary>
[Does(ActWords.ViewVoice)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    public static readonly IReadOnlyDictionary<string, (string Title, TagColour Colour)> States = new Dictionary<string, (string, TagColour)>
    {
        ["heard"] = ("Nothing came of it yet", TagColour.Red),
        ["changed"] = ("Changed, not told yet", TagColour.Yellow),
        ["cannot"] = ("Cannot change, not told yet", TagColour.Yellow),
        ["fed-back"] = ("They were told", TagColour.Green),
    };

    /// <summary><c>2025-26</c>; this year when none is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string Year { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Who { get; set; } = "";

    public IReadOnlyList<Heard> Found { get; private set; } = [];

    public IReadOnlyList<string> Years { get; private set; } = [];

    public IReadOnlyList<Choice> WhoChoices => [new("", "Everybody"), .. Codes("voice-who").Select(c => new Choice(c.Key, c.Value))];

    public bool MayLog => db.Acting.Actor.May(ActWords.LogVoice);

    public string TitleOf(string list, string code) => Codes(list).GetValueOrDefault(code, code);

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var thisYear = Period.Financial(clock.Today);
        Years = [.. (await db.Set<Heard>().Select(h => h.OnDay).ToListAsync(stop)).Select(Period.Financial).Append(thisYear).Distinct().OrderDescending(StringComparer.Ordinal)];
        if (!Years.Contains(Year)) { Year = thisYear; }
        if (WhoChoices.All(c => c.Value != Who)) { Who = ""; }
        var (first, last) = Period.FinancialYear(Year)!.Value;
        Found = await db.Set<Heard>().AsNoTracking().Include(h => h.CameOf.OrderBy(c => c.OnDay).ThenBy(c => c.At)).Where(h => h.OnDay >= first && h.OnDay <= last && (Who == "" || h.Who == Who)).OrderByDescending(h => h.OnDay).ThenBy(h => h.Id).ToListAsync(stop);
    }

    private IReadOnlyDictionary<string, string> Codes(string list) => NewModel.CodesOf(practice, list);
}
