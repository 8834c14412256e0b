using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Casework.Sittings;

/// <summary>When and where a sitting is held.</summary>
/// <param name="How">A key of <see cref="Sitting.Hows"/>.</param>
/// <param name="Place">A room and a building; may be empty where all are online.</param>
/// <param name="Link">The address by which one joins online, or empty.</param>
public sealed record SittingWhen(DateTimeOffset StartsAt, string How, string Place, string Link);

/// <summary>Who came, of those invited.</summary>
/// <param name="State">A key of <see cref="Attended.States"/>.</param>
/// <param name="Deputy">Who came for them, if somebody did.</param>
public sealed record Came(Invited Who, string State, bool Online, string Deputy);

/// <summary>
/// One day on which a step that is a meeting is held, or was to be. It runs until the step is completed (held) or it ends otherwise;
/// then another may be called. Clocks of the step run on meanwhile.
/// </summary>
public sealed class Sitting : Entity, IEdited
{
    public const string Held = "held";

    private const int LongestReason = 4000;

    public static readonly IReadOnlyDictionary<string, string> Hows = new Dictionary<string, string>
    {
        ["in-person"] = "In person",
        ["online"] = "Online",
        ["both"] = "In person and online",
    };

    public static readonly IReadOnlyDictionary<string, string> Endings = new Dictionary<string, string>
    {
        [Held] = "Held",
        ["adjourned"] = "Adjourned",
        ["inquorate"] = "Not quorate, and not held",
        ["cancelled"] = "Cancelled",
        ["continued"] = "To be continued on another day",
    };

    public required Guid StepId { get; init; }

    public required string Area { get; init; }

    public string? VisibleTo { get; init; }

    /// <summary>From 1, as they were called.</summary>
    public required int Number { get; init; }

    public DateTimeOffset StartsAt { get; private set; }

    public string How { get; private set; } = "";

    public string Place { get; private set; } = "";

    public string Link { get; private set; } = "";

    /// <summary>A key of <see cref="Endings"/>; null while it is to come, or waits for its decision.</summary>
    public string? Ending { get; private set; }

    /// <summary>When it was said who came; null until then.</summary>
    public DateTimeOffset? TakenAt { get; private set; }

    public Guid? ChairId { get; private set; }

    /// <summary>Null until it is said who came, and where nothing says what a quorum is.</summary>
    public bool? Quorate { get; private set; }

    /// <summary>Why the chair went on without a quorum.</summary>
    public string WentOnBecause { get; private set; } = "";

    public List<Attended> Came { get; init; } = [];

    public int Edition { get; private set; }

    public DateOnly Day => London.DateOf(StartsAt);

    /// <summary>The step may be completed on what was said here.</summary>
    public bool MayDecide => TakenAt is not null && Ending is null && (Quorate is not false || WentOnBecause.Length > 0);

    public static Outcome<Sitting> Call(CaseStep step, Step definition, IReadOnlyCollection<Sitting> before, SittingWhen when, DateTimeOffset now, string? by)
    {
        if (!definition.Meeting) { return new Refusal("", "This step is not a meeting"); }
        if (step.State is not StepState.Open) { return new Refusal("", "This step has already been completed"); }
        if (before.Any(s => s.Ending is null)) { return new Refusal("", "It is called already. Move it, or say what became of it"); }
        var sitting = new Sitting { StepId = step.Id, Area = step.Area, VisibleTo = step.VisibleTo, Number = before.Count + 1 };
        sitting.Set(when);
        sitting.Say(step, "called", Moment.Exactly(now), by);
        return sitting;
    }

    public Outcome<Sitting> Move(CaseStep step, SittingWhen when, DateTimeOffset now, string? by)
    {
        if (Ending is not null || TakenAt is not null) { return new Refusal("", "This meeting has been held, or is over"); }
        Set(when);
        Say(step, "moved", Moment.Exactly(now), by);
        return this;
    }

    /// <summary>Who came; may be said again until the step is completed. Without a quorum the chair adjourns, or goes on with a reason.</summary>
    /// <param name="quorum">Null: nothing says who must be there.</param>
    public Outcome<Sitting> Take(CaseStep step, IReadOnlyCollection<Came> came, QuorumMet? quorum, bool mayGoOn, string wentOnBecause, Actor chair, DateTimeOffset now)
    {
        if (Ending is not null) { return new Refusal("", "This meeting is over"); }
        if (StartsAt > now) { return new Refusal("", $"This meeting is on {English.DateTime(StartsAt)}. Say then who came"); }
        if (came.Any(c => !Attended.States.ContainsKey(c.State))) { return new Refusal("", "Say of everybody whether they came"); }
        var reason = wentOnBecause.Trim();
        if (reason.Length > LongestReason) { return new Refusal(nameof(WentOnBecause), "Why you go on must be 4,000 characters or fewer"); }
        if (reason.Length > 0 && !mayGoOn) { return new Refusal(nameof(WentOnBecause), "Nobody may go on without this quorum"); }
        if (came.Any(c => c.Deputy.Trim().Length > Invited.LongestName)) { return new Refusal("", "Who came for them must be 200 characters or fewer"); }
        foreach (var one in came)
        {
            if (Came.Find(a => a.InvitedId == one.Who.Id) is not { } there) { Came.Add(there = new Attended { SittingId = Id, InvitedId = one.Who.Id, StepId = StepId, Area = Area, VisibleTo = VisibleTo, Sitting = this }); }
            there.Set(one);
        }

        (TakenAt, ChairId, Quorate, WentOnBecause) = (now, chair.UserId, quorum?.Met, quorum is { Met: false } ? reason : "");
        var present = came.Where(c => c.State == Attended.Present).Select(c => c.Who.Code).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(code => new FactDetail { Field = "present", Code = code });
        Say(step, "attended", Moment.Exactly(StartsAt), chair.Agency, [.. present, .. quorum is null ? [] : new[] { new FactDetail { Field = "quorate", Code = quorum.Met ? "yes" : "no" } }]);
        return this;
    }

    /// <summary>It did not decide: adjourned, inquorate, cancelled or continued. What became of it is the step's fact; here it is only over.</summary>
    internal void End(CaseStep step, string ending, DateTimeOffset now, string? by)
    {
        Ending = ending;
        Happened(step.Of("sitting-ended", null, Moment.Exactly(now), by, [new FactDetail { Field = "ending", Code = ending }]));
    }

    /// <summary>It decided: the step was completed.</summary>
    public void Decided(CaseStep step, DateTimeOffset now, string? by)
    {
        if (Ending is not null) { return; }
        Ending = Held;
        Say(step, "held", Moment.Exactly(StartsAt <= now ? StartsAt : now), by);
    }

    internal void Say(CaseStep step, string suffix, Moment occurred, string? by, List<FactDetail>? details = null)
    {
        foreach (var person in step.Concerned.ToArray()) { Happened(step.Of(suffix, person.PersonId, occurred, by, [.. (details ?? []).Select(d => new FactDetail { Field = d.Field, Code = d.Code })])); }
    }

    private void Set(SittingWhen when) => (StartsAt, How, Place, Link) = (when.StartsAt, when.How, when.Place.Trim(), when.Link.Trim());
}
