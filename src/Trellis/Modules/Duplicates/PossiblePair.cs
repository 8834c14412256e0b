using Trellis.Platform.Record;
using Trellis.Platform.Time;
using Trellis.Practice;

namespace Trellis.Modules.Duplicates;

/// <summary>How likely two records are one person's, as the matcher has it: no value of either is in it.</summary>
/// <param name="Probability">0 to 1.</param>
/// <param name="Outcome"><c>same</c> or <c>review</c>.</param>
/// <param name="Guard">What stands against joining: <c>none</c> or one of <see cref="PairWords.Guards"/>.</param>
/// <param name="Model">Which matcher said so.</param>
public sealed record Weighed(double Probability, string Outcome, string Guard, IReadOnlyList<FieldSaid> Why, string Model);

/// <summary>How a field agreed, in the matcher's words, and its bits: for, or negative against.</summary>
public sealed record FieldSaid(string Field, string Alike, double Bits);

/// <summary>
/// Two records that may be one person's, found by the program and decided by people. Its facts are of codes alone and stand in the record of
/// one of the two: neither names the other.
/// </summary>
public sealed class PossiblePair : Entity, IEdited
{
    public const string Waiting = "waiting";
    public const string CannotTell = "cannot-tell";
    public const string Second = "second";
    public const string Disagreed = "manager";
    public const string Same = "same";
    public const string Different = "different";
    public const string Gone = "gone";

    public const string ReviewedAgain = "duplicate.reviewed-again";

    /// <summary>Nobody has decided, or nobody could.</summary>
    public static readonly string[] Open = [Waiting, CannotTell];

    public static readonly string[] Answers = [Same, Different, CannotTell];

    /// <summary>The lower of the two ids, so that a pair is found whichever way it is asked for.</summary>
    public required Guid OneId { get; init; }

    public required Guid OtherId { get; init; }

    public required string Area { get; set; }

    public required string OtherArea { get; set; }

    /// <summary>In whose record its facts stand.</summary>
    public required Guid SaidOf { get; set; }

    public double Probability { get; private set; }

    public string Outcome { get; private set; } = "review";

    public string Guard { get; private set; } = PairWords.NoGuard;

    public string Why { get; private set; } = "[]";

    public string Model { get; private set; } = "";

    public DateTimeOffset FoundAt { get; private set; }

    public string State { get; private set; } = Gone;

    /// <summary>Reviews count for the round they were made in.</summary>
    public int Round { get; private set; }

    public Guid? FirstBy { get; private set; }

    public Guid? SecondBy { get; private set; }

    public int Edition { get; private set; }

    public List<PairReview> Reviews { get; init; } = [];

    /// <summary>Found for the first time, or again after it had gone or what was decided no longer holds.</summary>
    internal void Found(Weighed weighed, DateTimeOffset at)
    {
        Weigh(weighed);
        (FoundAt, State, FirstBy, SecondBy) = (at, Waiting, null, null);
        Round++;
        Say("duplicate.found", at, null, ("outcome", Outcome), ("guard", Guard));
    }

    /// <summary>Still likely, but otherwise than before.</summary>
    /// <returns>False: as before, and nothing is said.</returns>
    internal bool WeighedAgain(Weighed weighed, DateTimeOffset at)
    {
        if (weighed.Guard == Guard && weighed.Outcome == Outcome && weighed.Model == Model && Math.Abs(weighed.Probability - Probability) < .01) { return false; }
        Weigh(weighed);
        Say("duplicate.weighed-again", at, null, ("outcome", Outcome), ("guard", Guard));
        return true;
    }

    /// <summary>No longer likely, or nothing is left to decide: joined, told apart or related otherwise.</summary>
    internal void NoLonger(DateTimeOffset at)
    {
        State = Gone;
        Say("duplicate.gone", at, null);
    }

    /// <summary>Whether a decision is looked at again: it is in the sample, or it is not what the matcher would say.</summary>
    internal bool IsLookedAtAgain(string said, DuplicateRules rules) => said switch
    {
        Different => rules.Samples(Id) || Probability >= rules.Surprising,
        Same => rules.Samples(Id) || Guard is "two-numbers" or "number-but-not-name" or "other-birth-date",
        _ => false,
    };

    /// <summary>The first decision.</summary>
    /// <param name="settles">Of cannot tell: codes of <c>would-settle</c>.</param>
    internal Outcome<PairReview> Decide(string said, IReadOnlyList<string> settles, Actor by, DuplicateRules rules, DateTimeOffset at)
    {
        if (!Open.Contains(State)) { return new Refusal("", "Somebody else has just decided about these records"); }
        if (State is CannotTell) { Round++; }
        var review = Review("first", said, settles, by, at);
        (FirstBy, SecondBy) = (by.UserId, null);
        State = IsLookedAtAgain(said, rules) ? Second : said;
        Say("duplicate.decided", at, by.Agency, [("answer", said), .. settles.Select(s => ("settles", s))]);
        return review;
    }

    /// <summary>Looked at by a second person.</summary>
    /// <param name="first">What the first said: the second has not seen it.</param>
    internal Outcome<PairReview> DecideAgain(string said, string first, IReadOnlyList<string> settles, Actor by, DateTimeOffset at)
    {
        if (State is not Second) { return new Refusal("", "Somebody else has just decided about these records"); }
        if (FirstBy == by.UserId) { return new Refusal("", "Somebody else has to look: you decided first"); }
        var review = Review("second", said, settles, by, at);
        SecondBy = by.UserId;
        State = said == first ? first : Disagreed;
        Say(ReviewedAgain, at, by.Agency, ("first", first), ("second", said), ("agreed", said == first ? "yes" : "no"));
        return review;
    }

    /// <summary>The two said otherwise: a manager, who is neither of them, decides.</summary>
    internal Outcome<PairReview> Settle(string said, IReadOnlyList<string> settles, Actor by, DateTimeOffset at)
    {
        if (State is not Disagreed) { return new Refusal("", "Somebody else has just decided about these records"); }
        if (by.UserId == FirstBy || by.UserId == SecondBy) { return new Refusal("", "Another manager has to decide: you were one of the two who said otherwise"); }
        var review = Review("manager", said, settles, by, at);
        State = said;
        Say("duplicate.settled", at, by.Agency, [("answer", said), .. settles.Select(s => ("settles", s))]);
        return review;
    }

    private PairReview Review(string turn, string said, IReadOnlyList<string> settles, Actor by, DateTimeOffset at)
    {
        var review = new PairReview { Pair = this, PairId = Id, Round = Round, Turn = turn, ById = by.UserId, At = at, Said = said, Settles = string.Join(',', settles) };
        Reviews.Add(review);
        return review;
    }

    private void Weigh(Weighed weighed) => (Probability, Outcome, Guard, Why, Model) = (weighed.Probability, weighed.Outcome, weighed.Guard, PairWords.Write(weighed.Why), weighed.Model);

    private void Say(string kind, DateTimeOffset at, string? by, params (string Field, string Code)[] details) => Happened(new Fact
    {
        Kind = kind,
        PersonId = SaidOf,
        SourceId = Id,
        Area = SaidOf == OneId ? Area : OtherArea,
        Agency = by,
        Occurred = Moment.Exactly(at),
        Details = [.. details.Select(d => new FactDetail { Field = d.Field, Code = d.Code })],
    });
}

/// <summary>What somebody said of a pair.</summary>
public sealed class PairReview : IPart
{
    public Guid Id { get; init; } = Ids.New();

    public PossiblePair? Pair { get; init; }

    public required Guid PairId { get; init; }

    public required int Round { get; init; }

    /// <summary>first, second or manager.</summary>
    public required string Turn { get; init; }

    public required Guid ById { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Said { get; init; }

    /// <summary>What would settle it, codes with a comma between.</summary>
    public string Settles { get; init; } = "";

    Entity IPart.Whole => Pair ?? throw new InvalidOperationException("A review is written with its pair");
}
