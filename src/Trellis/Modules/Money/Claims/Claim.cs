using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Money.Claims;

/// <summary>A claim or an invoice against a line of a budget, and what became of it.</summary>
public sealed class Claim : Entity, IEdited
{
    public const int LongestWho = 200;
    public const int LongestWhat = 500;
    public const int LongestReference = 50;
    public const int LongestWhy = 500;

    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string> { ["claim"] = "Claim", ["invoice"] = "Invoice" };

    public required Guid BudgetId { get; init; }

    public required Guid LineId { get; init; }

    public BudgetLine? Line { get; init; }

    public required string Area { get; init; }

    /// <summary>claim or invoice.</summary>
    public required string Kind { get; init; }

    /// <summary>Which agency or firm; never a person.</summary>
    public required string Who { get; init; }

    public required string What { get; init; }

    public required string Reference { get; init; }

    public required decimal Amount { get; init; }

    public required DateOnly ClaimedOn { get; init; }

    public required Guid EnteredBy { get; init; }

    public DateOnly? ApprovedOn { get; private set; }

    /// <summary>Never who entered it.</summary>
    public Guid? ApprovedBy { get; private set; }

    public DateOnly? RefusedOn { get; private set; }

    public string RefusedWhy { get; private set; } = "";

    public DateOnly? PaidOn { get; private set; }

    public int Edition { get; private set; }

    public bool IsOpen => RefusedOn is null && PaidOn is null;

    public string State => RefusedOn is not null ? "Refused" : PaidOn is not null ? "Paid" : ApprovedOn is not null ? "Approved" : "To be decided";

    public static Outcome<Claim> Enter(Budget of, BudgetLine? line, string area, string kind, string who, string what, string reference, decimal? amount, DateOnly? on, Actor by, DateTimeOffset at)
    {
        if (!Kinds.ContainsKey(kind)) { return new Refusal("Kind", "Select whether it is a claim or an invoice"); }
        if (who.Trim().Length is 0 or > LongestWho) { return new Refusal("Who", who.Trim().Length == 0 ? "Enter which agency or firm it is from" : $"Which agency or firm must be {LongestWho} characters or fewer"); }
        if (what.Trim().Length is 0 or > LongestWhat) { return new Refusal("What", what.Trim().Length == 0 ? "Enter what it is for" : $"What it is for must be {LongestWhat} characters or fewer"); }
        if (reference.Trim().Length > LongestReference) { return new Refusal("Reference", $"The reference must be {LongestReference} characters or fewer"); }
        if (line is null || line.Section is not "spending" || line.Kind is not "item") { return new Refusal("Line", "Select the line it is paid from"); }
        if (!of.Areas.Contains(area)) { return new Refusal("Area", "Select the area it is charged to"); }
        if (amount is not > 0) { return new Refusal("Amount", "Enter an amount of more than nothing"); }
        if (on is null || on > London.DateOf(at)) { return new Refusal("On", on is null ? "Enter the day of the claim or invoice" : "The day of the claim or invoice must be today or in the past"); }
        var claim = new Claim { BudgetId = of.Id, LineId = line.Id, Area = area, Kind = kind, Who = who.Trim(), What = what.Trim(), Reference = reference.Trim(), Amount = amount.Value, ClaimedOn = on.Value, EnteredBy = by.UserId };
        claim.Say("money.claimed", at, by);
        return claim;
    }

    /// <summary>Whoever enters it does not approve it: two people stand for each pound.</summary>
    public Outcome<Claim> Approve(Actor by, DateTimeOffset at)
    {
        if (!IsOpen || ApprovedOn is not null) { return new Refusal("", $"This one is {State.ToLowerInvariant()} already"); }
        if (by.UserId == EnteredBy) { return new Refusal("", "You entered this one, so somebody else approves it"); }
        (ApprovedOn, ApprovedBy) = (London.DateOf(at), by.UserId);
        Say("money.claim-approved", at, by);
        return this;
    }

    public Outcome<Claim> Pay(Actor by, DateTimeOffset at)
    {
        if (!IsOpen) { return new Refusal("", $"This one is {State.ToLowerInvariant()} already"); }
        if (ApprovedOn is null) { return new Refusal("", "It must be approved before it is paid"); }
        PaidOn = London.DateOf(at);
        Say("money.claim-paid", at, by);
        return this;
    }

    public Outcome<Claim> Refuse(string why, Actor by, DateTimeOffset at)
    {
        if (!IsOpen) { return new Refusal("", $"This one is {State.ToLowerInvariant()} already"); }
        if (why.Trim().Length is 0 or > LongestWhy) { return new Refusal("Why", why.Trim().Length == 0 ? "Enter why it is refused" : $"Why it is refused must be {LongestWhy} characters or fewer"); }
        (RefusedOn, RefusedWhy) = (London.DateOf(at), why.Trim());
        Say("money.claim-refused", at, by);
        return this;
    }

    private void Say(string kind, DateTimeOffset at, Actor by) => Happened(new Fact { Kind = kind, Area = Area, Agency = by.Agency, Occurred = Moment.Exactly(at), SourceId = Id, Details = [new FactDetail { Field = "kind", Code = Kind }] });
}
