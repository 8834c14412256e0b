using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Challenges;

/// <summary>What time brings to disagreements, said by the system: that nobody answered in time, once at each stage. Asking again changes nothing.</summary>
public sealed class Overdue(TrellisDb db, PracticeModel practice, ChallengeDesk desk, LondonClock clock)
{
    /// <summary>Returns how many were not answered in time since the last look.</summary>
    public async Task<int> PassAsync(CancellationToken stop = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] });
        var today = clock.Today;
        var late = await db.Set<Disagreement>().Include(c => c.Turns).Where(c => c.State == Disagreement.Asked && c.DueOn < today).OrderBy(c => c.DueOn).ThenBy(c => c.Id).ToListAsync(stop);
        var said = 0;
        foreach (var challenge in late)
        {
            db.Acting.Begin(ActWords.RemindChallenges);
            if (challenge.NotInTime(today, clock.Now) is not { } turn) { continue; }
            desk.TellLate(challenge, turn);
            await db.SaveChangesAsync(stop);
            said++;
        }

        return said;
    }
}

/// <summary>Asks every hour what was not answered in time.</summary>
public sealed class OverdueHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<OverdueHourly> log) : Repeating("Looking for disagreements that were not answered in time", Hourly, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Overdue>().PassAsync(stop);
    }
}
