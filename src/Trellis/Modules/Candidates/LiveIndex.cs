using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime;
using Npgsql;
using NpgsqlTypes;
using Trellis.Matching.Index;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Candidates;

/// <summary>
/// The index of people in memory, as fresh as the database: before it is asked it reads what was committed since, whoever wrote it.
/// Until it is ready, and while it cannot catch up, it says so, and the database is asked instead.
/// </summary>
public sealed class LiveIndex(Database database, PracticeModel practice, LondonClock clock, SavedIndex saved, ILogger<LiveIndex> log) : IAsyncDisposable
{
    /// <summary>So many changes are read while somebody waits; more than that are read behind them.</summary>
    private const int AtOnce = 300;

    private const int Batch = 1_000;
    private const int Many = 100_000;

    /// <summary>How long somebody who asks waits for others who do.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim turn = new(1);
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Of transactions that ended while an older one was still open: what was read of them already.</summary>
    private readonly HashSet<(Guid Person, ulong Xid)> read = [];

    private NpgsqlConnection? reader;
    private PeopleIndex? people;
    private ulong from;
    private bool changed;
    private bool somebodyLeft;

    /// <summary>Done once it can be asked for the first time.</summary>
    public Task Ready => ready.Task;

    public int Count => people?.Count ?? 0;

    /// <summary>Somebody was disposed of, and is in what was saved: save it anew.</summary>
    public bool SomebodyLeft => somebodyLeft;

    /// <summary>True: everything that was committed before the call is in it. False: it is not ready, or behind; ask the database.</summary>
    public async Task<bool> FreshAsync()
    {
        if (people is null || !await turn.WaitAsync(Patience)) { return false; }
        try
        {
            return await ReadChangesAsync(AtOnce, seconds: 2);
        }
        catch (Exception failed) when (failed is NpgsqlException or TimeoutException or IOException)
        {
            await LoseReaderAsync();
            log.LogWarning("The index of people could not read what changed, so the database answers: {Failure}", failed.GetType().Name);
            return false;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Who may be the one typed, the likeliest first. Knows no access: what the asker may know of them is another question.</summary>
    public ImmutableArray<Candidate> Find(Known typed, int most) => people?.Find(typed, most) ?? [];

    /// <summary>From what was saved, or from the database; then what changed since.</summary>
    public async Task GetReadyAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            var watch = Stopwatch.StartNew();
            var world = await WorldAsync(stop);
            if (saved.Load(world, clock.Now) is { } kept && kept.From <= (await NowAsync(stop)).Next) { (people, from) = (kept.People, kept.From); }
            else
            {
                var began = await NowAsync(stop);
                var built = new PeopleIndex();
                await foreach (var (id, ways) in EveryName.AllAsync(await ReaderAsync(stop), cancellationToken: stop)) { built.Put(id, ways); }
                (people, from, changed) = (built, began.Oldest, true);
            }

            await ReadChangesAsync(most: null, seconds: 0, stop);
            if (people.Count > Many)
            {
                // What getting ready left behind is as large as the index, and would stay for hours.
                GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
            }

            log.LogInformation("The index of people is ready: {Count} people after {Seconds} s", people.Count, Math.Round(watch.Elapsed.TotalSeconds, 1));
        }
        catch
        {
            people = null;
            await LoseReaderAsync();
            throw;
        }
        finally
        {
            turn.Release();
        }

        ready.TrySetResult();
    }

    /// <summary>Everything that changed, however much. What is of no use any more is thrown away.</summary>
    public async Task CatchUpAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            await ReadChangesAsync(most: null, seconds: 0, stop);
        }
        catch
        {
            await LoseReaderAsync();
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Keeps it for the next start, if anything changed.</summary>
    public async Task SaveAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            if (people is null || !changed) { return; }
            if (somebodyLeft) { saved.Drop(); }
            saved.Keep(people, await WorldAsync(stop), from, clock.Now);
            (changed, somebodyLeft) = (false, false);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Changes that nobody needs any more: what was saved is never older.</summary>
    public async Task ForgetAsync(CancellationToken stop)
    {
        await turn.WaitAsync(stop);
        try
        {
            await using var forget = new NpgsqlCommand("delete from candidates.change where at < $1", await ReaderAsync(stop)) { Parameters = { new() { Value = (clock.Now - (2 * SavedIndex.Longest)).ToUniversalTime() } } };
            await forget.ExecuteNonQueryAsync(stop);
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LoseReaderAsync();
        people?.Dispose();
        turn.Dispose();
    }

    /// <returns>False: there is more than <paramref name="most"/>, and nothing was read.</returns>
    private async Task<bool> ReadChangesAsync(int? most, int seconds, CancellationToken stop = default)
    {
        var (oldest, news) = await ChangesAsync(most, seconds, stop);
        if (news is null) { return false; }
        foreach (var some in news.Where(n => !read.Contains(n)).Select(n => n.Person).Distinct().Chunk(Batch)) { await PutAsync(some, seconds, stop); }
        read.UnionWith(news);
        read.RemoveWhere(r => r.Xid < oldest);
        from = oldest;
        return true;
    }

    /// <summary>
    /// What transactions did that began at or after the oldest one that was open at the last reading. All of one snapshot: whoever is not in
    /// it is open now, and so read the next time. Numbers of transactions to come are of a database that was set back.
    /// </summary>
    private async Task<(ulong Oldest, List<(Guid Person, ulong Xid)>? News)> ChangesAsync(int? most, int seconds, CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand("""
            select pg_snapshot_xmin(pg_current_snapshot()), null, null
            union all
            (select null, c.person_id, c.xid from candidates.change c where c.xid >= $1 and c.xid < pg_snapshot_xmax(pg_current_snapshot()) limit $2)
            """, await ReaderAsync(stop))
        {
            CommandTimeout = seconds,
            Parameters = { new() { Value = from, NpgsqlDbType = NpgsqlDbType.Xid8 }, new() { Value = (long)(most ?? int.MaxValue) + read.Count + 1 } },
        };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var (oldest, news) = (0UL, new List<(Guid, ulong)>());
        while (await row.ReadAsync(stop))
        {
            if (!row.IsDBNull(0)) { oldest = row.GetFieldValue<ulong>(0); }
            else { news.Add((row.GetGuid(1), row.GetFieldValue<ulong>(2))); }
        }

        return (oldest, most is { } limit && news.Count > limit + read.Count ? null : news);
    }

    private async Task PutAsync(Guid[] ids, int seconds, CancellationToken stop)
    {
        var left = ids.ToHashSet();
        await foreach (var (id, ways) in EveryName.OfAsync(await ReaderAsync(stop), ids, cancellationToken: stop))
        {
            people!.Put(id, ways);
            left.Remove(id);
        }

        foreach (var gone in left) { somebodyLeft |= people!.Remove(gone); }
        changed = true;
    }

    private async Task<string> WorldAsync(CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand("select candidates.world()", await ReaderAsync(stop));
        return (string)(await ask.ExecuteScalarAsync(stop))!;
    }

    private async Task<(ulong Oldest, ulong Next)> NowAsync(CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand("select pg_snapshot_xmin(s), pg_snapshot_xmax(s) from pg_current_snapshot() s", await ReaderAsync(stop));
        await using var row = await ask.ExecuteReaderAsync(stop);
        await row.ReadAsync(stop);
        return (row.GetFieldValue<ulong>(0), row.GetFieldValue<ulong>(1));
    }

    /// <summary>Told that the system asks: it sees every person of every area, and no confidential address.</summary>
    private async Task<NpgsqlConnection> ReaderAsync(CancellationToken stop)
    {
        if (reader is { State: System.Data.ConnectionState.Open }) { return reader; }
        await LoseReaderAsync();
        var opened = await database.As(DatabaseRoles.App).OpenConnectionAsync(stop);
        try
        {
            await WhoIsAsking.TellAsync(opened, Actor.TheSystem(practice.Areas.Select(a => a.Code)), clock.Now, stop);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }

        return reader = opened;
    }

    private async Task LoseReaderAsync()
    {
        if (reader is { } lost)
        {
            reader = null;
            await lost.DisposeAsync();
        }
    }
}
