using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Access;

/// <summary>
/// Two records of one person that must never be brought together (an adoption, a protected witness, gender recognition), joined by
/// this link alone. The old record is hidden from all but those named, who alone can open the link; the new one is as any other.
/// </summary>
public sealed class NewIdentity : Entity
{
    public required Guid OldId { get; init; }

    public required Guid NewId { get; init; }

    public required string Area { get; init; }

    /// <summary><c>adoption</c>, <c>protected</c>, <c>gender-recognition</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Staff who may open it.</summary>
    public required Guid[] Named { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    /// <summary>The link, and the closure that hides the old record. The fact is the old record's, and so as hidden as it is: the new one says nothing of it.</summary>
    /// <param name="together">What brings the two together as it stands: <c>matter</c>, <c>household</c>, <c>linked</c>, <c>identity</c>; null when nothing does.</param>
    public static Outcome<(NewIdentity Link, Closure Hides)> Begin(Guid old, Guid now, string area, string kind, IReadOnlyCollection<Guid> named, string? together, DateTimeOffset at, string? by)
    {
        switch (together)
        {
            case "matter": return new Refusal("New", "Both records are in one matter. Take one of them out of it first, or begin a new record");
            case "household": return new Refusal("New", "Both records are of one household. Whoever opens the one would see the other: begin a new record");
            case "linked": return new Refusal("New", "These records are said to be one person in the record of both. Begin a new record");
            case "identity": return new Refusal("New", "One of these records has another identity already");
        }

        if (old == now) { return new Refusal("New", "This is the same record"); }
        if (Closure.Close(old, null, area, ClosureKind.Hidden, named, at, by).Refused(out var why, out var hides)) { return why; }
        var link = new NewIdentity { OldId = old, NewId = now, Area = area, Kind = kind, Named = hides.Named, FromAt = at };
        link.Happened(new Fact
        {
            Kind = "person.new-identity",
            PersonId = old,
            SourceId = link.Id,
            Area = area,
            Agency = by,
            Occurred = Moment.Exactly(at),
            Details = [new FactDetail { Field = "kind", Code = kind }],
        });
        return (link, hides);
    }
}
