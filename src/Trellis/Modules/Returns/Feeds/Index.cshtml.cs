using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Returns.Feed;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Feeds;

/// <summary>What was taken into the records of children, the newest first, and feeds that wait to be.</summary>
[Does(ActWords.ViewReturns)]
public sealed class IndexModel(TrellisDb db, AgencyTitles agencies, PracticeModel practice) : PageModel
{
    private const int Most = 100;

    public IReadOnlyList<SentFeed> Waiting { get; private set; } = [];

    public IReadOnlyList<Intake> Taken { get; private set; } = [];

    public bool MaySend => db.Acting.Actor.May(ActWords.SendReturn);

    public string AreaTitle(string code) => practice.AreaTitle(code);

    public string AgencyTitle(string code) => agencies.Of(code);

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        await agencies.LoadAsync(stop);
        Waiting = await db.Set<SentFeed>().AsNoTracking().Where(f => SentFeed.Open.Contains(f.State)).OrderByDescending(f => f.SentAt).Take(Most).ToListAsync(stop);
        Taken = await db.Set<Intake>().AsNoTracking().OrderByDescending(i => i.TakenAt).ThenByDescending(i => i.Id).Take(Most).ToListAsync(stop);
    }
}
