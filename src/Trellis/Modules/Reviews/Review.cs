using Trellis.Platform.Record;
using Trellis.Platform.Time;

namespace Trellis.Modules.Reviews;

/// <summary>A matter that is a review: known by a case name that tells nobody who it is about.</summary>
public sealed class Review : Entity, IEdited
{
    /// <summary>The circle whose reviews they are.</summary>
    public const string Circle = "case-review";

    public required Guid MatterId { get; init; }

    public required string Area { get; init; }

    /// <summary>One of <c>practice/reviews.yaml</c>.</summary>
    public required string CaseName { get; init; }

    public required DateTimeOffset NamedAt { get; init; }

    public required Guid NamedBy { get; init; }

    /// <summary>What the agencies are asked about, both days included; null while nobody has said.</summary>
    public DateOnly? PeriodFrom { get; private set; }

    public DateOnly? PeriodTo { get; private set; }

    /// <summary>From then on those it is shared with see the whole chronology, and nobody writes in it any more but whose review it is.</summary>
    public DateTimeOffset? SharedAt { get; private set; }

    public Guid? SharedBy { get; private set; }

    /// <summary>With whom: <c>agency:CODE</c>.</summary>
    public string[] SharedWith { get; private set; } = [];

    public int Edition { get; private set; }

    /// <param name="free">Case names that no review of the area has yet and nobody in the matter bears.</param>
    public static Outcome<Review> Name(Guid matter, string area, string name, IReadOnlyCollection<string> free, Actor by, DateTimeOffset at)
    {
        if (!free.Contains(name)) { return new Refusal("CaseName", "Select a case name that no other review has"); }
        var review = new Review { MatterId = matter, Area = area, CaseName = name, NamedAt = at, NamedBy = by.UserId };
        review.Say("review.named", at, by);
        return review;
    }

    public Outcome<Review> Cover(DateOnly? from, DateOnly? to, Actor by, DateTimeOffset at)
    {
        if (from is null || to is null) { return new Refusal(from is null ? "From" : "To", from is null ? "Enter the day the period begins" : "Enter the day the period ends"); }
        if (to < from) { return new Refusal("To", "The day the period ends must be the same as or after the day it begins"); }
        (PeriodFrom, PeriodTo) = (from, to);
        Say("review.period-set", at, by);
        return this;
    }

    /// <summary>These agencies see what the others said from now on.</summary>
    /// <param name="entries">How many stand in it.</param>
    /// <param name="agencies">By their codes.</param>
    public Outcome<Review> Share(int entries, IReadOnlyCollection<string> agencies, Actor by, DateTimeOffset at)
    {
        if (SharedAt is not null) { return new Refusal("", "The chronology is shared already"); }
        if (entries == 0) { return new Refusal("", "Nothing stands in the chronology yet"); }
        if (agencies.Count == 0) { return new Refusal("With", "Select with whom it is shared"); }
        (SharedAt, SharedBy, SharedWith) = (at, by.UserId, [.. agencies.Select(Actor.AgencyCircle)]);
        Say("review.chronology-shared", at, by, [.. agencies.Select(a => new FactDetail { Field = "agency", Code = a })]);
        return this;
    }

    internal void Say(string kind, DateTimeOffset at, Actor by, params FactDetail[] details) => Happened(Of(kind, Id, MatterId, Area, at, by, details));

    /// <summary>A fact of a review: about its matter and nobody in particular, kept to the circle.</summary>
    /// <param name="agency">Whose it is, besides: that agency sees it too.</param>
    internal static Fact Of(string kind, Guid source, Guid matter, string area, DateTimeOffset at, Actor by, FactDetail[] details, string? agency = null, byte[]? frozen = null) => new()
    {
        Kind = kind,
        MatterId = matter,
        SourceId = source,
        Area = area,
        Agency = by.Agency,
        Occurred = Moment.Exactly(at),
        VisibleTo = agency is null ? Circle : $"{Circle},{Actor.AgencyCircle(agency)}",
        Details = [.. details],
        Frozen = frozen,
    };
}
