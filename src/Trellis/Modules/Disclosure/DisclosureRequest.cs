using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Disclosure;

/// <summary>Somebody is to get a copy of what is held about a person. One prepares it line by line, another signs; then it is frozen.</summary>
public sealed class DisclosureRequest : Entity
{
    public const int LongestText = 500;

    public const string SubjectAccess = "subject-access";

    public required Guid PersonId { get; init; }

    public required string Area { get; init; }

    /// <summary><c>subject-access</c>, <c>court</c>, <c>other-parent</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Who gets it.</summary>
    public required string Recipient { get; init; }

    /// <summary>How it was checked that they are who they say, and may have it.</summary>
    public required string Verified { get; init; }

    public required string Purpose { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    /// <summary>One month after it was received (UK GDPR article 12(3)); two more when extended.</summary>
    public DateOnly DueOn { get; private set; }

    public bool Extended { get; private set; }

    public required Guid OpenedBy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public Guid? PreparedBy { get; private set; }

    public DateTimeOffset? PreparedAt { get; private set; }

    public Guid? SignedBy { get; private set; }

    public DateTimeOffset? SignedAt { get; private set; }

    public List<DisclosureItem> Items { get; init; } = [];

    public DisclosureRequest Opened(DateTimeOffset at, string? by)
    {
        DueOn = ReceivedOn.AddMonths(1);
        Say("disclosure.opened", at, by, new FactDetail { Field = "kind", Code = Kind });
        return this;
    }

    public void Gathered(IEnumerable<DisclosureItem> items, DateTimeOffset at, string? by)
    {
        Items.AddRange(items);
        Say("disclosure.gathered", at, by);
    }

    /// <summary>By two further months, where that is necessary (article 12(3)). Why is the reason of the act.</summary>
    public Outcome<DateOnly> Extend(string? why, DateTimeOffset at, string? by)
    {
        if (Extended) { return new Refusal("Why", "This was extended already"); }
        if (SignedAt is not null) { return new Refusal("Why", "This is signed already"); }
        if (string.IsNullOrWhiteSpace(why)) { return new Refusal("Why", "Enter why more time is needed"); }
        (Extended, DueOn) = (true, ReceivedOn.AddMonths(3));
        Say("disclosure.extended", at, by);
        return DueOn;
    }

    /// <summary>What stays and what is withheld; marked lines need a reason either way.</summary>
    public Outcome<DisclosureItem> Decide(DisclosureItem item, string decision, string? reason, Actor by, DateTimeOffset at)
    {
        if (SignedAt is not null) { return new Refusal("Item", "This is signed already"); }
        if (decision is not ("keep" or "redact")) { return new Refusal("Decision", "Select whether it stays or is withheld"); }
        if (string.IsNullOrWhiteSpace(reason)) { return new Refusal("Reason", "Enter why"); }
        item.Decided(decision, reason.Trim(), by.UserId);
        (PreparedBy, PreparedAt) = (null, null);
        Say("disclosure.decided", at, by.Agency, new FactDetail { Field = "decision", Code = decision });
        return item;
    }

    public Outcome<DisclosureRequest> Prepared(Actor by, DateTimeOffset at)
    {
        if (SignedAt is not null) { return new Refusal("", "This is signed already"); }
        if (Items.Exists(i => i.Mark is not null && i.Decision is null)) { return new Refusal("", "Decide about every marked line first"); }
        (PreparedBy, PreparedAt) = (by.UserId, at);
        Say("disclosure.prepared", at, by.Agency);
        return this;
    }

    public Outcome<DisclosureRequest> Sign(Actor by, DateTimeOffset at)
    {
        if (PreparedBy is null) { return new Refusal("", "This is not ready to be signed"); }
        if (SignedAt is not null) { return new Refusal("", "This is signed already"); }
        if (by.UserId == PreparedBy || Items.Exists(i => i.DecidedBy == by.UserId)) { return new Refusal("", "You prepared this, so somebody else must sign"); }
        (SignedBy, SignedAt) = (by.UserId, at);
        Say("disclosure.signed", at, by.Agency);
        return this;
    }

    /// <summary>Kept to those who govern information: that somebody asked is not for everybody who works with the family.</summary>
    internal Fact Said(string kind, DateTimeOffset at, string? by, params FactDetail[] details) => new()
    {
        Kind = kind,
        PersonId = PersonId,
        SourceId = Id,
        Area = Area,
        Agency = by,
        Occurred = Moment.Exactly(at),
        VisibleTo = Closed.Governance,
        Details = [.. details],
    };

    private void Say(string kind, DateTimeOffset at, string? by, params FactDetail[] details) => Happened(Said(kind, at, by, details));
}

/// <summary>One line of what is held: a question and its answer.</summary>
public sealed class DisclosureItem : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public Guid RequestId { get; init; }

    public required Guid PersonId { get; init; }

    public Guid? MatterId { get; init; }

    public required string Area { get; init; }

    public required int Position { get; init; }

    public required string Part { get; init; }

    public required string Label { get; init; }

    /// <summary>What it says; of a sensitive answer, locked.</summary>
    public required string Text { get; set; }

    /// <summary>Why somebody has to decide: <c>third-party</c>, <c>agency</c>, <c>sensitive</c>, <c>confidential</c>; null when it simply stays.</summary>
    public string? Mark { get; init; }

    /// <summary><c>keep</c> or <c>redact</c>; null when nobody decided, and it stays.</summary>
    public string? Decision { get; private set; }

    public string? Reason { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public DisclosureRequest? Request { get; init; }

    Entity IPart.Whole => Request ?? throw new InvalidOperationException("Load the line with its request to change it");

    internal void Keep(string locked) => Text = locked;

    internal void Decided(string decision, string reason, Guid by) => (Decision, Reason, DecidedBy) = (decision, reason, by);
}
