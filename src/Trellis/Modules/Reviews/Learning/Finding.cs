using Trellis.Platform.Record;
using Trellis.Practice;

namespace Trellis.Modules.Reviews.Learning;

/// <summary>What a review found. Recommendations follow from it.</summary>
public sealed class Finding : Entity
{
    public const int LongestText = 4000;

    public required Guid MatterId { get; init; }

    public required string Area { get; init; }

    public required int Number { get; init; }

    public required string Text { get; init; }

    /// <summary>A code of <c>review-theme</c>.</summary>
    public required string Theme { get; init; }

    public required DateTimeOffset FoundAt { get; init; }

    public required Guid FoundBy { get; init; }

    /// <summary>The practitioners’ event it was learnt at: a step of the matter. Never who said it.</summary>
    public Guid? EventId { get; init; }

    public static Outcome<Finding> Write(Guid matter, string area, int number, string text, string theme, PracticeModel practice, Actor by, DateTimeOffset at, Guid? learntAt = null)
    {
        if (text.Trim().Length is 0 or > LongestText) { return new Refusal("Text", text.Trim().Length == 0 ? "Enter what was found" : "The finding must be 4,000 characters or fewer"); }
        if (practice.Codes["review-theme"].Find(theme) is null) { return new Refusal("Theme", "Select its theme"); }
        var finding = new Finding { MatterId = matter, Area = area, Number = number, Text = text.Trim(), Theme = theme, FoundAt = at, FoundBy = by.UserId, EventId = learntAt };
        finding.Happened(Review.Of("review.found", finding.Id, matter, area, at, by, [new FactDetail { Field = "theme", Code = theme }]));
        return finding;
    }
}
