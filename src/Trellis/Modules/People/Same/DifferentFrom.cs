using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.Same;

/// <summary>Two records that look alike and are known to be two people: twins, a father and a son of one name. They are not joined.</summary>
public sealed class DifferentFrom : Entity
{
    public required Guid OneId { get; init; }

    public required Guid OtherId { get; init; }

    public required string Area { get; init; }

    public required string OtherArea { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>The two in the order in which they are kept, so that a pair is found whichever way it is asked for.</summary>
    public static DifferentFrom Begin(Person one, Person other, DateTimeOffset at, string? by)
    {
        var swap = string.CompareOrdinal(one.Id.ToString(), other.Id.ToString()) > 0;
        var (a, b) = swap ? (other, one) : (one, other);
        var told = new DifferentFrom { OneId = a.Id, OtherId = b.Id, Area = a.Area, OtherArea = b.Area, FromAt = at };
        told.Say("record.told-apart", at, by);
        return told;
    }

    internal Outcome<DifferentFrom> End(DateTimeOffset at, string? by)
    {
        if (EndedAt is not null) { return new Refusal("", "Somebody else has taken this back already"); }
        EndedAt = at;
        Say("record.not-told-apart", at, by);
        return this;
    }

    private void Say(string kind, DateTimeOffset at, string? by)
    {
        foreach (var (person, other, area) in new[] { (OneId, OtherId, Area), (OtherId, OneId, OtherArea) })
        {
            Happened(new Fact { Kind = kind, PersonId = person, SourceId = Id, Area = area, Agency = by, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "other", Code = other.ToString() }] });
        }
    }
}
