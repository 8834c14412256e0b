using System.Security.Cryptography;
using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Training;

/// <summary>Somebody's place on a workshop, or their wish for one: waited for, offered, taken, given up, used.</summary>
public sealed partial class Booking : Entity, IEdited
{
    public const int LongestNeeds = 1000;

    private const string CertificateLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary><c>B2K7PQ…</c>: said on the telephone, and known from nothing.</summary>
    public required string Reference { get; init; }

    public required Guid WorkshopId { get; init; }

    public Workshop? Workshop { get; init; }

    public required string Area { get; init; }

    public required Guid DelegateId { get; set; }

    public Delegate? Delegate { get; init; }

    /// <summary>Who had the place before a colleague took it.</summary>
    public required Guid FirstDelegateId { get; init; }

    public required Guid BookedBy { get; init; }

    /// <summary>waiting, offered, asked, confirmed, cancelled, lapsed, declined or unanswered.</summary>
    public string State { get; private set; } = "";

    /// <summary>From 1 to the workshop's places, while a place is offered or taken.</summary>
    public int? Seat { get; private set; }

    /// <summary>Who came first is first.</summary>
    public required long Turn { get; init; }

    /// <summary>What they need to take part: access, food.</summary>
    public required string Needs { get; init; }

    public required DateTimeOffset BookedAt { get; init; }

    /// <summary>The booking of another date that this was before.</summary>
    public Guid? MovedFrom { get; private set; }

    public DateTimeOffset? OfferedUntil { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Cancelled so late that it is charged.</summary>
    public bool Late { get; private set; }

    public bool WalkedIn { get; init; }

    /// <summary>whole, part, no, or full: they came and there was no seat; null until attendance is taken.</summary>
    public string? Came { get; private set; }

    /// <summary>list, code or report.</summary>
    public string? CameBy { get; private set; }

    /// <summary>By which anybody can see that the certificate is ours.</summary>
    public string? Certificate { get; private set; }

    /// <summary>The days before that they were reminded on.</summary>
    public int[] Reminded { get; private set; } = [];

    /// <summary>When they were asked what changed.</summary>
    public DateTimeOffset? AskedAt { get; private set; }

    public int Nudged { get; private set; }

    public DateTimeOffset? NudgedAt { get; private set; }

    public int Edition { get; private set; }

    public bool Stands => State is "waiting" or "offered" or "asked" or "confirmed";

    public static readonly IReadOnlyDictionary<string, string> States = new Dictionary<string, string>
    {
        ["waiting"] = "Waiting list",
        ["offered"] = "Place offered",
        ["asked"] = "Waiting for the line manager",
        ["confirmed"] = "Booked",
        ["cancelled"] = "Cancelled",
        ["lapsed"] = "Offer not taken in time",
        ["declined"] = "The line manager did not agree",
        ["unanswered"] = "The line manager did not answer in time",
    };

    /// <param name="seat">A free seat; null when there is none, and they wait.</param>
    /// <param name="asks">The line manager who is asked first; null: nobody is.</param>
    public static Outcome<Booking> Make(Workshop on, Delegate who, Guid by, string needs, int? seat, long turn, DateTimeOffset at, AskedManager? asks = null)
    {
        if (!on.MayBeBooked(at)) { return new Refusal("", on.CancelledAt is not null ? "This workshop was cancelled" : "This workshop can no longer be booked"); }
        if (needs.Trim().Length > LongestNeeds) { return new Refusal("Needs", $"What you need must be {LongestNeeds} characters or fewer"); }
        var booking = New(on, who, by, needs, turn, walkedIn: false, at);
        (booking.State, booking.Seat) = seat is { } free ? (asks is null ? "confirmed" : "asked", free) : ("waiting", (int?)null);
        if (booking.State is not "asked") { booking.Say(seat is null ? "training.wait-listed" : "training.booked", at, ("sector", who.Sector), ("role", who.Role)); }
        booking.AskManager(asks, at);
        return booking;
    }

    /// <summary>Somebody came who had not booked, and there was room.</summary>
    public static Outcome<Booking> WalkIn(Workshop on, Delegate who, int? seat, long turn, DateTimeOffset at)
    {
        if (seat is not { } free) { return new Refusal("Email", $"All {on.Places} places are taken"); }
        var booking = New(on, who, who.Id, "", turn, walkedIn: true, at);
        (booking.State, booking.Seat, booking.Came, booking.CameBy) = ("confirmed", free, "whole", "list");
        booking.Say("training.walked-in", at, ("sector", who.Sector), ("role", who.Role));
        return booking;
    }

    /// <summary>A place became free, and is theirs until then.</summary>
    public Outcome<Booking> Offer(int seat, DateTimeOffset until, DateTimeOffset at)
    {
        if (State is not "waiting") { return new Refusal("", "They do not wait for a place"); }
        (State, Seat, OfferedUntil) = ("offered", seat, until);
        Say("training.offered", at);
        return this;
    }

    public Outcome<Booking> Accept(DateTimeOffset at)
    {
        if (State is not "offered" || OfferedUntil <= at) { return new Refusal("", "This place is not offered to you any more"); }
        (State, OfferedUntil) = ("confirmed", null);
        Say("training.booked", at);
        return this;
    }

    /// <summary>They did not take it in time: the next is asked.</summary>
    public bool Lapse(DateTimeOffset at)
    {
        if (State is not "offered" || OfferedUntil > at) { return false; }
        (State, Seat, EndedAt) = ("lapsed", null, at);
        Say("training.offer-lapsed", at);
        return true;
    }

    /// <summary>Late after the day the rules say: then the caller charges for it. Nobody is charged for a place they only waited for.</summary>
    public Outcome<Booking> Cancel(Workshop on, TrainingRules rules, WorkingCalendar calendar, DateTimeOffset at)
    {
        if (!Stands) { return new Refusal("", $"This booking is over: {States[State].ToLowerInvariant()}"); }
        if (at >= on.StartsAt) { return new Refusal("", $"This workshop took place on {English.Date(on.Day)}. Ask the training team to change attendance"); }
        Late = State is "confirmed" && on.CancelledAt is null && London.DateOf(at) >= on.LateFrom(rules, calendar);
        (State, Seat, OfferedUntil, EndedAt) = ("cancelled", null, null, at);
        Say("training.cancelled", at, ("late", Late ? "yes" : "no"));
        return this;
    }

    /// <summary>The workshop is not held. Nobody is charged.</summary>
    public void NotHeld(DateTimeOffset at)
    {
        (State, Seat, OfferedUntil, EndedAt) = ("cancelled", null, null, at);
        Say("training.cancelled", at, ("late", "no"));
    }

    /// <summary>A colleague comes instead. Nobody is charged.</summary>
    public Outcome<Booking> Substitute(Workshop on, Delegate colleague, DateTimeOffset at)
    {
        if (State is not "confirmed") { return new Refusal("", "Only a place that is booked can be given to a colleague"); }
        if (at >= on.StartsAt) { return new Refusal("", $"This workshop took place on {English.Date(on.Day)}"); }
        if (colleague.Id == DelegateId) { return new Refusal("Email", "Enter your colleague’s address, not your own"); }
        DelegateId = colleague.Id;
        Say("training.substituted", at);
        return this;
    }

    private static Booking New(Workshop on, Delegate who, Guid by, string needs, long turn, bool walkedIn, DateTimeOffset at) => new()
    {
        Reference = "B" + RandomNumberGenerator.GetString(CertificateLetters, 7),
        WorkshopId = on.Id,
        Area = on.Area,
        DelegateId = who.Id,
        FirstDelegateId = who.Id,
        BookedBy = by,
        Turn = turn,
        Needs = needs.Trim(),
        BookedAt = at,
        WalkedIn = walkedIn,
    };

    private void Say(string kind, DateTimeOffset at, params (string Field, string Code)[] details) => Happened(new Fact
    {
        Kind = kind,
        SourceId = Id,
        Area = Area,
        Occurred = Moment.Exactly(at),
        Details = [.. details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })],
    });
}
