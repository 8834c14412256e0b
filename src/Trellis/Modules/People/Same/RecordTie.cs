using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.People.Same;

/// <summary>
/// What was decided about two records: in force at once, or, where one of them is closed to all but some, once a second person agrees.
/// Undone in the same way. Nothing is moved: the facts of each stay its own.
/// </summary>
public abstract class RecordTie : Entity
{
    /// <summary>Of the first record.</summary>
    public required string Area { get; init; }

    public required string OtherArea { get; init; }

    public required Guid ProposedBy { get; init; }

    public required DateTimeOffset ProposedAt { get; init; }

    public required bool NeedsSecond { get; init; }

    public Guid? AgreedBy { get; private set; }

    /// <summary>In force from then.</summary>
    public DateTimeOffset? JoinedAt { get; private set; }

    public Guid? PartingBy { get; private set; }

    public DateTimeOffset? PartingAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public bool InForce => JoinedAt is not null && EndedAt is null;

    /// <summary>Somebody else has to agree before it is in force.</summary>
    public bool Waits => JoinedAt is null && EndedAt is null;

    /// <summary>Somebody else has to agree before it is undone.</summary>
    public bool IsParting => InForce && PartingAt is not null;

    internal abstract Guid First { get; }

    internal abstract Guid Second { get; }

    /// <summary>What the fact is called once it is in force.</summary>
    private protected abstract string JoinedKind { get; }

    private protected abstract string PartedKind { get; }

    internal void Begin(string? by)
    {
        if (NeedsSecond) { Say("record.tie-proposed", ProposedAt, by, bothSides: false); }
        else { Join(ProposedAt, by); }
    }

    /// <summary>The second agrees: it is in force, or undone.</summary>
    internal Outcome<RecordTie> Agree(Guid staff, DateTimeOffset at, string? by)
    {
        if (EndedAt is not null || !(Waits || IsParting)) { return new Refusal("", "Nothing waits for a second person here. Look at it again"); }
        if (staff == (Waits ? ProposedBy : PartingBy)) { return new Refusal("", "Somebody else has to agree: you proposed it"); }
        if (Waits)
        {
            AgreedBy = staff;
            Join(at, by);
        }
        else { Part(at, by); }

        return this;
    }

    /// <summary>They are not one after all; or it is taken back before anybody agreed.</summary>
    /// <param name="needsSecond">One of the records is closed to all but some: somebody else has to agree.</param>
    internal Outcome<RecordTie> Undo(Guid staff, bool needsSecond, DateTimeOffset at, string? by)
    {
        if (EndedAt is not null) { return new Refusal("", "Somebody else has undone this already"); }
        if (IsParting) { return new Refusal("", "This waits for a second person already"); }
        if (Waits)
        {
            EndedAt = at;
            Say("record.tie-dropped", at, by, bothSides: false);
        }
        else if (needsSecond)
        {
            (PartingBy, PartingAt) = (staff, at);
            Say("record.tie-ending", at, by, bothSides: false);
        }
        else { Part(at, by); }

        return this;
    }

    private void Join(DateTimeOffset at, string? by)
    {
        JoinedAt = at;
        Say(JoinedKind, at, by, bothSides: true);
    }

    private void Part(DateTimeOffset at, string? by)
    {
        EndedAt = at;
        Say(PartedKind, at, by, bothSides: true);
    }

    private void Say(string kind, DateTimeOffset at, string? by, bool bothSides)
    {
        Happened(Fact(kind, First, Second, Area, at, by));
        if (bothSides) { Happened(Fact(kind, Second, First, OtherArea, at, by)); }
    }

    private Fact Fact(string kind, Guid person, Guid other, string area, DateTimeOffset at, string? by) => new()
    {
        Kind = kind,
        PersonId = person,
        SourceId = Id,
        Area = area,
        Agency = by,
        Occurred = Moment.Exactly(at),
        Details = [new FactDetail { Field = "other", Code = other.ToString() }],
    };
}

/// <summary>Two records are about one person: what stands in the one is shown with the other. Its address leads to the other.</summary>
public sealed class SameAs : RecordTie
{
    internal const string Joined = "record.found-to-be-one";

    public required Guid FoldedId { get; init; }

    public required Guid KeptId { get; init; }

    internal override Guid First => FoldedId;

    internal override Guid Second => KeptId;

    private protected override string JoinedKind => Joined;

    private protected override string PartedKind => "record.found-not-one";
}

/// <summary>Some matters of one record are about somebody else: they are shown in that record, and stay where they are.</summary>
public sealed class Split : RecordTie
{
    public required Guid FromId { get; init; }

    public required Guid ToId { get; init; }

    public required Guid[] Matters { get; init; }

    internal override Guid First => FromId;

    internal override Guid Second => ToId;

    private protected override string JoinedKind => "record.split";

    private protected override string PartedKind => "record.split-undone";
}
