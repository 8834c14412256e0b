using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Returns.Feed;

/// <summary>Keeps what is sent in the site to be taken in; has it taken in or thrown away. <see cref="FeedTurns"/> does the work.</summary>
public sealed class FeedDesk(TrellisDb db, IntakeDesk intakes, LondonClock clock)
{
    /// <summary>Keeps a feed, to be read. Saves.</summary>
    public async Task<Outcome<SentFeed>> SendAsync(FeedFile[] files, string name, string area, string agency, DateOnly on, DateOnly? since, CancellationToken stop = default)
    {
        if (on > clock.Today) { return new Refusal("On", "The day the feed is of must be today or earlier"); }
        var feed = new SentFeed
        {
            Area = area,
            Agency = agency,
            OnDay = on,
            Since = since,
            FileName = name.Length is > 0 and <= Submission.LongestName ? name : "feed",
            Sha256 = FeedIntake.Sha256Of(files),
            SentBy = db.Acting.Actor.UserId,
            SentAt = clock.Now,
        };
        await KeepAsync(feed, files, stop);
        feed.Send();
        db.Add(feed);
        await db.SaveChangesAsync(stop);
        return feed;
    }

    /// <summary>Has a census that is signed off read, to be taken in. The one that waits already, where there is one. Saves.</summary>
    public async Task<Outcome<SentFeed>> SendCensusAsync(Submission submission, string agency, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(submission.Id, stop);
        await db.Entry(submission).ReloadAsync(stop);
        if (submission is not { State: Submission.SignedOff, ReferenceDate: { } reference }) { return new Refusal("", "The census is not signed off"); }
        if (await db.Set<SentFeed>().FirstOrDefaultAsync(f => f.SubmissionId == submission.Id && f.Agency == agency && SentFeed.Open.Contains(f.State), stop) is { } waits) { return waits; }
        var feed = new SentFeed { Area = submission.Area, Agency = agency, OnDay = reference, SubmissionId = submission.Id, FileName = submission.FileName, Sha256 = submission.Sha256, SentBy = db.Acting.Actor.UserId, SentAt = clock.Now };
        feed.Send();
        db.Add(feed);
        await db.SaveChangesAsync(stop);
        return feed;
    }

    /// <summary>Has it taken in. The caller saves.</summary>
    public async Task<Outcome<SentFeed>> AskAsync(SentFeed feed, CancellationToken stop = default)
    {
        await intakes.AloneAsync(feed.Area, stop);
        await db.Entry(feed).ReloadAsync(stop);
        return feed.Ask(db.Acting.Actor.UserId, clock.Now);
    }

    /// <summary>The caller saves.</summary>
    public async Task<Outcome<SentFeed>> ThrowAwayAsync(SentFeed feed, CancellationToken stop = default)
    {
        await intakes.AloneAsync(feed.Area, stop);
        await db.Entry(feed).ReloadAsync(stop);
        if (feed.ThrowAway(clock.Now).Refused(out var why)) { return why; }
        await LetGoAsync(feed, stop);
        return feed;
    }

    private async Task KeepAsync(SentFeed feed, FeedFile[] files, CancellationToken stop)
    {
        await db.OneAtATimeAsync(feed.Id, stop);
        await using var own = await db.OpenAsync(stop);
        foreach (var (number, file) in files.Index())
        {
            await using var keep = new NpgsqlCommand("insert into returns.feed_file (feed_id, number, area, name, body) values ($1, $2, $3, $4, $5)", own.Connection)
            {
                Parameters = { new() { Value = feed.Id }, new() { Value = number }, new() { Value = feed.Area }, new() { Value = file.Name }, new() { Value = file.Content } },
            };
            await keep.ExecuteNonQueryAsync(stop);
        }
    }

    /// <summary>What was sent, read again.</summary>
    /// <exception cref="InvalidDataException">It was altered since.</exception>
    internal async Task<FeedFile[]> FilesAsync(SentFeed feed, CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select name, body from returns.feed_file where feed_id = $1 order by number", own.Connection) { Parameters = { new() { Value = feed.Id } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var files = new List<FeedFile>();
        while (await row.ReadAsync(stop)) { files.Add(new FeedFile(row.GetString(0), row.GetFieldValue<byte[]>(1))); }
        if (!FeedIntake.Sha256Of(files).AsSpan().SequenceEqual(feed.Sha256)) { throw new InvalidDataException($"The files of {feed.Id} are not what they were when they were sent"); }
        return [.. files];
    }

    internal async Task LetGoAsync(SentFeed feed, CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        await using var drop = new NpgsqlCommand("delete from returns.feed_file where feed_id = $1", own.Connection) { Parameters = { new() { Value = feed.Id } } };
        await drop.ExecuteNonQueryAsync(stop);
    }
}
