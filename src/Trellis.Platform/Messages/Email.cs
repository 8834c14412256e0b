using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Messages;

/// <summary>
/// An e-mail in the outbox, for whoever owns the outbox to decide about. The sender moves it along by itself: waiting, sending,
/// then sent or failed; unknown when it stopped in between.
/// </summary>
public sealed class Email : Entity
{
    public Guid UserId { get; init; }

    /// <summary>A digest.</summary>
    public bool Gathered { get; init; }

    public bool Urgent { get; init; }

    /// <summary>waiting, sending, sent, failed, unknown or dropped.</summary>
    public string State { get; private set; } = "waiting";

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset NextAt { get; private set; }

    public DateTimeOffset MadeAt { get; init; }

    public int Attempts { get; private set; }

    /// <summary>The sender that tried last.</summary>
    public Guid? Claim { get; private set; }

    public DateTimeOffset? TriedAt { get; private set; }

    /// <summary>What the provider answered the last time.</summary>
    public string? Code { get; private set; }

    public bool NeedsSomebody => State is "failed" or "unknown";

    /// <summary>Failed, or nobody knows: somebody decided that it shall go again, also if it may then arrive twice.</summary>
    public Outcome<string> TryAgain(DateTimeOffset now, string area)
    {
        if (!NeedsSomebody) { return new Refusal("", State is "sent" ? "This e-mail has been sent meanwhile" : "This e-mail is being tried already"); }
        Say("e-mail.tried-again", now, area);
        (State, NextAt, Attempts, Code) = ("waiting", now, 0, null);
        Claim = null;
        return State;
    }

    /// <summary>Somebody found out that it arrived.</summary>
    public Outcome<string> WasSent(DateTimeOffset now, string area)
    {
        if (State is not "unknown") { return new Refusal("", "Only of an e-mail not known to be sent can it be said that it was"); }
        Say("e-mail.found-sent", now, area);
        State = "sent";
        return State;
    }

    private void Say(string kind, DateTimeOffset now, string area) => Happened(new Fact
    {
        Kind = kind,
        SourceId = Id,
        Area = area,
        Occurred = Moment.Exactly(now),
        Details = [new FactDetail { Field = "was", Code = State }],
    });
}
