using Microsoft.EntityFrameworkCore;
using Trellis.Access;
using Trellis.Platform;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Returns.Feed;

/// <summary>A folder into which a council's case system writes its feed.</summary>
/// <param name="Agency">Whose numbers the children have.</param>
public sealed record FeedFolder(string Folder, string Area, string Agency);

/// <summary>Which folders are watched, from the operator's settings: <c>Feeds__NAME__Folder</c>, <c>__Area</c> and <c>__Agency</c>.</summary>
public sealed record FeedFolders(IReadOnlyList<FeedFolder> All)
{
    /// <exception cref="WrongInputException">A setting is missing or wrong; the message names it.</exception>
    public static FeedFolders Read(IConfiguration settings, PracticeModel practice) => new([.. settings.GetSection("Feeds").GetChildren().Select(one =>
    {
        string Needed(string name) => one[name] is { Length: > 0 } value ? value : throw new WrongInputException($"{one.Path}:{name} is not set");
        var area = Needed("Area");
        return practice.Areas.Any(a => a.Kind is "borough" && a.Code == area) ? new FeedFolder(Needed("Folder"), area, Needed("Agency")) : throw new WrongInputException($"{one.Path}:Area names {area}, which is no area of the practice model");
    })]);
}

/// <summary>Takes in what was written into watched folders: each feed once. One with problems, or that would take most of what was said back, waits among the feeds that were sent for somebody to look at it.</summary>
public sealed class FeedWatch(TrellisDb db, FeedDesk desk, FeedTurns turns, FeedFolders folders, LondonClock clock, ILogger<FeedWatch> log)
{
    /// <summary>A folder in which something was written less long ago is still being written.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <returns>How many were taken in.</returns>
    public async Task<int> TakeInAsync(CancellationToken stop = default)
    {
        var taken = 0;
        foreach (var folder in folders.All)
        {
            if (await TakeInAsync(folder, stop)) { taken++; }
            db.ChangeTracker.Clear();
        }

        return taken;
    }

    private async Task<bool> TakeInAsync(FeedFolder folder, CancellationToken stop)
    {
        var there = new DirectoryInfo(folder.Folder);
        if (!there.Exists)
        {
            log.LogWarning("The watched folder of feeds of {Id} is not there", folder.Agency);
            return false;
        }

        if (there.EnumerateFiles("*.csv").Select(f => (DateTimeOffset?)new DateTimeOffset(f.LastWriteTimeUtc)).Max() is not { } written || clock.Now - written < Settled) { return false; }
        if (FeedFiles.FromFolder(there).Refused(out var why, out var files))
        {
            log.LogWarning("The feed in the watched folder of {Id} cannot be read: {What}", folder.Agency, why.Words);
            return false;
        }

        var (sha256, on) = (FeedIntake.Sha256Of(files), London.DateOf(written));
        db.Acting.As(Actor.TheSystem(folder.Area) with { Circles = [Submission.Circle] });
        if (await db.Set<SentFeed>().AnyAsync(f => f.Area == folder.Area && f.Agency == folder.Agency && f.OnDay == on && f.Sha256 == sha256, stop)) { return false; }
        db.Acting.Begin(ActWords.SendReturn);
        if ((await desk.SendAsync(files, there.Name, folder.Area, folder.Agency, on, null, stop)).Refused(out _, out var feed)) { return false; }
        await turns.ReadAsync(feed, stop);
        return feed is { MayBeTakenIn: true, Looked.Counts.TakesMuchBack: false } && await turns.TakeInAsync(feed, stop) is not null;
    }
}

/// <summary>Looks into the watched folders while the site runs.</summary>
public sealed class FeedsOften(IServiceScopeFactory scopes, FeedFolders folders, TimeProvider time, ILogger<FeedsOften> log) : Repeating("Taking in feeds", Often, time, log)
{
    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (folders.All.Count == 0) { return; }
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FeedWatch>().TakeInAsync(stop);
    }
}
