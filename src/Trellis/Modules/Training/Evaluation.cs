using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Training;

/// <summary>What somebody says of a workshop at its end. Its id is the booking's: once for each.</summary>
public sealed class Evaluation : Entity
{
    public const int Lowest = 1;
    public const int Highest = 4;
    public const int LongestText = 4000;

    /// <summary>As the delegates are asked: poor to excellent.</summary>
    public static readonly IReadOnlyList<string> Scale = ["Poor", "Satisfactory", "Good", "Excellent"];

    public required string Area { get; init; }

    public required Guid WorkshopId { get; init; }

    public required int Experience { get; init; }

    /// <summary>What they will do differently.</summary>
    public required string WillDo { get; init; }

    public required string Comments { get; init; }

    public required DateTimeOffset At { get; init; }

    public List<Rating> Ratings { get; } = [];

    /// <param name="ratings">For each outcome, from 1, and each of knowledge and confidence: before and after. 0 is not answered.</param>
    public static Outcome<Evaluation> Give(Booking of, Course course, IReadOnlyList<(int Outcome, string What, int Before, int After)> ratings, int experience, string willDo, string comments, DateTimeOffset at)
    {
        if (!of.Attended) { return new Refusal("", "Whoever came is asked"); }
        foreach (var (outcome, what, before, after) in ratings)
        {
            if (Missing(before)) { return new Refusal(Field(outcome, what, "before"), $"Select your {what} before, for outcome {outcome}"); }
            if (Missing(after)) { return new Refusal(Field(outcome, what, "after"), $"Select your {what} now, for outcome {outcome}"); }
        }

        if (ratings.Select(r => (r.Outcome, r.What)).Distinct().Count() != course.Outcomes.Length * 2) { return new Refusal("", "Say something of every learning outcome"); }
        if (Missing(experience)) { return new Refusal("Experience", "Select how it was altogether"); }
        if (willDo.Trim().Length > LongestText) { return new Refusal("WillDo", $"What you will do must be {LongestText} characters or fewer"); }
        if (comments.Trim().Length > LongestText) { return new Refusal("Comments", $"Comments must be {LongestText} characters or fewer"); }
        var evaluation = new Evaluation { Id = of.Id, Area = of.Area, WorkshopId = of.WorkshopId, Experience = experience, WillDo = willDo.Trim(), Comments = comments.Trim(), At = at };
        evaluation.Ratings.AddRange(ratings.Select(r => new Rating { Evaluation = evaluation, EvaluationId = of.Id, Outcome = r.Outcome, What = r.What, Before = r.Before, After = r.After }));
        evaluation.Happened(new Fact { Kind = "training.evaluated", SourceId = of.Id, Area = of.Area, Occurred = Moment.Exactly(at) });
        return evaluation;
    }

    /// <summary>What a form calls one of the answers.</summary>
    public static string Field(int outcome, string what, string when) => $"Rate[{what}-{outcome}-{when}]";

    private static bool Missing(int answer) => answer is < Lowest or > Highest;
}

/// <summary>What somebody knew, or how sure they were, before and after, of one learning outcome.</summary>
public sealed class Rating : IPart
{
    public static readonly IReadOnlyList<string> Whats = ["knowledge", "confidence"];

    public required Guid EvaluationId { get; init; }

    public Evaluation? Evaluation { get; init; }

    /// <summary>From 1, in the order of the course.</summary>
    public required int Outcome { get; init; }

    /// <summary>knowledge or confidence.</summary>
    public required string What { get; init; }

    public required int Before { get; init; }

    public required int After { get; init; }

    Entity IPart.Whole => Evaluation!;
}

/// <summary>What somebody says three months later. Its id is the booking's.</summary>
public sealed class FollowUp : Entity
{
    public static readonly IReadOnlyDictionary<string, string> Changes = new Dictionary<string, string> { ["much"] = "A lot", ["some"] = "Something", ["not-yet"] = "Nothing yet", ["no"] = "Nothing" };

    public required string Area { get; init; }

    public required Guid WorkshopId { get; init; }

    public required string Changed { get; init; }

    public required string Example { get; init; }

    /// <summary>What their manager says.</summary>
    public required string ManagerSays { get; init; }

    public required DateTimeOffset At { get; init; }

    public static Outcome<FollowUp> Give(Booking of, string changed, string example, string managerSays, DateTimeOffset at)
    {
        if (of.AskedAt is null) { return new Refusal("Changed", "You will be asked some months after the workshop"); }
        if (!Changes.ContainsKey(changed)) { return new Refusal("Changed", "Select what changed"); }
        if (example.Trim().Length > Evaluation.LongestText) { return new Refusal("Example", $"The example must be {Evaluation.LongestText} characters or fewer"); }
        if (managerSays.Trim().Length > Evaluation.LongestText) { return new Refusal("ManagerSays", $"What your manager says must be {Evaluation.LongestText} characters or fewer"); }
        var answer = new FollowUp { Id = of.Id, Area = of.Area, WorkshopId = of.WorkshopId, Changed = changed, Example = example.Trim(), ManagerSays = managerSays.Trim(), At = at };
        answer.Happened(new Fact { Kind = "training.followed-up", SourceId = of.Id, Area = of.Area, Occurred = Moment.Exactly(at), Details = [new FactDetail { Field = "changed", Code = changed }] });
        return answer;
    }
}
