using System.Globalization;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Meetings;

/// <summary>What happens while it sits, and its minutes.</summary>
public sealed partial class Meeting
{
    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string>
    {
        ["listed"] = "Known from a list",
        ["called"] = "Called",
        ["published"] = "Agenda out",
        ["sitting"] = "Sitting now",
        ["ended"] = "Held, minutes to be circulated",
        ["circulated"] = "Minutes to be approved",
        ["approved"] = "Minutes approved",
        ["cancelled"] = "Cancelled",
    };

    public List<Declaration> Declarations { get; } = [];

    public DateTimeOffset? BegunAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Why the chair went on without a quorum.</summary>
    public string InquorateBecause { get; private set; } = "";

    /// <summary>The item it is at.</summary>
    public Guid? ItemNow { get; private set; }

    /// <summary>The draft minutes went to those who were there.</summary>
    public DateTimeOffset? CirculatedAt { get; private set; }

    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>The meeting that approved them.</summary>
    public Guid? ApprovedInId { get; private set; }

    public string SignedBy { get; private set; } = "";

    /// <summary>A key of <see cref="States"/>.</summary>
    public string State => CancelledAt is not null ? "cancelled" : ApprovedAt is not null ? "approved" : CirculatedAt is not null ? "circulated" : EndedAt is not null ? "ended"
        : BegunAt is not null ? "sitting" : PublishedAt is not null ? "published" : CalledAt is not null ? "called" : "listed";

    public Outcome<Meeting> Begin(string chair, Guid? seat, DateTimeOffset at, DateOnly today, string? by)
    {
        if (CancelledAt is not null) { return new Refusal("Chair", "This meeting was cancelled"); }
        if (BegunAt is not null) { return new Refusal("Chair", "This meeting has begun already"); }
        if (HeldOn > today) { return new Refusal("Chair", $"This meeting is on {English.Date(HeldOn)}"); }
        if (string.IsNullOrWhiteSpace(chair)) { return new Refusal("Chair", "Enter who is in the chair"); }
        (BegunAt, ChairedBy, ChairSeatId) = (at, chair.Trim(), seat ?? ChairSeatId);
        Happened(Of("meeting.begun", at, by));
        return this;
    }

    /// <summary>The meeting comes to an item.</summary>
    public Outcome<AgendaItem> Reach(AgendaItem item, DateTimeOffset at, string? by)
    {
        if (BegunAt is null || EndedAt is not null) { return new Refusal("Item", BegunAt is null ? "This meeting has not begun" : "This meeting has ended"); }
        ItemNow = item.Id;
        item.BegunAt ??= at;
        Happened(Of("meeting.item-reached", Moment.Exactly(at), by, [About(item)]));
        return item;
    }

    public Outcome<Declaration> Declare(AgendaItem item, Seat seat, string kind, string words, bool withdrew, DateTimeOffset at, string? by)
    {
        if (ApprovedAt is not null) { return new Refusal("Seat", "The minutes of this meeting are approved"); }
        if (Declarations.Any(d => d.ItemId == item.Id && d.SeatId == seat.Id)) { return new Refusal("Seat", $"{seat.Title} declared an interest in this item already"); }
        var declaration = new Declaration { MeetingId = Id, Meeting = this, ItemId = item.Id, SeatId = seat.Id, Kind = kind, Words = words.Trim(), Withdrew = withdrew, At = at };
        Declarations.Add(declaration);
        Happened(Of("meeting.interest-declared", Moment.Exactly(at), by, [new FactDetail { Field = "kind", Code = kind }, new FactDetail { Field = "withdrew", Code = withdrew ? "yes" : "no" }]));
        return declaration;
    }

    /// <param name="filled">How many seats were filled.</param>
    /// <param name="quorum">How many must be, when the body's terms say.</param>
    public Outcome<Meeting> End(int filled, int? quorum, string inquorate, DateTimeOffset at, string? by)
    {
        if (BegunAt is null) { return new Refusal("Because", "This meeting has not begun"); }
        if (EndedAt is not null) { return new Refusal("Because", "This meeting has ended already"); }
        if (quorum is { } needed && filled < needed && string.IsNullOrWhiteSpace(inquorate)) { return new Refusal("Because", $"{English.Count(filled, "seat was", "seats were")} filled and {English.Number(needed)} must be. Take who came, or enter why the chair went on"); }
        (EndedAt, ItemNow, InquorateBecause) = (at, null, quorum is { } least && filled < least ? inquorate.Trim() : "");
        Happened(Of("meeting.ended", Moment.Exactly(at), by, [new FactDetail { Field = "filled", Code = filled.ToString(CultureInfo.InvariantCulture) }, new FactDetail { Field = "quorate", Code = quorum is null ? "not-stated" : filled >= quorum ? "yes" : "no" }]));
        return this;
    }

    /// <summary>The draft goes to those who were there. What it says is frozen as it was sent.</summary>
    public Outcome<Meeting> Circulate(string minutes, DateTimeOffset at, string? by)
    {
        if (EndedAt is null) { return new Refusal("Minutes", "End the meeting first"); }
        if (ApprovedAt is not null) { return new Refusal("Minutes", "These minutes are approved"); }
        CirculatedAt = at;
        Freeze("meeting.minutes-circulated", minutes, at, by, []);
        return this;
    }

    /// <summary>A later meeting takes them as a true record, and its chair signs them. From then on nothing of them changes.</summary>
    public Outcome<Meeting> Approve(Meeting at, string signer, string minutes, DateTimeOffset now, string? by)
    {
        if (CirculatedAt is null) { return new Refusal("Approve", "The draft was not circulated yet"); }
        if (ApprovedAt is not null) { return new Refusal("Approve", "These minutes are approved already"); }
        if (at.Id == Id || at.HeldOn < HeldOn) { return new Refusal("Approve", "A later meeting approves them"); }
        if (string.IsNullOrWhiteSpace(signer)) { return new Refusal("Signer", "Enter who signs them"); }
        (ApprovedAt, ApprovedInId, SignedBy) = (now, at.Id, signer.Trim());
        Freeze("meeting.minutes-approved", minutes, now, by, [new FactDetail { Field = "in", Code = at.Id.ToString() }]);
        return this;
    }

    /// <summary>Whole minutes hold what is closed to others, so their frozen words are for those who keep the partnership's business.</summary>
    private void Freeze(string kind, string minutes, DateTimeOffset at, string? by, List<FactDetail> details)
    {
        var words = new Words { Kind = "minutes", Body = minutes, VisibleTo = "boards" };
        Froze(words);
        Happened(new Fact { Kind = kind, SourceId = Id, Area = Areas[0], Agency = by, Occurred = Moment.Exactly(at), VisibleTo = "boards", Frozen = words.Hash(), Details = details });
    }
}
