using Npgsql;
using NpgsqlTypes;
using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.Public;

/// <summary>Somebody an agency tells of by number: mostly no name, and never an address.</summary>
/// <param name="Number">In the agency's own system.</param>
/// <param name="BornAs">A code of <c>birth-precision</c>.</param>
/// <param name="Upn">A right one; null where there is none.</param>
/// <param name="Said">As <see cref="SourceRecord.Write"/>.</param>
public sealed record NumberedPerson(Guid Id, string Number, DateOnly? Born, string BornAs, string Sex, string EthnicGroup, string? Upn, string Said)
{
    /// <summary>Where the agency gives a whole name, somebody added stands under it.</summary>
    public string? GivenName { get; init; }

    public string? FamilyName { get; init; }

    internal bool IsNamed => GivenName is { Length: > 0 } && FamilyName is { Length: > 0 };
}

/// <summary>People known by numbers, by the ten thousand: found, added and told of. Somebody added so is listed under their number until somebody knows their name.</summary>
public sealed class NumberedPeople(RecordDb db, LondonClock clock)
{
    private const int AtOnce = 5_000;

    /// <summary>Whom an agency spoke of by each of its numbers, of an area; several where it was not one.</summary>
    public Task<ILookup<string, (Guid Person, DateOnly? Born)>> ToldByAsync(string agency, string area, CancellationToken stop = default) =>
        LookAsync("select distinct s.number, s.person_id, p.born from people.source_record s join people.person p on p.id = s.person_id where s.agency = $1 and s.area = $2 and s.number is not null", [agency, area], stop);

    /// <summary>Who has each unique pupil number, of an area.</summary>
    public Task<ILookup<string, (Guid Person, DateOnly? Born)>> ByUpnAsync(string area, CancellationToken stop = default) =>
        LookAsync("select distinct i.value, i.person_id, p.born from people.identifier i join people.person p on p.id = i.person_id where i.kind = 'upn' and i.corrected_at is null and i.area = $1", [area], stop);

    /// <summary>Those of some people whose record stands in an area.</summary>
    public async Task<IReadOnlySet<Guid>> InAreaAsync(Guid[] some, string area, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select id from people.person where id = any($1) and area = $2", own.Connection) { Parameters = { new() { Value = some }, new() { Value = area } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var here = new HashSet<Guid>();
        while (await row.ReadAsync(stop)) { here.Add(row.GetGuid(0)); }
        return here;
    }

    /// <summary>What an agency said last of each of its numbers, of an area.</summary>
    public async Task<IReadOnlyDictionary<string, string>> SaidByAsync(string agency, string area, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand("select distinct on (s.number) s.number, s.said::text from people.source_record s where s.agency = $1 and s.area = $2 and s.number is not null order by s.number, s.received_at desc, s.id desc", own.Connection) { Parameters = { new() { Value = agency }, new() { Value = area } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        var said = new Dictionary<string, string>();
        while (await row.ReadAsync(stop)) { said[row.GetString(0)] = row.GetString(1); }
        return said;
    }

    /// <summary>Adds them, within the act under way: the facts of it are for the caller to say. Each is put down under the number.</summary>
    public async Task<IReadOnlyList<Fact>> AddAsync(IReadOnlyList<NumberedPerson> people, string area, string agency, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        foreach (var some in people.Chunk(AtOnce))
        {
            await RunAsync(own.Connection, """
                insert into people.person (id, reference, area, given_name, family_name, born, born_as, identity, sex, ethnic_group)
                select p.id, 'P' || nextval('people.reference'), $1, p.given_name, p.family_name, p.born, p.born_as, p.identity, p.sex, p.ethnic_group
                from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[], $9::text[]) p (id, given_name, family_name, identity, born, born_as, sex, ethnic_group)
                """, stop, area, Of(some, p => p.Id), Of(some, p => p.IsNamed ? p.GivenName! : "Child"), Of(some, p => p.IsNamed ? p.FamilyName! : p.Number), Of(some, p => p.IsNamed ? "known" : "unknown"), ((Array)Of(some, p => p.Born), NpgsqlDbType.Date), Of(some, p => p.BornAs), Of(some, p => p.Sex), Of(some, p => p.EthnicGroup));
            var numbered = some.SelectMany(p => new (Guid Id, Guid Person, string Kind, string? Value)[] { (Ids.New(), p.Id, "social-care", Plain(p.Number)), (Ids.New(), p.Id, "upn", p.Upn) }).Where(n => n.Value is not null).ToArray();
            await RunAsync(own.Connection, """
                insert into people.identifier (id, person_id, area, agency, recorded_at, kind, value)
                select i.id, i.person_id, $1, $2, $3, i.kind, i.value from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[]) i (id, person_id, kind, value)
                """, stop, area, agency, clock.Now.ToUniversalTime(), Of(numbered, n => n.Id), Of(numbered, n => n.Person), Of(numbered, n => n.Kind), Of(numbered, n => n.Value!));
        }

        var on = Moment.Exactly(clock.Now);
        return [.. people.SelectMany(p => Facts(p, area, on))];
    }

    /// <summary>Keeps what the agency said of each, as it was said.</summary>
    /// <returns>The source record of each, in their order.</returns>
    public async Task<IReadOnlyList<Guid>> TellAsync(IReadOnlyList<NumberedPerson> people, string area, string agency, CancellationToken stop = default)
    {
        var all = new List<Guid>();
        await using var own = await db.OpenAsync(stop);
        foreach (var some in people.Chunk(AtOnce))
        {
            var ids = Of(some, _ => Ids.New());
            await RunAsync(own.Connection, """
                insert into people.source_record (id, person_id, area, agency, number, said, received_at)
                select s.id, s.person_id, $1, $2, s.number, s.said::json, $3 from unnest($4::uuid[], $5::uuid[], $6::text[], $7::text[]) s (id, person_id, number, said)
                """, stop, area, agency, clock.Now.ToUniversalTime(), ids, Of(some, p => p.Id), Of(some, p => p.Number), Of(some, p => p.Said));
            all.AddRange(ids);
        }

        return all;
    }

    private static IEnumerable<Fact> Facts(NumberedPerson person, string area, Moment on)
    {
        yield return new Fact { Kind = "person.added", PersonId = person.Id, SourceId = person.Id, Area = area, Occurred = on };
        var details = new List<FactDetail> { new() { Field = "sex", Code = person.Sex }, new() { Field = "ethnic-group", Code = person.EthnicGroup } };
        if (person.Born is { } born) { details.Add(new FactDetail { Field = "born", Code = born.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }); }
        yield return new Fact { Kind = "person.described", PersonId = person.Id, SourceId = person.Id, Area = area, Occurred = on, Details = details };
    }

    /// <summary>As it is kept among numbers; null where it is none there.</summary>
    private static string? Plain(string number) => PersonIdentifier.Read("social-care", number).Refused(out _, out var value) ? null : value;

    private static TValue[] Of<T, TValue>(T[] all, Func<T, TValue> value) => Array.ConvertAll(all, one => value(one));

    private async Task<ILookup<string, (Guid Person, DateOnly? Born)>> LookAsync(string sql, object[] values, CancellationToken stop)
    {
        await using var own = await db.OpenAsync(stop);
        await using var ask = new NpgsqlCommand(sql, own.Connection);
        foreach (var value in values) { ask.Parameters.Add(new() { Value = value }); }
        await using var row = await ask.ExecuteReaderAsync(stop);
        var found = new List<(string Number, Guid Person, DateOnly? Born)>();
        while (await row.ReadAsync(stop)) { found.Add((row.GetString(0), row.GetGuid(1), row.IsDBNull(2) ? null : row.GetFieldValue<DateOnly>(2))); }
        return found.ToLookup(f => f.Number, f => (f.Person, f.Born), StringComparer.OrdinalIgnoreCase);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) { command.Parameters.Add(value is (Array many, NpgsqlDbType type) ? new() { Value = many, NpgsqlDbType = NpgsqlDbType.Array | type } : new() { Value = value }); }
        await command.ExecuteNonQueryAsync(stop);
    }
}
