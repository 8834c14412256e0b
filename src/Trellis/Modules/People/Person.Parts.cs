using Trellis.Modules.People.Parts;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People;

/// <summary>All that was ever true of them, and when. What lists need of it stands in the person as well, and follows from here.</summary>
public sealed partial class Person
{
    public List<PersonName> Names { get; init; } = [];

    public List<PersonAddress> Addresses { get; init; } = [];

    public List<PersonIdentifier> Identifiers { get; init; } = [];

    public List<Registration> Registrations { get; init; } = [];

    public List<Trait> Traits { get; init; } = [];

    public List<Relationship> Relationships { get; init; } = [];

    public List<SourceRecord> Sources { get; init; } = [];

    internal IEnumerable<PersonPart> Parts => [.. Names, .. Addresses, .. Identifiers, .. Registrations, .. Traits, .. Relationships];

    /// <summary>Says what is true of them; of an earlier part that was wrong, this stands in its place.</summary>
    /// <param name="instead">What was wrong, with the fact that said it, if one did.</param>
    /// <param name="sees">Whether who says it sees confidential addresses.</param>
    internal Outcome<PersonPart> Say(PersonPart part, (PersonPart Part, Fact? Fact)? instead, DateOnly today, string? by, bool sees)
    {
        if (part.FromOn > today) { return new Refusal("From", "The date it began must be today or in the past"); }
        if (part.UntilOn > today) { return new Refusal("Until", "The date it ended must be today or in the past"); }
        if (part.UntilOn < part.FromOn) { return new Refusal("Until", "The date it ended must be on or after the date it began"); }
        if (instead is { Part.Stands: false }) { return new Refusal("", "Somebody else has corrected this already. Look at it again"); }
        if (part is PersonAddress { UntilOn: null } && ConfidentialAddress && !sees) { return new Refusal("Until", "Where they live now is confidential. Somebody who may see it has to record a move"); }
        if (Parts.FirstOrDefault(p => p.Stands && p.Id != instead?.Part.Id && Same(p, part)) is not null) { return new Refusal("", "This is recorded already"); }

        var on = part.FromOn is { } from ? Moment.On(from) : Moment.Exactly(part.RecordedAt);
        var fact = instead?.Fact is { } was ? was.Corrected(on, [.. part.Codes], null, isVoid: false) : Of($"person.{part.Verb}", on, [.. part.Codes], part.Id, by);
        part.SaidBy = fact.Id;
        if (instead is { } wrong) { (wrong.Part.CorrectedAt, wrong.Part.CorrectedById) = (part.RecordedAt, part.Id); }
        // What was open by mistake is as confidential as what stands in its place.
        if (part is PersonAddress { VisibleTo: { } circles } kept)
        {
            foreach (var same in Addresses.Where(a => a.Id == instead?.Part.Id || a.Line == kept.Line)) { same.VisibleTo = circles; }
            foreach (var source in Sources.Where(s => s.Says(kept.Text) || s.Says(kept.Postcode))) { source.VisibleTo = circles; }
        }

        Keep(part);
        Happened(fact);
        Follow(part, sees);
        return part;
    }

    /// <summary>It was true until then.</summary>
    internal Outcome<PersonPart> End(PersonPart part, DateOnly until, DateOnly today, string? by, bool sees)
    {
        if (!part.Stands) { return new Refusal("", "Somebody else has corrected this already. Look at it again"); }
        if (until > today) { return new Refusal("Until", "The date it ended must be today or in the past"); }
        if (until < part.FromOn) { return new Refusal("Until", "The date it ended must be on or after the date it began"); }
        if (part.UntilOn is not null) { return new Refusal("Until", "This has ended already. Correct it if the date is wrong"); }
        part.UntilOn = until;
        Happened(Of("person.ended", Moment.On(until), [new FactDetail { Field = "what", Code = part.Verb }], part.Id, by));
        Follow(part, sees);
        return part;
    }

    /// <summary>It was never true.</summary>
    internal Outcome<PersonPart> TakeAway(PersonPart part, Fact? said, DateTimeOffset at, string? by, bool sees)
    {
        if (!part.Stands) { return new Refusal("", "Somebody else has corrected this already. Look at it again"); }
        if (part is PersonName && Names.Count(n => n.Stands) == 1) { return new Refusal("", "This is the only name. Add the right one first"); }
        part.CorrectedAt = at;
        if (said is not null) { Happened(said.Corrected(said.Occurred, [], null, isVoid: true)); }
        Happened(Of("person.corrected", Moment.Exactly(at), [new FactDetail { Field = "what", Code = part.Verb }], part.Id, by));
        if (part is PersonName { Name: var wrong } && wrong == Name && Names.Where(n => n.Stands && n.GivenName.Length > 0 && n.FamilyName.Length > 0).MaxBy(n => n.RecordedAt) is { } other) { List(other); }
        Follow(part, sees);
        return part;
    }

    /// <summary>Lists them under this name from now on.</summary>
    internal Outcome<PersonName> List(PersonName name)
    {
        if (name.GivenName.Length == 0) { return new Refusal("GivenName", "Enter a first name. If you do not know it, enter what you would call them"); }
        if (name.FamilyName.Length == 0) { return new Refusal("FamilyName", "Enter a last name. If there is none, enter Unknown"); }
        (GivenName, FamilyName) = (name.GivenName, name.FamilyName);
        return name;
    }

    /// <summary>How they are described changed, or was wrong: figures follow from the moment it is recorded.</summary>
    internal Outcome<Person> Describe(DateOnly? born, string bornAs, string sex, string ethnicGroup, string identity, Moment on)
    {
        if (born is null && bornAs != Public.Ages.ToTheDay) { return new Refusal("Born", "Enter the date of birth as well as it is known, for example 1 1 2014 when only the year is"); }
        if (bornAs is Public.Ages.Expected ? born < on.Date.AddMonths(-1) : born > on.Date) { return new Refusal("Born", bornAs is Public.Ages.Expected ? "The day the baby is expected must be in the future" : "Date of birth must be today or in the past"); }
        if (born > on.Date.AddMonths(10)) { return new Refusal("Born", "The day the baby is expected must be within 10 months"); }
        if (DiedOn < born) { return new Refusal("Born", "Date of birth must be on or before the date of death"); }
        (Born, BornAs, Sex, EthnicGroup, Identity) = (born, bornAs, sex, ethnicGroup, identity);
        Described(on);
        return this;
    }

    /// <summary>Known when they were added, and said with that: no fact of its own.</summary>
    internal void Knew(PersonPart part) => Keep(part);

    /// <summary>What an agency said of them when they were added.</summary>
    internal void KnewFrom(string agency, string? number, IEnumerable<KeyValuePair<string, string>> said, DateTimeOffset at) =>
        Sources.Add(new SourceRecord { PersonId = Id, Person = this, Area = Area, Agency = agency, Number = number, Said = SourceRecord.Write(said), ReceivedAt = at });

    /// <summary>
    /// What an agency said of them that their record does not have: kept as it was said, and never changed. Where they live is
    /// confidential: so is what anybody says of where that is.
    /// </summary>
    internal void HeardOf(string agency, Public.Heard heard, DateTimeOffset at)
    {
        var record = new SourceRecord { PersonId = Id, Person = this, Area = Area, Agency = agency, Said = SourceRecord.Write(heard.Lines), ReceivedAt = at };
        if (ConfidentialAddress && heard.HasPlace) { record.VisibleTo = PersonAddress.Confidential; }
        Sources.Add(record);
        Happened(Of("person.heard", Moment.Exactly(at), [.. heard.Codes.Select(c => new FactDetail { Field = "new", Code = c })], record.Id, agency));
    }

    /// <summary>Each says who the other is to them. Both are saved.</summary>
    /// <param name="inverse">What this person is to the other.</param>
    internal Outcome<Relationship> Relate(Person other, string kind, string inverse, bool? responsible, DateOnly? from, DateOnly? until, DateOnly today, DateTimeOffset at, string? by)
    {
        if (other.Id == Id) { return new Refusal("Other", "This is the same person"); }
        var pair = Ids.New();
        Relationship Row(Person of, Person with, string what, bool? has) => new() { PersonId = of.Id, Person = of, Area = of.Area, Agency = by, FromOn = from, UntilOn = until, RecordedAt = at, PairId = pair, OtherId = with.Id, OtherArea = with.Area, Kind = what, Responsible = has };
        var (mine, theirs) = (Row(this, other, kind, responsible), Row(other, this, inverse, null));
        if (Say(mine, null, today, by, sees: true).Refused(out var why) || other.Say(theirs, null, today, by, sees: true).Refused(out why)) { return why; }
        return mine;
    }

    /// <summary>What was known when they were added is what lists show from then on.</summary>
    private void AsAdded(DateTimeOffset at)
    {
        Names.Add(new PersonName { PersonId = Id, Person = this, Area = Area, RecordedAt = at, Kind = BornAs is Public.Ages.Expected ? "provisional" : Identity is "pseudonym" ? "pseudonym" : "legal", GivenName = GivenName, FamilyName = FamilyName });
        if (!string.IsNullOrWhiteSpace(Address) || !string.IsNullOrWhiteSpace(Postcode)) { Addresses.Add(new PersonAddress { PersonId = Id, Person = this, Area = Area, RecordedAt = at, Kind = "home", Text = Filled(Address), Postcode = Filled(Postcode) }); }
        if (!string.IsNullOrWhiteSpace(School)) { Registrations.Add(new Registration { PersonId = Id, Person = this, Area = Area, RecordedAt = at, Kind = Registration.School, Place = School }); }
    }

    private void Keep(PersonPart part)
    {
        switch (part)
        {
            case PersonName name: Names.Add(name); break;
            case PersonAddress address: Addresses.Add(address); break;
            case PersonIdentifier identifier: Identifiers.Add(identifier); break;
            case Registration registration: Registrations.Add(registration); break;
            case Trait trait: Traits.Add(trait); break;
            case Relationship relationship: Relationships.Add(relationship); break;
        }
    }

    /// <summary>Where they live now and which school they go to, for lists. Whoever does not see a confidential address leaves it as it stands.</summary>
    private void Follow(PersonPart part, bool sees)
    {
        switch (part)
        {
            case PersonAddress when !ConfidentialAddress || sees:
                var current = Addresses.Where(a => a.Stands && a.UntilOn is null && a.Kind is not ("correspondence" or "second-home")).OrderByDescending(a => a.FromOn ?? DateOnly.MinValue).ThenByDescending(a => a.RecordedAt).ToArray();
                ConfidentialAddress = current.Any(a => a.VisibleTo is not null);
                (Address, Postcode) = current.Length == 0 || ConfidentialAddress ? (null, null) : (current[0].Kind is "none" && current[0].Text is null ? "No fixed address" : current[0].Text, current[0].Postcode);
                break;
            case Registration:
                School = Registrations.Where(r => r.Stands && r.UntilOn is null && r.Kind is Registration.School).OrderByDescending(r => r.FromOn ?? DateOnly.MinValue).ThenByDescending(r => r.RecordedAt).FirstOrDefault()?.Place;
                break;
        }
    }

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static bool Same(PersonPart one, PersonPart other) => (one, other) switch
    {
        (PersonName a, PersonName b) => a.Kind == b.Kind && a.Name == b.Name && Times(a, b),
        (PersonAddress a, PersonAddress b) => a.Kind == b.Kind && a.Line == b.Line && a.VisibleTo == b.VisibleTo && Times(a, b),
        (PersonIdentifier a, PersonIdentifier b) => a.Kind == b.Kind && a.Value == b.Value,
        (Registration a, Registration b) => a.Kind == b.Kind && a.Place == b.Place && Times(a, b),
        (Trait a, Trait b) => a.Kind == b.Kind && a.Answer == b.Answer && a.UntilOn is null,
        (Relationship a, Relationship b) => a.OtherId == b.OtherId && a.Kind == b.Kind && a.UntilOn is null,
        _ => false,
    };

    private static bool Times(PersonPart one, PersonPart other) => one.FromOn == other.FromOn && one.UntilOn == other.UntilOn;

    private Fact Of(string kind, Moment on, List<FactDetail> details, Guid source, string? by) => new()
    {
        Kind = kind,
        PersonId = Id,
        SourceId = source,
        Area = Area,
        Agency = by,
        Occurred = on,
        Details = details,
    };
}
