using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Platform.Access;

/// <summary>What somebody else said of a broken glass.</summary>
public enum GlassReview { Accepted, FollowedUp }

/// <summary>Somebody not named opened a restricted record because they had to: for an hour, with a reason, and somebody else looks at it afterwards.</summary>
public sealed class Glass : Entity
{
    internal const string BrokenKind = "record.glass-broken";
    internal const string ReviewedKind = "record.glass-reviewed";

    public static readonly TimeSpan Stands = TimeSpan.FromHours(1);

    public required Guid StaffId { get; init; }

    public required Guid ClosureId { get; init; }

    public Guid? PersonId { get; init; }

    public Guid? MatterId { get; init; }

    public required string Area { get; init; }

    public required DateTimeOffset BrokenAt { get; init; }

    public required DateTimeOffset UntilAt { get; init; }

    public Guid? ReviewedBy { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    public GlassReview? Review { get; private set; }

    /// <param name="barred">What the database said stands in the way.</param>
    public static Outcome<Glass> Break(Barred barred, Actor by, string? reason, DateTimeOffset at)
    {
        if (barred is not { Why: BarredBy.Restricted, Closure: { } closure }) { throw new ArgumentException("Only a restricted record is behind glass", nameof(barred)); }
        if (string.IsNullOrWhiteSpace(reason)) { return new Refusal("why", "Enter why you must see this record now"); }
        var glass = new Glass { StaffId = by.UserId, ClosureId = closure, PersonId = barred.ClosedPerson, MatterId = barred.ClosedMatter, Area = barred.Area, BrokenAt = at, UntilAt = at + Stands };
        glass.Say(BrokenKind, at, by.Agency, []);
        return glass;
    }

    /// <summary>Looked at by somebody else; what they found is the reason of the act.</summary>
    public Outcome<Glass> Looked(GlassReview review, Actor by, string? words, DateTimeOffset at)
    {
        if (Review is not null) { return new Refusal("", "This has been looked at already"); }
        if (by.UserId == StaffId) { return new Refusal("", "You broke the glass yourself, so somebody else must look at it"); }
        if (string.IsNullOrWhiteSpace(words)) { return new Refusal("words", "Enter what you found"); }
        (Review, ReviewedBy, ReviewedAt) = (review, by.UserId, at);
        Say(ReviewedKind, at, by.Agency, [new FactDetail { Field = "review", Code = review is GlassReview.Accepted ? "accepted" : "followed-up" }]);
        return this;
    }

    private void Say(string kind, DateTimeOffset at, string? by, List<FactDetail> details) => Happened(new Fact
    {
        Kind = kind,
        PersonId = PersonId,
        MatterId = MatterId,
        SourceId = Id,
        Area = Area,
        Agency = by,
        Occurred = Moment.Exactly(at),
        Details = details,
    });
}
