using System.Text.Json;
using Npgsql;
using Trellis.Modules.Returns.TakingIn;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Returns.Feed;

/// <summary>Takes feeds that are sent in the site: kept to be looked at, then taken in or thrown away.</summary>
public sealed class FeedDesk(TrellisDb db, FeedIntake feeds, IntakeDesk intakes, LondonClock clock)
{
    /// <summary>Keeps it with what is wrong in it and what would become of it. Saves.</summary>
    public async Task<Outcome<SentFeed>> SendAsync(FeedFile[] files, string name, string area, string agency, DateOnly on, DateOnly? since, CancellationToken stop = default)
    {
        if (on > clock.Today) { return new Refusal("On", "The day the feed is of must be today or earlier"); }
        var set = feeds.Read(files, on);
        FeedPreview? looked = null;
        string? refused = null;
        if (set.Problems.Count == 0 && (await feeds.LookAsync(set, area, agency, on, since, stop)).Refused(out var why, out looked)) { refused = why.Words; }
        var look = new FeedLook(
            refused, looked?.Weighed.Counts, looked?.Read ?? [], [.. set.Lacking.Select(t => t.Name)], set.NotRead,
            [.. looked?.Weighed.Choices.Where(c => c.Outcome is ChildMatching.LeftOut).Select(c => new LeftOutChild(c.Child.Line, c.Why)) ?? []]);
        var feed = new SentFeed
        {
            Area = area,
            Agency = agency,
            OnDay = on,
            Since = since,
            FileName = name.Length is > 0 and <= Submission.LongestName ? name : "feed",
            Sha256 = FeedIntake.Sha256Of(files),
            Problems = JsonSerializer.Serialize(set.Problems, JsonSerializerOptions.Web),
            Look = JsonSerializer.Serialize(look, JsonSerializerOptions.Web),
            SentBy = db.Acting.Actor.UserId,
            SentAt = clock.Now,
        };
        // What can never be taken in is not kept.
        if (set.Problems.Count == 0) { await KeepAsync(feed, files, stop); }
        feed.Send();
        db.Add(feed);
        await db.SaveChangesAsync(stop);
        return feed;
    }

    /// <summary>As the records are now, which may be another than when it was sent. Saves.</summary>
    public async Task<Outcome<Intake>> TakeInAsync(SentFeed feed, CancellationToken stop = default)
    {
        await intakes.AloneAsync(feed.Area, stop);
        await db.Entry(feed).ReloadAsync(stop);
        if (feed.State is not SentFeed.Sent) { return new Refusal("", "Somebody else has taken this feed in, or thrown it away"); }
        if (feed.Wrong.Count > 0) { return new Refusal("", "The feed has problems: put them right in the case system"); }
        var files = await FilesAsync(feed, stop);
        var set = feeds.Read(files, feed.OnDay);
        return await feeds.TakeInAsync(set, feed.FileName, feed.Sha256, feed.Area, feed.Agency, feed.OnDay, feed.Since, async intake =>
        {
            feed.TakeIn(intake.Id, clock.Now);
            await LetGoAsync(feed, stop);
        }, stop);
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

    private async Task<FeedFile[]> FilesAsync(SentFeed feed, CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select name, body from returns.feed_file where feed_id = $1 order by number", own.Connection) { Parameters = { new() { Value = feed.Id } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var files = new List<FeedFile>();
        while (await row.ReadAsync(stop)) { files.Add(new FeedFile(row.GetString(0), row.GetFieldValue<byte[]>(1))); }
        return [.. files];
    }

    private async Task LetGoAsync(SentFeed feed, CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        await using var drop = new NpgsqlCommand("delete from returns.feed_file where feed_id = $1", own.Connection) { Parameters = { new() { Value = feed.Id } } };
        await drop.ExecuteNonQueryAsync(stop);
    }
}
