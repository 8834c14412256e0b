using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Figures.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Communications;

/// <summary>What the partnership told the public and its staff in a financial year, and how far it reached.</summary>
[Does(ActWords.ViewCommunications)]
public sealed class IndexModel(TrellisDb db, PracticeModel practice, LondonClock clock) : PageModel
{
    /// <summary>Of one kind: how many, what they cost, and the sums of what was counted last of each.</summary>
    public sealed record KindLine(string Kind, int Count, decimal? Cost, IReadOnlyList<(string What, long Number)> Reached);

    /// <summary><c>2025-26</c>; this year when none is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public string Year { get; set; } = "";

    public IReadOnlyList<Communication> Found { get; private set; } = [];

    public IReadOnlyList<KindLine> Kinds { get; private set; } = [];

    public IReadOnlyList<string> Years { get; private set; } = [];

    public bool MayLog => db.Acting.Actor.May(ActWords.LogCommunication);

    public string TitleOf(string list, string code) => TitleIn(practice, list, code);

    /// <summary>"1,200 views; 40 shares"</summary>
    public string Said(IEnumerable<(string What, long Number)> reached) =>
        string.Join("; ", reached.OrderByDescending(r => r.Number).Select(r => $"{r.Number.ToString("#,0", English.Culture)} {TitleOf("communication-reach", r.What).ToLowerInvariant()}")) is { Length: > 0 } said ? said : "Not counted";

    public static string Pounds(decimal? cost) => cost is { } pounds ? pounds.ToString("£#,##0.00", English.Culture) : "Not known";

    internal static string TitleIn(PracticeModel practice, string list, string code) => practice.Codes[list].Codes.FirstOrDefault(c => c.Id == code)?.Title ?? code;

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var thisYear = Period.Financial(clock.Today);
        Years = [.. (await db.Set<Communication>().Select(c => c.FromOn).ToListAsync(stop)).Select(Period.Financial).Append(thisYear).Distinct().OrderDescending(StringComparer.Ordinal)];
        if (!Years.Contains(Year)) { Year = thisYear; }
        var (first, last) = Period.FinancialYear(Year)!.Value;
        Found = await db.Set<Communication>().AsNoTracking().Include(c => c.Reached).Where(c => c.FromOn >= first && c.FromOn <= last).OrderByDescending(c => c.FromOn).ThenBy(c => c.Id).ToListAsync(stop);
        Kinds = [.. Found.GroupBy(c => c.Kind).Select(g => new KindLine(g.Key, g.Count(), g.Any(c => c.Cost is not null) ? g.Sum(c => c.Cost ?? 0) : null, [.. g.SelectMany(c => c.ReachedNow).GroupBy(r => r.What).Select(r => (r.Key, r.Sum(x => x.Number)))])).OrderByDescending(k => k.Count)];
    }
}
