using Microsoft.EntityFrameworkCore;
using Trellis.Modules.People.Parts;
using Trellis.Modules.People.Same;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.Public;

/// <summary>
/// What other modules may say of a person. Each says it within the act under way; the caller saves. A person who is not
/// there, or not for this actor, is a mistake of the caller's.
/// </summary>
public sealed class PeopleTold(TrellisDb db, LondonClock clock)
{
    public const string Died = "person.died";
    public const string Born = "person.born";

    /// <param name="kind">A happening of the practice model.</param>
    public async Task SayAsync(Guid person, string kind, Moment on, IEnumerable<FactDetail> details, CancellationToken cancellationToken = default) =>
        (await FindAsync(person, cancellationToken)).Told(kind, on, [.. details]);

    /// <summary>A fact of theirs, put together by what it belongs to.</summary>
    public async Task SayAsync(Fact fact, CancellationToken cancellationToken = default) => (await FindAsync(fact.PersonId!.Value, cancellationToken)).Told(fact);

    public async Task<Outcome<DateOnly>> DiedAsync(Guid person, DateOnly on, CancellationToken cancellationToken = default) =>
        (await FindAsync(person, cancellationToken)).Died(on, clock.Today);

    /// <summary>The child that was expected is born.</summary>
    public async Task BornAsync(Guid person, Moment at, CancellationToken cancellationToken = default) =>
        (await FindAsync(person, cancellationToken)).WasBorn(at, Moment.Exactly(clock.Now));

    /// <summary>It did not happen, or not then.</summary>
    public async Task TakeBackAsync(Fact told, CancellationToken cancellationToken = default) => (await FindAsync(told.PersonId!.Value, cancellationToken)).TakenBack(told);

    /// <summary>Another child born of the same pregnancy, with the family name, address and household of the first.</summary>
    public async Task<PersonSummary> TwinAsync(Guid first, Moment born, string givenName, string sex, CancellationToken cancellationToken = default)
    {
        var sibling = await FindAsync(first, cancellationToken);
        var twin = sibling.Twin(await NextReferenceAsync(db, cancellationToken), givenName.Trim(), sex, born.Date);
        twin.Added(Moment.Exactly(clock.Now));
        twin.Told(Born, born);
        // Alike in all that records are compared by, and two: never offered as one.
        if (sibling.Relate(twin, "twin", "twin", null, null, null, clock.Today, clock.Now, db.Acting.Actor.Agency).Refused(out var why)) { throw new InvalidOperationException(why.Words); }
        db.AddRange(twin, DifferentFrom.Begin(sibling, twin, clock.Now, db.Acting.Actor.Agency));
        return twin.Summary;
    }

    /// <summary>What was typed of somebody that their record, as far as the actor sees it, does not have. Null: they are not for this actor.</summary>
    public async Task<Heard?> NewAsync(Guid person, string? givenName, string? familyName, BirthTyped? born, string? address, string? postcode, string? nhsNumber, string? upn, string? school, CancellationToken cancellationToken = default) =>
        await db.People.AsNoTracking().Include(p => p.Names).Include(p => p.Addresses).Include(p => p.Identifiers).AsSplitQuery().FirstOrDefaultAsync(p => p.Id == person, cancellationToken) is { } known
            ? Heard.Of(known, givenName, familyName, born, address, postcode, nhsNumber, upn, school) : null;

    /// <summary>Keeps it as what the actor's agency said of them.</summary>
    public async Task HeardAsync(Guid person, Heard heard, CancellationToken cancellationToken = default)
    {
        if (db.Acting.Actor.Agency is { } agency) { (await FindAsync(person, cancellationToken)).HeardOf(agency, heard, clock.Now); }
    }

    /// <summary>Keeps what the actor's agency said of somebody whom the actor is not shown, in the record of whoever may see them.</summary>
    /// <param name="within">What they begin about them, and whose fact it is; both are saved together.</param>
    /// <returns>The fact for it to say; null when nothing was said, or by no agency.</returns>
    public Fact? HeardUnseen(Entity within, Guid matter, Guid person, string area, Heard heard)
    {
        if (db.Acting.Actor.Agency is not { } agency || !heard.Any) { return null; }
        var record = new SourceRecord { PersonId = person, MatterId = matter, Area = area, Agency = agency, Said = SourceRecord.Write(heard.Lines), ReceivedAt = clock.Now, Within = within };
        db.Add(record);
        return new Fact { Kind = "person.heard", PersonId = person, MatterId = matter, SourceId = record.Id, Area = area, Agency = agency, Occurred = Moment.Exactly(clock.Now), Details = [.. heard.Codes.Select(c => new FactDetail { Field = "said", Code = c })] };
    }

    /// <summary>Adds to their record what an agency has just said: another name, and where they live now. What stands there stays.</summary>
    /// <param name="nameKind">What kind of name it is; null when it is not added.</param>
    public async Task<Outcome<bool>> AlsoAsync(Guid person, Heard heard, string? nameKind, bool address, CancellationToken cancellationToken = default)
    {
        var known = await db.People.Include(p => p.Names).Include(p => p.Addresses).AsSplitQuery().FirstAsync(p => p.Id == person, cancellationToken);
        var (by, source) = (db.Acting.Actor.Agency, known.Sources.LastOrDefault()?.Id);
        var parts = new List<PersonPart>();
        if (nameKind is not null && heard.Name is not null)
        {
            parts.Add(new PersonName { PersonId = person, Person = known, Area = known.Area, Agency = by, SourceId = source, RecordedAt = clock.Now, Kind = nameKind, GivenName = heard.GivenName, FamilyName = heard.FamilyName });
        }

        if (address && heard.Where is not null)
        {
            parts.Add(new PersonAddress { PersonId = person, Person = known, Area = known.Area, Agency = by, SourceId = source, RecordedAt = clock.Now, Kind = "home", Text = heard.Address, Postcode = heard.Postcode });
        }

        foreach (var part in parts)
        {
            if (known.Say(part, null, clock.Today, by, sees: false).Refused(out var why)) { return why; }
        }

        return true;
    }

    internal static async Task<string> NextReferenceAsync(TrellisDb db, CancellationToken cancellationToken = default) =>
        $"P{await db.Database.SqlQuery<long>($"select nextval('people.reference') as \"Value\"").SingleAsync(cancellationToken)}";

    private async Task<Person> FindAsync(Guid person, CancellationToken cancellationToken) =>
        await db.People.FindAsync([person], cancellationToken) ?? throw new InvalidOperationException($"There is no person {person} for this actor");
}
