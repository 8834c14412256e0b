using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>Somebody who gives workshops, and the agency that lends them.</summary>
public sealed class Trainer : Entity, IEdited
{
    public const int Longest = 200;

    public required string Name { get; init; }

    /// <summary>As the trainers' matrix calls it: an agency of the partnership, or somebody from outside.</summary>
    public required string Agency { get; init; }

    /// <summary>Their account, if they have one: they take the attendance of their own workshops.</summary>
    public Guid? UserId { get; init; }

    public required string[] Areas { get; init; }

    /// <summary>A kind of pay of <c>practice/training.yaml</c>; null: their agency lends them.</summary>
    public string? Pay { get; private set; }

    public DateOnly? EndedOn { get; private set; }

    public int Edition { get; private set; }

    public static Outcome<Trainer> Add(string name, string agency, Guid? user, string[] areas, Actor by, DateTimeOffset at)
    {
        if (name.Trim().Length is 0 or > Longest) { return new Refusal("Name", name.Trim().Length == 0 ? "Enter the trainer’s name" : $"The name must be {Longest} characters or fewer"); }
        if (agency.Trim().Length is 0 or > Longest) { return new Refusal("Agency", agency.Trim().Length == 0 ? "Enter the agency" : $"The agency must be {Longest} characters or fewer"); }
        var trainer = new Trainer { Name = name.Trim(), Agency = agency.Trim(), UserId = user, Areas = areas };
        trainer.Say("training.trainer-added", by, at);
        return trainer;
    }

    /// <param name="pay">A kind of pay; null: lent by their agency.</param>
    public Outcome<Trainer> PaidAs(string? pay, Practice.TrainingRules rules, Actor by, DateTimeOffset at)
    {
        if (pay is not null && rules.Pay.All(p => p.Id != pay)) { return new Refusal("Pay", "Select how they are paid"); }
        if (Pay == pay) { return this; }
        Pay = pay;
        Say("training.trainer-pay-set", by, at);
        return this;
    }

    public Outcome<Trainer> End(Actor by, DateTimeOffset at)
    {
        if (EndedOn is not null) { return new Refusal("", "They have left the pool already"); }
        EndedOn = London.DateOf(at);
        Say("training.trainer-left", by, at);
        return this;
    }

    private void Say(string kind, Actor by, DateTimeOffset at) => Happened(new Fact { Kind = kind, SourceId = Id, Area = Areas[0], Agency = by.Agency, Occurred = Moment.Exactly(at) });
}
