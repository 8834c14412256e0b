using System.Globalization;
using Trellis.Platform.Access;
using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Oversight;

/// <summary>What somebody else said of an unusual look.</summary>
public enum FlagReview { Accepted, FollowedUp }

/// <summary>Somebody's looks were out of the ordinary by a rule of the practice model. Raised by the system, once for an occasion; reviewed by somebody other than who looked.</summary>
public sealed class Flag : Entity
{
    internal const string RaisedKind = "access.flagged";
    internal const string ReviewedKind = "access.flag-reviewed";

    /// <summary>Id of the rule in <c>practice/access.yaml</c>.</summary>
    public required string Rule { get; init; }

    public required Guid StaffId { get; init; }

    /// <summary>Null: it is about how much or when, not about whom.</summary>
    public Guid? PersonId { get; init; }

    public required string Area { get; init; }

    /// <summary>The London day of the look, or of the first of them.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>Names what it is about; there is one flag for it, whatever came of it.</summary>
    public required string Occasion { get; init; }

    public required DateTimeOffset RaisedAt { get; init; }

    public Guid? ReviewedBy { get; private set; }

    public DateTimeOffset? ReviewedAt { get; private set; }

    public FlagReview? Review { get; private set; }

    internal static Flag Raise(Unusual look, DateTimeOffset at)
    {
        var flag = new Flag { Rule = look.Rule, StaffId = look.Staff, PersonId = look.Person, Area = look.Area, Day = look.Day, Occasion = look.Occasion, RaisedAt = at };
        flag.Say(RaisedKind, at, null,
            [new FactDetail { Field = "rule", Code = look.Rule }, new FactDetail { Field = "staff", Code = look.Staff.ToString() }, new FactDetail { Field = "day", Code = look.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }]);
        return flag;
    }

    /// <summary>What they found is the reason of the act.</summary>
    public Outcome<Flag> Reviewed(FlagReview review, Actor by, string? words, DateTimeOffset at)
    {
        if (Review is not null) { return new Refusal("Id", "This has been reviewed already"); }
        if (by.UserId == StaffId) { return new Refusal("Id", "These are your own looks, so somebody else must review them"); }
        if (string.IsNullOrWhiteSpace(words)) { return new Refusal("Words", "Enter what you found"); }
        (Review, ReviewedBy, ReviewedAt) = (review, by.UserId, at);
        Say(ReviewedKind, at, by.Agency, [new FactDetail { Field = "review", Code = review is FlagReview.Accepted ? "accepted" : "followed-up" }]);
        return this;
    }

    private void Say(string kind, DateTimeOffset at, string? by, List<FactDetail> details) => Happened(new Fact
    {
        Kind = kind,
        PersonId = PersonId,
        SourceId = Id,
        Area = Area,
        Agency = by,
        Occurred = Moment.Exactly(at),
        VisibleTo = Closed.Governance,
        Details = details,
    });
}

/// <summary>A look that a rule found.</summary>
internal sealed record Unusual(string Rule, Guid Staff, Guid? Person, string Area, DateOnly Day, string Occasion);
