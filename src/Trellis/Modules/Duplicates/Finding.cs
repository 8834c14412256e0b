using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Access;
using Trellis.Matching.Index;
using Trellis.Matching.Weights;
using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Storage;
using Trellis.Platform.Time;
using Trellis.Practice;
using Outcome = Trellis.Matching.Deciding.Outcome;

namespace Trellis.Modules.Duplicates;

/// <summary>What one pass over the index of people came to.</summary>
/// <param name="Found">Pairs that are new, or are found again.</param>
/// <param name="Gone">Pairs that are no longer likely, or of which something is known now.</param>
/// <param name="Waiting">Pairs that nobody has decided yet, all of them.</param>
/// <param name="Asked">Records that were compared with everybody.</param>
public sealed record Passed(int Found, int Gone, int Waiting, int Asked);

/// <summary>
/// Compares whoever is new or changed since the last pass with everybody, and keeps what is likely as possible pairs. Run twice it makes
/// nothing twice; where several processes run it, one does.
/// </summary>
public sealed class Finding(IServiceScopeFactory scopes, Database database, PracticeModel practice, LondonClock clock)
{
    private const int AtOnce = 200;
    private const int Batch = 2_000;

    /// <summary>So many are offered for one record; somebody with more records than that is found bit by bit.</summary>
    private const int Most = 30;

    /// <summary>What was recorded so long before the last pass is looked at again: an act that began before it may have been saved after it.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    private readonly string edition = $"judgements {Model.CurrentVersion}, names {EveryName.Edition}, without a name: {WithoutName.Words(practice.Duplicates.WithoutName)}";

    private Actor System => Actor.TheSystem(practice.Areas.Select(a => a.Code));

    /// <summary>The London day of the last pass; null: there was none.</summary>
    public async Task<DateOnly?> LastAsync(CancellationToken stop = default)
    {
        await using var reader = await ReaderAsync(stop);
        return await LastAsync(reader, stop) is { } last ? London.DateOf(last.Began) : null;
    }

    /// <param name="everybody">Compare all with all, also those who did not change.</param>
    /// <param name="also">Who is compared besides, though they have not changed.</param>
    /// <returns>Null: another process is at it.</returns>
    public async Task<Passed?> FindAsync(bool everybody = false, IReadOnlyCollection<Guid>? also = null, CancellationToken stop = default)
    {
        await using var reader = await ReaderAsync(stop);
        // Held by the connection: it goes with the process, whatever becomes of it.
        await using (var turn = new NpgsqlCommand("select pg_try_advisory_lock(hashtextextended('duplicates', 0))", reader))
        {
            if (await turn.ExecuteScalarAsync(stop) is not true) { return null; }
        }

        try
        {
            return await GoThroughAsync(reader, everybody, also ?? [], stop);
        }
        finally
        {
            await using var done = new NpgsqlCommand("select pg_advisory_unlock(hashtextextended('duplicates', 0))", reader);
            await done.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    private async Task<Passed> GoThroughAsync(NpgsqlConnection reader, bool everybody, IReadOnlyCollection<Guid> also, CancellationToken stop)
    {
        var began = clock.Now;
        var last = await LastAsync(reader, stop);
        var (leads, pairs) = await KnownAsync(stop);
        using var index = await IndexAsync(reader, leads, stop);
        var asked = everybody || last is null || last.Value.Model != edition ? null : await ChangedAsync(reader, last.Value.Began - Overlap, pairs, leads, stop);
        asked?.UnionWith(also);
        var (likely, count) = await LikelyAsync(reader, index, leads, asked, stop);
        var (found, gone) = await KeepAsync(likely, pairs, stop);
        var waiting = await WaitingAsync(stop);
        await NoteAsync(reader, began, found, gone, waiting, stop);
        return new Passed(found, gone, waiting, count);
    }

    private sealed record Kept(Guid Id, Guid One, Guid Other, string State);

    private async Task<(IReadOnlyDictionary<Guid, Guid> Leads, IReadOnlyList<Kept> Pairs)> KnownAsync(CancellationToken stop)
    {
        await using var scope = Scope(out var db);
        var pairs = await db.Set<PossiblePair>().AsNoTracking().Select(p => new Kept(p.Id, p.OneId, p.OtherId, p.State)).ToListAsync(stop);
        return (await scope.ServiceProvider.GetRequiredService<TwoRecords>().LeadsAsync(stop), pairs);
    }

    /// <summary>Everybody, those who have several records under the one they are shown with.</summary>
    private static async Task<PeopleIndex> IndexAsync(NpgsqlConnection reader, IReadOnlyDictionary<Guid, Guid> leads, CancellationToken stop)
    {
        var index = new PeopleIndex();
        var several = leads.Values.Distinct().ToDictionary(kept => kept, _ => new List<Known>());
        await foreach (var (id, ways) in EveryName.AllAsync(reader, numbers: false, stop))
        {
            if (several.TryGetValue(leads.GetValueOrDefault(id, id), out var all)) { all.AddRange(ways); }
            else { index.Put(id, ways); }
        }

        foreach (var (kept, ways) in several) { index.Put(kept, [.. ways]); }
        return index;
    }

    /// <summary>Whose record changed since, or was joined or parted; and who is in a pair that waits, which may have gone.</summary>
    private static async Task<HashSet<Guid>> ChangedAsync(NpgsqlConnection reader, DateTimeOffset since, IReadOnlyList<Kept> pairs, IReadOnlyDictionary<Guid, Guid> leads, CancellationToken stop)
    {
        var changed = pairs.Where(p => PossiblePair.Open.Contains(p.State)).SelectMany(p => new[] { p.One, p.Other }).ToHashSet();
        await using (var ask = new NpgsqlCommand("select distinct f.person_id from record.fact f where f.recorded >= $1 and f.person_id is not null and (f.kind like 'person.%' or f.kind like 'record.%')", reader) { CommandTimeout = 0, Parameters = { new() { Value = since.ToUniversalTime() } } })
        {
            await using var row = await ask.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop)) { changed.Add(row.GetGuid(0)); }
        }

        // Whoever has several records changed with each of them.
        var together = leads.GroupBy(l => l.Value).ToDictionary(g => g.Key, g => g.Select(l => l.Key).Append(g.Key).ToArray());
        foreach (var person in changed.ToArray())
        {
            if (together.TryGetValue(leads.GetValueOrDefault(person, person), out var records)) { changed.UnionWith(records); }
        }

        return changed;
    }

    /// <param name="asked">Null: everybody.</param>
    private async Task<(Dictionary<(Guid One, Guid Other), Weighed> Likely, int Asked)> LikelyAsync(NpgsqlConnection reader, PeopleIndex index, IReadOnlyDictionary<Guid, Guid> leads, HashSet<Guid>? asked, CancellationToken stop)
    {
        var likely = new Dictionary<(Guid, Guid), Weighed>();
        var (some, count) = (new List<(Guid Kept, Known[] Ways)>(Batch), 0);
        if (asked is null)
        {
            await foreach (var (id, ways) in EveryName.AllAsync(reader, numbers: false, stop)) { Add(id, ways); }
        }
        else
        {
            foreach (var few in asked.Chunk(Batch))
            {
                await foreach (var (id, ways) in EveryName.OfAsync(reader, few, numbers: false, stop)) { Add(id, ways); }
            }
        }

        Ask();
        foreach (var pair in await Nameless.PairsAsync(reader, practice.Duplicates.WithoutName, asked is null ? null : [.. asked], stop))
        {
            var (one, other) = (leads.GetValueOrDefault(pair.Nameless, pair.Nameless), leads.GetValueOrDefault(pair.Other, pair.Other));
            if (one != other) { likely.TryAdd(Pair(one, other), WithoutName.Weigh(pair, edition)); }
        }

        return (likely, count);

        void Add(Guid id, Known[] ways)
        {
            count++;
            some.Add((leads.GetValueOrDefault(id, id), ways));
            if (some.Count == Batch) { Ask(); }
        }

        void Ask()
        {
            // Half of the cores: it is night, but not for everybody.
            foreach (var (kept, candidate) in some.AsParallel().WithDegreeOfParallelism(Math.Max(1, Environment.ProcessorCount / 2)).SelectMany(s => Alike(index, s.Kept, s.Ways)).AsSequential())
            {
                var pair = Pair(kept, candidate.Id);
                if (likely.TryGetValue(pair, out var before) && before.Probability >= candidate.Probability) { continue; }
                likely[pair] = new Weighed(candidate.Probability, candidate.Outcome is Outcome.Same ? "same" : "review", PairWords.Guards[candidate.Guard], [.. candidate.Why.Select(w => new FieldSaid(w.Field, w.Alike, w.Bits))], edition);
            }

            some.Clear();
        }
    }

    private static IEnumerable<(Guid Kept, Candidate Candidate)> Alike(PeopleIndex index, Guid kept, Known[] ways) =>
        ways.SelectMany(way => index.Find(way, Most, id => id != kept)).Where(c => c.Outcome is Outcome.Same or Outcome.Review && PairWords.Guards.ContainsKey(c.Guard)).Select(c => (kept, c));

    private async Task<(int Found, int Gone)> KeepAsync(Dictionary<(Guid One, Guid Other), Weighed> likely, IReadOnlyList<Kept> pairs, CancellationToken stop)
    {
        var undecided = new Dictionary<(Guid, Guid), UndecidedPair>();
        foreach (var some in likely.Keys.Chunk(Batch))
        {
            await using var scope = Scope(out _);
            foreach (var pair in await scope.ServiceProvider.GetRequiredService<TwoRecords>().UndecidedAsync(some, stop))
            {
                // Whoever recorded both in one household met two people, unless nothing else says that they are two.
                if (!pair.OneHousehold || likely[(pair.One, pair.Other)].Guard is PairWords.NoGuard) { undecided[(pair.One, pair.Other)] = pair; }
            }
        }

        var known = pairs.ToDictionary(p => (p.One, p.Other));
        var news = undecided.Keys.Where(p => !known.TryGetValue(p, out var was) || was.State is not (PossiblePair.Second or PossiblePair.Disagreed));
        var gone = pairs.Where(p => PossiblePair.Open.Contains(p.State) && !undecided.ContainsKey((p.One, p.Other))).Select(p => (p.One, p.Other));
        var (found, left) = (0, 0);
        foreach (var some in news.Concat(gone).Chunk(AtOnce))
        {
            var (more, less) = await SaveAsync(some, undecided, likely, stop);
            (found, left) = (found + more, left + less);
        }

        return (found, left);
    }

    private async Task<(int Found, int Gone)> SaveAsync((Guid One, Guid Other)[] some, Dictionary<(Guid, Guid), UndecidedPair> undecided, Dictionary<(Guid, Guid), Weighed> likely, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            await using var scope = Scope(out var db);
            var (ones, others) = (some.Select(p => p.One).ToArray(), some.Select(p => p.Other).ToArray());
            var kept = (await db.Set<PossiblePair>().Where(p => ones.Contains(p.OneId) && others.Contains(p.OtherId)).ToListAsync(stop)).ToDictionary(p => (p.OneId, p.OtherId));
            db.Acting.Begin(ActWords.FindDuplicates);
            var (found, gone) = (0, 0);
            foreach (var key in some)
            {
                var pair = kept.GetValueOrDefault(key);
                if (!undecided.TryGetValue(key, out var now))
                {
                    if (pair is null || !PossiblePair.Open.Contains(pair.State)) { continue; }
                    pair.NoLonger(clock.Now);
                    gone++;
                }
                else if (pair is null || !(PossiblePair.Open.Contains(pair.State) || pair.State is PossiblePair.Second or PossiblePair.Disagreed))
                {
                    if (pair is null) { db.Add(pair = new PossiblePair { OneId = key.One, OtherId = key.Other, Area = now.Area, OtherArea = now.OtherArea, SaidOf = now.Bearer }); }
                    else { (pair.Area, pair.OtherArea, pair.SaidOf) = (now.Area, now.OtherArea, now.Bearer); }
                    pair.Found(likely[key], clock.Now);
                    found++;
                }
                else if (PossiblePair.Open.Contains(pair.State)) { pair.WeighedAgain(likely[key], clock.Now); }
            }

            try
            {
                await db.SaveChangesAsync(stop);
                return (found, gone);
            }
            catch (DbUpdateConcurrencyException) when (tries < 5)
            {
                // Somebody decided about one of them meanwhile: what they said stands, and is seen the next time round.
            }
        }
    }

    private async Task<int> WaitingAsync(CancellationToken stop)
    {
        await using var scope = Scope(out var db);
        return await db.Set<PossiblePair>().CountAsync(p => p.State == PossiblePair.Waiting, stop);
    }

    private AsyncServiceScope Scope(out TrellisDb db)
    {
        var scope = scopes.CreateAsyncScope();
        db = scope.ServiceProvider.GetRequiredService<TrellisDb>();
        db.Acting.As(System);
        return scope;
    }

    /// <summary>In the order in which the database has them.</summary>
    private static (Guid, Guid) Pair(Guid a, Guid b) => string.CompareOrdinal(a.ToString(), b.ToString()) < 0 ? (a, b) : (b, a);

    /// <summary>Told that the system asks: it sees every person of every area, and no confidential address.</summary>
    private async Task<NpgsqlConnection> ReaderAsync(CancellationToken stop)
    {
        var reader = await database.As(DatabaseRoles.App).OpenConnectionAsync(stop);
        try
        {
            await WhoIsAsking.TellAsync(reader, System, clock.Now, stop);
            return reader;
        }
        catch
        {
            await reader.DisposeAsync();
            throw;
        }
    }

    private static async Task<(DateTimeOffset Began, string Model)?> LastAsync(NpgsqlConnection reader, CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand("select began_at, model from duplicates.pass", reader);
        await using var row = await ask.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? (row.GetFieldValue<DateTimeOffset>(0), row.GetString(1)) : null;
    }

    private async Task NoteAsync(NpgsqlConnection reader, DateTimeOffset began, int found, int gone, int waiting, CancellationToken stop)
    {
        await using var note = new NpgsqlCommand("""
            insert into duplicates.pass (began_at, ended_at, model, found, gone, waiting) values ($1, $2, $3, $4, $5, $6)
            on conflict (one) do update set began_at = excluded.began_at, ended_at = excluded.ended_at, model = excluded.model, found = excluded.found, gone = excluded.gone, waiting = excluded.waiting
            """, reader) { Parameters = { new() { Value = began.ToUniversalTime() }, new() { Value = clock.Now.ToUniversalTime() }, new() { Value = edition }, new() { Value = found }, new() { Value = gone }, new() { Value = waiting } } };
        await note.ExecuteNonQueryAsync(stop);
    }
}
