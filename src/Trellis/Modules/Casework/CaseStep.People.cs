using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Casework;

/// <summary>Whom a step is about, and how that changes while its matter runs.</summary>
public sealed partial class CaseStep
{
    public List<StepPerson> People { get; init; } = [];

    /// <summary>Whom it is about now: without those whose part in the matter ended before it was done.</summary>
    public IEnumerable<StepPerson> Concerned => People.Where(p => p.LeftAt is null);

    internal void AlsoAbout(Guid person, DateTimeOffset at, string? agency)
    {
        if (People.FirstOrDefault(p => p.PersonId == person) is { } before)
        {
            if (before.LeftAt is not null) { Back(before, at, agency); }
            return;
        }

        People.Add(new StepPerson { StepId = Id, PersonId = person, Area = Area, VisibleTo = VisibleTo, Step = this });
        Say($"{Kind}.opened", person, Moment.Exactly(at), agency, []);
    }

    /// <summary>Their part in the matter ended before this was done. Nobody left: it is not needed.</summary>
    internal void NoLongerAbout(Guid person, DateTimeOffset at, string? agency)
    {
        if (State is not StepState.Open || Concerned.FirstOrDefault(p => p.PersonId == person) is not { } part) { return; }
        part.LeftAt = at;
        Say(LeftKind, person, Moment.Exactly(at), agency, []);
        if (!Concerned.Any()) { State = StepState.NotNeeded; }
    }

    /// <summary>What ended their part was withdrawn: the step is about them again, and to be done.</summary>
    internal void AboutAgain(Guid person, DateTimeOffset at, string? agency)
    {
        if (People.FirstOrDefault(p => p.PersonId == person) is not { LeftAt: not null } part) { return; }
        if (State is StepState.NotNeeded) { State = StepState.Open; }
        if (State is StepState.Open) { Back(part, at, agency); }
    }

    /// <summary>What this step says of one person, it says of another too: on the day they joined what it led to.</summary>
    internal void SaidOf(Guid person, Fact like, DateTimeOffset at, string? agency)
    {
        var outcome = like.Codes("outcome").FirstOrDefault();
        People.Add(new StepPerson { StepId = Id, PersonId = person, Area = Area, VisibleTo = VisibleTo, Outcome = outcome, Step = this });
        Say(Kind, person, Moment.Exactly(at), agency, [.. like.Details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })], like.Frozen);
    }

    /// <summary>All it said of one person is true of another as well, and was then: twins known as one child before their birth.</summary>
    internal void SharedWith(Guid person, StepPerson like, IEnumerable<Fact> facts)
    {
        if (People.Any(p => p.PersonId == person)) { return; }
        People.Add(new StepPerson { StepId = Id, PersonId = person, Area = Area, VisibleTo = VisibleTo, Outcome = like.Outcome, LeftAt = like.LeftAt, Step = this });
        foreach (var fact in facts) { Happened(fact); }
    }

    private void Back(StepPerson part, DateTimeOffset at, string? agency)
    {
        part.LeftAt = null;
        Say($"{Kind}.back", part.PersonId, Moment.Exactly(at), agency, []);
    }
}
