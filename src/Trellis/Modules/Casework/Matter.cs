using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>A process run for some people. What one of them needs may end before the others' part does.</summary>
public sealed class Matter : Entity
{
    internal const string LeftKind = "matter.person-left";
    internal const string ClosedKind = "matter.closed";

    public required string Reference { get; init; }

    public required string Process { get; init; }

    public required string Area { get; init; }

    /// <summary>The first matter of the chain this one came from; itself when it came from none.</summary>
    public Guid OriginId { get; init; }

    /// <summary>The step, of another matter, that opened this one.</summary>
    public Guid? BecauseId { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; private set; }

    public List<Participant> People { get; init; } = [];

    public List<CaseStep> Steps { get; init; } = [];

    public IEnumerable<Participant> Present => People.Where(p => p.LeftAt is null);

    /// <exception cref="ArgumentException">A matter is about somebody.</exception>
    public static Matter Open(Process process, string reference, string area, IReadOnlyCollection<Guid> people, DateTimeOffset at, string? agency, Matter? from = null, Guid? because = null)
    {
        if (people.Count == 0) { throw new ArgumentException("A matter is about somebody", nameof(people)); }
        var id = Guid.CreateVersion7();
        var matter = new Matter
        {
            Id = id, Reference = reference, Process = process.Id, Area = area, OriginId = from?.OriginId ?? id, BecauseId = because, OpenedAt = at,
        };
        foreach (var person in people)
        {
            matter.People.Add(new Participant { MatterId = id, PersonId = person, Area = area, JoinedAt = at, Matter = matter });
            matter.Say("matter.opened", person, at, agency, because, new FactDetail { Field = "process", Code = process.Id });
        }

        return matter;
    }

    /// <summary>A brother, a sister, a child born: joins, and is part of every step not yet completed.</summary>
    public Outcome<Participant> Join(Guid person, DateTimeOffset at, string? agency)
    {
        if (ClosedAt is not null) { return new Refusal("person", "This matter is closed. Open a new one for this person"); }
        if (Present.Any(p => p.PersonId == person)) { return new Refusal("person", "This person is already part of this matter"); }

        var participant = People.FirstOrDefault(p => p.PersonId == person);
        if (participant is null)
        {
            participant = new Participant { MatterId = Id, PersonId = person, Area = Area, JoinedAt = at, Matter = this };
            People.Add(participant);
        }
        else
        {
            participant.LeftAt = null;
        }

        Say("matter.person-joined", person, at, agency, null);
        foreach (var step in Steps.Where(s => s.State is StepState.Open)) { step.AlsoAbout(person, at, agency); }
        return participant;
    }

    /// <summary>One person's part ends; what happens to a brother or sister goes on.</summary>
    public Outcome<Participant> Leave(Guid person, DateTimeOffset at, string? agency, Guid? because)
    {
        if (Present.FirstOrDefault(p => p.PersonId == person) is not { } participant) { return new Refusal("person", "This person is not part of this matter"); }
        participant.LeftAt = at;
        Say(LeftKind, person, at, agency, because);
        return participant;
    }

    /// <summary>Closes when nobody is left in it and nothing waits to be done.</summary>
    public void CloseIfOver(DateTimeOffset at, string? agency)
    {
        if (ClosedAt is not null || Present.Any() || Steps.Any(s => s.State is StepState.Open or StepState.Waiting)) { return; }
        ClosedAt = at;
        foreach (var person in People) { Say(ClosedKind, person.PersonId, at, agency, null); }
    }

    /// <summary>A step of this matter was withdrawn: who left because of it is back, and the matter is open again.</summary>
    /// <param name="undone">That they left, and that the matter closed: facts in force.</param>
    internal void Undo(IEnumerable<Fact> undone)
    {
        foreach (var fact in undone)
        {
            if (fact.Kind == LeftKind && People.Find(p => p.PersonId == fact.PersonId) is { } person) { person.LeftAt = null; }
            if (fact.Kind == ClosedKind) { ClosedAt = null; }
            Happened(CaseStep.Like(fact, fact.Occurred, [], null, isVoid: true));
        }
    }

    /// <summary>The step that opened this matter was withdrawn before anything was done in it.</summary>
    internal void Withdraw(DateTimeOffset at, string? agency)
    {
        ClosedAt = at;
        foreach (var participant in Present.ToArray())
        {
            participant.LeftAt = at;
            Say("matter.withdrawn", participant.PersonId, at, agency, BecauseId);
        }
    }

    internal void Say(Fact fact) => Happened(fact);

    private void Say(string kind, Guid person, DateTimeOffset at, string? agency, Guid? source, params FactDetail[] details) => Happened(new Fact
    {
        Kind = kind, PersonId = person, MatterId = Id, OriginId = OriginId, SourceId = source ?? Id, Area = Area, Agency = agency,
        OccurredAt = at, DayOnly = false, OccurredOn = London.DateOf(at), Details = [.. details],
    });
}

/// <summary>Somebody's part in a matter.</summary>
public sealed class Participant : IPart
{
    public Guid MatterId { get; init; }

    public Guid PersonId { get; init; }

    public required string Area { get; init; }

    public DateTimeOffset JoinedAt { get; init; }

    public DateTimeOffset? LeftAt { get; internal set; }

    public Matter? Matter { get; init; }

    Entity IPart.Whole => Matter ?? throw new InvalidOperationException("Load the participant with its matter to change it");
}
