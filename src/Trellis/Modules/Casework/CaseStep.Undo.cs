using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework;

/// <summary>A step turns out wrong, or is not needed: further facts say so, and what stood stays readable.</summary>
public sealed partial class CaseStep
{
    /// <summary>What was written turns out wrong: each changed fact is corrected by a further one, and the new text is a new version.</summary>
    public Outcome<int> Correct(Step step, IReadOnlyList<Said> said, IReadOnlyList<Fact> inForce, Words frozen, string model, Actor by, DateTimeOffset at)
    {
        if (State is not StepState.Done) { return new Refusal("", "Only a completed step can be corrected"); }
        foreach (var person in said)
        {
            var was = inForce.FirstOrDefault(f => f.PersonId == person.PersonId && f.Kind == Kind);
            if (was is null) { continue; }
            if (was.Codes("outcome").FirstOrDefault() != person.Outcome)
            {
                return new Refusal("outcome", "The outcome opened what came after it. To change it, withdraw this step and complete it again");
            }
        }

        Freeze(frozen, model, by, at);
        var changed = 0;
        foreach (var person in said)
        {
            if (inForce.FirstOrDefault(f => f.PersonId == person.PersonId && f.Kind == Kind) is not { } was) { continue; }
            var occurred = person.Occurred ?? was.Occurred;
            var details = person.AsDetails();
            if (occurred == was.Occurred && Same(details, was.Details)) { continue; }
            Happened(was.Corrected(occurred, details, frozen.Hash(), isVoid: false));
            changed++;
        }

        // The words alone changed: the record still says that a version was added.
        if (changed == 0) { Say($"{Kind}.reworded", People[0].PersonId, Moment.Exactly(at), by.Agency, [], frozen.Hash()); }
        return Versions;
    }

    /// <summary>Done in error or about the wrong child: every fact it said is taken away by a further one. The trail stays.</summary>
    public Outcome<StepState> Withdraw(IReadOnlyList<Fact> inForce, bool wrongPerson, Actor by, DateTimeOffset at)
    {
        if (State is not (StepState.Done or StepState.Waiting)) { return new Refusal("", "Only a completed step can be withdrawn"); }
        State = StepState.Withdrawn;
        var details = wrongPerson ? new[] { "wrong-person" } : ["error"];
        foreach (var fact in inForce)
        {
            Happened(fact.Corrected(fact.Occurred, [.. details.Select(d => new FactDetail { Field = "withdrawn", Code = d })], null, isVoid: true));
        }

        foreach (var person in People) { Say($"{Kind}.withdrawn", person.PersonId, Moment.Exactly(at), by.Agency, [.. details.Select(d => new FactDetail { Field = "withdrawn", Code = d })]); }
        return State;
    }

    /// <summary>What opened it was withdrawn, or its matter no longer needs it.</summary>
    internal void NoLongerNeeded(StepState state, IReadOnlyList<Fact> inForce, DateTimeOffset at, string? agency)
    {
        State = state;
        foreach (var fact in inForce) { Happened(fact.Corrected(fact.Occurred, [], null, isVoid: true)); }
        if (inForce.Count == 0) { foreach (var person in People) { Say($"{Kind}.not-needed", person.PersonId, Moment.Exactly(at), agency, []); } }
    }

    private static bool Same(IEnumerable<FactDetail> a, IEnumerable<FactDetail> b) =>
        a.Select(d => (d.Field, d.Code)).ToHashSet().SetEquals(b.Select(d => (d.Field, d.Code)));
}
