using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Modules.Agencies.Public;
using Trellis.Modules.Messages.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Platform.Timescales;
using Trellis.Practice;

namespace Trellis.Modules.Library;

/// <summary>What time brings to the library, said by the system: teams are asked what changed, writers are told what is to be looked at again. Once each.</summary>
public sealed class LibraryTime(TrellisDb db, PracticeModel practice, PostHolders posts, Teller teller, Outbox outbox, WorkingCalendar calendar, LondonClock clock)
{
    private const int AtOnce = 200;

    /// <summary>Returns how many teams were asked, and of how many publications the writers were told.</summary>
    public async Task<(int Asked, int Reminded)> PassAsync(CancellationToken stop = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [.. practice.Roles.SelectMany(r => r.Circles).Distinct()] });
        var (asked, reminded) = (0, 0);
        for (int some; (some = await AskAsync(stop)) > 0; asked += some) { db.ChangeTracker.Clear(); }
        db.ChangeTracker.Clear();
        for (int some; (some = await RemindAsync(stop)) > 0; reminded += some) { db.ChangeTracker.Clear(); }
        return (asked, reminded);
    }

    private async Task<int> AskAsync(CancellationToken stop)
    {
        var today = clock.Today;
        var due = await db.Set<Discussion>().Where(d => d.AskedAt == null && d.AskOn <= today).OrderBy(d => d.AskOn).ThenBy(d => d.Id).Take(AtOnce).ToListAsync(stop);
        if (due.Count == 0) { return 0; }
        var ids = due.Select(d => d.ResourceId).Distinct().ToArray();
        var references = await db.Set<Resource>().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Reference, stop);
        db.Acting.Begin(ActWords.AskLibrary);
        foreach (var discussion in due)
        {
            discussion.Ask(clock.Now);
            teller.Tell(outbox, new BusinessNews(Occasion.ImpactAsked, "library", discussion.Id, references[discussion.ResourceId], $"/library/discussions/{discussion.Id}", [discussion.ById], discussion.Id.ToString("N")));
        }

        await db.SaveChangesAsync(stop);
        return due.Count;
    }

    private async Task<int> RemindAsync(CancellationToken stop)
    {
        var near = Deadline.Due(practice.Library.RemindOfReview, Moment.On(clock.Today), calendar).Date;
        var due = await db.Set<Resource>().Where(r => r.ReviewBy != null && r.ReviewBy <= near && (r.RemindedOf == null || r.RemindedOf != r.ReviewBy)).OrderBy(r => r.ReviewBy).ThenBy(r => r.Id).Take(AtOnce).ToListAsync(stop);
        if (due.Count == 0) { return 0; }
        db.Acting.Begin(ActWords.AskLibrary);
        await using (var own = await db.OpenAsync(stop))
        {
            var writers = practice.Roles.Where(r => r.Acts.Contains("library.*") || r.Acts.Contains(ActWords.PublishLibrary)).Select(r => r.Id).ToArray();
            foreach (var resource in due.Where(r => r.Remind(clock.Now)))
            {
                var to = await posts.AmongAsync(own.Connection, writers, [], resource.Areas, stop);
                teller.Tell(outbox, new BusinessNews(Occasion.ReviewNear, "library", resource.Id, resource.Reference, $"/library/{resource.Reference.ToLowerInvariant()}", [.. to.Select(t => t.User)], $"{resource.Id:N} {resource.ReviewBy:yyyyMMdd}"));
            }
        }

        await db.SaveChangesAsync(stop);
        return due.Count;
    }
}

/// <summary>Asks every hour, so that it is said soon after midnight, and after a time without power.</summary>
public sealed class LibraryHourly(IServiceScopeFactory scopes, TimeProvider time, ILogger<LibraryHourly> log) : Repeating("Asking what changed", Hourly, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LibraryTime>().PassAsync(stop);
    }
}
