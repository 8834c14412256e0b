using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;

namespace Trellis.Modules.Duplicates;

/// <summary>Pairs that wait for somebody, the likeliest first. Whoever may not open both records sees no pair, and it is in no count.</summary>
[Does(ActWords.ViewDuplicates)]
public sealed class IndexModel(TrellisDb db, PairList list, PeopleRegister people, Views views) : PageModel
{
    private const int PageSize = 25;

    public sealed record Line(Guid Id, PersonSummary One, PersonSummary Other, double Probability, string? Guard, DateTimeOffset FoundAt);

    [BindProperty(SupportsGet = true)]
    public string Show { get; set; } = PossiblePair.Waiting;

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    public IEnumerable<(string Value, string Label)> Shows => list.Shows;

    public string Caption => list.Shows.First(s => s.Value == Show).Label;

    public int Total => Counts[Show];

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public static string Link(string show, int page) => $"/duplicates?show={show}{(page > 1 ? $"&page={page}" : "")}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!ModelState.IsValid || list.Shows.All(s => s.Value != Show)) { return NotFound(); }
        var counts = new Dictionary<string, int>();
        foreach (var (show, _) in list.Shows) { counts[show] = await list.Of(show).CountAsync(); }
        Counts = counts;
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        var pairs = await list.Of(Show).OrderByDescending(p => p.Probability).ThenBy(p => p.Id).Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync();
        var ids = pairs.SelectMany(p => new[] { p.OneId, p.OtherId }).ToArray();
        await views.SawAsync("duplicates-list", ActWords.ViewDuplicates, ids, db.Acting.Actor.Areas is [var area] ? area : null);
        var known = (await people.OfAsync(ids)).ToDictionary(p => p.Id);
        Lines = [.. pairs.Where(p => known.ContainsKey(p.OneId) && known.ContainsKey(p.OtherId)).Select(p => new Line(p.Id, known[p.OneId], known[p.OtherId], p.Probability, PairWords.Guard(p.Guard), p.FoundAt))];
        return Page();
    }
}
