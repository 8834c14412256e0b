using System.Collections.Immutable;

namespace Trellis.Practice;

/// <summary>Whom a rule of feedback asks of those a step was with.</summary>
public enum FeedbackOf
{
    /// <summary>Who came of the family, but not whom the step is about.</summary>
    Family,

    /// <summary>Whom the step is about; of a meeting those of them who came.</summary>
    About,

    /// <summary>Agencies that came.</summary>
    Agencies,
}

/// <summary>What is asked by itself after steps of some kinds.</summary>
/// <param name="Questionnaire">Of the practice model. Anonymous, unless it asks agencies.</param>
/// <param name="After">Kinds of step: <c>child-protection.review-conference</c>.</param>
/// <param name="FromAge">Nobody younger is asked, nor anybody whose age is not known; null: everybody.</param>
/// <param name="Wait">Working days after the step was completed.</param>
public sealed record FeedbackRule(string Id, string Title, string Questionnaire, ImmutableArray<string> After, FeedbackOf Asks, int? FromAge, int Wait, Place Place);

/// <summary>Feedback that is asked by itself, from <c>practice/feedback.yaml</c>.</summary>
/// <param name="KeepOpen">Days a round takes answers after its quarter ended.</param>
/// <param name="AskUntil">Days after a step was completed; nobody is asked by itself what was longer ago.</param>
/// <param name="Family">What somebody is there as who is of the family, though not in the index of people.</param>
public sealed record FeedbackRules(int KeepOpen, int AskUntil, ImmutableArray<string> Family, ImmutableArray<FeedbackRule> Rules)
{
    public static readonly FeedbackRules None = new(28, 28, [], []);

    /// <summary>In their order: of two that ask somebody, the first does.</summary>
    public IEnumerable<FeedbackRule> For(string kind) => Rules.Where(r => r.After.Contains(kind));

    public FeedbackRule? Rule(string id) => Rules.FirstOrDefault(r => r.Id == id);

    public bool IsFamily(string part) => Family.Contains(part, StringComparer.OrdinalIgnoreCase);
}
