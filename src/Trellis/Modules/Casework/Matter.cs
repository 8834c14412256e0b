using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>A process run for some people. What one of them needs may end before the others' part does.</summary>
public sealed class Matter : Entity
{
    internal const string JoinedKind = "matter.person-joined";
    internal const string LeftKind = "matter.person-left";
    internal const string ClosedKind = "matter.closed";

    internal const string WithdrawnKind = "matter.withdrawn";

    /// <summary>Somebody was taken out. A happening of the practice model: clocks and statuses may listen for it.</summary>
    internal const string TakenOutKind = "matter.left";

    public required string Reference { get; init; }

    public required string Process { get; init; }

    public required string Area { get; init; }

    /// <summary>The first matter of the chain this one came from; itself when it came from none.</summary>
    public Guid OriginId { get; init; }

    /// <summary>The step, of another matter, that opened this one.</summary>
    public Guid? BecauseId { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>The circle that alone knows of it, besides staff let in by name: its process is hidden. Null: nothing is hidden by the process.</summary>
    public string? HiddenTo { get; init; }

    public List<Participant> People { get; init; } = [];

    public List<CaseStep> Steps { get; init; } = [];

    public IEnumerable<Participant> Present => People.Where(p => p.LeftAt is null);

    /// <param name="unseenBy">An agency that begins it about somebody it is not shown.</param>
    /// <exception cref="ArgumentException">A matter is about somebody.</exception>
    public static Matter Open(Process process, string reference, string area, IReadOnlyCollection<Guid> people, DateTimeOffset at, string? agency, Matter? from = null, Guid? because = null, string? unseenBy = null)
    {
        if (people.Count == 0) { throw new ArgumentException("A matter is about somebody", nameof(people)); }
        var id = Ids.New();
        var matter = new Matter
        {
            Id = id,
            Reference = reference,
            Process = process.Id,
            Area = area,
            OriginId = from?.OriginId ?? id,
            BecauseId = because,
            OpenedAt = at,
            HiddenTo = process.HiddenTo,
        };
        foreach (var person in people)
        {
            matter.People.Add(new Participant { MatterId = id, PersonId = person, Area = area, JoinedAt = at, UnseenBy = unseenBy, Matter = matter });
            matter.Say("matter.opened", person, at, agency, because, new FactDetail { Field = "process", Code = process.Id });
        }

        return matter;
    }

    /// <summary>A brother, a sister, a child born: joins. Which steps are about them is for whoever lets them in to say.</summary>
    public Outcome<Participant> Join(Guid person, DateTimeOffset at, string? agency, Guid? because = null)
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

        Say(JoinedKind, person, at, agency, because);
        return participant;
    }

    /// <summary>One person's part ends, and with it what is still open about them; what happens to a brother or sister goes on.</summary>
    public Outcome<Participant> Leave(Guid person, DateTimeOffset at, string? agency, Guid? because)
    {
        if (Present.FirstOrDefault(p => p.PersonId == person) is not { } participant) { return new Refusal("person", "This person is not part of this matter"); }
        participant.LeftAt = at;
        Say(LeftKind, person, at, agency, because);
        foreach (var step in Steps.ToArray()) { step.NoLongerAbout(person, at, agency); }
        return participant;
    }

    /// <summary>Does not belong here: taken out by somebody, for a reason, whatever was still to be done.</summary>
    public Outcome<Participant> TakeOut(Guid person, DateTimeOffset at, string? agency)
    {
        var left = Leave(person, at, agency, null);
        if (!left.Refused(out _)) { Say(TakenOutKind, person, at, agency, null); }
        return left;
    }

    /// <summary>All that was recorded here of one person is true of another as well: twins known as one child before their birth.</summary>
    internal void SharedWith(Guid person, Guid first, IReadOnlyCollection<Fact> facts)
    {
        if (People.FirstOrDefault(p => p.PersonId == first) is not { } like || People.Any(p => p.PersonId == person)) { return; }
        People.Add(new Participant { MatterId = Id, PersonId = person, Area = Area, JoinedAt = like.JoinedAt, LeftAt = like.LeftAt, Matter = this });
        foreach (var step in Steps)
        {
            if (step.People.FirstOrDefault(p => p.PersonId == first) is { } part) { step.SharedWith(person, part, facts.Where(f => f.SourceId == step.Id && f.MatterId == Id).Select(f => f.Of(person))); }
        }

        var steps = Steps.Select(s => s.Id).ToHashSet();
        foreach (var fact in facts.Where(f => f.MatterId == Id && (f.SourceId is not { } source || !steps.Contains(source)))) { Happened(fact.Of(person)); }
    }

    /// <summary>A fact of somebody in it, said by what it belongs to.</summary>
    internal void Told(Fact fact) => Happened(fact);

    /// <summary>Closes when nobody is left in it and nothing waits to be done.</summary>
    public void CloseIfOver(DateTimeOffset at, string? agency)
    {
        if (ClosedAt is not null || Present.Any() || Steps.Any(s => s.State is StepState.Open or StepState.Waiting)) { return; }
        ClosedAt = at;
        foreach (var person in People) { Say(ClosedKind, person.PersonId, at, agency, null); }
    }

    /// <summary>A step of this matter was withdrawn: who left because of it is back, and the matter is open again.</summary>
    /// <param name="undone">That they left, were taken out, and that the matter closed: facts in force.</param>
    /// <param name="openAgain">What was open about them then.</param>
    internal void Undo(IEnumerable<Fact> undone, IEnumerable<(Guid Step, Guid Person)> openAgain, DateTimeOffset at, string? agency)
    {
        foreach (var fact in undone)
        {
            if (fact.Kind == LeftKind && People.Find(p => p.PersonId == fact.PersonId) is { } person) { person.LeftAt = null; }
            if (fact.Kind == ClosedKind) { ClosedAt = null; }
            Happened(fact.Corrected(fact.Occurred, [], null, isVoid: true));
        }

        foreach (var (id, person) in openAgain) { Steps.Find(s => s.Id == id)?.AboutAgain(person, at, agency); }
    }

    /// <summary>The step that opened this matter was withdrawn before anything was done in it.</summary>
    internal void Withdraw(DateTimeOffset at, string? agency)
    {
        ClosedAt = at;
        foreach (var participant in Present.ToArray())
        {
            participant.LeftAt = at;
            Say(WithdrawnKind, participant.PersonId, at, agency, BecauseId);
        }
    }

    internal void Say(Fact fact) => Happened(fact);

    private void Say(string kind, Guid person, DateTimeOffset at, string? agency, Guid? source, params FactDetail[] details) => Happened(new Fact
    {
        Kind = kind,
        PersonId = person,
        MatterId = Id,
        OriginId = OriginId,
        SourceId = source ?? Id,
        Area = Area,
        Agency = agency,
        Occurred = Moment.Exactly(at),
        Details = [.. details],
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

    /// <summary>The agency that began the matter about them without being shown who they are; beginning it does not show them.</summary>
    public string? UnseenBy { get; init; }

    public Matter? Matter { get; init; }

    Entity IPart.Whole => Matter ?? throw new InvalidOperationException("Load the participant with its matter to change it");
}
