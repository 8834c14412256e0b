using System.Collections.Immutable;
using Trellis.Platform.Timescales;

namespace Trellis.Practice;

/// <summary>By when something is answered: dated limits, the one in force on the day somebody is asked.</summary>
public sealed record DatedLimits(ImmutableArray<(DateOnly From, Limit Limit)> Terms)
{
    /// <summary>Null: none is in force yet on that day.</summary>
    public Limit? On(DateOnly day) => Terms.Where(t => t.From <= day).OrderBy(t => t.From).Select(t => (Limit?)t.Limit).LastOrDefault();
}

/// <summary>A stage at which a disagreement is answered.</summary>
/// <param name="Asks">Who answers, in words.</param>
public sealed record ChallengeStage(string Id, string Title, string Asks, DatedLimits Within, Place Place);

/// <summary>How people of two agencies disagree, of <c>practice/challenges.yaml</c>.</summary>
/// <param name="Stages">In their order.</param>
/// <param name="Between">Of partnership-level challenge.</param>
/// <param name="Assurance">Of what agencies are asked after an event.</param>
public sealed record ChallengeRules(ImmutableArray<ChallengeStage> Stages, string Authority, DatedLimits Between, DatedLimits Assurance)
{
    public static readonly ChallengeRules None = new([], "", new([]), new([]));

    /// <summary>The stage of partnership-level challenge: it has no others.</summary>
    public const string BetweenStage = "between";

    public ChallengeStage? Stage(string id) => Stages.FirstOrDefault(s => s.Id == id);

    /// <summary>The one after it; null: nothing goes further.</summary>
    public ChallengeStage? After(string stage)
    {
        var place = Stages.ToList().FindIndex(s => s.Id == stage);
        return place >= 0 && place + 1 < Stages.Length ? Stages[place + 1] : null;
    }

    public string Title(string stage) => stage == BetweenStage ? "Between partnerships or agencies" : Stage(stage)?.Title ?? stage;
}
