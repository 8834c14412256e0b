using Trellis.Components;

namespace Trellis.Modules.Actions.Recommendations;

/// <summary>How a recommendation stands out.</summary>
internal static class RecommendationLook
{
    public static (string Words, TagColour Colour) Tag(Recommendation r, DateOnly today) =>
        r.ClosedAt is not null ? ("Closed", TagColour.Grey)
        : r.Response.Length == 0 ? r.AnswerDue < today ? ("Answer overdue", TagColour.Red) : ("No answer yet", r.AnswerDue is null ? TagColour.Red : TagColour.Yellow)
        : r.Answer is { } answer ? (Recommendation.Answers[answer], answer is Recommendation.Accepted ? TagColour.Green : TagColour.Blue)
        : ("Answered", TagColour.Blue);
}
