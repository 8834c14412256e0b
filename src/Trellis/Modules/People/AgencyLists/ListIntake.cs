using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Trellis.Matching.Deciding;
using Trellis.Matching.Files;
using Trellis.Matching.Index;
using Trellis.Modules.People.Parts;
using Trellis.Modules.People.Public;
using Trellis.Platform.Keys;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.AgencyLists;

/// <summary>What would become of an agency's list, or the reason why nothing can.</summary>
public sealed record ListPreview(ListFile File, ImmutableArray<ListChoice> Choices)
{
    public int Count(string outcome) => outcome is ListLine.LeftOut ? File.LeftOut.Length : Choices.Count(c => c.Outcome == outcome);
}

/// <summary>
/// Takes in the lists of people that agencies send: all of a list in one transaction, or none. Compared are the records that are open to
/// whoever takes it in: what they may not know of is neither linked nor counted, and is found by those who may (possible pairs).
/// </summary>
public sealed class ListIntake(TrellisDb db, AreaKeys keys, LondonClock clock)
{
    /// <summary>So many lines are held at once while a list is taken in.</summary>
    private const int AtOnce = 1_000;

    private sealed record Held(byte[] File, string? Map);

    /// <summary>What would become of it. Nothing is written.</summary>
    public async Task<ListPreview> LookAsync(byte[] file, string? map, string agency, string area, CancellationToken stop = default)
    {
        var read = ListFile.Read(new MemoryStream(file), map is null ? null : MapFile.Read(new StringReader(map), "map"), clock.Today);
        if (read.Fault is not null) { return new ListPreview(read, []); }
        await using var own = await db.OpenAsync(stop);
        using var register = await RegisterAsync(own.Connection, area, stop);
        var choices = new ListMatching(register, await ToldAsync(own.Connection, agency, area, stop)).Decide(read.People).OrderBy(c => c.Person.Line).ToArray();
        var closed = await ClosedAsync(own.Connection, [.. choices.Where(c => c.Outcome is ListLine.Linked).Select(c => c.Like!.Value)], stop);
        return new ListPreview(read, [.. choices.Select(c => c.Outcome is ListLine.Linked && closed.Contains(c.Like!.Value) ? c with { Outcome = ListLine.Review, Why = "closed" } : c)]);
    }

    /// <summary>Keeps the file, locked, for somebody to look at what would become of it. The caller saves.</summary>
    public async Task<AgencyList> BeginAsync(string fileName, byte[] file, string? map, string agency, string area, CancellationToken stop = default)
    {
        var list = new AgencyList { Area = area, Agency = agency, FileName = fileName, Hash = SHA256.HashData(file), BegunBy = db.Acting.Actor.UserId, BegunAt = clock.Now };
        list.LookAt(await keys.LockAsync(area, list.Id, JsonSerializer.Serialize(new Held(file, map)), stop));
        db.Add(list);
        return list;
    }

    public async Task<ListPreview> LookAsync(AgencyList list, CancellationToken stop = default)
    {
        var held = JsonSerializer.Deserialize<Held>(await keys.OpenAsync(list.Id, list.Held!, stop))!;
        return await LookAsync(held.File, held.Map, list.Agency, list.Area, stop);
    }

    /// <summary>Links, adds and puts aside for review, as the records are now: in parts, of which none is kept before the caller saves.</summary>
    public async Task<Outcome<ListPreview>> TakeInAsync(AgencyList list, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(list.Id, stop);
        await db.Entry(list).ReloadAsync(stop);
        if (list.State is not AgencyList.LookedAt) { return new Refusal("", "Somebody else has taken this list in, or thrown it away. Look at it again"); }
        var preview = await LookAsync(list, stop);
        if (preview.File.Fault is { } fault) { return new Refusal("", fault.Message); }
        var now = clock.Now;
        var references = await ReferencesAsync(preview.Count(ListLine.Added), stop);
        var lines = new List<ListLine>();
        foreach (var some in preview.Choices.Chunk(AtOnce))
        {
            var linked = some.Where(c => c.Outcome is ListLine.Linked).Select(c => c.Like!.Value).ToArray();
            var people = await db.People.Where(p => linked.Contains(p.Id)).ToDictionaryAsync(p => p.Id, stop);
            foreach (var choice in some)
            {
                var line = Line(list, choice);
                if (choice.Outcome is ListLine.Linked) { Tell(people[choice.Like!.Value], list, line, choice.Person.Said, now); }
                else if (choice.Outcome is ListLine.Added) { Tell(Add(choice.Person, list, references.Dequeue(), now), list, line, choice.Person.Said, now, added: true); }
                lines.Add(line);
            }

            await db.SavePartAsync(stop);
            db.Attach(list);
        }

        lines.AddRange(preview.File.LeftOut.Select(l => new ListLine { ListId = list.Id, List = list, Area = list.Area, Line = l.Line, Number = "", Outcome = ListLine.LeftOut, Why = "unread" }));
        list.TakeIn(lines, now);
        return preview;
    }

    /// <summary>Somebody decided whom a line means. The caller saves.</summary>
    /// <param name="person">Null: nobody who is recorded, so they are added, or left out when <paramref name="leave"/>.</param>
    public async Task<Outcome<ListLine>> DecideAsync(AgencyList list, ListLine line, Guid? person, bool leave, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(line.Id, stop);
        await db.Entry(line).ReloadAsync(stop);
        if (line.Outcome is not ListLine.Review) { return new Refusal("", "Somebody else has decided about this line already. Look at it again"); }
        var (listed, now) = (ListedPerson.Of(line), clock.Now);
        var found = person is { } known ? await db.People.FirstOrDefaultAsync(p => p.Id == known && p.Area == list.Area, stop) : null;
        if (person is not null && found is null) { return new Refusal("", "There is no such person for you"); }
        line.Outcome = leave ? ListLine.LeftOut : found is null ? ListLine.Added : ListLine.Linked;
        if (found is not null) { Tell(found, list, line, line.Said!, now); }
        else if (!leave) { Tell(Add(listed, list, (await ReferencesAsync(1, stop)).Dequeue(), now), list, line, line.Said!, now, added: true); }

        (line.Why, line.Said, line.DecidedBy, line.DecidedAt) = ("decided", null, db.Acting.Actor.UserId, now);
        list.Decided(line, now);
        return line;
    }

    /// <summary>
    /// Takes away all that the list brought, as if it had never come; in the record both acts stay. Whom it added and somebody has used since
    /// stays. The caller saves.
    /// </summary>
    /// <returns>How many of the people it added were taken away, and how many stay.</returns>
    public async Task<Outcome<(int Gone, int Kept)>> UndoAsync(AgencyList list, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(list.Id, stop);
        await db.Entry(list).ReloadAsync(stop);
        if (list.State is not AgencyList.TakenIn) { return new Refusal("", "Somebody else has undone this already"); }
        var now = clock.Now;
        var unused = await db.Database.SqlQuery<Guid[]>($"select people.added_and_unused({list.Id}) as \"Value\"").SingleAsync(stop);
        var added = await db.Set<ListLine>().Where(l => l.ListId == list.Id && l.Outcome == ListLine.Added).CountAsync(stop);
        var said = await db.Facts.AsNoTracking().Include(f => f.Details)
            .Where(f => !f.Void && ((f.PersonId != null && unused.Contains(f.PersonId.Value)) || (f.SourceId == list.Id && f.Kind == Told)) && !db.Facts.Any(later => later.CorrectsId == f.Id)).ToListAsync(stop);
        foreach (var fact in said) { list.TakeBack(fact); }
        list.Undo(added - unused.Length, now);
        await db.Database.SqlQuery<int>($"select people.take_away({list.Id}, {unused}) as \"Value\"").SingleAsync(stop);
        return (unused.Length, added - unused.Length);
    }

    /// <summary>The file is thrown away. The caller saves.</summary>
    public async Task<Outcome<AgencyList>> ThrowAwayAsync(AgencyList list, CancellationToken stop = default)
    {
        await db.OneAtATimeAsync(list.Id, stop);
        await db.Entry(list).ReloadAsync(stop);
        if (list.State is not AgencyList.LookedAt) { return new Refusal("", "Somebody else has taken this list in, or thrown it away. Look at it again"); }
        list.ThrowAway(clock.Now);
        return list;
    }

    /// <summary>Recorded people a line may be about, the likeliest first, with why in words.</summary>
    public async Task<IReadOnlyList<(Guid Person, IReadOnlyList<string> Why)>> AlikeAsync(ListLine line, CancellationToken stop = default)
    {
        await using var own = await db.OpenAsync(stop);
        using var register = await RegisterAsync(own.Connection, line.Area, stop);
        return [.. register.Find(ListedPerson.Of(line).Known).Select(c => (c.Id, (IReadOnlyList<string>)[.. c.Why.Select(w => $"{w.Field}: {w.Alike}").Prepend(Verdicts.Say(c.Guard)).Where(w => w.Length > 0)]))];
    }

    private const string Told = "person.told-of";

    private static ListLine Line(AgencyList list, ListChoice choice) => new()
    {
        ListId = list.Id,
        List = list,
        Area = list.Area,
        Line = choice.Person.Line,
        Number = choice.Person.Number,
        Outcome = choice.Outcome,
        Why = choice.Why,
        Probability = (float?)choice.Probability,
        PersonId = choice.Outcome is ListLine.Added ? choice.Person.NewId : choice.Like,
        Said = choice.Outcome is ListLine.Review ? choice.Person.Said : null,
    };

    private static void Tell(Person person, AgencyList list, ListLine line, string said, DateTimeOffset at, bool added = false)
    {
        var record = person.ToldBy(list.Agency, line.Number, said, at);
        (line.PersonId, line.SourceId) = (person.Id, record.Id);
        if (!added) { person.Told(new Fact { Kind = Told, PersonId = person.Id, SourceId = list.Id, Area = person.Area, Agency = list.Agency, Occurred = Moment.Exactly(at) }); }
    }

    private Person Add(ListedPerson listed, AgencyList list, string reference, DateTimeOffset at)
    {
        var person = new Person
        {
            Id = listed.NewId,
            Reference = reference,
            Area = list.Area,
            GivenName = listed.GivenNames,
            FamilyName = listed.FamilyName,
            Born = listed.Born,
            BornAs = listed.BornAs,
            Sex = listed.SexCode,
            EthnicGroup = "NOBT",
            Address = listed.Address,
            Postcode = listed.Postcode,
            School = listed.School,
            HouseholdId = Ids.New(),
        };
        person.Added(Moment.Exactly(at));
        foreach (var (kind, number) in new[] { ("nhs", listed.NhsNumber), ("upn", listed.Upn) })
        {
            if (number.Length > 0 && !PersonIdentifier.Read(kind, number).Refused(out _, out var value)) { person.Knew(new PersonIdentifier { PersonId = person.Id, Person = person, Area = list.Area, Agency = list.Agency, RecordedAt = at, Kind = kind, Value = value }); }
        }

        db.Add(person);
        return person;
    }

    private async Task<Queue<string>> ReferencesAsync(int count, CancellationToken stop) =>
        new(await db.Database.SqlQuery<string>($"select 'P' || nextval('people.reference') as \"Value\" from generate_series(1, {count})").ToListAsync(stop));

    /// <summary>The area's people. Whoever is let in to a record of another area may read it, and say nothing in it.</summary>
    private static async Task<PeopleIndex> RegisterAsync(NpgsqlConnection connection, string area, CancellationToken stop)
    {
        var here = new HashSet<Guid>();
        await using (var ask = new NpgsqlCommand("select id from people.person where area = $1", connection) { Parameters = { new() { Value = area } } })
        {
            await using var row = await ask.ExecuteReaderAsync(stop);
            while (await row.ReadAsync(stop)) { here.Add(row.GetGuid(0)); }
        }

        var register = new PeopleIndex();
        await foreach (var (id, ways) in EveryName.AllAsync(connection, numbers: false, stop))
        {
            if (here.Contains(id)) { register.Put(id, ways); }
        }

        return register;
    }

    private static async Task<Dictionary<string, (Guid Person, string Said)>> ToldAsync(NpgsqlConnection connection, string agency, string area, CancellationToken stop)
    {
        var told = new Dictionary<string, (Guid, string)>(StringComparer.OrdinalIgnoreCase);
        await using var ask = new NpgsqlCommand("select distinct on (number) number, person_id, said::text from people.source_record where agency = $1 and area = $2 and number is not null order by number, received_at desc, id desc", connection)
        {
            Parameters = { new() { Value = agency }, new() { Value = area } },
        };
        await using var row = await ask.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop)) { told[row.GetString(0)] = (row.GetGuid(1), row.GetString(2)); }
        return told;
    }

    /// <summary>Those of them that are closed to all but some, this reader among them: a person decides there.</summary>
    private static async Task<HashSet<Guid>> ClosedAsync(NpgsqlConnection connection, Guid[] people, CancellationToken stop)
    {
        var closed = new HashSet<Guid>();
        await using var ask = new NpgsqlCommand("select p from unnest($1) p where people.is_closed($1) and people.is_closed(array[p])", connection) { Parameters = { new() { Value = people } } };
        await using var row = await ask.ExecuteReaderAsync(stop);
        while (await row.ReadAsync(stop)) { closed.Add(row.GetGuid(0)); }
        return closed;
    }
}
