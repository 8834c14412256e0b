using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Retention;

/// <summary>That somebody's record is disposed of: proposed by one person, decided by another. What stays of it names nobody.</summary>
public sealed class Proposal : Entity
{
    /// <summary>Null once they are gone.</summary>
    public Guid? PersonId { get; init; }

    public required string Reference { get; init; }

    public required string Area { get; init; }

    /// <summary>The schedule that kept it longest.</summary>
    public required string Schedule { get; init; }

    public required DateOnly KeepUntil { get; init; }

    /// <summary>The circles whose matter it alone is to decide, joined by commas: a matter of theirs is hidden. Null: it is for those who govern information.</summary>
    public string? KeptTo { get; init; }

    public required Guid ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public Guid? DecidedBy { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public bool? Approved { get; private set; }

    /// <summary>Set by the disposal itself, in its transaction.</summary>
    public Guid? DisposedAct { get; init; }

    public DateTimeOffset? DisposedAt { get; init; }

    public static Outcome<Proposal> Propose(Kept kept, Actor by, DateOnly today, DateTimeOffset at)
    {
        if (kept.Until > today) { return new Refusal("Person", $"This record is kept until {English.Date(kept.Until)}"); }
        if (kept.HeldBy is { } hold) { return new Refusal("Person", $"This record is held: {hold}"); }
        var proposal = new Proposal { PersonId = kept.PersonId, Reference = kept.Reference, Area = kept.Area, Schedule = kept.Schedule, KeepUntil = kept.Until, KeptTo = kept.KeptTo, ProposedBy = by.UserId, ProposedAt = at };
        proposal.Say("retention.proposed", at, by.Agency);
        return proposal;
    }

    /// <param name="kept">As it stands now; null when they have an open matter again, or are gone.</param>
    public Outcome<Proposal> Decide(bool approve, Kept? kept, Actor by, DateOnly today, DateTimeOffset at)
    {
        if (Approved is not null) { return new Refusal("Decision", "This was decided already"); }
        if (by.UserId == ProposedBy) { return new Refusal("Decision", "You proposed this, so somebody else must decide"); }
        if (approve && (kept is null || kept.Until > today)) { return new Refusal("Decision", "This record is not due any more"); }
        if (approve && kept?.HeldBy is { } hold) { return new Refusal("Decision", $"This record is held: {hold}"); }
        (Approved, DecidedBy, DecidedAt) = (approve, by.UserId, at);
        Say(approve ? "retention.approved" : "retention.refused", at, by.Agency);
        return this;
    }

    /// <summary>Names nobody, and so stays when they are gone.</summary>
    private void Say(string kind, DateTimeOffset at, string? by) => Happened(new Fact
    {
        Kind = kind,
        SourceId = Id,
        Area = Area,
        Agency = by,
        Occurred = Moment.Exactly(at),
        VisibleTo = KeptTo ?? Closed.Governance,
        Details = [new FactDetail { Field = "schedule", Code = Schedule }],
    });
}
