using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Modules.Returns.Public;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;
using Trellis.Returns.Checking;

namespace Trellis.Modules.Returns.Feed;

/// <summary>
/// Reads what was sent to be taken in, and takes in what was asked for, one after the other. Each is one transaction: what broke off has left nothing, and
/// begins anew.
/// </summary>
public sealed class FeedTurns(TrellisDb db, FeedDesk desk, FeedIntake feeds, CensusIntake censuses, IntakeDesk intakes, IntakePairs pairs, CheckProgress progress, WorkingCalendar calendar, PracticeModel practice, LondonClock clock, ILogger<FeedTurns> log)
{
    /// <summary>Does what has waited longest. False: nothing waits.</summary>
    public async Task<bool> NextAsync(CancellationToken stop = default)
    {
        db.Acting.As(Actor.TheSystem(practice.Areas.Select(a => a.Code)) with { Circles = [Submission.Circle] });
        if (await db.Set<SentFeed>().Where(f => SentFeed.UnderWay.Contains(f.State)).OrderBy(f => f.AskedAt ?? f.SentAt).ThenBy(f => f.Id).FirstOrDefaultAsync(stop) is not { } next) { return false; }
        try
        {
            if (next.State is SentFeed.Reading) { await ReadAsync(next, stop); }
            else { await TakeInAsync(next, stop); }
        }
        catch (InvalidDataException)
        {
            // Somebody altered what was sent: it is not read again and again.
            await StopAsync(next.Id, next.IsCensus ? "The census is not what it was when it was sent" : "The files are not what they were when they were sent", stop);
        }
        catch (Exception failed) when (failed is not OperationCanceledException && !IsPassing(failed))
        {
            // What this program cannot do is not tried every second, with all that was sent later waiting behind it.
            log.LogError("{What} failed and will not be tried again: {Failure}", "Taking in what was sent", failed.GetType().Name);
            await StopAsync(next.Id, "Something went wrong here while it was read or taken in. Nothing of it was kept, and whoever looks after this site was told. Send it again when they say so", stop);
        }
        finally
        {
            progress.Done(next.Id);
            db.ChangeTracker.Clear();
        }

        return true;
    }

    /// <summary>It may go well another time: the database was away, or others were at it.</summary>
    private static bool IsPassing(Exception failed) => failed is IOException or NpgsqlException { IsTransient: true } or DbUpdateException { InnerException: NpgsqlException { IsTransient: true } };

    private async Task StopAsync(Guid id, string why, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        db.Acting.Begin(ActWords.CheckReturn);
        var feed = await db.Set<SentFeed>().SingleAsync(f => f.Id == id, stop);
        feed.Refuse(why, clock.Now);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>What is wrong in it and what would become of it. Saves.</summary>
    public async Task ReadAsync(SentFeed feed, CancellationToken stop = default)
    {
        var (wrong, look) = feed.IsCensus ? ([], await LookAtCensusAsync(feed, stop)) : await LookAtFeedAsync(feed, stop);
        db.Acting.Begin(ActWords.CheckReturn);
        await intakes.AloneAsync(feed.Area, stop);
        await db.Entry(feed).ReloadAsync(stop);
        if (feed.State is not SentFeed.Reading) { return; }
        feed.Read(wrong, look, clock.Now);
        // What can never be taken in is not kept.
        if (wrong.Count > 0) { await desk.LetGoAsync(feed, stop); }
        await db.SaveChangesAsync(stop);
    }

    /// <summary>As the records are now, which may be others than when it was looked at. Saves.</summary>
    /// <returns>What was taken in; null where it is refused, which its page says.</returns>
    public async Task<Intake?> TakeInAsync(SentFeed feed, CancellationToken stop = default)
    {
        var set = feed.IsCensus ? null : await ReadFilesAsync(feed, stop);
        var census = feed.IsCensus ? await CheckAsync(feed, stop) : null;
        db.Acting.Begin(ActWords.TakeInReturn);
        await intakes.AloneAsync(feed.Area, stop);
        await db.Entry(feed).ReloadAsync(stop);
        if (feed.State is not (SentFeed.Sent or SentFeed.Asked)) { return null; }
        progress.Set(feed.Id, new HowFar("Taking it into the record", 0, 0));
        Task Also(Intake intake)
        {
            feed.TakeIn(intake.Id, clock.Now);
            return desk.LetGoAsync(feed, stop);
        }

        var done = census is not null
            ? await censuses.TakeInAsync(census, feed.Sha256, feed.FileName, feed.Area, feed.Agency, feed.AskedBy, Also, stop)
            : Known(await feeds.TakeInAsync(set!, feed.FileName, feed.Sha256, feed.Area, feed.Agency, feed.OnDay, feed.Since, feed.AskedBy, Also, stop));
        if (done.Refused(out var why, out var intake) || intake is null)
        {
            feed.Refuse(why?.Words ?? "All of it was known already: there is nothing to take in", clock.Now);
            await db.SaveChangesAsync(stop);
            return null;
        }

        progress.Set(feed.Id, new HowFar("Looking for children who may be somebody recorded already", 0, 0));
        await pairs.FindAsync(intake, stop);
        return intake;
    }

    private async Task<(IReadOnlyList<FeedProblem> Wrong, FeedLook Look)> LookAtFeedAsync(SentFeed feed, CancellationToken stop)
    {
        var set = await ReadFilesAsync(feed, stop);
        progress.Set(feed.Id, new HowFar("Comparing it with what is recorded", 0, 0));
        FeedPreview? looked = null;
        Refusal? why = null;
        if (set.Problems.Count == 0) { (await feeds.LookAsync(set, feed.Area, feed.Agency, feed.OnDay, feed.Since, stop)).Refused(out why, out looked); }
        return (set.Problems, new FeedLook(why?.Words, looked?.Weighed.Counts, looked?.Read ?? [], [.. set.Lacking.Select(t => t.Name)], set.NotRead, looked is null ? [] : LeftOut(looked.Weighed)));
    }

    private async Task<FeedLook> LookAtCensusAsync(SentFeed feed, CancellationToken stop)
    {
        var census = await CheckAsync(feed, stop);
        progress.Set(feed.Id, new HowFar("Comparing it with what is recorded", 0, 0));
        if ((await censuses.LookAsync(census, feed.Sha256, feed.Area, feed.Agency, stop)).Refused(out var why, out var looked)) { return FeedLook.NotYet with { Refused = why.Words }; }
        return FeedLook.NotYet with { Refused = looked.Weighed.BringsNothing ? "All of it is known already: there is nothing to take in" : null, Counts = looked.Counts, LeftOut = LeftOut(looked.Weighed) };
    }

    private async Task<DataSet> ReadFilesAsync(SentFeed feed, CancellationToken stop)
    {
        progress.Set(feed.Id, new HowFar("Reading the files", 0, 0));
        return feeds.Read(await desk.FilesAsync(feed, stop), feed.OnDay);
    }

    private async Task<CheckResult> CheckAsync(SentFeed feed, CancellationToken stop)
    {
        progress.Set(feed.Id, new HowFar("Reading the census", 0, 0));
        var submission = await db.Set<Submission>().AsNoTracking().SingleAsync(s => s.Id == feed.SubmissionId, stop);
        var census = await CensusChecking.ReadAsync(db, submission, stop);
        return CensusCheck.Run(census, CensusYear.Of(census, submission.Asked, CensusDays.Of(() => calendar)), done => progress.Set(feed.Id, new HowFar("Asking the rules", done, census.Children.Count)));
    }

    private static LeftOutChild[] LeftOut(Weighed weighed) => [.. weighed.Choices.Where(c => c.Outcome is ChildMatching.LeftOut).Select(c => new LeftOutChild(c.Child.Line, c.Why))];

    private static Outcome<Intake?> Known(Outcome<Intake> done) => done.Refused(out var why, out var intake) ? why : intake;
}

/// <summary>Reads and takes in what was sent while the site runs.</summary>
public sealed class FeedTurnsOften(IServiceScopeFactory scopes, TimeProvider time, ILogger<FeedTurnsOften> log) : Repeating("Taking in what was sent", TimeSpan.FromSeconds(1), time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        while (await scope.ServiceProvider.GetRequiredService<FeedTurns>().NextAsync(stop)) { }
    }
}
