using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>What somebody is to pay, under which rule, and what became of it.</summary>
public sealed class Charge : Entity, IEdited
{
    public const int LongestWhy = 500;
    public const int LongestInvoice = 50;

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string> { ["fee"] = "Fee", ["late-cancellation"] = "Late cancellation", ["no-show"] = "Did not come" };

    public required Guid BookingId { get; init; }

    public required Guid DelegateId { get; init; }

    public required string Area { get; init; }

    /// <summary>fee, late-cancellation or no-show.</summary>
    public required string Kind { get; init; }

    /// <summary>In pounds.</summary>
    public required decimal Amount { get; init; }

    /// <summary>The edition of the rules it was made under.</summary>
    public required string Rules { get; init; }

    public required DateOnly MadeOn { get; init; }

    public string Invoice { get; private set; } = "";

    public DateOnly? InvoicedOn { get; private set; }

    public DateOnly? PaidOn { get; private set; }

    public DateOnly? WaivedOn { get; private set; }

    public string WaivedWhy { get; private set; } = "";

    public int Edition { get; private set; }

    public bool IsOpen => PaidOn is null && WaivedOn is null;

    public string State => WaivedOn is not null ? "Waived" : PaidOn is not null ? "Paid" : InvoicedOn is not null ? "Invoiced" : "To be invoiced";

    /// <summary>None where the rule says that it costs nothing.</summary>
    public static Charge? Make(Booking of, string kind, decimal amount, string rules, DateTimeOffset at)
    {
        if (amount <= 0) { return null; }
        var charge = new Charge { BookingId = of.Id, DelegateId = of.DelegateId, Area = of.Area, Kind = kind, Amount = amount, Rules = rules, MadeOn = London.DateOf(at) };
        charge.Say("training.charged", at);
        return charge;
    }

    public Outcome<Charge> Send(string invoice, DateTimeOffset at)
    {
        if (!IsOpen) { return new Refusal("Invoice", $"This charge is {State.ToLowerInvariant()}"); }
        if (invoice.Trim().Length is 0 or > LongestInvoice) { return new Refusal("Invoice", invoice.Trim().Length == 0 ? "Enter the number of the invoice" : $"The number of the invoice must be {LongestInvoice} characters or fewer"); }
        (Invoice, InvoicedOn) = (invoice.Trim(), London.DateOf(at));
        Say("training.invoiced", at);
        return this;
    }

    public Outcome<Charge> Pay(DateTimeOffset at)
    {
        if (!IsOpen) { return new Refusal("Invoice", $"This charge is {State.ToLowerInvariant()}"); }
        PaidOn = London.DateOf(at);
        Say("training.paid", at);
        return this;
    }

    public Outcome<Charge> Waive(string why, DateTimeOffset at)
    {
        if (!IsOpen) { return new Refusal("Why", $"This charge is {State.ToLowerInvariant()}"); }
        if (why.Trim().Length is 0 or > LongestWhy) { return new Refusal("Why", why.Trim().Length == 0 ? "Enter why it is waived" : $"Why it is waived must be {LongestWhy} characters or fewer"); }
        (WaivedOn, WaivedWhy) = (London.DateOf(at), why.Trim());
        Say("training.waived", at);
        return this;
    }

    private void Say(string kind, DateTimeOffset at) => Happened(new Fact { Kind = kind, SourceId = Id, Area = Area, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "charge", Code = Kind }] });
}
