using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>What a trainer is owed for a workshop they gave, under which rule, and what became of it.</summary>
public sealed class Payment : Entity, IEdited
{
    public const int LongestReference = 50;
    public const int LongestWhy = 500;

    public required Guid TrainerId { get; init; }

    public required Guid WorkshopId { get; init; }

    public required string Area { get; init; }

    /// <summary>A kind of pay of <c>practice/training.yaml</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Days, or half days of a half-day workshop.</summary>
    public required int Days { get; init; }

    /// <summary>In pounds.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The edition of the rules it was made under.</summary>
    public required string Rules { get; init; }

    public required DateOnly MadeOn { get; init; }

    /// <summary>Of whoever paid it, or of the trainer’s invoice.</summary>
    public string Reference { get; private set; } = "";

    public DateOnly? PaidOn { get; private set; }

    public DateOnly? DroppedOn { get; private set; }

    public string DroppedWhy { get; private set; } = "";

    public int Edition { get; private set; }

    public bool IsOpen => PaidOn is null && DroppedOn is null;

    public string State => DroppedOn is not null ? "Not owed" : PaidOn is not null ? "Paid" : "Owed";

    /// <summary>None where they are lent, or the rules have no such pay.</summary>
    public static Payment? Make(Workshop on, Trainer to, TrainingRules rules, DateTimeOffset at)
    {
        var days = on.Sessions.Select(s => London.DateOf(s.StartsAt)).Distinct().Count();
        if (rules.Pay.FirstOrDefault(p => p.Id == to.Pay) is not { } pay || pay.Of(on.Length) * days is not (> 0 and var amount)) { return null; }
        var payment = new Payment { TrainerId = to.Id, WorkshopId = on.Id, Area = on.Area, Kind = pay.Id, Days = days, Amount = amount, Rules = rules.Edition, MadeOn = London.DateOf(at) };
        payment.Say("training.pay-owed", at);
        return payment;
    }

    public Outcome<Payment> Pay(string reference, DateTimeOffset at)
    {
        if (!IsOpen) { return new Refusal("Reference", $"This is {State.ToLowerInvariant()} already"); }
        if (reference.Trim().Length is 0 or > LongestReference) { return new Refusal("Reference", reference.Trim().Length == 0 ? "Enter the number of the invoice or payment" : $"The number must be {LongestReference} characters or fewer"); }
        (Reference, PaidOn) = (reference.Trim(), London.DateOf(at));
        Say("training.pay-paid", at);
        return this;
    }

    public Outcome<Payment> Drop(string why, DateTimeOffset at)
    {
        if (!IsOpen) { return new Refusal("Why", $"This is {State.ToLowerInvariant()} already"); }
        if (why.Trim().Length is 0 or > LongestWhy) { return new Refusal("Why", why.Trim().Length == 0 ? "Enter why it is not owed" : $"Why it is not owed must be {LongestWhy} characters or fewer"); }
        (DroppedOn, DroppedWhy) = (London.DateOf(at), why.Trim());
        Say("training.pay-dropped", at);
        return this;
    }

    private void Say(string kind, DateTimeOffset at) => Happened(new Fact { Kind = kind, SourceId = Id, Area = Area, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "pay", Code = Kind }] });
}
