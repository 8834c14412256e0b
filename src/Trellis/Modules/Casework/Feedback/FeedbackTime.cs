using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Feedback;

/// <summary>Asks by itself what the practice model says is asked, once for each who was there; and takes back what is not to be asked any more.</summary>
public sealed class FeedbackTime(TrellisDb db, StepWork work, FeedbackDesk desk, PracticeModel practice, LondonClock clock)
{
    /// <summary>Returns after how many steps somebody was asked. Saying it twice changes nothing.</summary>
    public async Task<int> PassAsync(CancellationToken stop = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] });
        await TakeBackAsync(stop);
        var kinds = practice.Feedback.Rules.SelectMany(r => r.After).Distinct().ToArray();
        var since = clock.Now.AddDays(-practice.Feedback.AskUntil);
        var done = 0;
        foreach (var id in await db.Steps.Where(s => s.State == StepState.Done && s.CompletedAt >= since && kinds.Contains(s.Process + "." + s.Name)).OrderBy(s => s.CompletedAt).Select(s => s.Id).ToListAsync(stop))
        {
            db.ChangeTracker.Clear();
            if (await work.FindAsync(id, stop) is not { } step) { continue; }
            var due = (await desk.OfAsync(step, stop)).Where(m => m.On <= clock.Today && m is { Asked: null, Rule: not null } or { Asked: { InvitationId: null, Because: null } }).ToList();
            if (due.Count == 0) { continue; }
            db.Acting.Begin(ActWords.PassFeedback);
            foreach (var whom in due) { await desk.AskAsync(step, whom, stop); }
            await db.SaveChangesAsync(stop);
            done++;
        }

        return done;
    }

    private async Task TakeBackAsync(CancellationToken stop)
    {
        var stale = await db.Set<AskedFeedback>().Where(a => a.InvitationId != null && a.WithdrawnAt == null && (a.Because != null || db.Steps.Any(s => s.Id == a.StepId && s.State == StepState.Withdrawn))).Select(a => new { a.Id, a.StepId }).ToListAsync(stop);
        foreach (var one in stale)
        {
            db.ChangeTracker.Clear();
            if (await work.FindAsync(one.StepId, stop) is not { } step) { continue; }
            var asked = await db.Set<AskedFeedback>().SingleAsync(a => a.Id == one.Id, stop);
            db.Acting.Begin(ActWords.PassFeedback);
            // Somebody with an account is asked once for several meetings: the invitation stands while another of them still asks.
            if (!await db.Set<AskedFeedback>().AnyAsync(a => a.InvitationId == asked.InvitationId && a.Id != asked.Id && a.Because == null && a.WithdrawnAt == null, stop)) { await desk.Rounds.WithdrawAsync(asked.InvitationId!.Value, stop); }
            asked.Withdrawn(step, clock.Now);
            await db.SaveChangesAsync(stop);
        }
    }
}

/// <summary>Passes every hour.</summary>
public sealed class FeedbackHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<FeedbackHourly> log) : Repeating("Asking what people thought of meetings and help", Hourly, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FeedbackTime>().PassAsync(stop);
    }
}
