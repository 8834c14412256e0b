using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Challenges.Events;

/// <summary>Events after which agencies were asked.</summary>
[Does(ActWords.Assure)]
public sealed class IndexModel(TrellisDb db) : PageModel
{
    /// <param name="Said">"2 of 4 agencies", or of an agency whether it has answered.</param>
    public sealed record Line(AssuranceEvent Of, string Said);

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    public bool MayAsk => db.Acting.Actor.May(ActWords.AskAssurance);

    public async Task OnGetAsync()
    {
        var events = await db.Set<AssuranceEvent>().AsNoTracking().OrderByDescending(e => e.MadeAt).ToListAsync();
        var ids = events.ConvertAll(e => e.Id);
        var said = (await db.Set<Assurance>().AsNoTracking().Where(a => ids.Contains(a.EventId)).Select(a => new { a.EventId, a.Agency }).ToListAsync()).ToLookup(a => a.EventId, a => a.Agency);
        var all = db.Acting.Actor.Circles.Contains("boards");
        Lines = [.. events.Select(e => new Line(e, all ? $"{said[e.Id].Count()} of {e.Agencies.Length} agencies" : said[e.Id].Any() ? "Your agency has answered" : "Your agency has not answered yet"))];
    }
}
