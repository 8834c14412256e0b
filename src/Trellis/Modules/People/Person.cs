using Trellis.Modules.People.Public;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People;

/// <summary>Somebody the partnership knows. Names stay here; facts carry the id, and codes in <c>person.described</c>.</summary>
public sealed partial class Person : Entity
{
    public const int LongestName = 100;

    public required string Reference { get; init; }

    /// <summary>The borough they live in.</summary>
    public required string Area { get; init; }

    /// <summary>The name they are listed under; every other one is in <see cref="Names"/>.</summary>
    public required string GivenName { get; set; }

    public required string FamilyName { get; set; }

    public DateOnly? Born { get; set; }

    /// <summary>How well that is known: a code of <c>birth-precision</c>.</summary>
    public string BornAs { get; set; } = Ages.ToTheDay;

    /// <summary>By their name, by a pseudonym, or not at all: a code of <c>identity</c>.</summary>
    public string Identity { get; set; } = "known";

    public required string Sex { get; set; }

    public required string EthnicGroup { get; set; }

    /// <summary>Where they live now; null also where that is confidential.</summary>
    public string? Address { get; set; }

    public string? Postcode { get; set; }

    /// <summary>Where they live now is kept to a circle: it is in <see cref="Addresses"/>, for those who may see it.</summary>
    public bool ConfidentialAddress { get; private set; }

    public string? School { get; set; }

    public Guid? HouseholdId { get; set; }

    public DateOnly? DiedOn { get; private set; }

    public string Name => $"{GivenName} {FamilyName}";

    /// <summary>Address and postcode, as far as they are recorded; null when neither is.</summary>
    public string? Where => ConfidentialAddress ? PersonSummary.Confidential : string.Join(", ", new[] { Address, Postcode }.Where(t => !string.IsNullOrWhiteSpace(t))) is { Length: > 0 } where ? where : null;

    internal PersonSummary Summary => new(Id, Reference, Area, GivenName, FamilyName, Born, DiedOn, Where) { BornAs = BornAs, HasConfidentialAddress = ConfidentialAddress };

    /// <summary>Whole years on a day; null when the birth date is not known or still to come.</summary>
    public int? AgeOn(DateOnly day) => Ages.On(Born, day);

    /// <summary>The day they come to this age; null when the birth date is not known.</summary>
    public DateOnly? Turns(int age) => Born is { } born ? Ages.Birthday(born, age) : null;

    /// <summary>"9 years", "11 months", "not yet born", "14 years when they died"; null when the birth date is not known.</summary>
    public string? AgeWords(DateOnly today) => Ages.Words(Born, DiedOn, today);

    /// <summary>Says how they are described now; a later description stands for figures from the moment it is recorded.</summary>
    public void Described(Moment on)
    {
        var details = new List<FactDetail> { new() { Field = "sex", Code = Sex }, new() { Field = "ethnic-group", Code = EthnicGroup } };
        if (Born is { } born) { details.Add(new FactDetail { Field = "born", Code = born.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) }); }
        Happened(Of("person.described", on, details));
    }

    /// <param name="keptTo">The circle that alone knows of them, of somebody added for a hidden matter: the database keeps them to it until they come into another. Null: nobody in particular.</param>
    public void Added(Moment on, string? keptTo = null)
    {
        Happened(new Fact { Kind = "person.added", PersonId = Id, SourceId = Id, Area = Area, Occurred = on, VisibleTo = keptTo });
        Described(on);
        AsAdded(on.At);
    }

    /// <summary>They died: what time and law do to their plans follows from this fact.</summary>
    public Outcome<DateOnly> Died(DateOnly on, DateOnly today)
    {
        if (on > today) { return new Refusal("DiedOn", "The date of death must be today or in the past"); }
        if (on < Born) { return new Refusal("DiedOn", "The date of death must be on or after the date of birth"); }
        if (DiedOn is not null) { return new Refusal("DiedOn", "A date of death is already recorded. Take it back first if it was wrong"); }
        DiedOn = on;
        Happened(Of("person.died", Moment.On(on), []));
        return on;
    }

    /// <summary>The child that was expected is born: the same person, with a date of birth.</summary>
    public void WasBorn(Moment at, Moment toldOn)
    {
        (Born, BornAs) = (at.Date, Ages.ToTheDay);
        Happened(Of("person.born", at, []));
        Described(toldOn);
    }

    /// <summary>Another child of the same birth: what is known of the first from before it is true of both.</summary>
    internal Person Twin(string reference, string givenName, string sex, DateOnly born) => new()
    {
        Reference = reference,
        Area = Area,
        GivenName = givenName,
        FamilyName = FamilyName,
        Born = born,
        Sex = sex,
        EthnicGroup = EthnicGroup,
        Address = Address,
        Postcode = Postcode,
        ConfidentialAddress = ConfidentialAddress,
        HouseholdId = HouseholdId ?? Ids.New(),
    };

    /// <summary>What became true of them outside the forms.</summary>
    /// <param name="kind">A happening of the practice model.</param>
    internal void Told(string kind, Moment on, params FactDetail[] details) => Happened(Of(kind, on, [.. details]));

    /// <summary>A fact of theirs, said by what it belongs to.</summary>
    internal void Told(Fact fact) => Happened(fact);

    /// <summary>It did not happen, or not then: the fact is taken away by a further one.</summary>
    internal void TakenBack(Fact told)
    {
        if (told.Kind is "person.died") { DiedOn = null; }
        Happened(told.Corrected(told.Occurred, [], null, isVoid: true));
    }

    /// <summary>They came of age: plans and duties that are a child's end by law.</summary>
    internal void Turned18() => Happened(Of(TimePasses.Turned18, Moment.On(Turns(18)!.Value), []));

    private Fact Of(string kind, Moment on, List<FactDetail> details) => new()
    {
        Kind = kind,
        PersonId = Id,
        SourceId = Id,
        Area = Area,
        Occurred = on,
        Details = details,
    };
}
