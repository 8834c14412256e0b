using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Access;

/// <summary>How a record is closed to all but those named.</summary>
public enum ClosureKind
{
    /// <summary>That it exists is known, and who must may break the glass.</summary>
    Restricted,

    /// <summary>To everybody else it does not exist.</summary>
    Hidden,
}

/// <summary>A person's record, or one matter, closed to all but those named. Every matter of a closed person is closed with them.</summary>
public sealed class Closure : Entity
{
    internal const string ClosedKind = "record.closed";
    internal const string OpenedKind = "record.opened";

    /// <summary>A hidden record that only one person knows of is lost when they leave.</summary>
    public const int FewestForHidden = 2;

    public Guid? PersonId { get; init; }

    public Guid? MatterId { get; init; }

    public required string Area { get; init; }

    public required ClosureKind Kind { get; init; }

    /// <summary>Staff who may open it.</summary>
    public required Guid[] Named { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    public DateTimeOffset? UntilAt { get; private set; }

    /// <param name="person">What is closed: a person's record or a matter, never both.</param>
    public static Outcome<Closure> Close(Guid? person, Guid? matter, string area, ClosureKind kind, IReadOnlyCollection<Guid> named, DateTimeOffset at, string? by)
    {
        if (person is null == matter is null) { throw new ArgumentException("A person or a matter is closed", nameof(person)); }
        var all = named.Distinct().ToArray();
        if (all.Length == 0) { return new Refusal("named", "Name who may open this record"); }
        if (kind is ClosureKind.Hidden && all.Length < FewestForHidden) { return new Refusal("named", "Name at least two people for a hidden record: nobody else will know of it"); }
        var closure = new Closure { PersonId = person, MatterId = matter, Area = area, Kind = kind, Named = all, FromAt = at };
        closure.Say(ClosedKind, at, by);
        return closure;
    }

    public Outcome<Closure> Open(DateTimeOffset at, string? by)
    {
        if (UntilAt is not null) { return new Refusal("", "This record is open already"); }
        UntilAt = at;
        Say(OpenedKind, at, by);
        return this;
    }

    private void Say(string kind, DateTimeOffset at, string? by) => Happened(new Fact
    {
        Kind = kind,
        PersonId = PersonId,
        MatterId = MatterId,
        SourceId = Id,
        Area = Area,
        Agency = by,
        Occurred = Moment.Exactly(at),
        Details = [new FactDetail { Field = "kind", Code = Kind.ToString().ToLowerInvariant() }],
    });
}
