using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Trellis.Platform.Record;

namespace Trellis.Modules.Returns.TakingIn;

/// <summary>A row as it stands, of what files of a stream said.</summary>
internal sealed record Stands(Guid Key, Guid Person, int Ending, Guid Said, Guid Fact, string Part);

/// <summary>What a file does to what was said before it.</summary>
/// <param name="Again">Said as it stands; only the year it was told in last is another.</param>
/// <param name="Moved">How many of those that went came in another record.</param>
internal sealed record ToldChanges(IReadOnlyList<(ToldRow Row, Guid Person)> Came, IReadOnlyList<(ToldRow Row, Stands Before)> Changed, IReadOnlyList<(ToldRow Row, Stands Before)> Again, IReadOnlyList<Stands> Went, int Unchanged, int Moved)
{
    public static readonly ToldChanges None = new([], [], [], [], 0, 0);
}

/// <summary>A fact said because of a row, and what was said before it.</summary>
internal sealed record SaidOfRow(string What, Guid Key, Guid Person, Fact Fact, Guid? Said, Stands? Before, string Part);

/// <summary>What returns of an area say as of now, row by row, and what each file did to it.</summary>
public sealed class ToldRows(TrellisDb db)
{
    private const int AtOnce = 5_000;

    /// <summary>How much of what a file says others say already, of its area and days: casework here, or files of another stream. By kind of fact, only where there is any.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OthersAsync(Telling telling, IReadOnlyCollection<(string Kind, DateOnly From, DateOnly Until)> kinds, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("""
            select f.kind, count(*)::int from unnest($3::text[], $4::date[], $5::date[]) k (kind, first, last)
            join record.effective f on f.kind = k.kind and f.area = $1 and f.occurred_on between k.first and k.last
            where f.matter_id is not null or exists (select from returns.told t where t.fact_id = f.id and t.stream <> $2)
            group by f.kind
            """, own.Connection)
        {
            Parameters =
            {
                new() { Value = telling.Area }, new() { Value = telling.Stream }, new() { Value = kinds.Select(k => k.Kind).ToArray() },
                new() { Value = kinds.Select(k => k.From).ToArray() }, new() { Value = kinds.Select(k => k.Until).ToArray() },
            },
        };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var others = new Dictionary<string, int>();
        while (await row.ReadAsync(stop)) { others[row.GetString(0)] = row.GetInt32(1); }
        return others;
    }

    internal async Task<ToldChanges> CompareAsync(Telling telling, IEnumerable<(ToldRow Row, Guid Person)> rows, CancellationToken stop)
    {
        var before = await StandsAsync(telling, stop);
        var (came, changed, again, unchanged) = (new List<(ToldRow, Guid)>(), new List<(ToldRow, Stands)>(), new List<(ToldRow, Stands)>(), 0);
        var (whose, met, kept) = (before.Values.ToLookup(b => b.Key), new HashSet<(Guid, Guid)>(), new HashSet<(Guid, Guid)>());
        foreach (var (row, person) in rows)
        {
            met.Add((row.Key, person));
            // What stands in another record goes from there: people have joined or parted the two since. Unless a later year stands there.
            if (!before.TryGetValue((row.Key, person), out var stands) && whose[row.Key].FirstOrDefault(b => b.Person != person && b.Ending > telling.Ending) is { } later) { kept.Add((later.Key, later.Person)); unchanged++; }
            else if (stands is null) { came.Add((row, person)); }
            else if (stands.Ending > telling.Ending || (stands.Said == row.Said && stands.Ending == telling.Ending)) { unchanged++; }
            else if (stands.Said == row.Said) { again.Add((row, stands)); unchanged++; }
            else { changed.Add((row, stands)); }
        }

        var told = met.Select(m => m.Item1).ToHashSet();
        Stands[] went = [.. before.Values.Where(b => !met.Contains((b.Key, b.Person)) && !kept.Contains((b.Key, b.Person)) && (telling.Ends(b) || told.Contains(b.Key)))];
        return new ToldChanges(came, changed, again, went, unchanged, went.Count(w => told.Contains(w.Key)));
    }

    /// <summary>The facts that follow: new ones, further ones in the place of those that were said otherwise, and those that take one back.</summary>
    internal async Task<IReadOnlyList<SaidOfRow>> SayAsync(ToldChanges changes, string area, string agency, CancellationToken stop)
    {
        var said = changes.Came.Select(c => new SaidOfRow("came", c.Row.Key, c.Person, c.Row.Of(c.Person, area, agency), c.Row.Said, null, c.Row.Part)).ToList();
        var stood = await FactsAsync([.. changes.Changed.Select(c => c.Before.Fact), .. changes.Went.Select(w => w.Fact)], stop);
        said.AddRange(changes.Changed.Select(c => new SaidOfRow("changed", c.Row.Key, c.Before.Person, stood[c.Before.Fact].Corrected(Platform.Time.Moment.On(c.Row.On), c.Row.Codes(), null, isVoid: false), c.Row.Said, c.Before, c.Row.Part)));
        said.AddRange(changes.Went.Select(w => new SaidOfRow("went", w.Key, w.Person, stood[w.Fact].Corrected(stood[w.Fact].Occurred, [], null, isVoid: true), null, w, w.Part)));
        return said;
    }

    internal async Task KeepAsync(Intake intake, IReadOnlyList<SaidOfRow> said, ToldChanges changes, CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        var again = changes.Again.Select(a => (What: "again", a.Row.Key, a.Before.Person, Fact: a.Before.Fact, Said: (Guid?)a.Row.Said, Before: (Stands?)a.Before, a.Row.Part));
        foreach (var some in said.Select(s => (s.What, s.Key, s.Person, Fact: s.Fact.Id, Said: s.Said, Before: s.Before, s.Part)).Concat(again).Chunk(AtOnce))
        {
            await RunAsync(own.Connection, """
                insert into returns.change (intake_id, area, key, person_id, what, fact_id, before_fact, before_said, before_ending, part)
                select $1, $2, c.key, c.person_id, c.what, c.fact_id, c.before_fact, c.before_said, c.before_ending, c.part
                from unnest($3::uuid[], $4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::integer[], $10::text[]) c (key, person_id, what, fact_id, before_fact, before_said, before_ending, part)
                """, stop, intake.Id, intake.Area, Many(some, s => s.Key, NpgsqlDbType.Uuid), Many(some, s => s.Person, NpgsqlDbType.Uuid), Many(some, s => s.What, NpgsqlDbType.Text), Many(some, s => s.Fact, NpgsqlDbType.Uuid),
                Many(some, s => s.Before?.Fact, NpgsqlDbType.Uuid), Many(some, s => s.Before?.Said, NpgsqlDbType.Uuid), Many(some, s => s.Before?.Ending, NpgsqlDbType.Integer), Many(some, s => s.Part, NpgsqlDbType.Text));
            var stands = Array.FindAll(some, s => s.Said is not null);
            await RunAsync(own.Connection, """
                insert into returns.told (area, key, person_id, ending, said, fact_id, stream, part)
                select $1, t.key, t.person_id, $2, t.said, t.fact_id, $7, t.part from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $8::text[]) t (key, person_id, said, fact_id, part)
                on conflict (area, key, person_id) do update set ending = excluded.ending, said = excluded.said, fact_id = excluded.fact_id
                """, stop, intake.Area, intake.Ending, Many(stands, s => s.Key, NpgsqlDbType.Uuid), Many(stands, s => s.Person, NpgsqlDbType.Uuid), Many(stands, s => s.Said!.Value, NpgsqlDbType.Uuid), Many(stands, s => s.Fact, NpgsqlDbType.Uuid), intake.Stream, Many(stands, s => s.Part, NpgsqlDbType.Text));
            var gone = Array.FindAll(some, s => s.Said is null);
            if (gone.Length > 0) { await RunAsync(own.Connection, "delete from returns.told t using unnest($2::uuid[], $3::uuid[]) g (key, person_id) where t.area = $1 and t.key = g.key and t.person_id = g.person_id", stop, intake.Area, Many(gone, g => g.Key, NpgsqlDbType.Uuid), Many(gone, g => g.Person, NpgsqlDbType.Uuid)); }
        }
    }

    internal async Task KeepChildrenAsync(Intake intake, IReadOnlyCollection<ChildChoice> choices, Dictionary<int, Guid> sources, CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        foreach (var some in choices.Chunk(AtOnce))
        {
            await RunAsync(own.Connection, """
                insert into returns.intake_child (intake_id, area, position, number, outcome, why, person_id, source_id)
                select $1, $2, c.position, c.number, c.outcome, c.why, c.person_id, c.source_id from unnest($3::integer[], $4::text[], $5::text[], $6::text[], $7::uuid[], $8::uuid[]) c (position, number, outcome, why, person_id, source_id)
                """, stop, intake.Id, intake.Area, Many(some, c => c.Position, NpgsqlDbType.Integer), Many(some, c => c.Number, NpgsqlDbType.Text), Many(some, c => c.Outcome, NpgsqlDbType.Text), Many(some, c => c.Why, NpgsqlDbType.Text),
                Many(some, c => c.As?.Id, NpgsqlDbType.Uuid), Many(some, c => sources.TryGetValue(c.Position, out var source) ? source : (Guid?)null, NpgsqlDbType.Uuid));
        }
    }

    /// <summary>Says of everything a file did that it is as before, and that whom it added was not. What it says of rows is kept as it was before it.</summary>
    internal async Task TakeBackAsync(Intake intake, Guid[] unused, CancellationToken stop)
    {
        // The last word of each row: an undoing in between said it anew.
        var changes = new List<(string What, Guid Key, Guid Person, Guid Fact, Stands? Before, string Part)>();
        await using (var own = await db.OpenAsync(stop))
        {
            await using var ask = new NpgsqlCommand("""
                select c.what, c.key, c.person_id, coalesce(t.fact_id, c.fact_id), c.before_fact, c.before_said, c.before_ending, c.part
                from returns.change c left join returns.told t on t.area = c.area and t.key = c.key and t.person_id = c.person_id where c.intake_id = $1
                """, own.Connection) { Parameters = { new() { Value = intake.Id } } };
            await using var row = await ask.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop)) { changes.Add((row.GetString(0), row.GetGuid(1), row.GetGuid(2), row.GetGuid(3), row.IsDBNull(4) ? null : new Stands(row.GetGuid(1), row.GetGuid(2), row.GetInt32(6), row.GetGuid(5), row.GetGuid(4), row.GetString(7)), row.GetString(7))); }
        }

        var facts = await FactsAsync([.. changes.Select(c => c.Fact).Concat(changes.Select(c => c.Before?.Fact).OfType<Guid>()).Distinct()], stop);
        var said = new List<SaidOfRow>();
        foreach (var (what, key, person, fact, before, part) in changes)
        {
            var (last, was) = (facts[fact], before is null ? null : facts[before.Fact]);
            if (what == "again") { said.Add(new SaidOfRow(what, key, person, last, before!.Said, before, part)); }
            else if (was is null) { said.Add(new SaidOfRow(what, key, person, last.Corrected(last.Occurred, [], null, isVoid: true), null, null, part)); }
            else { said.Add(new SaidOfRow(what, key, person, last.Corrected(was.Occurred, [.. was.Details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })], null, isVoid: false), before!.Said, before, part)); }
        }

        var added = await db.Facts.AsNoTracking().Include(f => f.Details).Where(f => f.PersonId != null && unused.Contains(f.PersonId.Value) && f.Kind.StartsWith("person.") && !f.Void && !db.Facts.Any(later => later.CorrectsId == f.Id)).ToListAsync(stop);
        await db.SayManyAsync(said.Where(s => s.What != "again").Select(s => s.Fact).Concat(added.Select(f => f.Corrected(f.Occurred, [], null, isVoid: true))), stop);
        await using var back = await db.OpenAsync(stop);
        foreach (var some in said.Chunk(AtOnce))
        {
            var gone = Array.FindAll(some, s => s.Said is null);
            await RunAsync(back.Connection, "delete from returns.told t using unnest($2::uuid[], $3::uuid[]) g (key, person_id) where t.area = $1 and t.key = g.key and t.person_id = g.person_id", stop, intake.Area, Many(gone, g => g.Key, NpgsqlDbType.Uuid), Many(gone, g => g.Person, NpgsqlDbType.Uuid));
            var stands = Array.FindAll(some, s => s.Said is not null);
            await RunAsync(back.Connection, """
                insert into returns.told (area, key, person_id, ending, said, fact_id, stream, part)
                select $1, t.key, t.person_id, t.ending, t.said, t.fact_id, $7, t.part from unnest($2::uuid[], $3::uuid[], $4::integer[], $5::uuid[], $6::uuid[], $8::text[]) t (key, person_id, ending, said, fact_id, part)
                on conflict (area, key, person_id) do update set ending = excluded.ending, said = excluded.said, fact_id = excluded.fact_id
                """, stop, intake.Area, Many(stands, s => s.Key, NpgsqlDbType.Uuid), Many(stands, s => s.Person, NpgsqlDbType.Uuid), Many(stands, s => s.Before!.Ending, NpgsqlDbType.Integer), Many(stands, s => s.Said!.Value, NpgsqlDbType.Uuid), Many(stands, s => s.Fact.Id, NpgsqlDbType.Uuid), intake.Stream, Many(stands, s => s.Part, NpgsqlDbType.Text));
        }
    }

    private async Task<Dictionary<(Guid, Guid), Stands>> StandsAsync(Telling telling, CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select key, person_id, ending, said, fact_id, part from returns.told where area = $1 and stream = $2", own.Connection) { Parameters = { new() { Value = telling.Area }, new() { Value = telling.Stream } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var all = new Dictionary<(Guid, Guid), Stands>();
        while (await row.ReadAsync(stop)) { all[(row.GetGuid(0), row.GetGuid(1))] = new Stands(row.GetGuid(0), row.GetGuid(1), row.GetInt32(2), row.GetGuid(3), row.GetGuid(4), row.GetString(5)); }
        return all;
    }

    private async Task<Dictionary<Guid, Fact>> FactsAsync(Guid[] ids, CancellationToken stop)
    {
        var facts = new Dictionary<Guid, Fact>();
        foreach (var some in ids.Chunk(AtOnce))
        {
            foreach (var fact in await db.Facts.AsNoTracking().Include(f => f.Details).Where(f => some.Contains(f.Id)).ToListAsync(stop)) { facts[fact.Id] = fact; }
        }

        return facts;
    }

    private static (Array, NpgsqlDbType) Many<T, TValue>(T[] all, Func<T, TValue> value, NpgsqlDbType type) => (Array.ConvertAll(all, one => value(one)), type);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) { command.Parameters.Add(value is (Array many, NpgsqlDbType type) ? new() { Value = many, NpgsqlDbType = NpgsqlDbType.Array | type } : new() { Value = value }); }
        await command.ExecuteNonQueryAsync(stop);
    }
}
