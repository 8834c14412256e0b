using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework;

/// <summary>Somebody a matter concerns without being about them: the child an allegation is about. No step and no clock of the matter is theirs.</summary>
public sealed class LinkedPerson : Entity
{
    internal const string LinkedKind = "matter.person-linked";
    internal const string EndedKind = "matter.person-unlinked";

    /// <summary>The code list of how somebody is concerned.</summary>
    public const string Parts = "linked-part";

    public Guid MatterId { get; init; }

    public Guid PersonId { get; init; }

    public required string Area { get; init; }

    /// <summary>A code of <see cref="Parts"/>.</summary>
    public required string Part { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    public DateTimeOffset? UntilAt { get; private set; }

    /// <param name="linked">Those who are linked to the matter already.</param>
    public static Outcome<LinkedPerson> Link(Matter matter, Guid person, string part, IEnumerable<LinkedPerson> linked, DateTimeOffset at, string? by)
    {
        if (matter.ClosedAt is not null) { return new Refusal("Reference", "This matter is closed"); }
        if (matter.People.Any(p => p.PersonId == person)) { return new Refusal("Reference", "The matter is about this person already"); }
        if (linked.Any(l => l.PersonId == person && l.UntilAt is null)) { return new Refusal("Reference", "This person is linked already"); }
        var link = new LinkedPerson { MatterId = matter.Id, PersonId = person, Area = matter.Area, Part = part, FromAt = at };
        link.Say(LinkedKind, matter.OriginId, at, by);
        return link;
    }

    public Outcome<LinkedPerson> End(Guid origin, DateTimeOffset at, string? by)
    {
        if (UntilAt is not null) { return new Refusal("Ended", "This has ended already"); }
        UntilAt = at;
        Say(EndedKind, origin, at, by);
        return this;
    }

    private void Say(string kind, Guid origin, DateTimeOffset at, string? by) => Happened(new Fact
    {
        Kind = kind,
        PersonId = PersonId,
        MatterId = MatterId,
        OriginId = origin,
        SourceId = Id,
        Area = Area,
        Agency = by,
        Occurred = Moment.Exactly(at),
        Details = [new FactDetail { Field = "part", Code = Part }],
    });
}
