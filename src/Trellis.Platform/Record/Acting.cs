using Trellis.Platform.Time;

namespace Trellis.Platform.Record;

/// <summary>Who is acting in this unit of work, and the act under way.</summary>
public sealed class Acting(LondonClock clock)
{
    private Actor actor = Actor.Nobody;

    public Actor Actor => actor;

    internal DateTimeOffset Now => clock.Now;

    internal Act? Current { get; private set; }

    internal string? Reason { get; private set; }

    /// <summary>Set once a sign-in has been checked, or by the system for its own work.</summary>
    public void As(Actor someone) => actor = someone;

    /// <summary>Begins an act. What is saved next is recorded under it.</summary>
    /// <param name="word"><c>noun.verb</c></param>
    /// <param name="reason">Why, in the actor's words.</param>
    public void Begin(string word, string? reason = null)
    {
        if (actor == Actor.Nobody) { throw new UnrecordedChangeException($"Nobody is acting, so {word} cannot begin"); }

        Current = new Act { Word = word, At = clock.Now, UserId = actor.UserId, PostId = actor.PostId, Agency = actor.Agency };
        Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
    }

    /// <summary>The reason is known only once the form has been read.</summary>
    public void Because(string? reason) => Reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();

    internal void End()
    {
        Current = null;
        Reason = null;
    }
}
