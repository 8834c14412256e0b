using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Access;

/// <summary>A member of staff has to do with somebody otherwise than through their work: to them that person, and their matters, do not exist.</summary>
public sealed class Conflict : Entity
{
    internal const string BeganKind = "record.conflict";
    internal const string EndedKind = "record.conflict-ended";

    public required Guid StaffId { get; init; }

    public required Guid PersonId { get; init; }

    public required string Area { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    public DateTimeOffset? UntilAt { get; private set; }

    public static Conflict Begin(Guid staff, Guid person, string area, DateTimeOffset at, string? by)
    {
        var conflict = new Conflict { StaffId = staff, PersonId = person, Area = area, FromAt = at };
        conflict.Say(BeganKind, at, by);
        return conflict;
    }

    public Outcome<Conflict> End(DateTimeOffset at, string? by)
    {
        if (UntilAt is not null) { return new Refusal("", "This has ended already"); }
        UntilAt = at;
        Say(EndedKind, at, by);
        return this;
    }

    /// <summary>Whose conflict it is, is known to those who govern information alone.</summary>
    private void Say(string kind, DateTimeOffset at, string? by) => Happened(new Fact
    {
        Kind = kind,
        PersonId = PersonId,
        SourceId = Id,
        Area = Area,
        Agency = by,
        Occurred = Moment.Exactly(at),
        VisibleTo = Closed.Governance,
        Details = [new FactDetail { Field = "staff", Code = StaffId.ToString() }],
    });
}
