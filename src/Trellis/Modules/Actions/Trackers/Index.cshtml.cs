using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;

namespace Trellis.Modules.Actions.Trackers;

/// <summary>Trackers that were brought in, the newest first.</summary>
[Does(ActWords.ImportActions)]
public sealed class IndexModel(TrellisDb db) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<Tracker> Trackers { get; private set; } = [];

    public async Task OnGetAsync() => Trackers = await db.Set<Tracker>().AsNoTracking().OrderByDescending(t => t.BegunAt).ThenBy(t => t.Id).Take(Most).ToListAsync();
}
