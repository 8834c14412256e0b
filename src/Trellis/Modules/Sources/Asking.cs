using System.Globalization;
using Trellis.Modules.Sources.Public;
using Trellis.Platform.Messages;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Sources;

/// <summary>
/// One question to one source. Said before it goes out and again when something came of it, at every try. What was typed and
/// what was answered are kept, locked, only while somebody still has to hear of it.
/// </summary>
public sealed class Asking : Entity, IEdited
{
    public const string Trying = "trying";
    public const string Waiting = "waiting";
    public const string Answered = "answered";
    public const string Late = "late";
    public const string Done = "done";

    /// <summary>Longer than any source is waited for: whoever has not noted by then what came of it never will.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    public required string Source { get; init; }

    public required string Area { get; init; }

    public required Guid AskedBy { get; init; }

    public string? Agency { get; init; }

    /// <summary>The act word it was asked for.</summary>
    public required string Purpose { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public string State { get; private set; } = Trying;

    public string? Outcome { get; private set; }

    /// <summary>Why it could not be checked the last time: see <see cref="Heard.Words"/>.</summary>
    public string? Code { get; private set; }

    public int Attempts { get; private set; } = 1;

    public byte[]? Question { get; private set; }

    public byte[]? Answer { get; private set; }

    public DateTimeOffset TriedAt { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public DateTimeOffset? NextAt { get; private set; }

    public int Edition { get; private set; }

    /// <param name="locked">What was typed, for <see cref="Purposes"/>.</param>
    public static Asking Begin(Guid id, string source, Actor actor, string area, string purpose, byte[] locked, DateTimeOffset now)
    {
        var asking = new Asking { Id = id, Source = source, Area = area, AskedBy = actor.UserId, Agency = actor.Agency, Purpose = purpose, AskedAt = now, Question = locked, TriedAt = now, NextAt = now + Lease };
        asking.Say("source.asked", now, actor.Agency, ("purpose", purpose), ("attempt", "1"));
        return asking;
    }

    /// <summary>What the locked texts of an asking are locked for.</summary>
    public static string Purposes(Guid id) => $"source asking {id}";

    public bool IsDue(DateTimeOffset now) => State is Trying or Waiting && NextAt <= now;

    public void TryAgain(DateTimeOffset now)
    {
        (State, TriedAt, NextAt) = (Trying, now, now + Lease);
        Attempts++;
        Say("source.asked", now, null, ("purpose", Purpose), ("attempt", Attempts.ToString(CultureInfo.InvariantCulture)));
    }

    /// <param name="locked">The answer, for whoever looks later; null when somebody is there to see it, or there is none.</param>
    /// <param name="jitter">From 0 to 1.</param>
    public void Came(Heard heard, byte[]? locked, DateTimeOffset now, double jitter)
    {
        Outcome = Word(heard.Outcome);
        Code = heard.Code;
        if (heard.Outcome is SourceOutcome.NotChecked)
        {
            var pause = Backoff.After(Attempts, jitter);
            (State, NextAt) = (Waiting, heard.Passes ? now + (heard.NotBefore > pause ? heard.NotBefore.Value : pause) : null);
            // Whoever asked is there and is told; asking the same once more would not help.
            if (Attempts == 1 && !heard.Passes) { (State, Question) = (Done, null); }
        }
        else
        {
            (State, Answer, AnsweredAt, NextAt) = (Attempts == 1 ? Answered : Late, locked, now, null);
            if (State is Answered) { Question = null; }
        }

        Say("source.answered", now, null, [("outcome", Outcome), .. heard.Code is { } code ? [("code", code)] : Array.Empty<(string, string)>()]);
    }

    /// <summary>Somebody has seen the late answer, or decided that it is not asked any more. What was typed and answered is gone.</summary>
    public Outcome<string> Settle(Actor by, DateTimeOffset now)
    {
        if (State is Trying) { return new Refusal("", "It is being asked at this moment. Look again in a minute"); }
        if (State is not (Waiting or Late)) { return new Refusal("", "Somebody has dealt with it meanwhile"); }
        Say("source.settled", now, by.Agency, ("was", State));
        (State, Question, Answer, NextAt) = (Done, null, null, null);
        return State;
    }

    private static string Word(SourceOutcome outcome) => outcome switch { SourceOutcome.Found => "found", SourceOutcome.Nothing => "nothing", _ => "not-checked" };

    private void Say(string kind, DateTimeOffset now, string? by, params (string Field, string Code)[] details) => Happened(new Fact
    {
        Kind = kind,
        SourceId = Id,
        Area = Area,
        Agency = by,
        Occurred = Moment.Exactly(now),
        Details = [new FactDetail { Field = "source", Code = Source }, .. details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })],
    });
}
