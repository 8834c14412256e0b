using Trellis.Platform.Record;

namespace Trellis.Modules.Reviews.Drafts;

/// <summary>What was decided of a place in a draft that could tell who somebody is. To take it out is another version, where it is not found again.</summary>
public sealed class DecidedHit : Entity
{
    public const int LongestWhy = 500;

    public static readonly IReadOnlyDictionary<string, string> Decisions = new Dictionary<string, string> { ["somebody-else"] = "It is not them", ["may-stay"] = "It may stay" };

    public required Guid DraftId { get; init; }

    public required Guid MatterId { get; init; }

    public required string Area { get; init; }

    public required int Start { get; init; }

    public required int Length { get; init; }

    /// <summary>name, birth-date, address, school or reference.</summary>
    public required string Kind { get; init; }

    /// <summary>A key of <see cref="Decisions"/>.</summary>
    public required string Decision { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset DecidedAt { get; init; }

    public required Guid DecidedBy { get; init; }

    public static Outcome<DecidedHit> Decide(ReviewDraft draft, Hit hit, string decision, string why, Actor by, DateTimeOffset at)
    {
        if (draft.PublishedAt is not null) { return new Refusal("", "This version has left already"); }
        if (!Decisions.ContainsKey(decision)) { return new Refusal("Decision", "Select whether it may stay"); }
        if (why.Trim().Length is 0 or > LongestWhy) { return new Refusal("Why", why.Trim().Length == 0 ? "Enter why" : "The reason must be 500 characters or fewer"); }
        var decided = new DecidedHit { DraftId = draft.Id, MatterId = draft.MatterId, Area = draft.Area, Start = hit.Start, Length = hit.Length, Kind = hit.Kind, Decision = decision, Why = why.Trim(), DecidedAt = at, DecidedBy = by.UserId };
        decided.Happened(Review.Of("review.identifier-decided", decided.Id, draft.MatterId, draft.Area, at, by, [new FactDetail { Field = "kind", Code = hit.Kind }, new FactDetail { Field = "decision", Code = decision }]));
        return decided;
    }
}
