using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Retention;

/// <summary>Nothing it names is disposed of while it stands: an inquiry, a claim, a court's order. Names a person, a matter, a process, or everything in the area.</summary>
public sealed class Hold : Entity
{
    public const int LongestTitle = 200;

    public required string Title { get; init; }

    public required string Authority { get; init; }

    public required string Area { get; init; }

    public Guid? PersonId { get; init; }

    public Guid? MatterId { get; init; }

    public string? Process { get; init; }

    /// <summary>The circles it is kept to, joined by commas; null: placed by those who govern information.</summary>
    public string? KeptTo { get; init; }

    public required DateOnly FromOn { get; init; }

    /// <summary>Last day; null until it is lifted.</summary>
    public DateOnly? UntilOn { get; init; }

    public DateTimeOffset? LiftedAt { get; private set; }

    public Hold Placed(DateTimeOffset at, string? by)
    {
        Say("retention.held", at, by);
        return this;
    }

    public Outcome<Hold> Lift(DateTimeOffset at, string? by)
    {
        if (LiftedAt is not null) { return new Refusal("Lifted", "This hold was lifted already"); }
        LiftedAt = at;
        Say("retention.lifted", at, by);
        return this;
    }

    public bool Stands(DateOnly today) => LiftedAt is null && FromOn <= today && (UntilOn is null || UntilOn >= today);

    public bool Holds(Kept kept) =>
        kept.Area == Area && (PersonId is { } person ? kept.PersonId == person : MatterId is { } matter ? kept.Matters.Contains(matter) : Process is not { } process || kept.Processes.Contains(process));

    /// <summary>Of nobody in particular: the hold itself says of whom.</summary>
    private void Say(string kind, DateTimeOffset at, string? by) =>
        Happened(new Fact { Kind = kind, SourceId = Id, Area = Area, Agency = by, Occurred = Moment.Exactly(at), VisibleTo = KeptTo?.Split(',')[0] ?? Closed.Governance });
}
