using Microsoft.EntityFrameworkCore;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Sources;

/// <summary>
/// Asks again what could not be checked, while the site runs. Any number of them may run at once. It goes on until there is an answer
/// or a person stops it: what could not be checked is never forgotten.
/// </summary>
public sealed class SourcesAgain(IServiceScopeFactory scopes, SourceBook book, PracticeModel practice, LondonClock clock, TimeProvider time, ILogger<SourcesAgain> log) : Repeating("Asking sources again", HalfAMinute, time, log, waits: true)
{
    private const int AtOnce = 50;

    private static readonly TimeSpan HalfAMinute = TimeSpan.FromSeconds(30);

    /// <summary>Asks everything due once. Returns how many were asked.</summary>
    public async Task<int> AskDueAsync(CancellationToken stop = default)
    {
        var asked = 0;
        foreach (var id in await DueAsync(stop))
        {
            if (stop.IsCancellationRequested) { break; }
            await using var scope = scopes.CreateAsyncScope();
            if (await scope.ServiceProvider.GetRequiredService<Rounds>().AgainAsync(id)) { asked++; }
        }

        return asked;
    }

    /// <summary>What was not noted is asked again when its lease is over.</summary>
    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (book.All.Count > 0) { await AskDueAsync(stop); }
    }

    private async Task<List<Guid>> DueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(Rounds.System(practice));
        var (now, codes) = (clock.Now, book.All.Select(s => s.Code).ToArray());
        return await db.Set<Asking>().Where(a => (a.State == Asking.Trying || a.State == Asking.Waiting) && a.NextAt <= now && codes.Contains(a.Source))
            .OrderBy(a => a.NextAt).ThenBy(a => a.Id).Select(a => a.Id).Take(AtOnce).ToListAsync(stop);
    }
}
