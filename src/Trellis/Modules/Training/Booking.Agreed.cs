using Trellis.Platform.Record;

namespace Trellis.Modules.Training;

/// <summary>A line manager who is asked before somebody comes.</summary>
public sealed record AskedManager(string Email, DateTimeOffset By);

/// <summary>What a line manager says to a booking, where their agency wants it.</summary>
public sealed partial class Booking
{
    public const int LongestSaid = 1000;

    /// <summary>Who is asked; null: nobody has to be.</summary>
    public string? ManagerEmail { get; private set; }

    public DateTimeOffset? AgreeBy { get; private set; }

    public DateTimeOffset? AgreedAt { get; private set; }

    public DateTimeOffset? ManagerRemindedAt { get; private set; }

    /// <summary>Why they did not agree.</summary>
    public string ManagerSays { get; private set; } = "";

    public bool AsksManager => AgreeBy is not null && AgreedAt is null && State is "asked" or "waiting";

    /// <summary>They agree: a place that was held is theirs; on the waiting list they go on waiting.</summary>
    public Outcome<Booking> Agree(DateTimeOffset at)
    {
        if (Answerable(at) is { } why) { return why; }
        AgreedAt = at;
        Say("training.manager-agreed", at);
        if (State is not "asked") { return this; }
        State = "confirmed";
        Say("training.booked", at);
        return this;
    }

    public Outcome<Booking> Decline(string says, DateTimeOffset at)
    {
        if (Answerable(at) is { } why) { return why; }
        if (says.Trim().Length > LongestSaid) { return new Refusal("Why", $"Why not must be {LongestSaid} characters or fewer"); }
        (State, Seat, EndedAt, ManagerSays) = ("declined", null, at, says.Trim());
        Say("training.manager-declined", at);
        return this;
    }

    /// <summary>Nobody answered: the place is somebody else's.</summary>
    public bool Unanswered(DateTimeOffset at)
    {
        if (!AsksManager || AgreeBy > at) { return false; }
        (State, Seat, EndedAt) = ("unanswered", null, at);
        Say("training.manager-silent", at);
        return true;
    }

    /// <summary>Once.</summary>
    public bool RemindManager(DateTimeOffset at)
    {
        if (!AsksManager || ManagerRemindedAt is not null || AgreeBy <= at) { return false; }
        ManagerRemindedAt = at;
        Say("training.manager-reminded", at);
        return true;
    }

    /// <summary>Their turn has come while the manager is still asked: the place is held for the answer.</summary>
    public Outcome<Booking> Hold(int seat, DateTimeOffset at)
    {
        if (State is not "waiting" || !AsksManager) { return new Refusal("", "They do not wait for a place"); }
        (State, Seat) = ("asked", seat);
        Say("training.held", at);
        return this;
    }

    /// <summary>The same person’s booking of another date, with what they need and what their manager said.</summary>
    public Outcome<Booking> ToDate(Workshop on, Delegate who, int? seat, long turn, DateTimeOffset at)
    {
        if (Make(on, who, BookedBy, Needs, seat, turn, at).Refused(out var why, out var moved)) { return why; }
        (moved.MovedFrom, moved.ManagerEmail, moved.AgreeBy, moved.AgreedAt) = (Id, ManagerEmail, AgreeBy, AgreedAt);
        moved.Say("training.changed-date", at);
        return moved;
    }

    private void AskManager(AskedManager? asks, DateTimeOffset at)
    {
        if (asks is null) { return; }
        (ManagerEmail, AgreeBy) = (asks.Email, asks.By);
        Say("training.manager-asked", at);
    }

    private Refusal? Answerable(DateTimeOffset at) =>
        !AsksManager ? new Refusal("", $"This was answered, or is over: {States[State].ToLowerInvariant()}") : AgreeBy <= at ? new Refusal("", "It was to be answered earlier. They can book again") : null;
}
